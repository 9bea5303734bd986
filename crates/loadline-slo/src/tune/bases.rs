//! Which shortest window a policy of the space has: the rules of a policy add up its long windows from that one.

use super::space::Guarded;
use crate::backtest::Columns;
use crate::backtest::{Bases, Condition, Counting, Firing, Grid, Recordings, Setup, firing};
use crate::{Decimal, Slo, Tier};
use loadline_base::units::Duration;
use std::collections::BTreeSet;

/// The shortest windows of all policies that the tiers can make.
pub(super) struct PolicyBases<'a> {
    setup: &'a Setup<'a>,
    tiers: &'a [Guarded],
    shorts: Vec<Duration>,
    recordings: Recordings,
}

impl<'a> PolicyBases<'a> {
    pub(super) fn of(setup: &'a Setup<'a>, tiers: &'a [Guarded]) -> Self {
        let shorts: BTreeSet<Duration> = tiers.iter().map(|guarded| guarded.tier.short).collect();
        let shorts: Vec<Duration> = shorts.into_iter().collect();
        let recordings = Recordings::new(shorts.iter().map(|short| Bases::of(setup.slos, |_| *short)));
        Self { setup, tiers, shorts, recordings }
    }

    /// The place of the shortest window of a policy with these tiers.
    pub(super) fn place(&self, policy: &[usize]) -> usize {
        let shorts = policy.iter().filter_map(|at| self.tiers.get(*at)).map(|guarded| guarded.tier.short);
        let shortest = shorts.min().unwrap_or(Duration::ZERO);
        self.shorts.iter().position(|short| *short == shortest).unwrap_or(0)
    }

    /// Whether the tier at this place pages.
    pub(super) fn pages(&self, at: usize) -> bool {
        self.tiers.get(at).is_some_and(Guarded::pages)
    }

    pub(super) fn recorded(&self) -> &[Bases] {
        self.recordings.bases()
    }

    /// Every way in which a policy counts the windows of a tier, by the place of its shortest window; no policy with this tier has a longer
    /// shortest one.
    fn ways(&self, slo: usize, tier: &Tier) -> Vec<[Counting; 2]> {
        let shorts = self.shorts.iter().enumerate().take_while(|(_, short)| **short <= tier.short);
        let counting = |place, window| self.recordings.counting(self.setup, place, slo, window);
        shorts.map(|(place, _)| [counting(place, tier.long), counting(place, tier.short)]).collect()
    }

    /// The windows of all tiers, in every way.
    pub(super) fn windows(&self, slo: usize) -> BTreeSet<Counting> {
        self.tiers.iter().flat_map(|guarded| self.ways(slo, &guarded.tier)).flatten().collect()
    }

    /// When each tier fires, by the place of the shortest window of its policy. Where that makes no difference, there is one entry.
    pub(super) fn firing(
        &self,
        at: usize,
        slo: &Slo,
        columns: &Columns,
        grid: &Grid,
    ) -> Vec<Vec<Vec<Firing>>> {
        let of_tier = |guarded: &Guarded| {
            let tier = &guarded.tier;
            // Slices are no events, as in a replay.
            let least = if slo.slice().is_some() { Decimal::ZERO } else { guarded.least };
            let mut ways = self.ways(at, tier);
            if ways.iter().all(|way| Some(way) == ways.first()) {
                ways.truncate(1);
            }
            let fires = |[long, short]: [Counting; 2]| {
                let counted = |window| columns.windows.get(if window == tier.long { &long } else { &short });
                let condition = Condition::of(tier, slo.target.budget(), least, counted);
                condition.map_or_else(Vec::new, |condition| firing(&condition, grid))
            };
            ways.into_iter().map(fires).collect()
        };
        self.tiers.iter().map(of_tier).collect()
    }
}
