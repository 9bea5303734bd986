//! Steps that go on before all of their calls are answered: held to order statistics and to the binomial law.

use crate::oracle::{check, exponential, mean, runs};
use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{Awaited, Call, Effect, Fallback, Fault, Layout, Node, Station};
use loadline_sim::profile::Arrivals;
use loadline_sim::time::Instant;
use loadline_sim::{Failure, Settings, run};

/// A caller without work that makes so many calls at once, each to a station of its own with endless workers, and goes on at so many
/// answers.
fn fan(rate: f64, width: u32, answers: u32, work: &Law) -> Layout {
    let mut layout = single(Arrivals::Poisson, rate, Law::Constant(0.0), 1);
    for at in 1..=width {
        let station = Station { workers: None, ..Station::plain(format!("leaf {at}"), 1) };
        layout.stations.push(station);
        layout.calls.push(Call::plain(format!("to leaf {at}"), at));
        layout.nodes.push(Node { name: format!("leaf {at}"), station: at, work: work.clone(), steps: 0..0 });
    }
    layout.steps.push(1..width + 1);
    layout.nodes[0].steps = 0..1;
    layout.awaited.push(Awaited { step: 0, answers });
    layout
}

#[test]
fn the_time_of_a_step_is_that_of_the_answer_it_waits_for() {
    // The k-th of n exponential times takes Σ 1 ÷ (n − i) for i < k on average.
    for (answers, exact) in [(1, 0.2), (3, 0.2 + 0.25 + 1.0 / 3.0), (5, 137.0 / 60.0)] {
        let layout = fan(2.0, 5, answers, &exponential(1.0));
        check(&runs(&layout, 8_000.0), "mean", exact, |tally| mean(&tally.sources[0]));
    }
}

/// Every answer is an error with this probability.
fn with_errors(layout: &mut Layout, share: f64) {
    for station in 1..layout.stations.len() as u32 {
        layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station, share } });
    }
}

#[test]
fn a_step_fails_when_too_few_can_answer() {
    // At least 2 of 3 answer, each with 0.7: 3 × 0.7² × 0.3 + 0.7³.
    let mut layout = fan(20.0, 3, 2, &exponential(0.1));
    with_errors(&mut layout, 0.3);
    check(&runs(&layout, 4_000.0), "success", 0.784, |tally| {
        let source = &tally.sources[0];
        source.good as f64 / (source.good + source.failed.total()) as f64
    });
    // Who would not have failed with any of them goes on with less.
    layout.calls[1..].iter_mut().for_each(|call| call.fallback = Fallback::Degrade);
    let soft = runs(&layout, 4_000.0);
    assert!(soft.iter().all(|tally| tally.sources[0].failed.total() == 0));
    check(&soft, "degraded", 0.216, |tally| tally.sources[0].degraded as f64 / tally.sources[0].good as f64);
}

#[test]
fn late_answers_and_late_failures_change_nothing() {
    // The first answer comes after 10 ms; a second call, one after the other, is answered 20 ms later. The slow ones end in between
    // and after it.
    let mut layout = fan(10.0, 3, 1, &Law::Constant(0.01));
    layout.nodes[2].work = Law::Constant(0.02);
    layout.nodes[3].work = Law::Constant(0.5);
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station: 2, share: 1.0 } });
    let next = layout.calls.len() as u32;
    layout.nodes.push(Node { name: "after".to_owned(), station: 4, work: Law::Constant(0.02), steps: 0..0 });
    layout.stations.push(Station { workers: None, ..Station::plain("after", 1) });
    layout.calls.push(Call::plain("to after", 4));
    layout.steps.push(next..next + 1);
    layout.nodes[0].steps = 0..2;
    let tally = run(&layout, Settings::lasting(100.0, 1));
    let source = &tally.sources[0];
    assert_eq!((source.failed.total(), source.degraded), (0, 0));
    assert!((mean(source) - 0.03).abs() < 1e-6, "{}", mean(source));
    let unfinished = source.unfinished.total();
    assert!(tally.stations[1].arrived - tally.stations[4].arrived <= unfinished && unfinished <= 3);
}

#[test]
fn an_error_beside_an_answer_that_is_enough_is_not_retried() {
    let mut layout = fan(10.0, 2, 1, &Law::Constant(0.01));
    layout.nodes[2].work = Law::Constant(0.02);
    layout.calls[2].retries = loadline_sim::layout::Retries::after(3, loadline_sim::time::Delay::ZERO);
    layout.faults.push(Fault { at: Instant::START, effect: Effect::Errors { station: 2, share: 1.0 } });
    let tally = run(&layout, Settings::lasting(100.0, 1));
    assert_eq!(tally.calls[2].retries, 0);
    assert!(tally.calls[2].failed.of(Failure::Error) > 900);
}
