//! When a new version reaches whom: copy by copy, share by share, or all at once; and the way back of a bad one.

use crate::layout::{Effect, Fault};
use crate::time::{Delay, Instant};
use loadline_model::kinds::RolloutStrategy;

/// The plan of a rollout.
pub(super) struct Stages<'s> {
    pub(super) strategy: RolloutStrategy,
    /// Shares that the new version reaches one after the other, rising; the last one is all.
    pub(super) shares: &'s [f64],
    /// How long each of them is watched before the next.
    pub(super) bake: Delay,
    /// How long a copy takes to start, and is away while it is replaced.
    pub(super) restart: Delay,
    /// Copies that are away at a time; 0 = successors come first.
    pub(super) away: u32,
    pub(super) station: u32,
    pub(super) copies: u32,
    /// When a bad version is found; nothing more goes out from then on.
    pub(super) found: Option<Instant>,
    /// How long it then takes to send everybody to the old version, where that is still there.
    pub(super) back: Delay,
}

impl Stages<'_> {
    /// Every change from the start of the rollout, and when the last one is done.
    pub(super) fn from(&self, start: Instant) -> (Vec<Fault>, Instant) {
        let mut changes = Vec::new();
        let over = match self.strategy {
            RolloutStrategy::Rolling => self.copy_by_copy(start, &mut changes),
            RolloutStrategy::Recreate => {
                let over = self.replace((0, self.copies.max(1)), start, true, &mut changes);
                self.found.map_or(over, |found| {
                    self.replace((0, self.copies.max(1)), found.max(over), false, &mut changes)
                })
            }
            // The second fleet starts beside the first one, and gets all requests at once.
            RolloutStrategy::BlueGreen => self.share_by_share(start + self.restart, &mut changes),
            RolloutStrategy::Canary | RolloutStrategy::Flag | RolloutStrategy::Shadow => {
                self.share_by_share(start, &mut changes)
            }
        };
        (changes, over)
    }

    /// Whether nobody has found anything wrong by then.
    fn goes_on(&self, at: Instant) -> bool {
        self.found.is_none_or(|found| at < found)
    }

    fn share_by_share(&self, start: Instant, changes: &mut Vec<Fault>) -> Instant {
        let mut over = start;
        let times = std::iter::successors(Some(start), |at| Some(*at + self.bake));
        for (at, share) in times.zip(self.shares).take_while(|(at, _)| self.goes_on(*at)) {
            changes.push(Fault { at, effect: Effect::Routed { station: self.station, share: *share } });
            over = at;
        }
        if let Some(found) = self.found {
            over = found + self.back;
            changes.push(Fault { at: over, effect: Effect::Routed { station: self.station, share: 0.0 } });
        }
        over
    }

    fn copy_by_copy(&self, start: Instant, changes: &mut Vec<Fault>) -> Instant {
        let (mut at, mut done, mut renewed) = (start, 0, 0);
        let all = self.copies.max(1);
        for (number, share) in self.shares.iter().enumerate() {
            let until = ((f64::from(all) * share).ceil() as u32).min(all);
            if number > 0 {
                at = at + self.bake;
            }
            while done < until && self.goes_on(at) {
                let batch = (done, self.away.max(1).min(until - done));
                let in_time = self.goes_on(at + self.restart);
                at = self.replace(batch, at, in_time, changes);
                done += batch.1;
                renewed += if in_time { batch.1 } else { 0 };
            }
        }
        let Some(found) = self.found else { return at };
        at = at.max(found).max(start);
        let mut back = 0;
        while back < renewed {
            let batch = (back, self.away.max(1).min(renewed - back));
            at = self.replace(batch, at, false, changes);
            back += batch.1;
        }
        at
    }

    /// Replaces so many copies from the first one on; when their successors are there.
    fn replace(
        &self,
        (first, copies): (u32, u32),
        at: Instant,
        by_new: bool,
        changes: &mut Vec<Fault>,
    ) -> Instant {
        let (station, ready) = (self.station, at + self.restart);
        let away = self.away > 0 || self.strategy == RolloutStrategy::Recreate;
        if away {
            changes.push(Fault { at, effect: Effect::Drain { station, first, copies } });
        }
        changes.push(Fault { at: ready, effect: Effect::Replace { station, first, copies, by_new } });
        if away {
            changes.push(Fault { at: ready, effect: Effect::Refill { station, first, copies } });
        }
        ready
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(strategy: RolloutStrategy, shares: &[f64], found: Option<f64>) -> (Vec<String>, f64) {
        let stages = Stages {
            strategy,
            shares,
            bake: Delay::from_seconds(60.0),
            restart: Delay::from_seconds(10.0),
            away: 2,
            station: 0,
            copies: 5,
            found: found.map(|found| Instant::START + Delay::from_seconds(found)),
            back: Delay::from_seconds(5.0),
        };
        let (changes, over) = stages.from(Instant::START + Delay::from_seconds(100.0));
        let told = changes.iter().map(|Fault { at, effect }| {
            let what = match effect {
                Effect::Drain { first, copies, .. } => format!("drain {first}+{copies}"),
                Effect::Refill { first, copies, .. } => format!("refill {first}+{copies}"),
                Effect::Replace { first, copies, by_new: true, .. } => format!("new {first}+{copies}"),
                Effect::Replace { first, copies, .. } => format!("old {first}+{copies}"),
                Effect::Routed { share, .. } => format!("route {share}"),
                other => format!("{other:?}"),
            };
            format!("{} {what}", at.seconds())
        });
        (told.collect(), over.seconds())
    }

    #[test]
    fn rolling_replaces_two_copies_at_a_time() {
        let (told, over) = stages(RolloutStrategy::Rolling, &[1.0], None);
        assert_eq!(
            told,
            [
                "100 drain 0+2",
                "110 new 0+2",
                "110 refill 0+2",
                "110 drain 2+2",
                "120 new 2+2",
                "120 refill 2+2",
                "120 drain 4+1",
                "130 new 4+1",
                "130 refill 4+1"
            ]
        );
        assert_eq!(over, 130.0);
    }

    #[test]
    fn what_is_found_on_the_way_goes_no_further_and_comes_back_copy_by_copy() {
        let (told, over) = stages(RolloutStrategy::Rolling, &[1.0], Some(115.0));
        assert_eq!(
            told,
            [
                "100 drain 0+2",
                "110 new 0+2",
                "110 refill 0+2",
                "110 drain 2+2",
                "120 old 2+2",
                "120 refill 2+2",
                "120 drain 0+2",
                "130 old 0+2",
                "130 refill 0+2"
            ]
        );
        assert_eq!(over, 130.0);
    }

    #[test]
    fn a_step_of_copies_is_watched_before_the_next() {
        let (told, over) = stages(RolloutStrategy::Rolling, &[0.3, 1.0], None);
        assert_eq!(told[2..4], ["110 refill 0+2", "170 drain 2+2"]);
        assert_eq!(over, 190.0);
    }

    #[test]
    fn a_canary_stops_at_the_share_at_which_it_is_found() {
        let (told, over) = stages(RolloutStrategy::Canary, &[0.05, 0.25, 1.0], Some(170.0));
        assert_eq!(told, ["100 route 0.05", "160 route 0.25", "175 route 0"]);
        assert_eq!(over, 175.0);
        let (told, over) = stages(RolloutStrategy::Canary, &[0.05, 0.25, 1.0], None);
        assert_eq!((told[2].as_str(), over), ("220 route 1", 220.0));
    }

    #[test]
    fn blue_green_switches_when_the_second_fleet_has_started() {
        let (told, over) = stages(RolloutStrategy::BlueGreen, &[1.0], Some(140.0));
        assert_eq!((told, over), (vec!["110 route 1".to_owned(), "145 route 0".to_owned()], 145.0));
    }

    #[test]
    fn all_at_once_is_gone_twice_when_it_is_bad() {
        let (told, over) = stages(RolloutStrategy::Recreate, &[1.0], Some(200.0));
        let expected = [
            "100 drain 0+5",
            "110 new 0+5",
            "110 refill 0+5",
            "200 drain 0+5",
            "210 old 0+5",
            "210 refill 0+5",
        ];
        assert_eq!((told, over), (expected.map(str::to_owned).to_vec(), 210.0));
    }
}
