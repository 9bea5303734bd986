//! Judges: rules over the model and its flows, and what came of running them.
//!
//! Pure: no IO, no clock (today is handed in). A rule is one file with its page beside it; the page is its test.

mod abroad;
mod acceptance;
mod alerts;
mod amplification;
mod bad_versions;
mod cache_load;
mod call_graph;
mod channel;
mod consumer;
mod cost;
mod digraph;
mod domains;
mod downtime;
mod edge_load;
mod figure;
mod guard;
mod hard_path;
mod latency_target;
mod objective;
mod on_line;
mod outcome;
mod piece;
mod prelude;
mod promise;
mod retention;
mod retrying;
mod rule;
mod rules;
mod run;
mod said;
mod saying;
mod selection;
mod sensitivity;
mod service_time;
mod single_point;
mod spending;
mod stakes;
mod throughput;
mod time_budget;
mod trust;
mod usage;

pub use acceptance::{Acceptance, Wording};
pub use outcome::{Outcome, Suppressed};
pub use rule::{Family, Rule};
pub use rules::{FAMILIES, all_rules, find_rule};
pub use run::check;
pub use selection::{Selection, UnknownSelector};
