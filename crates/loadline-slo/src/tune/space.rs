//! The policies that are searched: one or two tiers that page, of some burn rates, windows and holds.

use crate::{AlertPolicy, Class, Decimal, Tier, prometheus_duration};
use loadline_base::units::Duration;

/// What tiers may look like. Every list is sorted before use; doubles count once.
#[derive(Debug, Clone, PartialEq)]
pub struct Space {
    /// Burn rates.
    pub burns: Vec<Decimal>,
    /// Long windows.
    pub longs: Vec<Duration>,
    /// How often the short window fits into the long one; rounded to minutes, at least 2.
    pub ratios: Vec<u32>,
    /// How long a condition must hold.
    pub holds: Vec<Duration>,
    /// Most tiers of a policy, 1 or 2. The faster of two has the shorter window and the higher burn rate; ratio and hold are
    /// the same.
    pub tiers: usize,
    /// Most policies; what comes after is left out.
    pub most: usize,
}

impl Default for Space {
    /// 9 burn rates from 2 to 30, 6 windows from 30 minutes to 12 hours, ratios 6 and 12, holds of 0 and 2 minutes: 2,376 policies.
    fn default() -> Self {
        let minutes = |list: &[u64]| list.iter().map(|m| Duration::from_nanos(m * 60_000_000_000)).collect();
        Self {
            burns: [20, 30, 45, 60, 80, 100, 144, 200, 300].map(|tenths| Decimal::new(tenths, 1)).to_vec(),
            longs: minutes(&[30, 60, 120, 180, 360, 720]),
            ratios: vec![6, 12],
            holds: minutes(&[0, 2]),
            tiers: 2,
            most: 20_000,
        }
    }
}

impl Space {
    /// Every tier, by ratio, hold, burn rate and long window.
    pub(super) fn tiers(&self) -> Vec<Tier> {
        let mut tiers = Vec::new();
        for (ratio, hold) in self.forms() {
            for burn in sorted(&self.burns) {
                for long in sorted(&self.longs) {
                    tiers.push(Tier {
                        class: Class::Page,
                        burn: burn.normalize(),
                        long,
                        short: short(long, ratio),
                        hold,
                        keep: Duration::ZERO,
                    });
                }
            }
        }
        tiers
    }

    fn forms(&self) -> impl Iterator<Item = (u32, Duration)> {
        let holds = sorted(&self.holds);
        sorted(&self.ratios)
            .into_iter()
            .flat_map(move |ratio| holds.clone().into_iter().map(move |hold| (ratio, hold)))
    }

    /// Every policy by the places of its tiers, the faster one first; first those of one tier, last those of most.
    pub(super) fn policies(&self, tiers: &[Tier]) -> Vec<Vec<usize>> {
        let mut policies: Vec<Vec<usize>> = (0..tiers.len()).map(|at| vec![at]).collect();
        let form = (sorted(&self.burns).len() * sorted(&self.longs).len()).max(1);
        if self.tiers >= 2 {
            for (slow, slower) in tiers.iter().enumerate() {
                let of_form = slow / form * form..(slow / form + 1) * form;
                for (fast, faster) in tiers.iter().enumerate().filter(|(at, _)| of_form.contains(at)) {
                    if faster.burn > slower.burn && faster.long < slower.long {
                        policies.push(vec![fast, slow]);
                    }
                }
            }
        }
        policies.truncate(self.most);
        policies
    }

    /// The policy with these tiers; its name says what it is.
    pub(super) fn policy(&self, tiers: &[Tier], of: &[usize]) -> AlertPolicy {
        let tiers: Vec<Tier> = of.iter().filter_map(|at| tiers.get(*at)).cloned().collect();
        let name = |tier: &Tier| {
            let hold = if tier.hold.is_zero() {
                String::new()
            } else {
                format!(" for {}", prometheus_duration(tier.hold))
            };
            format!(
                "{}x {}/{}{hold}",
                tier.burn,
                prometheus_duration(tier.long),
                prometheus_duration(tier.short)
            )
        };
        AlertPolicy {
            name: tiers.iter().map(name).collect::<Vec<_>>().join(" + "),
            tiers,
            least_events: Decimal::ZERO,
            absent_after: None,
        }
    }
}

fn sorted<T: Ord + Clone>(list: &[T]) -> Vec<T> {
    let mut list = list.to_vec();
    list.sort();
    list.dedup();
    list
}

fn short(long: Duration, ratio: u32) -> Duration {
    const MINUTE: u64 = 60_000_000_000;
    let minutes = (long.as_nanos() / u64::from(ratio.max(1)) + MINUTE / 2) / MINUTE;
    Duration::from_nanos(minutes.max(2).saturating_mul(MINUTE))
}
