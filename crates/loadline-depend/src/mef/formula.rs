//! Formulas to gates. Operations a fault tree has no gate for are put together from those it has.

use super::MefError;
use super::definitions::{Definition, Definitions};
use super::scope::{Container, Named};
use super::value::only;
use super::xml::Element;
use crate::fault_tree::{EventId, FaultTree, GateId, GateKind, Term};
use crate::probabilities::Probabilities;

/// The tree of all gates of a file, with the names and the probabilities of its basic events.
pub(super) fn lower(
    definitions: &Definitions<'_>,
) -> Result<(FaultTree, Vec<String>, Probabilities), MefError> {
    let mut tree = FaultTree::default();
    let events: Vec<EventId> = definitions.basic.iter().map(|_| tree.event()).collect();
    let gates: Vec<GateId> = definitions.gates.iter().map(|_| tree.gate(GateKind::Or, Vec::new())).collect();
    let house: Result<Vec<bool>, MefError> =
        definitions.house.iter().map(|event| definitions.happens(*event)).collect();
    let mut lowering = Lowering { definitions, tree, events, gates, house: house? };
    for (index, gate) in definitions.gates.iter().enumerate() {
        lowering.gate(index, *gate)?;
    }
    let q: Result<Vec<f64>, MefError> =
        definitions.basic.iter().map(|event| definitions.probability(*event)).collect();
    let probabilities = Probabilities::new(q?)
        .map_err(|error| MefError::new(error.to_string(), "a probability is at least 0 and at most 1"))?;
    Ok((lowering.tree, definitions.owned_names(&definitions.basic), probabilities))
}

struct Lowering<'d, 'x> {
    definitions: &'d Definitions<'x>,
    tree: FaultTree,
    events: Vec<EventId>,
    gates: Vec<GateId>,
    house: Vec<bool>,
}

impl<'x> Lowering<'_, 'x> {
    fn gate(&mut self, index: usize, gate: Definition<'x>) -> Result<(), MefError> {
        let Some(formula) = only(gate.element)? else {
            let message = format!("the gate `{}` has no formula", self.definitions.name(gate));
            return Err(gate.element.error(message, "write `<or>`, `<and>` or another inside it"));
        };
        let id = self.gates[index];
        match self.operation(formula, gate.scope)? {
            Some((kind, inputs)) => self.tree.define(id, kind, inputs),
            None => {
                let same = self.leaf(formula, gate.scope)?;
                self.tree.define(id, GateKind::Or, vec![same]);
            }
        }
        Ok(())
    }

    /// A formula inside another.
    fn term(&mut self, formula: Element<'x>, scope: Container) -> Result<Term, MefError> {
        match self.operation(formula, scope)? {
            Some((kind, inputs)) => Ok(Term::Gate(self.tree.gate(kind, inputs))),
            None => self.leaf(formula, scope),
        }
    }

    /// The gate a formula comes to; `None` when it is a name or a constant.
    fn operation(
        &mut self,
        formula: Element<'x>,
        scope: Container,
    ) -> Result<Option<(GateKind, Vec<Term>)>, MefError> {
        let (least, most) = match formula.name() {
            "not" => (1, 1),
            "imply" | "iff" => (2, 2),
            "and" | "or" | "nand" | "nor" | "xor" | "atleast" | "cardinality" => (1, usize::MAX),
            _ => return Ok(None),
        };
        let inputs: Result<Vec<Term>, MefError> =
            formula.parts().map(|part| self.term(part, scope)).collect();
        let inputs = inputs?;
        if !(least..=most).contains(&inputs.len()) {
            let message = format!("`<{}>` has {} inputs", formula.name(), inputs.len());
            let hint =
                if least == most { format!("it takes {most}") } else { "it takes at least one".to_owned() };
            return Err(formula.error(message, hint));
        }
        Ok(Some(match formula.name() {
            "and" => (GateKind::And, inputs),
            "xor" => (GateKind::Xor, inputs),
            "not" => (GateKind::Not, inputs),
            "nand" => self.opposite(GateKind::And, inputs),
            "nor" => self.opposite(GateKind::Or, inputs),
            "iff" => self.opposite(GateKind::Xor, inputs),
            "imply" => {
                let not = self.tree.gate(GateKind::Not, vec![inputs[0]]);
                (GateKind::Or, vec![Term::Gate(not), inputs[1]])
            }
            "atleast" => (GateKind::AtLeast(formula.number("min")?), inputs),
            "cardinality" => self.cardinality(formula, inputs)?,
            _ => (GateKind::Or, inputs),
        }))
    }

    fn opposite(&mut self, kind: GateKind, inputs: Vec<Term>) -> (GateKind, Vec<Term>) {
        (GateKind::Not, vec![Term::Gate(self.tree.gate(kind, inputs))])
    }

    /// At least `min` inputs and not more than `max`.
    fn cardinality(
        &mut self,
        formula: Element<'x>,
        inputs: Vec<Term>,
    ) -> Result<(GateKind, Vec<Term>), MefError> {
        let (min, max) = (formula.number("min")?, formula.number("max")?);
        if min > max {
            let message = format!("`<cardinality>` from {min} to {max} is never true");
            return Err(formula.error(message, "`min` is at most `max`"));
        }
        let Some(more) = max.checked_add(1).filter(|more| *more as usize <= inputs.len()) else {
            return Ok((GateKind::AtLeast(min), inputs));
        };
        let least = self.tree.gate(GateKind::AtLeast(min), inputs.clone());
        let more = self.tree.gate(GateKind::AtLeast(more), inputs);
        let not_more = self.tree.gate(GateKind::Not, vec![Term::Gate(more)]);
        Ok((GateKind::And, vec![Term::Gate(least), Term::Gate(not_more)]))
    }

    fn leaf(&self, formula: Element<'x>, scope: Container) -> Result<Term, MefError> {
        let what = match formula.name() {
            "constant" => return formula.truth().map(Term::Constant),
            "gate" => "gate",
            "basic-event" => "basic event",
            "house-event" => "house event",
            "event" => "event",
            _ => {
                let hint = "formulas are made of and, or, not, xor, nand, nor, imply, iff, atleast, cardinality, \
                            constant and names";
                return Err(
                    formula.error(format!("the formula `<{}>` is not supported", formula.name()), hint)
                );
            }
        };
        let name = formula.required("name")?;
        let found = self.definitions.names.find(name, scope, false);
        let term = match found {
            Some(Named::Gate(index)) => Term::Gate(self.gates[index as usize]),
            Some(Named::Basic(index)) => Term::Event(self.events[index as usize]),
            Some(Named::House(index)) => Term::Constant(self.house[index as usize]),
            Some(Named::Parameter(_)) | None => {
                let hint = self.definitions.advice(name, &what.replace(' ', "-"));
                return Err(formula.error(format!("the {what} `{name}` is not defined"), hint));
            }
        };
        match found {
            Some(found) if what != "event" && found.word() != what => {
                let hint = format!("write `<{} name=\"{name}\"/>`", found.word().replace(' ', "-"));
                Err(formula.error(format!("`{name}` is a {}, not a {what}", found.word()), hint))
            }
            _ => Ok(term),
        }
    }
}
