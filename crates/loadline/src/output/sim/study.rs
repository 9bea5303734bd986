//! Knees, faults and metastable states for people and for machines.

mod knee;
mod metastable;
mod resilience;
mod spread;

pub(super) use knee::how as how_knee;
pub(crate) use knee::{knee, knee_json};
pub(super) use metastable::how as how_metastable;
pub(crate) use metastable::{metastable, metastable_json};
pub(super) use resilience::how as how_resilience;
pub(crate) use resilience::{resilience, resilience_json};
pub(super) use spread::share_within;

use super::DIGITS;
use loadline_app::sim::Unsteady;
use serde_json::{Value, json};

/// What stands in the way of asking what trouble does.
fn never_steady(unsteady: &[Unsteady], journeys: &[String]) -> Option<String> {
    let first = unsteady.first()?;
    let id = journeys.get(first.source)?;
    let more = match unsteady.len() {
        1 => String::new(),
        all => format!(", the first of {all} journeys"),
    };
    Some(format!(
        "without any trouble `{id}` does not stay as it is: {} of {} are answered{more}; there is no normal to get back to, so nothing was tried",
        DIGITS.number(first.goodput),
        DIGITS.with_unit(first.offered, "rps"),
    ))
}

fn unsteady_json(unsteady: &[Unsteady], journeys: &[String]) -> Value {
    let one = |one: &Unsteady| json!({"journey": journeys.get(one.source), "offered_rps": one.offered, "goodput_rps": one.goodput});
    unsteady.iter().map(one).collect()
}
