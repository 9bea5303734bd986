//! Reading a model from its text and working out its capacity.

use loadline_base::Sources;
use loadline_capacity::SystemCapacity;
use loadline_flow::Flows;
use loadline_model::Reading;

/// Reads a model without faults.
#[track_caller]
fn read(text: &str) -> Reading {
    let mut sources = Sources::default();
    sources.add("model.yaml", format!("loadline: 1\n{text}"));
    let reading = loadline_model::read(&sources);
    assert!(reading.faults.is_empty(), "{text}\n{:?}", reading.faults);
    reading
}

/// Works out a model's capacity on a fixed day and hands it on.
#[track_caller]
pub(crate) fn capacity<T>(text: &str, judge: impl FnOnce(&SystemCapacity<'_>) -> T) -> T {
    let reading = read(text);
    let flows = Flows::read(&reading.model);
    let Ok(today) = "2026-11-20".parse() else { unreachable!("it is a day") };
    judge(&SystemCapacity::of(&reading.model, &flows, today))
}
