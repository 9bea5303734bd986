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
    let names = || definitions.gates.iter().map(|gate| gate.name.as_str());
    let id = |index: usize| GateId(u32::try_from(index).unwrap_or(u32::MAX));
    if let Some(wanted) = wanted {
        return names().position(|name| name == wanted).map(id).ok_or_else(|| {
            let hint = match did_you_mean(wanted, names()) {
                Some(close) => format!("did you mean `{close}`?"),
                None => format!("the first gate is `{}`", definitions.gates[0].name),
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
            format!("name it with `--gate`, such as `--gate {}`", definitions.gates[0].name),
        )),
        _ => {
            let mut shown: Vec<String> = free
                .iter()
                .take(SHOWN)
                .map(|index| format!("`{}`", definitions.gates[*index].name))
                .collect();
            if free.len() > SHOWN {
                shown.push(format!("{} more", free.len() - SHOWN));
            }
            let message = format!("{} gates are used by no other: {}", free.len(), shown.join(", "));
            Err(MefError::new(message, "name the top with `--gate`")
                .at(definitions.gates[free[1]].element.at))
        }
    }
}
