//! Cells: a fault reaches those whose cell it is in, and nobody else. Counted by hand.

use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{Balancing, Call, Cells, Effect, Fault, Layout, Node, Retries, Station};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

const FIRST: u32 = 0;
const SECOND: u32 = 1;

/// Two components in four cells, with two copies in each.
fn in_cells(balancing: Balancing) -> Layout {
    let mut layout =
        tandem(Arrivals::Poisson, 1_000.0, &[(Law::Constant(0.001), 5), (Law::Constant(0.001), 5)]);
    for station in &mut layout.stations {
        (station.copies, station.balancing) = (8, balancing);
        station.cells = Some(Cells { group: 0, number: 4 });
    }
    layout
}

/// Share of requests that fail while these copies are gone: station, first, and how many.
fn failing(layout: &Layout, gone: &[(u32, u32, u32)]) -> f64 {
    let mut layout = layout.clone();
    let down = gone.iter().map(|(station, first, copies)| Effect::Down {
        station: *station,
        first: *first,
        copies: *copies,
    });
    layout.faults.extend(down.map(|effect| Fault { at: Instant::START, effect }));
    let tally = run(&layout, Settings::lasting(40.0, 3));
    tally.sources[0].failed.total() as f64 / tally.sources[0].arrived as f64
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 0.01, "{found}, not {expected}");
}

#[test]
fn a_cell_that_is_gone_fails_its_own_users_only() {
    for balancing in
        [Balancing::RoundRobin, Balancing::Random, Balancing::LeastOutstanding, Balancing::PowerOfTwo]
    {
        let layout = in_cells(balancing);
        close(failing(&layout, &[(FIRST, 0, 2)]), 0.25);
        close(failing(&layout, &[(FIRST, 0, 1)]), 0.0);
        // Who calls from a cell stays in it: two faults in one cell meet the same users, in two cells others.
        close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 0, 2)]), 0.25);
        close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 2, 2)]), 0.5);
        close(failing(&layout, &[(SECOND, 2, 2)]), 0.25);
    }
}

#[test]
fn trying_again_leads_to_the_same_cell() {
    let mut layout = in_cells(Balancing::RoundRobin);
    layout.calls[0].retries = Retries::after(3, Delay::from_seconds(0.01));
    layout.calls[1].retries = Retries::after(3, Delay::from_seconds(0.01));
    close(failing(&layout, &[(FIRST, 0, 2)]), 0.25);
    close(failing(&layout, &[(SECOND, 4, 2)]), 0.25);
}

#[test]
fn who_calls_from_outside_finds_all_members_in_one_cell() {
    // A router that stands in no cell asks two members one after the other.
    let mut layout = in_cells(Balancing::Random);
    layout.stations.push(Station::plain("router", 5));
    layout.nodes.push(Node { name: "router".to_owned(), station: 2, work: Law::Constant(0.0), steps: 0..2 });
    layout.nodes[0].steps = 0..0;
    layout.calls = vec![Call::plain("user", 2), Call::plain("one", 0), Call::plain("other", 1)];
    layout.steps = vec![1..2, 2..3];
    close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 0, 2)]), 0.25);
    close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 2, 2)]), 0.5);
    // Of another group of cells it finds another one.
    layout.stations[1].cells = Some(Cells { group: 1, number: 4 });
    close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 0, 2)]), 1.0 - 0.75 * 0.75);
}

#[test]
fn each_cell_has_the_load_of_its_users() {
    // Of 1,000 requests a second 250 come to each cell, whose two copies have one worker each that takes 6 ms: 75 % of their time.
    let mut layout = in_cells(Balancing::LeastOutstanding);
    layout.nodes[0].work = Law::Exponential { mean: 0.006 };
    layout.stations[0].workers = Some(1);
    let tally = run(&layout, Settings::lasting(200.0, 5));
    let used = tally.stations[0].utilisation(1);
    assert!((used - 0.75).abs() < 0.01, "{used}");
    // A cell cannot help another: with half its copies it has 150 % of what it can do, and its queue grows.
    layout
        .faults
        .push(Fault { at: Instant::START, effect: Effect::Down { station: 0, first: 0, copies: 1 } });
    let tally = run(&layout, Settings::lasting(200.0, 5));
    let waiting = tally.sources[0].unfinished.total() as f64;
    let expected = 200.0 * (250.0 - 1.0 / 0.006);
    assert!((waiting / expected - 1.0).abs() < 0.05, "{waiting}, not {expected}");
}

#[test]
fn a_request_stays_in_its_cell_by_whatever_ways_it_comes_there() {
    // From one member to the other by a component that stands in no cell, and by calls that nobody waits for.
    let mut layout = in_cells(Balancing::Random);
    layout.stations.push(Station::plain("between", 1_000));
    layout.nodes.push(Node {
        name: "between".to_owned(),
        station: 2,
        work: Law::Constant(0.001),
        steps: 1..2,
    });
    layout.calls = vec![Call::plain("user", 0), Call::plain("to between", 2), Call::plain("on", 1)];
    layout.steps = vec![1..2, 2..3];
    layout.nodes[0].steps = 0..1;
    close(failing(&layout, &[(FIRST, 0, 2), (SECOND, 0, 2)]), 0.25);
    for call in 1..3 {
        layout.calls[call].waits = false;
    }
    layout.faults.extend(
        [FIRST, SECOND].map(|station| Fault {
            at: Instant::START,
            effect: Effect::Down { station, first: 0, copies: 2 },
        }),
    );
    let tally = run(&layout, Settings::lasting(40.0, 3));
    assert_eq!(
        tally.stations[SECOND as usize].failed.total(),
        0,
        "who comes there comes from a cell that is there"
    );
    assert!(tally.stations[SECOND as usize].begun > 25_000);
}
