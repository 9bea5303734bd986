//! What a search leaves as it is: tickets, and the alert about missing data. A policy that is taken over has them too, so that nobody
//! loses what was in force.

use crate::{AlertPolicy, Class, Slo, Tier};
use loadline_base::units::Duration;

/// Tickets and the alert about missing data that a proposal keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Tiers that write tickets, the fastest first.
    pub tickets: Vec<Tier>,
    /// How long there may be no data; `None`: no alert about that.
    pub absent_after: Option<Duration>,
    /// Whose they are.
    pub from: Whose,
}

/// Whose tickets are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Those of all policies in force.
    InForce,
    /// Policies in force differ: those of so many objectives among so many that have a policy.
    Most(usize, usize),
    /// No objective has a policy: those of the standard one.
    Standard,
}

impl Kept {
    /// What is in force for most of `slos`, of equals the first; else that of the standard policy over the first one's window.
    #[must_use]
    pub fn of(slos: &[Slo]) -> Self {
        let mut known: Vec<(Self, usize)> = Vec::new();
        for policy in slos.iter().filter_map(|slo| slo.policy.as_ref()) {
            let kept = Self::from_policy(policy, Whose::InForce);
            match known.iter_mut().find(|(other, _)| *other == kept) {
                Some((_, count)) => *count += 1,
                None => known.push((kept, 1)),
            }
        }
        let (all, kinds): (usize, usize) = (known.iter().map(|(_, count)| count).sum(), known.len());
        match known.into_iter().rev().max_by_key(|(_, count)| *count) {
            Some((kept, _)) if kinds == 1 => kept,
            Some((kept, count)) => Self { from: Whose::Most(count, all), ..kept },
            None => {
                let period = slos.first().map_or(Duration::ZERO, Slo::period);
                Self::from_policy(&AlertPolicy::standard(period), Whose::Standard)
            }
        }
    }

    fn from_policy(policy: &AlertPolicy, from: Whose) -> Self {
        let tickets = policy.tiers.iter().filter(|tier| tier.class == Class::Ticket).cloned().collect();
        Self { tickets, absent_after: policy.absent_after, from }
    }

    /// The same where tickets were searched: they are those of the policy found.
    #[must_use]
    pub fn without_tickets(self) -> Self {
        Self { tickets: Vec::new(), ..self }
    }

    /// `policy`, which pages, with what is kept.
    #[must_use]
    pub fn with(&self, policy: &AlertPolicy) -> AlertPolicy {
        let tiers = policy.tiers.iter().chain(&self.tickets).cloned().collect();
        AlertPolicy { tiers, absent_after: self.absent_after, ..policy.clone() }
    }
}
