//! The six ways to alert on an objective that chapter 5 of the Workbook compares in words. Replayed, they can be compared in numbers.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5, "Ways to Alert on Significant Events".

use super::{AlertPolicy, Class, Tier};
use crate::Decimal;
use loadline_base::units::Duration;

const MINUTE: u64 = 60_000_000_000;

/// Burn rate in tenths, long and short window and `for`, in minutes of a 30-day period.
type Row = (i64, u64, u64, u64);

/// The chapter's approaches by number and name.
const APPROACHES: &[(&str, &[(Class, Row)])] = &[
    ("sre-1-error-rate", &[(Class::Page, (10, 10, 10, 0))]),
    ("sre-2-36h-window", &[(Class::Page, (10, 36 * 60, 36 * 60, 0))]),
    ("sre-3-for-1h", &[(Class::Page, (10, 10, 10, 60))]),
    ("sre-4-one-rate", &[(Class::Page, (360, 60, 60, 0))]),
    (
        "sre-5-rates",
        &[
            (Class::Page, (144, 60, 60, 0)),
            (Class::Page, (60, 6 * 60, 6 * 60, 0)),
            (Class::Ticket, (10, 3 * 24 * 60, 3 * 24 * 60, 0)),
        ],
    ),
    (
        "sre-6-two-windows",
        &[
            (Class::Page, (144, 60, 5, 0)),
            (Class::Page, (60, 6 * 60, 30, 0)),
            (Class::Ticket, (10, 3 * 24 * 60, 6 * 60, 0)),
        ],
    ),
];

impl AlertPolicy {
    /// The six approaches in their order. Windows are scaled by period ÷ 30 d, as in [`AlertPolicy::standard`]; `for` is not.
    #[must_use]
    pub fn workbook(period: Duration) -> Vec<Self> {
        let scale = period.as_secs_f64() / (30.0 * 86_400.0);
        let window = |minutes: u64| {
            let scaled = Duration::from_nanos(minutes * MINUTE).scale(scale).as_nanos();
            Duration::from_nanos(((scaled + MINUTE / 2) / MINUTE).max(2).saturating_mul(MINUTE))
        };
        let tier = |(class, (tenths, long, short, hold)): &(Class, Row)| Tier {
            class: *class,
            burn: Decimal::new(*tenths, 1).normalize(),
            long: window(*long),
            short: window(*short),
            hold: Duration::from_nanos(hold * MINUTE),
            keep: Duration::ZERO,
        };
        let policy = |(name, tiers): &(&str, &[(Class, Row)])| Self {
            name: (*name).to_owned(),
            tiers: tiers.iter().map(tier).collect(),
            least_events: Decimal::ZERO,
            absent_after: None,
        };
        APPROACHES.iter().map(policy).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    #[test]
    fn the_fourth_burns_five_percent_of_the_budget_before_it_fires() {
        let month = Duration::read("30d").unwrap();
        let all = AlertPolicy::workbook(month);
        assert_eq!(all.len(), 6);
        assert!((all[3].tiers[0].share_of_budget(month) - 0.05).abs() < 1e-12);
        assert!((all[1].tiers[0].share_of_budget(month) - 0.05).abs() < 1e-12);
    }
}
