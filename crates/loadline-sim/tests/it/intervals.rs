//! Intervals of studies cover what is known beforehand as often as they say.

use crate::compiled::compiled;
use loadline_sim::Here;
use loadline_sim::analysis::Verdict;
use loadline_sim::claim::{Claim, Figure, Side};
use loadline_sim::layout::{Effect, Fault};
use loadline_sim::study::{Harm, Knee, Resilience, Trial, knee, metastable, resilience};
use loadline_sim::time::Instant;

const SHOP: &str = "services: {s0: {capacity: {workers: 4}, service-time: {mean: 1ms}}}
journeys: {go: {entry: s0, load: {peak: 20rps}}}";

fn errors(share: f64) -> Trial {
    let effect = |share| Effect::Errors { station: 0, share };
    Trial { of: "s0".to_owned(), what: "errors", effects: vec![(effect(share), Some(effect(0.0)))] }
}

#[test]
fn a_known_loss_lies_in_its_interval_as_often_as_promised() {
    let compiled = compiled(SHOP);
    let (mut covered, mut widths) = (0, 0.0);
    const SEEDS: u64 = 200;
    for seed in 0..SEEDS {
        let found = resilience(&compiled, &[errors(0.2)], seed, 4, &mut Here);
        let outcome = found.outcomes[0].as_ref().expect("it was tried")[0];
        let interval = outcome.failed_during.and_then(|share| share.interval).expect("requests came");
        covered += u64::from(interval.contains(0.2));
        widths += (interval.high - interval.low) / SEEDS as f64;
        assert_eq!(outcome.harm(), Harm::Shown);
    }
    // 95 % by Student's t alone, and somewhat more since an interval is never narrower than Wilson's.
    assert!((186..=199).contains(&covered), "{covered} of {SEEDS}");
    // 2,400 requests: 2 × 1.96 × √(0.2 × 0.8 ÷ 2400) = 0.032 if it were known how runs differ; t₃ makes it wider by chance.
    assert!((0.032..0.06).contains(&widths), "{widths}");
}

#[test]
fn what_fails_anyway_is_no_harm_of_a_fault() {
    // One in five requests fails at all times; an error rate of the same size is no fault at all.
    let mut compiled = compiled(SHOP);
    let stays = Effect::Errors { station: 0, share: 0.2 };
    compiled.layout.faults.push(Fault { at: Instant::START, effect: stays });
    let nothing = Trial { of: "s0".to_owned(), what: "nothing new", effects: vec![(stays, Some(stays))] };
    let Resilience { outcomes, .. } = resilience(&compiled, &[nothing], 1, 4, &mut Here);
    let outcome = outcomes[0].as_ref().expect("it was tried")[0];
    assert!(outcome.failed_during.is_some_and(|share| share.mean > 0.1), "{outcome:?}");
    assert_eq!((outcome.harm(), outcome.more_during.map(|more| more.mean)), (Harm::None, Some(0.0)));
}

/// M/M/1 with μ = 100, whose p99 is ln 100 ÷ (μ − λ): at most 0.1 s up to λ = 100 − 10 ln 100 = 53.948.
const LIMIT: f64 = 0.1;

fn mm1_knee(load: f64, seed: u64) -> Knee {
    let compiled = compiled(&format!(
        "services: {{s0: {{capacity: {{workers: 1}}, service-time: {{mean: 10ms, distribution: exponential}}}}}}
journeys: {{go: {{entry: s0, load: {{peak: {load}rps}}}}}}"
    ));
    let claim = Claim::Limit {
        figure: Figure::Quantile(0.99),
        of: "go".to_owned(),
        side: Side::AtMost,
        limit: LIMIT,
    };
    knee(&compiled, &[claim], seed, 3, &mut Here).expect("the journey is there")
}

fn exact() -> f64 {
    100.0 - 100f64.ln() / LIMIT
}

#[test]
fn the_exact_knee_lies_in_its_bracket() {
    for seed in 0..12 {
        let found = mm1_knee(40.0, seed);
        let (low, high) = found.holds.zip(found.breaks).expect("it holds and breaks");
        let exact = exact() / 40.0;
        assert!(low <= exact && exact <= high, "seed {seed}: {low} to {high} without {exact}");
        assert!(high / low < 1.15, "seed {seed}: {low} to {high} is wide");
        for point in &found.points {
            let clear = (point.factor / exact).ln().abs() > 0.1;
            assert!(!clear || point.runs < 20, "seed {seed}: {} took {} runs", point.factor, point.runs);
        }
    }
}

#[test]
fn a_load_at_the_limit_is_told_as_undecided() {
    let open = (0..5).filter(|seed| {
        let found = mm1_knee(exact(), *seed);
        let point = found.points.iter().find(|point| point.factor == 1.0).expect("it is tried first");
        let open = point.verdict() == Verdict::Undecided && point.undecided() == [0] && !point.holds();
        assert!(
            !open || point.runs == 20 && found.holds < Some(1.0) && found.breaks > Some(1.0),
            "{found:?}"
        );
        open
    });
    // Each errs in 5 of 100 cases at most.
    assert!(open.count() >= 4);
}

#[test]
fn thresholds_of_a_storm_of_retries_lie_in_their_brackets() {
    // 100 a second can be done, and each request is tried four times while all time out behind a queue of a second: 280 attempts a
    // second at the usual load, so that a cut to 100 ÷ 280 = 0.357 of it lets the queue shrink.
    let compiled = compiled(
        "services:
  web: {service-time: {mean: 1ms}, needs: {work: {kind: hard, timeout: 200ms, retries: {max: 3}}}}
  work: {capacity: {workers: 1, queue: {limit: 100}}, service-time: {mean: 10ms, distribution: deterministic}}
journeys: {go: {entry: web, load: {peak: 70rps}}}",
    );
    // More than 100 a second for 30 s with 20 left over, behind whom 200 ms are over.
    let fluid = (100.0 + 20.0 / 30.0) / 70.0;
    for seed in 0..3 {
        let found = metastable(&compiled, 30.0, seed, 6, &mut Here);
        let (cut, not) = found.cut.zip(found.not_enough).expect("some cuts end it, and some do not");
        assert!(cut <= 100.0 / 280.0 && not >= 100.0 / 280.0, "seed {seed}: {cut} to {not}");
        assert!(cut >= 0.3 && not <= 0.5, "seed {seed}: {cut} to {not} is wide");
        let sticks = found.sticks.expect("it sticks");
        // Chance lets some runs stick at less than that.
        let recovers = found.recovers.map_or(1.0, |trigger| trigger.factor);
        assert!(recovers < fluid && sticks.factor < 1.2 * fluid, "seed {seed}: {recovers} to {sticks:?}");
        for trigger in found.triggers.iter().chain(&found.cuts) {
            let open = trigger.verdict() == Verdict::Undecided;
            assert!(!open || trigger.runs == 20, "{trigger:?}");
        }
    }
}
