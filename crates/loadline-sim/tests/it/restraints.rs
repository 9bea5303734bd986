//! What holds a caller back is that of an edge, whatever kind of request passes it; counted by hand.

use crate::support::tandem;
use loadline_math::Law;
use loadline_sim::layout::{
    Breaker, Budget, Call, Effect, Fault, Layout, Node, RateLimit, Retries, Source, Throttle,
};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Failure, Settings, run};

/// Two kinds of requests, 10 a second each, that pass the same edge; every attempt of them times out.
fn two_kinds(edge: Call) -> Layout {
    let mut layout = tandem(Arrivals::Even, 10.0, &[(Law::Constant(0.0), 1), (Law::Constant(0.001), 1)]);
    let edge = Call { timeout: Some(Delay::from_nanos(1)), ..edge };
    layout.calls[1] = Call { name: "first".to_owned(), ..edge.clone() };
    layout.calls.push(Call { name: "second".to_owned(), shares: Some(1), ..edge });
    layout.steps.push(2..3);
    layout.nodes.push(Node { name: "other".to_owned(), station: 0, work: Law::Constant(0.0), steps: 1..2 });
    layout.calls.push(Call::plain("others", 2));
    layout.sources.push(Source {
        name: "others".to_owned(),
        arrivals: Arrivals::Even,
        profile: Profile::constant(10.0),
        call: 3,
        priority: 0,
    });
    layout
}

#[test]
fn a_breaker_that_one_kind_of_request_opens_is_open_for_the_other() {
    let breaker = Breaker {
        opens_at: 0.5,
        over: Delay::from_seconds(1_000.0),
        least: 10,
        open_for: Delay::from_seconds(1_000.0),
    };
    let tally =
        run(&two_kinds(Call { breaker: Some(breaker), ..Call::plain("", 1) }), Settings::lasting(30.0, 1));
    assert_eq!([tally.calls[1].attempts, tally.calls[2].attempts], [5, 5]);
}

#[test]
fn a_retry_budget_is_spent_by_both_kinds() {
    let retries =
        Retries { budget: Some(Budget { ratio: 0.0, burst: 6.0 }), ..Retries::after(1, Delay::ZERO) };
    let tally = run(&two_kinds(Call { retries, ..Call::plain("", 1) }), Settings::lasting(30.0, 1));
    assert_eq!(tally.calls[1].retries + tally.calls[2].retries, 6);
    assert!(tally.calls[2].retries > 0);
}

#[test]
fn a_second_attempt_that_is_held_back_costs_nothing() {
    let mut layout =
        tandem(Arrivals::At(vec![0.0, 5.0]), 0.0, &[(Law::Constant(0.0), 1), (Law::Constant(0.9), 4)]);
    layout.limits.push(RateLimit { name: "one a second".to_owned(), rate: 1.0 });
    let call = &mut layout.calls[1];
    call.limit = Some(0);
    call.hedge = Some(Delay::from_seconds(0.5));
    call.retries.budget = Some(Budget { ratio: 0.0, burst: 1.0 });
    let tally = run(&layout, Settings::lasting(10.0, 1));
    // Both hedges were wanted, which a token that was spent on the first would not have allowed.
    assert_eq!((tally.calls[1].hedges, tally.calls[1].failed.of(Failure::RateLimited)), (0, 2));
    assert_eq!(tally.sources[0].good, 2);
}

#[test]
fn a_callee_that_takes_longer_than_a_breaker_is_open_for_is_called_again() {
    // An answer takes a second, and the breaker is open for a half: ten errors open it soon after 11 s; errors end at 15 s. The trial
    // that is sent last before that is the first to be answered well, at 16 s or a half later at most.
    let mut layout = tandem(Arrivals::Even, 100.0, &[(Law::Constant(0.0), 1), (Law::Constant(1.0), 1_000)]);
    let breaker = Breaker {
        opens_at: 0.5,
        over: Delay::from_seconds(0.5),
        least: 10,
        open_for: Delay::from_seconds(0.5),
    };
    layout.calls[1].breaker = Some(breaker);
    let at = |seconds| Instant::START + Delay::from_seconds(seconds);
    let errors = |from, share| Fault { at: at(from), effect: Effect::Errors { station: 1, share } };
    layout.faults.extend([errors(10.0, 1.0), errors(15.0, 0.0)]);
    let answered = |from: f64, to: f64| {
        let good = |to| run(&layout, Settings::lasting(to, 1)).sources[0].good;
        good(to) - good(from)
    };
    assert!(answered(1.5, 10.0) >= 849);
    assert_eq!(answered(10.5, 15.0), 0);
    // Those that were sent since it closed, a second later.
    assert!(answered(17.6, 27.6) >= 999, "{}", answered(17.6, 27.6));
}

#[test]
fn what_passes_an_edge_first_does_not_shift_its_throttle() {
    // The second kind sends nothing, so that only the names of the calls differ.
    let throttle = Throttle { edge: "edge".to_owned(), k: 2.0 };
    let mut layout = two_kinds(Call { throttle: Some(throttle), ..Call::plain("", 1) });
    layout.sources[1].arrivals = Arrivals::At(Vec::new());
    let mut turned = layout.clone();
    (turned.calls[1].name, turned.calls[2].name) = ("second".to_owned(), "first".to_owned());
    let sent = |layout: &Layout| run(layout, Settings::lasting(300.0, 1)).calls[1].attempts;
    assert!(sent(&layout) > 10 && sent(&layout) < 2_900, "{}", sent(&layout));
    assert_eq!(sent(&layout), sent(&turned));
}
