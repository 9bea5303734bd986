//! The policies that are searched: a few tiers that page, of some burn rates, windows and holds; where that is asked, with guards for low
//! traffic and a tier that writes tickets.

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
    /// Guards for low traffic: least numbers of events in a long window.
    pub least_events: Vec<Decimal>,
    /// Burn rates of tickets; none of them = tickets are not searched.
    pub ticket_burns: Vec<Decimal>,
    /// Long windows of tickets.
    pub ticket_longs: Vec<Duration>,
    /// Most tiers that page, 1 to [`Space::TIERS`]. The faster of two has the shorter window and the higher burn rate; ratio and
    /// hold are the same, also of the tier that writes tickets, which is one at most.
    pub tiers: usize,
    /// Most policies; what comes after is left out.
    pub most: usize,
}

/// A tier with the guard of its policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guarded {
    pub(super) tier: Tier,
    pub(super) least: Decimal,
}

impl Guarded {
    pub(super) fn pages(&self) -> bool {
        self.tier.class == Class::Page
    }
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
    /// A guard that is no number of events.
    #[error("a least number of {0} events is none")]
    Events(Decimal),
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
            least_events: vec![Decimal::ZERO],
            ticket_burns: Vec::new(),
            ticket_longs: Vec::new(),
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
            ("least number of events", self.least_events.is_empty()),
            ("burn rate of tickets", self.ticket_burns.is_empty() && !self.ticket_longs.is_empty()),
            ("long window of tickets", self.ticket_longs.is_empty() && !self.ticket_burns.is_empty()),
        ];
        if let Some((what, _)) = lists.into_iter().find(|(_, empty)| *empty) {
            return Some(SpaceFault::Nothing(what));
        }
        let mut burns = self.burns.iter().chain(&self.ticket_burns);
        if let Some(burn) = burns.find(|burn| **burn <= Decimal::ZERO) {
            return Some(SpaceFault::NoBurn(*burn));
        }
        if let Some(least) = self.least_events.iter().find(|least| **least < Decimal::ZERO) {
            return Some(SpaceFault::Events(*least));
        }
        let longs = self.longs.iter().chain(&self.ticket_longs);
        let pairs = longs.flat_map(|long| self.ratios.iter().map(move |ratio| (*long, *ratio)));
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

    /// Whether tickets are searched too.
    #[must_use]
    pub fn has_tickets(&self) -> bool {
        !self.ticket_burns.is_empty() && !self.ticket_longs.is_empty()
    }

    /// Every tier, by ratio, hold and guard; then those that page before those that write tickets, by burn rate and long window.
    pub(super) fn tiers(&self) -> Vec<Guarded> {
        let mut tiers = Vec::new();
        for (ratio, hold, least) in self.forms() {
            for (class, burns, longs) in [
                (Class::Page, &self.burns, &self.longs),
                (Class::Ticket, &self.ticket_burns, &self.ticket_longs),
            ] {
                for burn in sorted(burns) {
                    for long in sorted(longs) {
                        let burn = burn.normalize();
                        let short = short(long, ratio);
                        let tier = Tier { class, burn, long, short, hold, keep: Duration::ZERO };
                        tiers.push(Guarded { tier, least });
                    }
                }
            }
        }
        tiers
    }

    fn forms(&self) -> impl Iterator<Item = (u32, Duration, Decimal)> {
        let (holds, leasts) = (sorted(&self.holds), sorted(&self.least_events));
        sorted(&self.ratios).into_iter().flat_map(move |ratio| {
            let leasts = leasts.clone();
            holds.clone().into_iter().flat_map(move |hold| {
                leasts.clone().into_iter().map(move |least| (ratio, hold, least.normalize()))
            })
        })
    }

    /// Every policy by the places of its tiers, the faster one first; first those of one tier that pages, last those of most. Where
    /// tickets are searched, each of them without any, and then with each tier that writes some.
    pub(super) fn policies(&self, tiers: &[Guarded]) -> Vec<Vec<usize>> {
        let pages = (0..tiers.len()).filter(|at| tiers.get(*at).is_some_and(Guarded::pages));
        let mut policies: Vec<Vec<usize>> = pages.clone().map(|at| vec![at]).take(self.most).collect();
        let pages: Vec<usize> = pages.collect();
        let number = |burns: &[Decimal], longs: &[Duration]| sorted(burns).len() * sorted(longs).len();
        let tickets = number(&self.ticket_burns, &self.ticket_longs);
        let form = (number(&self.burns, &self.longs) + tickets).max(1);
        let slower = |fast: usize, slow: usize| {
            let pair = tiers.get(fast).zip(tiers.get(slow));
            let one_form = fast / form == slow / form;
            one_form
                && pair.is_some_and(|(Guarded { tier: fast, .. }, Guarded { tier: slow, .. })| {
                    fast.burn > slow.burn && fast.long < slow.long
                })
        };
        let mut known = 0..policies.len();
        for _ in 2..=self.tiers {
            let start = policies.len();
            for slow in &pages {
                for at in known.clone() {
                    if policies.len() >= self.most {
                        return policies;
                    }
                    let faster =
                        policies.get(at).filter(|of| of.last().is_some_and(|fast| slower(*fast, *slow)));
                    if let Some(longer) = faster.map(|of| [of.as_slice(), &[*slow]].concat()) {
                        policies.push(longer);
                    }
                }
            }
            known = start..policies.len();
        }
        for at in 0..if tickets == 0 { 0 } else { policies.len() } {
            let Some(of) = policies.get(at).cloned() else { break };
            let first = of.first().map_or(0, |page| page / form * form);
            for ticket in first + form - tickets..first + form {
                if policies.len() >= self.most {
                    return policies;
                }
                policies.push([of.as_slice(), &[ticket]].concat());
            }
        }
        policies
    }

    /// The policy with these tiers; its name says what it is.
    pub(super) fn policy(&self, tiers: &[Guarded], of: &[usize]) -> AlertPolicy {
        let guarded = || of.iter().filter_map(|at| tiers.get(*at));
        let least = guarded().next().map_or(Decimal::ZERO, |first| first.least);
        let tiers: Vec<Tier> = guarded().map(|guarded| guarded.tier.clone()).collect();
        let name = |tier: &Tier| {
            let hold = if tier.hold.is_zero() {
                String::new()
            } else {
                format!(" for {}", prometheus_duration(tier.hold))
            };
            let ticket = if tier.class == Class::Ticket { "ticket " } else { "" };
            format!(
                "{ticket}{}x {}/{}{hold}",
                tier.burn,
                prometheus_duration(tier.long),
                prometheus_duration(tier.short)
            )
        };
        let guard = if least.is_zero() { String::new() } else { format!(" from {least} events") };
        AlertPolicy {
            name: tiers.iter().map(name).collect::<Vec<_>>().join(" + ") + &guard,
            tiers,
            least_events: least,
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
