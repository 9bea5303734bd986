//! The policies that are searched: a few tiers that page, of some burn rates, windows and holds.

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
    /// Most tiers of a policy, 1 to [`Space::TIERS`]. The faster of two has the shorter window and the higher burn rate; ratio and
    /// hold are the same.
    pub tiers: usize,
    /// Most policies; what comes after is left out.
    pub most: usize,
}

/// Why a space cannot be searched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpaceFault {
    /// A list is empty.
    #[error("there is no {0} to search")]
    Nothing(&'static str),
    /// A burn rate that any error exceeds.
    #[error("a burn rate of {0} is none: every error would page")]
    NoBurn(Decimal),
    /// The short window would not be shorter.
    #[error(
        "a long window of {0} with a ratio of {1} leaves no shorter one: short windows have whole minutes, at least 2"
    )]
    NoShort(Duration, u32),
    /// Too few or too many tiers.
    #[error("{0} tiers are not searched: 1 to {most} are", most = Space::TIERS)]
    Tiers(usize),
    /// Too many policies.
    #[error("the space has more than {0} policies")]
    TooMany(usize),
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
    /// Most tiers of a policy.
    pub const TIERS: usize = 4;

    /// Why this space cannot be searched as it stands, if so. [`tune`](super::tune) searches what there is of it all the same.
    #[must_use]
    pub fn fault(&self) -> Option<SpaceFault> {
        let lists = [
            ("burn rate", self.burns.is_empty()),
            ("long window", self.longs.is_empty()),
            ("ratio of windows", self.ratios.is_empty()),
            ("`for`", self.holds.is_empty()),
        ];
        if let Some((what, _)) = lists.into_iter().find(|(_, empty)| *empty) {
            return Some(SpaceFault::Nothing(what));
        }
        if let Some(burn) = self.burns.iter().find(|burn| **burn <= Decimal::ZERO) {
            return Some(SpaceFault::NoBurn(*burn));
        }
        let pairs = self.longs.iter().flat_map(|long| self.ratios.iter().map(move |ratio| (*long, *ratio)));
        if let Some((long, ratio)) = pairs.into_iter().find(|(long, ratio)| short(*long, *ratio) >= *long) {
            return Some(SpaceFault::NoShort(long, ratio));
        }
        if !(1..=Self::TIERS).contains(&self.tiers) {
            return Some(SpaceFault::Tiers(self.tiers));
        }
        let one_more = Self { most: self.most.saturating_add(1), ..self.clone() };
        let policies = one_more.policies(&one_more.tiers());
        (policies.len() > self.most).then_some(SpaceFault::TooMany(self.most))
    }

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
        let mut policies: Vec<Vec<usize>> = (0..tiers.len().min(self.most)).map(|at| vec![at]).collect();
        let form = (sorted(&self.burns).len() * sorted(&self.longs).len()).max(1);
        let slower = |fast: usize, slow: usize| {
            let pair = tiers.get(fast).zip(tiers.get(slow));
            let one_form = fast / form == slow / form;
            one_form && pair.is_some_and(|(fast, slow)| fast.burn > slow.burn && fast.long < slow.long)
        };
        let mut known = 0..policies.len();
        for _ in 2..=self.tiers {
            let start = policies.len();
            for slow in 0..tiers.len() {
                for at in known.clone() {
                    if policies.len() >= self.most {
                        return policies;
                    }
                    let faster =
                        policies.get(at).filter(|of| of.last().is_some_and(|fast| slower(*fast, slow)));
                    if let Some(longer) = faster.map(|of| [of.as_slice(), &[slow]].concat()) {
                        policies.push(longer);
                    }
                }
            }
            known = start..policies.len();
        }
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
