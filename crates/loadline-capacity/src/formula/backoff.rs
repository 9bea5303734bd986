//! Exponential backoff with full jitter: how long the pauses are.

use super::refusal::{count, positive, within};
use super::{Formula, Kind, Measure, OVERLOAD, Parameter, Refusal};

/// Pauses that are added up.
const MOST_RETRIES: u64 = 10_000_000;

pub(super) const FORMULA: Formula = Formula {
    name: "full_jitter",
    family: OVERLOAD,
    title: "Exponential backoff with full jitter: length of the pauses",
    assumes: "before retry i the client sleeps a uniform time from 0 to min(cap, base × multiplier^(i − 1))",
    parameters: &[
        Parameter::new("base", "b", Kind::Time, "longest pause before the first retry"),
        Parameter::new("cap", "k", Kind::Time, "longest pause ever"),
        Parameter::new("retries", "n", Kind::Count, "retries made, the first attempt not counted"),
        Parameter::new("multiplier", "m", Kind::Number, "growth from one retry to the next").or("2"),
    ],
    quantities: &[
        Measure::new("mean_last_sleep", Kind::Time, "min(k, b m^(n − 1)) / 2"),
        Measure::new("mean_total_sleep", Kind::Time, "Σ(i = 0…n − 1) min(k, b m^i) / 2"),
        Measure::new("longest_total_sleep", Kind::Time, "Σ(i = 0…n − 1) min(k, b m^i)"),
    ],
    source: "Brooker 2015, Exponential Backoff And Jitter",
    evaluate: |given| {
        let sleep = full_jitter(
            given.number("base"),
            given.number("cap"),
            given.count("retries"),
            given.number("multiplier"),
        )?;
        Ok(vec![sleep.mean_last.into(), sleep.mean_total.into(), (2.0 * sleep.mean_total).into()])
    },
};

/// Pauses of a client that backs off with full jitter, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FullJitter {
    /// Mean pause before the last retry.
    pub mean_last: f64,
    /// Mean of all pauses together; the longest is twice as much.
    pub mean_total: f64,
}

/// The pauses before `retries` retries; `base` and `cap` in seconds.
///
/// # Errors
/// When a time is not above 0, the multiplier is below 1, or there is not from 1 to 10⁷ retries.
pub fn full_jitter(base: f64, cap: f64, retries: u64, multiplier: f64) -> Result<FullJitter, Refusal> {
    positive("base", base)?;
    positive("cap", cap)?;
    count("retries", retries, 1, MOST_RETRIES)?;
    within("multiplier", multiplier, multiplier >= 1.0 && multiplier.is_finite(), "at least 1")?;
    let mut longest = base;
    let mut total = 0.0;
    let mut last = 0.0;
    for _ in 0..retries {
        last = longest.min(cap) / 2.0;
        total += last;
        longest = (longest * multiplier).min(f64::MAX);
    }
    Ok(FullJitter { mean_last: last, mean_total: total })
}
