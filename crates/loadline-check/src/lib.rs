//! Judges: rules over the model and its flows, and what came of running them.
//!
//! Pure: no IO, no clock (today is handed in). A rule is one file with its page beside it; the page is its test.

mod acceptance;
mod check;
mod cost;
mod outcome;
mod prelude;
mod readings;
mod report;
mod rule;
mod rules;
mod run;
mod selection;

pub use acceptance::{Acceptance, Wording};
pub use outcome::{Outcome, Suppressed};
pub use rule::{Family, Rule};
pub use rules::{FAMILIES, all_rules, find_rule};
pub use run::{check, check_with};
pub use selection::{Selection, UnknownSelector};
