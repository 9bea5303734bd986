//! The range that uncertain figures allow lies around the figure that is told.

use crate::model;
use loadline_depend::{Failures, Solved, Strength, Top};
use loadline_flow::{Flows, Loads};
use std::fmt::Write;

#[test]
fn many_uncertain_parts_do_not_push_the_range_above_the_figure() {
    let mut text =
        "journeys: {j: {entry: s0}}\nservices:\n  s0:\n    incidents: {per-year: 1, mean: 10m}\n    needs:\n"
            .to_owned();
    for index in 1..200 {
        writeln!(text, "      s{index}: {{kind: hard}}").expect("text");
    }
    for index in 1..200 {
        writeln!(text, "  s{index}: {{incidents: {{per-year: 1, mean: 10m}}}}").expect("text");
    }
    let model = model(&text);
    let failures = Failures::read(&model, &Flows::read(&model), &Loads::default(), Strength::Hard);
    let solved = Solved::of(failures);
    let told = solved.unavailability(0, Top::Failed).expect("it has a top").upper();
    let spread = &solved.spreads()[0];
    assert!(spread.p5 < told && told < spread.p95, "{told} outside {} to {}", spread.p5, spread.p95);
    // Two hundred independent causes of the same size: the mean of the draws is the figure, and the median is near.
    assert!((spread.p50 / told - 1.0).abs() < 0.1, "{} around {told}", spread.p50);
}
