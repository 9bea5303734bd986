//! Faults of a scenario that would do nothing are refused; those of some copies in cells reach every cell alike.

use crate::compiled::{compiled, compiling, ran};
use loadline_sim::layout::Effect;

/// A service with four workers, at a hundred requests a second, with a scenario of this fault.
fn with(fault: &str) -> String {
    format!(
        "services: {{a: {{service-time: {{mean: 10ms}}, capacity: {{workers: 4}}}}}}
journeys: {{j: {{entry: a, load: {{peak: 100rps}}}}}}
scenarios: {{s: {{lasts: 1m, faults: [{fault}]}}}}
"
    )
}

#[test]
fn what_leaves_everything_as_it_is_is_no_fault() {
    for (fault, message) in [
        ("{kind: spike, factor: 3x, lasts: 0s}", "lasts no time at all"),
        ("{kind: spike, factor: 1x, lasts: 5s}", "as much load as usual"),
        ("{kind: slow, component: a, factor: 1x}", "as long as usual"),
        ("{kind: workers, component: a, workers: 4}", "as many workers as usual"),
    ] {
        let problems = compiling(&with(fault)).expect_err(fault);
        assert!(problems[0].message.contains(message), "{problems:?}");
        assert!(problems[0].span.is_some() && !problems[0].hint.is_empty(), "{problems:?}");
    }
    for fault in [
        "{kind: spike, factor: 0.5x, lasts: 5s}",
        "{kind: slow, component: a, factor: 2x}",
        "{kind: workers, component: a, workers: 5}",
    ] {
        assert!(compiling(&with(fault)).is_ok(), "{fault}");
    }
}

/// A router before a member with two copies in each of five cells, with a scenario of this fault.
fn in_cells(replicas: &str, fault: &str) -> String {
    format!(
        "domains: {{east: {{kind: region}}, a: {{kind: zone, in: east}}, b: {{kind: zone, in: east}}}}
services:
  r: {{service-time: {{mean: 0ms}}, needs: {{m: {{kind: hard}}}}}}
  m: {{replicas: {{min: 2, spread: east{replicas}}}, capacity: {{workers: 10, queue: {{limit: none}}}}, service-time: {{mean: 1ms}}}}
cells: {{main: {{count: 5, members: [m], router: r}}}}
journeys: {{j: {{entry: r, load: {{peak: 500rps}}}}}}
scenarios: {{s: {{lasts: 1m, faults: [{fault}]}}}}
"
    )
}

#[test]
fn copies_that_go_down_are_spread_over_cells() {
    let failed = |copies: u32| {
        let compiled = compiled(&in_cells("", &format!("{{kind: down, component: m, copies: {copies}}}")));
        let down = compiled.layout.faults.iter().map(|fault| match fault.effect {
            Effect::Down { copies, .. } => copies,
            _ => 0,
        });
        assert_eq!(down.sum::<u32>(), copies);
        assert!(
            compiled
                .assumptions
                .iter()
                .any(|assumption| assumption.what.contains("spread evenly over the cells"))
        );
        let tally = ran(&compiled, 60.0);
        tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64
    };
    // One copy of each cell leaves it the other one; every further one takes a whole cell.
    assert_eq!([failed(2), failed(5)], [0.0, 0.0]);
    for (copies, expected) in [(6, 0.2), (8, 0.6), (10, 1.0)] {
        assert!((failed(copies) - expected).abs() < 0.02, "{copies}: {}", failed(copies));
    }
}

#[test]
fn what_is_no_matter_of_copies_happens_once_in_all_cells() {
    let compiled = compiled(&in_cells("", "{kind: slow, domain: a, factor: 2x}"));
    assert_eq!(compiled.layout.faults.len(), 1);
}

#[test]
fn only_copies_that_would_be_scaled_are_said_not_to_be() {
    let said = |replicas: &str| {
        let compiled = compiled(&in_cells(replicas, "{kind: down, cells: main}"));
        compiled.assumptions.iter().any(|assumption| assumption.what == "copies in cells are not scaled")
    };
    assert!(!said(""));
    assert!(said(", max: 4, autoscale: {target: 60%}"));
}

#[test]
fn cells_tell_apart_what_is_simulated() {
    let one = compiled(&in_cells("", "{kind: down, domain: a}"));
    let mut other = one.clone();
    other.cells.clear();
    assert_ne!(one.identity(), other.identity());
}
