//! Connections that a caller's copy has to a callee: attempts take them, wait for them in line, and give them back.

use super::{NOBODY, Run};
use crate::tally::PoolTally;
use crate::time::Instant;
use std::collections::VecDeque;
use std::ops::Range;

/// The connections of one pool at one copy, and the line for them.
#[derive(Debug)]
pub(super) struct Lane {
    pool: u32,
    size: u32,
    /// Connections that are in use.
    used: u32,
    /// Attempts that wait and have not ended meanwhile.
    in_line: u32,
    line: VecDeque<Waiting>,
}

/// An attempt that is made, and waits for a connection or has one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) ask: u32,
    pub(super) generation: u32,
    pub(super) attempt: u8,
    /// When its caller gives up.
    pub(super) limit: Instant,
    /// Since when it waits.
    pub(super) since: Instant,
}

/// The lines of all pools at all copies.
#[derive(Debug)]
pub(super) struct Pools {
    pub(super) lanes: Vec<Lane>,
    /// The places of each pool, and the lane of the first one.
    homes: Vec<(Range<u32>, u32)>,
    pub(super) tallies: Vec<PoolTally>,
}

impl Pools {
    /// Lanes for pools that stand at stations with their first place and room for copies, and what is added to a place to find its lane.
    pub(super) fn new(pools: impl Iterator<Item = (u32, (u32, u32))>) -> (Self, Vec<u32>) {
        let (mut lanes, mut tallies, mut offsets, mut homes) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (pool, (size, (first, room))) in (0u32..).zip(pools) {
            // Places and lanes of a station count alike, from unlike beginnings.
            homes.push((first..first + room, lanes.len() as u32));
            offsets.push((lanes.len() as u32).wrapping_sub(first));
            let lane = || Lane { pool, size, used: 0, in_line: 0, line: VecDeque::new() };
            lanes.extend((0..room).map(|_| lane()));
            tallies.push(PoolTally::default());
        }
        (Self { lanes, homes, tallies }, offsets)
    }

    /// The lanes of what copies of one station call: a range for each pool that stands there, in their order and each as long as that of
    /// the copies.
    pub(super) fn of(&self, places: &Range<u32>) -> Vec<Range<u32>> {
        let here = self.homes.iter().filter(|(home, _)| home.contains(&places.start));
        let lanes = here.map(|(home, first)| (first + places.start - home.start, home.end.min(places.end)));
        lanes.map(|(first, end)| first..first + end.saturating_sub(places.start)).collect()
    }

    /// What happened so far does not count.
    pub(super) fn forget(&mut self) {
        self.tallies.fill(PoolTally::default());
    }
}

impl Run<'_> {
    /// Whether an attempt has a connection, or needs none; else it stands in line for one.
    #[cold]
    pub(super) fn connects(&mut self, terms: u32, waiting: Waiting) -> bool {
        let terms = self.terms.at(terms);
        if terms.lane == NOBODY {
            return true;
        }
        let lane = &mut self.pools.lanes[terms.lane as usize];
        // Who has ended meanwhile is not in line: a line that nobody leaves at its front does not grow by them.
        let records = &self.records;
        while lane
            .line
            .pop_front_if(|first| !records.is_out(first.ask, first.generation, first.attempt))
            .is_some()
        {}
        let tally = &mut self.pools.tallies[lane.pool as usize];
        if lane.used < lane.size {
            lane.used += 1;
            tally.taken += 1;
            return true;
        }
        lane.in_line += 1;
        lane.line.push_back(waiting);
        terms.in_line.add(waiting.attempt);
        tally.longest_line = tally.longest_line.max(lane.in_line);
        false
    }

    /// An attempt has ended for its caller: it leaves the line, or gives its connection to who waits for it.
    #[cold]
    pub(super) fn disconnect(&mut self, terms: u32, attempt: u8) {
        let terms = self.terms.at(terms);
        let number = terms.lane;
        if terms.joined.has(attempt) {
            terms.joined.remove(attempt);
            return;
        }
        if number == NOBODY {
            return;
        }
        let lane = &mut self.pools.lanes[number as usize];
        if terms.in_line.has(attempt) {
            terms.in_line.remove(attempt);
            lane.in_line -= 1;
            self.pools.tallies[lane.pool as usize].gave_up += 1;
            return;
        }
        lane.used -= 1;
        self.connect_next(number);
    }

    /// A caller's copy has crashed: its connections are gone with it, and so is who waits for one. Its next life begins with all of them.
    ///
    /// The lanes are those of several copies, of which it is the one with that number. Whoever has a connection has left them.
    #[cold]
    pub(super) fn break_connections(&mut self, lanes: &[Range<u32>], copy: u32) {
        for number in lanes.iter().map(|lanes| lanes.start + copy) {
            let lane = &mut self.pools.lanes[number as usize];
            (lane.used, lane.in_line) = (0, 0);
            for waiting in std::mem::take(&mut lane.line) {
                if self.records.is_out(waiting.ask, waiting.generation, waiting.attempt) {
                    self.give_up_waiting(waiting);
                }
            }
        }
    }

    /// The first in line who still wants one gets a connection.
    fn connect_next(&mut self, number: u32) {
        while let Some(next) = self.pools.lanes[number as usize].line.pop_front() {
            if !self.records.is_out(next.ask, next.generation, next.attempt) {
                continue;
            }
            let ask = self.records.ask_at(next.ask);
            let (terms, caller, caller_generation) = (ask.terms, ask.caller, ask.caller_generation);
            let lane = &mut self.pools.lanes[number as usize];
            lane.in_line -= 1;
            self.terms.at(terms).in_line.remove(next.attempt);
            let caller_is_gone = caller != NOBODY && self.records.visit(caller, caller_generation).is_none();
            if caller_is_gone || self.is_pointless(terms) {
                self.pools.tallies[self.pools.lanes[number as usize].pool as usize].gave_up += 1;
                self.give_up_waiting(next);
                continue;
            }
            let lane = &mut self.pools.lanes[number as usize];
            lane.used += 1;
            let tally = &mut self.pools.tallies[lane.pool as usize];
            tally.taken += 1;
            tally.waited += 1;
            tally.wait += (self.now - next.since).about_seconds();
            return self.reach(next.ask, next.attempt, next.limit);
        }
    }

    /// An attempt that nobody wants any more leaves the line, and its call ends when it has no other attempt out.
    fn give_up_waiting(&mut self, waiting: Waiting) {
        let live = &mut self.records.ask_at(waiting.ask).live;
        live.remove(waiting.attempt);
        if live.is_empty() {
            self.abandon(waiting.ask);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_have_lanes_in_every_pool_of_their_station() {
        // Two pools at a station with places 0 to 4, and one between them at another with places 4 to 6.
        let (pools, offsets) = Pools::new([(1, (0, 4)), (1, (4, 2)), (1, (0, 4))].into_iter());
        assert_eq!(pools.of(&(1..3)), [1..3, 7..9]);
        assert_eq!(pools.of(&(4..6)), vec![4..6; 1]);
        assert_eq!(pools.of(&(6..9)), []);
        for (place, offset) in [(1, offsets[0]), (1, offsets[2]), (5, offsets[1])] {
            let found = pools.of(&(place..place + 1));
            assert!(
                found.contains(&(place.wrapping_add(offset)..place.wrapping_add(offset) + 1)),
                "{found:?}"
            );
        }
    }
}
