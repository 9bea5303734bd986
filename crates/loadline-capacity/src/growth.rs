//! When load that grows reaches a factor of itself: a date.

use crate::load::{ComponentLoad, Part, When};
use loadline_base::Date;

/// How far ahead growth is believed, in years.
pub const HORIZON_YEARS: u32 = 10;
const HORIZON_DAYS: u32 = 3652;
const DAYS_A_YEAR: f64 = 365.25;

/// When growth reaches a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It is there already.
    Passed,
    /// On this day.
    On(Date),
    /// Not within [`HORIZON_YEARS`].
    NotForYears,
}

/// The first day on which something holds that, once it does, goes on to hold as far as growth is believed.
pub(crate) fn first_day(holds_after: impl Fn(f64) -> bool, today: Date) -> Ends {
    let at = |days: u32| holds_after(f64::from(days) / DAYS_A_YEAR);
    if at(0) {
        return Ends::Passed;
    }
    if !at(HORIZON_DAYS) {
        return Ends::NotForYears;
    }
    today.plus_days(first(0, HORIZON_DAYS, at)).map_or(Ends::NotForYears, Ends::On)
}

/// The first of the days after `low` on which it holds; it does on `high`.
fn first(mut low: u32, mut high: u32, at: impl Fn(u32) -> bool) -> u32 {
    while high - low > 1 {
        let middle = low.midpoint(high);
        if at(middle) { high = middle } else { low = middle }
    }
    high
}

/// Shares of a load by the yearly factor they grow by, each factor once.
#[derive(Debug, Clone)]
pub(crate) struct Growing(Vec<(f64, f64)>);

impl Growing {
    /// The growth of a component's load; `None` when no journey that passes says any.
    pub(crate) fn of(load: &ComponentLoad, when: When) -> Option<Self> {
        if !load.parts.iter().any(|part| part.rates.says_growth) {
            return None;
        }
        let rate = |part: &Part| Some(part.rate(when)? * part.visits).filter(|rate| *rate > 0.0);
        let parts = load.parts.iter().filter_map(|part| Some((rate(part)?, part.rates.yearly)));
        Self::shares(parts)
    }

    fn shares(parts: impl Iterator<Item = (f64, f64)>) -> Option<Self> {
        let (mut shares, mut total): (Vec<(f64, f64)>, f64) = (Vec::new(), 0.0);
        for (rate, yearly) in parts {
            total += rate;
            match shares.iter_mut().find(|(_, known)| *known == yearly) {
                Some((share, _)) => *share += rate,
                None => shares.push((rate, yearly)),
            }
        }
        shares.iter_mut().for_each(|(share, _)| *share /= total);
        (total > 0.0).then_some(Self(shares))
    }

    /// Load after some years as a multiple of today's: Σ share × factor^years.
    pub(crate) fn after(&self, years: f64) -> f64 {
        self.0.iter().map(|(share, yearly)| share * yearly.powf(years)).sum()
    }

    /// The first days on which the load is at least each of these multiples of today's, found in one search: the second
    /// begins where the first ended.
    pub(crate) fn reaches(&self, factors: [f64; 2], today: Date) -> [Ends; 2] {
        let at = |days: u32| self.after(f64::from(days) / DAYS_A_YEAR);
        let most = at(HORIZON_DAYS);
        let mut known = (0.0, 0);
        factors.map(|factor| {
            if factor.is_nan() || factor <= 1.0 {
                return Ends::Passed;
            }
            // A sum of powers is convex, so a load that is below the factor at the end and above it before cannot be.
            if most < factor {
                return Ends::NotForYears;
            }
            // Where a smaller factor is reached, this one is not yet.
            let low = if known.0 <= factor { known.1 } else { 0 };
            let day = first(low, HORIZON_DAYS, |days| at(days) >= factor);
            known = (factor, day - 1);
            today.plus_days(day).map_or(Ends::NotForYears, Ends::On)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[(f64, f64)], factor: f64, expected: &str) {
        let today = Date::new(2026, 11, 20).expect("a day");
        let growing = Growing::shares(parts.iter().copied()).expect("it grows");
        let words = |ends| match ends {
            Ends::Passed => "passed".to_owned(),
            Ends::On(day) => day.to_string(),
            Ends::NotForYears => "not for years".to_owned(),
        };
        // Whatever was sought before.
        for other in [0.5, factor / 1.5, factor, factor * 1.5] {
            let [_, ends] = growing.reaches([other, factor], today);
            assert_eq!(words(ends), expected, "after {other}");
        }
    }

    #[test]
    fn growth_reaches_a_factor_on_a_day() {
        // ln 2 ÷ ln 1.4 = 2.06 years = 752.4 days.
        check(&[(1.0, 1.4)], 2.0, "2028-12-12");
        check(&[(1.0, 2.0)], 2.0, "2027-11-21");
        check(&[(1.0, 1.01)], 2.0, "not for years");
        check(&[(1.0, 0.5)], 1.5, "not for years");
        check(&[(1.0, 1.4)], 0.9, "passed");
        check(&[(1.0, 1.4)], f64::INFINITY, "not for years");
        // Half of it doubles, half stays: 0.5 × 2^t + 0.5 = 1.5 after one year.
        check(&[(0.5, 2.0), (0.5, 1.0)], 1.5, "2027-11-21");
    }
}
