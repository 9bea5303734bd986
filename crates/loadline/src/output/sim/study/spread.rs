//! Figures of several runs with how far they may be off, as shortly as a table needs it.

use crate::output::sim::{DIGITS, json, share};
use loadline_app::sim::{Interval, Measured};
use loadline_base::figure::{Digits, significant};
use serde_json::Value;

/// A width of less than so many of the whole is not worth a word beside a share, unless the share is as small itself.
const NARROW: f64 = 0.0005;
/// A width of less than this part of a time is hidden by its rounding.
const ROUNDED: f64 = 0.005;

/// `2.1% ±0.3`: a share with the wider half of its interval, in points. `<0.03%` where it may as well be none.
pub(in crate::output::sim) fn share_within(found: &Measured) -> String {
    let mean = found.mean;
    let half = found.interval.as_ref().map(half);
    // Of few failures as much as tells them from none, and of some as much as is known.
    let is_fine = mean < 0.01 || mean < 0.1 && half.is_some_and(|half| half < 0.005);
    let text = if is_fine { DIGITS.percent(mean) } else { share(mean) };
    match (half, &found.interval) {
        (Some(half), Some(interval)) if half >= NARROW || (mean > 0.0 && half >= mean / 10.0) => {
            if interval.low <= 0.0 {
                return format!("<{}", DIGITS.percent(bound(interval.high)));
            }
            format!("{text} ±{}", DIGITS.number(short(100.0 * half)))
        }
        _ => text,
    }
}

/// `146 ms ±3`, with a unit where it is another one; `<18 s` where it may as well be no time.
pub(super) fn time_within(found: &Measured) -> String {
    within(DIGITS.time(found.mean), found, |half| Digits::Two.time(half))
}

/// `281 ±4`.
pub(super) fn number_within(found: &Measured) -> String {
    within(DIGITS.number(found.mean), found, |half| DIGITS.number(half))
}

fn within(text: String, found: &Measured, written: impl Fn(f64) -> String) -> String {
    let Some(half) = found.interval.as_ref().map(half).filter(|half| *half > ROUNDED * found.mean) else {
        return text;
    };
    if let Some(interval) = found.interval.as_ref().filter(|interval| interval.low <= 0.0) {
        return format!("<{}", written(bound(interval.high)));
    }
    let half = written(short(half));
    match (text.split_once(' '), half.split_once(' ')) {
        (Some((_, unit)), Some((number, same))) if unit == same => format!("{text} ±{number}"),
        _ => format!("{text} ±{half}"),
    }
}

/// The interval of a figure for machines.
pub(super) fn measured(found: Option<Measured>) -> Option<Value> {
    found.and_then(|found| found.interval).as_ref().map(json::interval)
}

/// The wider half of an interval: those of shares near none and near all are lopsided.
fn half(interval: &Interval) -> f64 {
    (interval.estimate - interval.low).max(interval.high - interval.estimate)
}

/// One digit, or two where the first is a one.
fn short(half: f64) -> f64 {
    let one = significant(half, 1);
    if significant(half, 2) < 2.0 * 10f64.powf(one.log10().floor()) { significant(half, 2) } else { one }
}

/// As short as [`short`], and never below what it stands for.
fn bound(high: f64) -> f64 {
    let first = 10f64.powf(high.log10().floor());
    let unit = if high < 2.0 * first { first / 10.0 } else { first };
    // A number that is as short already stays as it is.
    (high / unit - 1e-9).ceil() * unit
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(mean: f64, low: f64, high: f64) -> Measured {
        Measured { mean, interval: Some(Interval { estimate: mean, low, high, observations: 4 }) }
    }

    #[test]
    fn the_wider_half_is_told_where_it_matters() {
        let shares = [(0.021, 0.018, 0.023), (0.0, 0.0, 0.0004), (0.0, 0.0, 0.012), (0.0012, 0.0007, 0.0017)];
        let told = shares.map(|(mean, low, high)| share_within(&found(mean, low, high)));
        assert_eq!(told, ["2.1% ±0.3", "0%", "<1.2%", "0.12% ±0.05"]);
        assert_eq!(share_within(&found(0.0000955, 0.0, 0.00029)), "<0.03%");
        assert_eq!(share_within(&found(0.01, 0.0, 0.031)), "<4%");
        let times = [(0.146, 0.143, 0.148), (0.146, 0.146, 0.1461), (2.0, 0.0, 18.0)];
        let told = times.map(|(mean, low, high)| time_within(&found(mean, low, high)));
        assert_eq!(told, ["146 ms ±3", "146 ms", "<18 s"]);
    }
}
