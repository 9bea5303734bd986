//! Error budgets from counted events: always numerator and denominator, never a ratio alone.

use crate::Target;
use loadline_base::units::Duration;

/// What was counted in a window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spent {
    /// Bad events (or slices).
    pub bad: f64,
    /// All events (or slices).
    pub total: f64,
}

/// The budget of one objective over one window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// The promise.
    pub target: Target,
    /// How long the window is.
    pub period: Duration,
}

impl Spent {
    /// Share of bad events, 0 to 1; `None` without any event, which is neither good nor bad, and for counts that are no
    /// numbers or negative.
    #[must_use]
    pub fn error_ratio(self) -> Option<f64> {
        let counted = self.total.is_finite() && self.total > 0.0 && self.bad.is_finite() && self.bad >= 0.0;
        counted.then(|| (self.bad / self.total).min(1.0))
    }
}

impl Budget {
    /// How many times faster than the budget allows errors come: error ratio ÷ (1 − target). Infinite where a target of 100 % is
    /// missed; `None` without any event.
    /// Source: The Site Reliability Workbook (2018), chapter 5.
    #[must_use]
    pub fn burn_rate(&self, spent: Spent) -> Option<f64> {
        let ratio = spent.error_ratio()?;
        if ratio == 0.0 {
            return Some(0.0);
        }
        Some(ratio / f64::try_from(self.target.budget()).ok()?)
    }

    /// Share of the budget that is left when `spent` is what the whole window counted: 1 − burn rate; negative when more was
    /// spent than there was.
    #[must_use]
    pub fn remaining(&self, spent: Spent) -> Option<f64> {
        Some(1.0 - self.burn_rate(spent)?)
    }

    /// Time until what is left is gone at a steady `burn`: left × period ÷ burn. `None` when it lasts for ever, zero
    /// when it is gone.
    #[must_use]
    pub fn exhausted_in(&self, remaining: f64, burn: f64) -> Option<Duration> {
        if remaining <= 0.0 {
            return Some(Duration::ZERO);
        }
        (burn > 0.0).then(|| self.period.scale(remaining / burn))
    }

    /// Time from the start of an outage with the error ratio `errors` until a window of length `window` shows `burn` times the
    /// budget, from a clean start and with steady traffic: burn × budget × window ÷ errors. `None` when it never does.
    /// Source: The Site Reliability Workbook (2018), chapter 5.
    #[must_use]
    pub fn detected_after(&self, burn: f64, window: Duration, errors: f64) -> Option<Duration> {
        let threshold = burn * f64::try_from(self.target.budget()).ok()?;
        (errors > threshold).then(|| window.scale(threshold / errors))
    }

    /// Time from the end of such an outage, when it was longer than `window`, until the window falls below `burn` times the budget
    /// again: window × (1 − burn × budget ÷ errors). `None` when it never showed.
    #[must_use]
    pub fn reset_after(&self, burn: f64, window: Duration, errors: f64) -> Option<Duration> {
        let detected = self.detected_after(burn, window, errors)?;
        Some(window.saturating_sub(detected))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    fn budget() -> Budget {
        Budget { target: Target::read_percent("99.9").unwrap(), period: Duration::read("30d").unwrap() }
    }

    #[test]
    fn no_events_are_neither_good_nor_bad() {
        for (bad, total) in [(0.0, 0.0), (1.0, f64::NAN), (f64::NAN, 1.0), (-1.0, 5.0), (0.0, f64::INFINITY)]
        {
            assert_eq!(budget().burn_rate(Spent { bad, total }), None);
        }
        assert_eq!(budget().burn_rate(Spent { bad: 1.0, total: 1000.0 }), Some(1.0));
        assert_eq!(budget().remaining(Spent { bad: 0.0, total: 7.0 }), Some(1.0));
    }

    #[test]
    fn the_workbooks_table_of_detection_and_reset() {
        let read = |text: &str| Duration::read(text).unwrap();
        let seconds = |duration: Option<Duration>| duration.map(|d| d.as_secs_f64().round());
        assert_eq!(seconds(budget().detected_after(14.4, read("1h"), 1.0)), Some(52.0));
        assert_eq!(seconds(budget().reset_after(14.4, read("5m"), 1.0)), Some(296.0));
        assert_eq!(seconds(budget().detected_after(14.4, read("1h"), 0.01)), None);
        assert_eq!(seconds(budget().detected_after(1.0, read("3d"), 0.002)), Some(36.0 * 3600.0));
        assert_eq!(seconds(budget().exhausted_in(1.0, 36.0)), Some(20.0 * 3600.0));
        assert_eq!(budget().exhausted_in(0.5, 0.0), None);
    }
}
