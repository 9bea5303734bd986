//! The share of users that a failure reaches, against a count by hand.

use crate::model;
use loadline_depend::{Failures, Strength, cell_spreads};
use loadline_flow::{Flows, Loads};

/// The spread of journey `j` over its cells, for a model that must be free of faults.
#[track_caller]
fn check(text: &str, cells: u64, mean: f64, at_least: &[f64]) {
    let model = model(text);
    let failures = Failures::read(&model, &Flows::read(&model), &Loads::default(), Strength::Hard);
    let spreads = cell_spreads(&failures, 0);
    let spread = &spreads[0];
    assert_eq!(spreads.len(), 1);
    assert_eq!(spread.cells, cells);
    let near = |found: f64, expected: f64| (found - expected).abs() <= 1e-12 * expected.max(1e-9);
    assert!(near(spread.mean, mean), "{} on average, not {mean}", spread.mean);
    assert_eq!(spread.at_least.len(), at_least.len());
    for (found, expected) in spread.at_least.iter().zip(at_least) {
        assert!(near(*found, *expected), "{:?}, not {at_least:?}", spread.at_least);
    }
}

#[test]
fn a_cell_fails_alone_and_the_router_fails_them_all() {
    let model = "
journeys: {j: {entry: router.http}}
cells: {shards: {count: 3, members: [worker], router: router}}
services:
  router: {availability: 99%, exposes: {http: {}}, needs: {worker: {kind: hard}}}
  worker: {availability: 90%}
";
    // Router down 0.01: all three. Else each cell fails with 0.1, independently.
    let beside = |least: f64| 0.01 + 0.99 * least;
    check(model, 3, beside(0.1), &[beside(1.0 - 0.9f64.powi(3)), beside(0.028), beside(0.001)]);
}

#[test]
fn a_bad_deploy_by_cells_reaches_one_of_them() {
    // 8,766 h ÷ 52.18 weeks = 168 h: one bad deploy a week of 16.8 h is down a tenth of the time, a fortieth a cell.
    let model = "
journeys: {j: {entry: worker.http}}
cells: {shards: {count: 4, members: [worker]}}
services:
  worker:
    incidents: {per-year: 0, mean: 1h}
    deploys: {per-week: 1, failure-rate: 100%, detect-and-roll-back: 1008min, scope: cell}
    exposes: {http: {}}
";
    let q: f64 = 0.025;
    let p = 1.0 - q;
    check(
        model,
        4,
        q,
        &[1.0 - p.powi(4), 1.0 - p.powi(4) - 4.0 * q * p.powi(3), 4.0 * q.powi(3) * p + q.powi(4), q.powi(4)],
    );
}

#[test]
fn a_model_without_cells_has_no_spread() {
    let model = model("journeys: {j: {entry: a.http}}\nservices: {a: {exposes: {http: {}}}}\n");
    let failures = Failures::read(&model, &Flows::read(&model), &Loads::default(), Strength::Hard);
    assert!(cell_spreads(&failures, 0).is_empty());
}
