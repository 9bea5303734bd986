//! Fault trees, and those of models, against independent computations, what must always hold, and hostile models.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where its own model is wrong"
)]

mod bounds;
mod brute_force;
mod cells;
mod corpus;
mod hostile;
mod mef;
mod oracle;
mod random_tree;
mod shapes;
mod simulation;
mod spread;
mod standing;
mod truth_table;

use loadline_base::Sources;
use loadline_model::{Model, read};

/// Reads a model that must be free of faults; `loadline: 1` is put before it.
#[track_caller]
fn model(text: &str) -> Model {
    let mut sources = Sources::default();
    sources.add("m.yaml", format!("loadline: 1\n{text}"));
    let reading = read(&sources);
    assert!(reading.faults.is_empty(), "{:#?}\n{text}", reading.faults);
    reading.model
}
