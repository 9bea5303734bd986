//! Judges: rules over the model and its flows, and what came of running them.
//!
//! Pure: no IO, no clock (today is handed in). A rule is one file with its page beside it; the page is its test.

mod acceptance;
mod consumer;
mod cost;
mod domains;
mod downtime;
mod edge_load;
mod figure;
mod hard_path;
mod objective;
mod outcome;
mod prelude;
mod promise;
mod rule;
mod rules;
mod run;
mod selection;
mod service_time;
mod single_point;
mod throughput;

pub use acceptance::{Acceptance, Wording};
pub use outcome::{Outcome, Suppressed};
pub use rule::{Family, Rule};
pub use rules::{FAMILIES, all_rules, find_rule};
pub use run::check;
pub use selection::{Selection, UnknownSelector};
