//! The top gate: the one asked for, or the only one that no other gate uses.

use super::MefError;
use super::definitions::Definitions;
use crate::fault_tree::{FaultTree, GateId, Term};
use loadline_base::did_you_mean;

/// Names shown at most.
const SHOWN: usize = 5;

pub(super) fn top(
    definitions: &Definitions<'_>,
    tree: &FaultTree,
    wanted: Option<&str>,
) -> Result<GateId, MefError> {
    let name = |index: usize| definitions.name(definitions.gates[index]);
    let id = |index: usize| GateId(u32::try_from(index).unwrap_or(u32::MAX));
    if let Some(wanted) = wanted {
        let mut all = 0..definitions.gates.len();
        return all.find(|index| name(*index) == wanted).map(id).ok_or_else(|| {
            let names = definitions.owned_names(&definitions.gates);
            let hint = match did_you_mean(wanted, names.iter().map(String::as_str)) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("the first gate is `{}`", name(0)),
            };
            MefError::new(format!("there is no gate `{wanted}`"), hint)
        });
    }
    let mut used = vec![false; tree.gates().len()];
    for (index, gate) in tree.gates().iter().enumerate() {
        for input in &gate.inputs {
            if let Term::Gate(input) = input
                && input.index() != index
            {
                used[input.index()] = true;
            }
        }
    }
    let free: Vec<usize> = (0..definitions.gates.len()).filter(|index| !used[*index]).collect();
    match free[..] {
        [only] => Ok(id(only)),
        [] => Err(MefError::new(
            "every gate is used by another: none is the top",
            format!("name it with `--gate`, such as `--gate {}`", name(0)),
        )),
        _ => {
            let mut shown: Vec<String> =
                free.iter().take(SHOWN).map(|index| format!("`{}`", name(*index))).collect();
            if free.len() > SHOWN {
                shown.push(format!("{} more", free.len() - SHOWN));
            }
            let message = format!("{} gates are used by no other: {}", free.len(), shown.join(", "));
            Err(MefError::new(message, "name the top with `--gate`")
                .at(definitions.gates[free[1]].element.at()))
        }
    }
}
