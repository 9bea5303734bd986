//! Policies searched for a wish: the fewest pages at a required detection time, on a history.
//!
//! Windows are counted once, every tier's firing is worked out once, and policies are put together from tiers. Policies that fire too
//! late for the wish are dropped before Alertmanager is simulated, since no notification leaves before its alert fires. What the
//! search rests on is told with it; a split holds the best against history that it did not see. Same input, same answer.

mod bases;
mod front;
mod kept;
mod measure;
mod part;
mod space;

pub use kept::{Kept, Whose};
pub use measure::Measured;
pub use part::on_part;
pub use space::{Space, SpaceFault};

use crate::backtest::{
    CannotReplay, Columns, Firing, Grid, Refused, Setup, Tally, columns, millis, standard_alertmanager,
};
use crate::{AlertPolicy, Budget, Class, Slo};
use bases::PolicyBases;
use loadline_base::units::Duration;
use loadline_promql::{Labels, Millis};
use measure::Measure;
use rayon::prelude::*;

/// What is wanted of a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    /// Incidents are paged within this time, 19 of 20 of them; `None`: whenever.
    pub within: Option<Duration>,
    /// Share of the incidents that are paged at least.
    pub recall: f64,
    /// Share of the incidents that are paged or written into a ticket at least; only where tickets are searched.
    pub told: f64,
    /// Where no incidents are written down, the time is that of an outage with this share of errors, by the Workbook's formula.
    pub outage: f64,
    /// The share of the history that is searched on; the rest is kept to hold the best against. `None`: all of it, no check.
    pub split: Option<f64>,
}

impl Default for Wish {
    /// Every incident, an outage of a tenth of the requests, two thirds to search on.
    fn default() -> Self {
        Self { within: None, recall: 1.0, told: 1.0, outage: 0.1, split: Some(2.0 / 3.0) }
    }
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tuned {
    /// Policies that were looked at.
    pub tried: usize,
    /// Those of them that fire too late or miss too much, whatever Alertmanager does.
    pub too_late: usize,
    /// Policies that meet the wish and that no other is better than in pages, detection, budget spent and tickets, the fewest pages first.
    pub front: Vec<Outcome>,
    /// When nothing meets the wish: those that come nearest, the quickest first.
    pub nearest: Vec<Outcome>,
    /// What it rests on.
    pub ground: Ground,
    /// Objectives that could not be searched on.
    pub refused: Vec<Refused>,
}

/// A policy and how it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The policy: tiers that page, and where that was searched one that writes tickets.
    pub policy: AlertPolicy,
    /// Time until it fires on the wish's outage, by the Workbook's formula; `None`: never.
    pub outage: Option<Duration>,
    /// On the part that was searched on.
    pub seen: Measured,
    /// On the part that was kept back.
    pub unseen: Option<Measured>,
}

/// What a search rests on. From a handful of incidents hardly anything follows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// From when to when it was searched; the longest window before it only fills windows.
    pub seen: (Millis, Millis),
    /// The part kept back.
    pub unseen: Option<(Millis, Millis)>,
    /// Incidents in the part that was searched on; `None`: nobody wrote any down, and detection is by formula.
    pub incidents: Option<usize>,
    /// Incidents in the part kept back.
    pub unseen_incidents: Option<usize>,
    /// Whether fewer than [`Self::FEW`] incidents decide, or none are known.
    pub thin: bool,
}

impl Ground {
    /// Below this many incidents a 95th percentile is the worst of them and one more may change everything.
    pub const FEW: usize = 20;
}

/// One objective, ready for any policy of the space.
struct Prepared {
    slo: usize,
    group: Labels,
    tally: Tally,
    /// Bad events that one period may have.
    budget: f64,
    /// When each tier of the space fires, for each shortest window that its policy may have.
    firing: Vec<Vec<Vec<Firing>>>,
}

impl Prepared {
    /// When a tier fires in a policy whose shortest window is at this place.
    fn firing(&self, tier: usize, base: usize) -> &[Firing] {
        let of = self.firing.get(tier).and_then(|bases| bases.get(base).or_else(|| bases.first()));
        of.map_or(&[], Vec::as_slice)
    }
}

