//! Judges: rules over the model and its flows, and what came of running them.
//!
//! Pure: no IO, no clock (today is handed in). A rule is one file with its page beside it; the page is its test.

mod abroad;
mod acceptance;
mod alerts;
mod bad_versions;
mod cost;
mod guard;
mod on_line;
mod outcome;
mod prelude;
mod retention;
mod rule;
mod rules;
mod run;
mod saying;
mod selection;
mod sensitivity;
mod stakes;
mod trust;

pub use acceptance::{Acceptance, Wording};
pub use outcome::{Outcome, Suppressed};
pub use rule::{Family, Rule};
pub use rules::{FAMILIES, all_rules, find_rule};
pub use run::check;
pub use selection::{Selection, UnknownSelector};
