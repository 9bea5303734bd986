//! Alert policies: burn-rate tiers, each over a long and a short window.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5, "Multiwindow, Multi-Burn-Rate Alerts".

mod workbook;

use crate::Decimal;
use loadline_base::units::Duration;

/// Whether somebody is woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Somebody is woken.
    Page,
    /// Somebody looks at it in working hours.
    Ticket,
}

impl Class {
    /// The word used in labels and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Ticket => "ticket",
        }
    }
}

/// Fires while the error ratios over both windows exceed `burn` times the budget.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tier {
    /// Page or ticket.
    pub class: Class,
    /// Burn rate: how many times faster than the budget allows.
    pub burn: Decimal,
    /// Long window: it says that the burn is significant.
    pub long: Duration,
    /// Short window: it says that the burn goes on.
    pub short: Duration,
    /// How long the condition must hold before the alert fires; usually zero, the windows do this better.
    pub hold: Duration,
    /// How long the alert goes on after the condition ended.
    pub keep: Duration,
}

/// When an objective alerts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertPolicy {
    /// Its name.
    pub name: String,
    /// Tiers, the fastest first.
    pub tiers: Vec<Tier>,
    /// Least number of events in the long window for a tier to fire: the guard for low traffic. Zero: no guard.
    pub least_events: Decimal,
    /// How long an objective may have no data before that is an alert of its own; `None`: never.
    pub absent_after: Option<Duration>,
}

/// Whether an alert at `burn` times the budget never fires: more bad events would be needed than there are events.
#[must_use]
pub fn cannot_fire(burn: Decimal, budget: Decimal) -> bool {
    burn.saturating_mul(budget) >= Decimal::ONE
}

const MINUTE: u64 = 60_000_000_000;

impl Tier {
    /// Share of the whole budget that is spent when the tier fires on a constant burn: `burn × long ÷ period`.
    #[must_use]
    pub fn share_of_budget(&self, period: Duration) -> f64 {
        decimal_f64(self.burn) * self.long.as_secs_f64() / period.as_secs_f64()
    }

    /// The error ratio above which the tier fires, `burn × budget`, exactly.
    #[must_use]
    pub fn threshold(&self, budget: Decimal) -> Decimal {
        (self.burn * budget).normalize()
    }

    /// Whether no outage fires it: more bad events would be needed than there are events.
    #[must_use]
    pub fn cannot_fire(&self, budget: Decimal) -> bool {
        cannot_fire(self.burn, budget)
    }
}

/// What is to be said of a policy `name` that has no tiers, and what to do about it: the same words everywhere.
#[must_use]
pub fn without_tiers(name: &str) -> (String, &'static str) {
    if name == "standard" {
        let what = "`standard` has no tiers, so nothing it watches ever alerts, and it hides the built-in policy of that name";
        (what.to_owned(), "delete it to have the built-in one, or write its `tiers`")
    } else {
        let what = format!("`{name}` has no tiers, so nothing it watches ever alerts");
        (what, "write its `tiers`, or take `standard`, which is built in")
    }
}

impl AlertPolicy {
    /// The policy named `standard`: 14.4× over 1 h and 6× over 6 h page (2 % and 5 % of a 30-day budget), 3× over 1 d and 1× over
    /// 3 d write a ticket (10 % each), short windows a twelfth of the long ones. For another period every window is
    /// scaled by period ÷ 30 d and rounded to whole minutes, at least 2, so that the shares of the budget stay the same.
    #[must_use]
    pub fn standard(period: Duration) -> Self {
        let scale = period.as_secs_f64() / (30.0 * 86_400.0);
        let minutes = |minutes: u64| {
            let scaled = Duration::from_nanos(minutes * MINUTE).scale(scale).as_nanos();
            Duration::from_nanos(((scaled + MINUTE / 2) / MINUTE).max(2).saturating_mul(MINUTE))
        };
        let tier = |class, tenths: i64, long: u64| Tier {
            class,
            burn: Decimal::new(tenths, 1).normalize(),
            long: minutes(long),
            short: minutes(long / 12),
            hold: Duration::ZERO,
            keep: Duration::ZERO,
        };
        Self {
            name: "standard".to_owned(),
            tiers: vec![
                tier(Class::Page, 144, 60),
                tier(Class::Page, 60, 6 * 60),
                tier(Class::Ticket, 30, 24 * 60),
                tier(Class::Ticket, 10, 3 * 24 * 60),
            ],
            least_events: Decimal::ZERO,
            absent_after: Some(minutes(10)),
        }
    }
}

fn decimal_f64(value: Decimal) -> f64 {
    f64::try_from(value).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prometheus_duration;
    use loadline_base::units::Unit as _;

    #[test]
    fn the_standard_policy_is_the_workbooks_and_scales_with_the_period() {
        let month = Duration::read("30d").unwrap();
        let policy = AlertPolicy::standard(month);
        let windows = |policy: &AlertPolicy| -> Vec<String> {
            policy
                .tiers
                .iter()
                .map(|t| {
                    format!("{} {}/{}", t.burn, prometheus_duration(t.long), prometheus_duration(t.short))
                })
                .collect()
        };
        assert_eq!(windows(&policy), ["14.4 1h/5m", "6 6h/30m", "3 1d/2h", "1 3d/6h"]);
        let shares: Vec<f64> = policy.tiers.iter().map(|tier| tier.share_of_budget(month)).collect();
        for (share, wanted) in shares.iter().zip([0.02, 0.05, 0.1, 0.1]) {
            assert!((share - wanted).abs() < 1e-12, "{share} is not {wanted}");
        }
        let week = AlertPolicy::standard(Duration::read("7d").unwrap());
        assert_eq!(windows(&week), ["14.4 14m/2m", "6 84m/7m", "3 336m/28m", "1 1008m/84m"]);
    }
}
