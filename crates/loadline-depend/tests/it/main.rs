//! Fault trees of models against independent computations.
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where its own model is wrong")]

mod simulation;

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
