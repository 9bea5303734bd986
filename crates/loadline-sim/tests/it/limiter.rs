//! Limits that adapt themselves, against where their formulas come to rest.
//!
//! Forty workers (or ten) that take 100 ms each: with `L` requests there at all times, each takes `L × 100 ms ÷ workers`.

use crate::support::single;
use loadline_math::Law;
use loadline_sim::layout::{AdaptiveLimit, AdaptiveRule, Layout};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::{Delay, Instant};
use loadline_sim::{Settings, run};

/// Half a minute of light load, then three times what the workers can do.
fn overloaded(rule: Option<AdaptiveRule>, workers: u32) -> Layout {
    let mut layout = single(Arrivals::Poisson, 1.0, Law::Constant(0.1), workers);
    let able = f64::from(workers) * 10.0;
    let corners = [(0.0, 0.7), (30.0, 0.7), (30.0, 3.0)].map(|(at, share)| (at, share * able));
    layout.sources[0].profile = Profile::through(corners.to_vec());
    layout.stations[0].adaptive = rule.map(|rule| AdaptiveLimit { rule, most: 1_000 });
    layout
}

/// Requests there at a time, by Little's law: answers a second times the mean time to an answer.
fn there(layout: &Layout, from: f64, until: f64) -> f64 {
    let settings =
        Settings { from: Instant::START + Delay::from_seconds(from), ..Settings::lasting(until, 1) };
    let tally = run(layout, settings);
    let source = &tally.sources[0];
    source.good as f64 / (until - from) * source.mean().expect("answers")
}

#[test]
fn vegas_lets_three_to_six_wait() {
    // L × (1 − 1 ÷ (L ÷ 10)) = L − 10 must be from 3 to 6 (log₁₀ of a limit below 100 is one). What counts is
    // counted from arrivals in this time, so that the last ones are missing.
    let layout = overloaded(Some(AdaptiveRule::Vegas), 10);
    let there = there(&layout, 60.0, 160.0);
    assert!((12.9..=16.1).contains(&there), "{there}");
}

#[test]
fn the_gradient_comes_to_rest_at_one_and_a_half_times_the_usual_time() {
    // L = 1.5 × 40 × usual ÷ 100 ms + 4: 64 at first, and more as the usual time follows.
    let layout = overloaded(Some(AdaptiveRule::Gradient), 40);
    let soon = there(&layout, 50.0, 70.0);
    assert!((60.0..=72.0).contains(&soon), "{soon}");
    let later = there(&layout, 200.0, 220.0);
    assert!(later > soon + 3.0, "{later}: the usual time follows within minutes");
}

#[test]
fn a_limit_keeps_times_short_and_workers_busy() {
    for rule in [AdaptiveRule::Vegas, AdaptiveRule::Gradient] {
        let settings =
            Settings { from: Instant::START + Delay::from_seconds(50.0), ..Settings::lasting(110.0, 1) };
        let with = run(&overloaded(Some(rule), 40), settings);
        let without = run(&overloaded(None, 40), settings);
        assert!(with.stations[0].utilisation(40) > 0.99, "{rule:?}");
        let mean = |tally: &loadline_sim::Tally| tally.sources[0].mean();
        assert!(mean(&with).expect("answers") < 0.25, "{rule:?}");
        assert!(mean(&without).is_none_or(|mean| mean > 10.0));
    }
}

#[test]
fn no_more_than_the_most() {
    let mut layout = overloaded(Some(AdaptiveRule::Gradient), 40);
    layout.stations[0].adaptive = Some(AdaptiveLimit { rule: AdaptiveRule::Gradient, most: 12 });
    let there = there(&layout, 60.0, 90.0);
    assert!((11.5..=12.1).contains(&there), "{there}");
}
