//! What stays of an objective when its columns are gone: the facts, what was spent until when, and what fired.

use super::report::{Alert, SloFacts};
use loadline_promql::Labels;

/// What stays of an objective when its columns are gone.
pub(super) struct Seen {
    pub(super) facts: SloFacts,
    /// Bad events until each step.
    pub(super) bad: Vec<f64>,
    /// Bad events that one period may have; zero where the target leaves none or there was nothing.
    pub(super) budget: f64,
    /// For each candidate: alerts with the places of their groups still missing, and their label sets.
    pub(super) fired: Vec<Vec<(Alert, Labels)>>,
}
