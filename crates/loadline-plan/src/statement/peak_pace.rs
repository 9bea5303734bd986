//! How fast those report at the peak who report more slowly otherwise: `in ordinary times a gauge reports every 5 minutes; when there is
//! flooding, all gauges send a message every 30 seconds, so the peak is ten times the average`. The multiple says the same, and both
//! together are no sum.

use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::token::word_at;
use loadline_base::Span;

/// How far a rounded multiple may be off.
const NEAR: f64 = 0.05;
/// Words of a time that is not always, and of what changes then.
#[rustfmt::skip]
const TIMES: &[&str] = &[
    "when", "whenever", "during", "while", "if", "then", "once", "in", "switch", "switched", "raised", "goes", "rises", "peak", "peaks",
];

/// Drops the faster one of two paces that are as far apart as the peak is from the average.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let multiples: Vec<f64> = reading
        .amounts
        .iter()
        .zip(&reading.roles)
        .filter(|(_, role)| **role == Some(Role::PeakFactor))
        .map(|(amount, _)| amount.value)
        .filter(|multiple| *multiple > 1.0)
        .collect();
    let is_peak_of = |fast: &Activity, slow: &Activity| {
        let multiple = fast.per_second() / slow.per_second();
        let same = fast.by.is_some() && fast.by == slow.by && fast.class == slow.class;
        let paced = fast.paced && slow.paced && fast.of.is_none() && slow.of.is_none();
        same && paced
            && is_of_a_time(reading, fast, slow)
            && multiples.iter().any(|said| (said - multiple).abs() <= NEAR * said)
    };
    let peaks: Vec<Span> = reading
        .activities
        .iter()
        .filter(|fast| reading.activities.iter().any(|slow| is_peak_of(fast, slow)))
        .map(|fast| fast.span)
        .collect();
    reading.activities.retain(|own| !peaks.contains(&own.span));
}

/// Whether the faster one is said of a certain time, and is not another thing that is sent besides: `a reading every 10 minutes and a heartbeat
/// every minute`.
fn is_of_a_time(reading: &Reading<'_>, fast: &Activity, slow: &Activity) -> bool {
    let range = &reading.ranges[fast.sentence];
    let from =
        if fast.sentence == slow.sentence { slow.tokens.end.min(fast.tokens.start) } else { range.start };
    (from..fast.tokens.start).any(|at| TIMES.contains(&word_at(reading.tokens, range, at)))
}