/// Searches. The candidates of the setup do not matter.
///
/// # Errors
/// When there is no history to search on.
pub fn tune(setup: &Setup<'_>, space: &Space, wish: &Wish) -> Result<Tuned, CannotReplay> {
    let grid = Grid::of(setup)?;
    let tiers = space.tiers();
    let bases = PolicyBases::of(setup, &tiers);
    let prepared: Vec<Result<Vec<Prepared>, String>> = setup
        .slos
        .par_iter()
        .enumerate()
        .map(|(at, slo)| {
            let groups = columns(at, setup, &grid, &bases.windows(at), bases.recorded())?;
            Ok(groups.into_iter().map(|columns| prepare(at, slo, columns, &bases, &grid)).collect())
        })
        .collect();
    let (mut objectives, mut refused) = (Vec::new(), Vec::new());
    for (slo, result) in prepared.into_iter().enumerate() {
        match result {
            Ok(groups) if groups.is_empty() => {
                refused.push(Refused {
                    slo,
                    why: "the history has no series that its indicator asks for".to_owned(),
                });
            }
            Ok(groups) => objectives.extend(groups),
            Err(why) => refused.push(Refused { slo, why }),
        }
    }
    let warm = tiers.iter().map(|guarded| millis(guarded.tier.long)).max().unwrap_or(0);
    let (from, to) = (grid.start.saturating_add(warm).min(grid.end()), grid.end());
    let cut = wish.split.filter(|share| *share > 0.0 && *share < 1.0).map(|share| {
        // A whole number of steps, so that no evaluation belongs to both parts.
        from + ((to - from) as f64 * share / grid.step as f64) as Millis * grid.step
    });
    let seen = (from, cut.unwrap_or(to));
    let unseen = cut.map(|cut| (cut + grid.step, to));
    let policies = space.policies(&tiers);
    let standard;
    let config = match setup.alertmanager {
        Some(config) => config,
        None => {
            let most = space.policy(&tiers, policies.last().map_or(&[][..], Vec::as_slice));
            standard = standard_alertmanager(setup.slos, &[crate::backtest::Candidate::Policy(most)]);
            &standard
        }
    };
    let has_tickets = space.has_tickets();
    let measure = Measure {
        has_tickets,
        setup,
        grid: &grid,
        bases: &bases,
        objectives: &objectives,
        config,
        wish,
        seen,
        unseen,
    };
    let outage = |policy: &AlertPolicy| {
        // All objectives have the same windows; the strictest budget fires first, the loosest decides.
        let times = setup.slos.iter().map(|slo| {
            let budget = Budget { target: slo.target, period: slo.period() };
            let fires = |tier: &crate::Tier| {
                Some(
                    budget.detected_after(f64::try_from(tier.burn).ok()?, tier.long, wish.outage)?
                        + tier.hold,
                )
            };
            policy.tiers.iter().filter(|tier| tier.class == Class::Page).filter_map(fires).min()
        });
        times.collect::<Option<Vec<Duration>>>().and_then(|times| times.into_iter().max())
    };
    let outcomes: Vec<(bool, Option<Outcome>, Vec<usize>)> = policies
        .into_par_iter()
        .map(|tiers_of| {
            let policy = space.policy(&tiers, &tiers_of);
            let outage = outage(&policy);
            if !measure.may_meet(&tiers_of, outage) {
                return (false, None, tiers_of);
            }
            let (seen, unseen) = measure.of(&policy, &tiers_of);
            let outcome = Outcome { policy, outage, seen, unseen };
            (measure.meets(&outcome), Some(outcome), tiers_of)
        })
        .collect();
    let tried = outcomes.len();
    let too_late = outcomes.iter().filter(|(_, outcome, _)| outcome.is_none()).count();
    let front =
        front::of(outcomes.iter().filter(|(meets, ..)| *meets).filter_map(|(_, outcome, _)| outcome.clone()));
    let nearest = if front.is_empty() {
        front::nearest(outcomes.into_iter().map(|(_, _, tiers_of)| tiers_of), |tiers_of| {
            let policy = space.policy(&tiers, tiers_of);
            (measure.lateness(tiers_of, outage(&policy)), policy)
        })
        .into_par_iter()
        .map(|(tiers_of, policy)| {
            let (seen, unseen) = measure.of(&policy, &tiers_of);
            Outcome { outage: outage(&policy), policy, seen, unseen }
        })
        .collect()
    } else {
        Vec::new()
    };
    Ok(Tuned { tried, too_late, front, nearest, ground: measure.ground(), refused })
}

fn prepare(at: usize, slo: &Slo, columns: Columns, bases: &PolicyBases<'_>, grid: &Grid) -> Prepared {
    let firing = bases.firing(at, slo, &columns, grid);
    let budget = crate::backtest::budget_events(slo, &columns, grid);
    Prepared { slo: at, group: columns.group, tally: columns.tally, budget, firing }
}
