//! When load that grows reaches a factor of itself: a date.

use crate::load::{ComponentLoad, When};
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

/// Shares of a load with the yearly factor each grows by.
#[derive(Debug, Clone)]
pub(crate) struct Growing(Vec<(f64, f64)>);

impl Growing {
    /// The growth of a component's load; `None` when no journey that passes says any.
    pub(crate) fn of(load: &ComponentLoad, when: When) -> Option<Self> {
        let parts: Vec<(f64, f64)> = load
            .parts
            .iter()
            .filter_map(|part| Some((part.rate(when)? * part.visits, part.rates.yearly)))
            .filter(|(rate, _)| *rate > 0.0)
            .collect();
        let total: f64 = parts.iter().map(|(rate, _)| rate).sum();
        let said = load.parts.iter().any(|part| part.rates.says_growth);
        (said && total > 0.0)
            .then(|| Self(parts.into_iter().map(|(rate, yearly)| (rate / total, yearly)).collect()))
    }

    /// Load after some years as a multiple of today's: Σ share × factor^years.
    pub(crate) fn after(&self, years: f64) -> f64 {
        self.0.iter().map(|(share, yearly)| share * yearly.powf(years)).sum()
    }

    /// The first day on which the load is at least `factor` times today's.
    pub(crate) fn reaches(&self, factor: f64, today: Date) -> Ends {
        let at = |days: u32| self.after(f64::from(days) / DAYS_A_YEAR);
        if factor.is_nan() || factor <= 1.0 {
            return Ends::Passed;
        }
        // A sum of powers is convex, so a load that is below the factor at the end and above it before cannot be.
        if at(HORIZON_DAYS) < factor {
            return Ends::NotForYears;
        }
        let (mut low, mut high) = (0, HORIZON_DAYS);
        while high - low > 1 {
            let middle = low.midpoint(high);
            if at(middle) >= factor { high = middle } else { low = middle }
        }
        today.plus_days(high).map_or(Ends::NotForYears, Ends::On)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(parts: &[(f64, f64)], factor: f64, expected: &str) {
        let today = Date::new(2026, 11, 20).expect("a day");
        let ends = match Growing(parts.to_vec()).reaches(factor, today) {
            Ends::Passed => "passed".to_owned(),
            Ends::On(day) => day.to_string(),
            Ends::NotForYears => "not for years".to_owned(),
        };
        assert_eq!(ends, expected);
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
