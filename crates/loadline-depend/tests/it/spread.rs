//! The range that uncertain figures allow lies around the figure that is told.

use crate::model;
use loadline_depend::{Budget, Failures, Solved, Strength, Top};
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
    let spread = solved.spreads()[0].clone().expect("it is exact");
    assert!(spread.p5 < told && told < spread.p95, "{told} outside {} to {}", spread.p5, spread.p95);
    // Two hundred independent causes of the same size: the mean of the draws is the figure, and the median is near.
    assert!((spread.p50 / told - 1.0).abs() < 0.1, "{} around {told}", spread.p50);
}

/// Where the budget allows bounds only, there is no range: it would be that of a bound. What is solved beside it has one.
#[test]
fn a_journey_within_bounds_has_no_range() {
    let mut text = "journeys:\n  small: {entry: alone}\n  large: {entry: s0}\nservices:\n  alone: {incidents: {per-year: 1, mean: 10m}}\n"
        .to_owned();
    for index in 0..12 {
        writeln!(text, "  s{index}:\n    incidents: {{per-year: 1, mean: 10m}}\n    needs:").expect("text");
        for other in (0..12).filter(|other| *other != index) {
            writeln!(text, "      s{other}: {{kind: hard, fallback: {{stale: {}m}}}}", 5 + other)
                .expect("text");
        }
    }
    let model = model(&text);
    let failures = Failures::read(&model, &Flows::read(&model), &Loads::default(), Strength::Hard);
    let budget = Budget { nodes: 2_000, steps: 100_000 };
    let solved = Solved::failed_without_guesses(failures, |_| true, budget);
    let exact = |journey| solved.unavailability(journey, Top::Failed).expect("it was asked for").exact();
    assert!(exact(0).is_some() && exact(1).is_none(), "{:?}", exact(1));
    let spreads = solved.spreads();
    assert!(spreads[0].as_ref().is_some_and(|spread| spread.p5 < spread.p95 && spread.draws() >= 400));
    assert_eq!(spreads[1], None);
}

/// P95 ÷ P50 of journey `j` over services `a`, `b` and `c`, that are all needed.
fn width(text: &str) -> f64 {
    let need = "needs: {a: {kind: hard}, b: {kind: hard}, c: {kind: hard}}, availability: 100%";
    let model = model(
        &text.replace("ENTRY", &format!("journeys: {{j: {{entry: e}}}}\nservices:\n  e: {{{need}}}\n")),
    );
    let failures = Failures::read(&model, &Flows::read(&model), &Loads::default(), Strength::Hard);
    let spread = Solved::of(failures).spreads()[0].clone().expect("it is exact");
    spread.p95 / spread.p50
}

/// Where one figure is behind several causes, they are off together: the sum is as uncertain as the figure, whose error factor is
/// 95th percentile ÷ median. Where each has a figure of its own, errors even out.
#[test]
fn one_figure_is_off_for_all_that_rest_on_it() {
    let incidents = "incidents: {per-year: 1, mean: 1h}, error-factor: 4";
    let own = width(&format!("ENTRY  a: {{{incidents}}}\n  b: {{{incidents}}}\n  c: {{{incidents}}}\n"));
    assert!(own < 3.2, "{own}");
    let profile = format!(
        "profiles: {{usual: {{{incidents}}}}}\nENTRY  a: {{use: usual}}\n  b: {{use: usual}}\n  c: {{use: usual}}\n"
    );
    let shared = width(&profile);
    assert!((shared - 4.0).abs() < 0.15, "{shared}");
    // Guesses of one kind are one guess.
    let guessed = width("ENTRY  a: {}\n  b: {}\n  c: {}\n");
    assert!((guessed - 10.0).abs() < 0.8, "{guessed}");
    // Copies of one component rest on its one figure: only one of three is needed, and all at once is most of it.
    let copies = width(
        "ENTRY  a: {mtbf: 100d, mttr: 1h, error-factor: 4, beta: 100%, replicas: {min: 3}}\n  b: {availability: 100%}\n  c: {availability: 100%}\n",
    );
    assert!((copies - 4.0).abs() < 0.15, "{copies}");
}

/// P5 and P95 of a service of so many copies of which four may be down at once.
fn of_copies(copies: u64) -> (f64, f64) {
    let text = format!(
        "services:\n  a: {{mtbf: 100h, mttr: 1h, beta: 0%, replicas: {{min: {copies}}}, capacity: {{rps: 1}}}}\n\
         journeys: {{j: {{entry: a, load: {{average: 1rps, peak: {}rps}}}}}}\n",
        copies - 4
    );
    let model = model(&text);
    let flows = Flows::read(&model);
    let loads = loadline_flow::Load {
        running: Some(copies),
        needed: Some(copies - 4),
        ..loadline_flow::Load::default()
    };
    let loads = Loads::new(vec![loads]);
    let failures = Failures::read(&model, &flows, &loads, Strength::Hard);
    let spread = Solved::of(failures).spreads()[0].clone().expect("it is exact");
    (spread.p5, spread.p95)
}

/// Where copies are no longer told apart, the figure of one is uncertain all the same, and not that of their number.
#[test]
fn many_copies_spread_like_a_few_less() {
    let ((low, high), (low_of_many, high_of_many)) = (of_copies(40), of_copies(41));
    assert!(high > 100.0 * low, "{low} to {high}");
    assert!(
        (0.9..1.5).contains(&(low_of_many / low)) && (0.9..1.5).contains(&(high_of_many / high)),
        "{low} to {high}, {low_of_many} to {high_of_many}"
    );
}
