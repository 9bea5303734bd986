//! One copy of a station: its workers, what is in flight, and who is served next.

use super::limiter::Limiter;
use super::records::Records;
use super::sharing::Sharing;
use crate::layout::{Discipline, Station};
use crate::time::{Delay, Instant};
use std::collections::VecDeque;

/// One copy. What every visit looks at comes first, on one line of a cache.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct Place {
    pub(super) busy: u32,
    pub(super) workers: u32,
    pub(super) in_flight: u32,
    most_in_flight: u32,
    /// How many faults and replacements keep requests away from it.
    pub(super) down: u32,
    /// How many wait.
    queued: u32,
    /// How many pieces of work have ended well.
    pub(super) version: u32,
    /// How many of what keeps requests away are crashes.
    pub(super) crashed: u32,
    /// It stands still until then.
    pub(super) resumes: Instant,
    /// How long it has stood still, or will have when it goes on.
    pub(super) stalled: Delay,
    /// How many it takes, where that adapts itself.
    pub(super) limiter: Option<Box<Limiter>>,
    /// Who shares the workers, where they are shared.
    pub(super) sharing: Option<Box<Sharing>>,
    room: u32,
    /// Whether it runs the version that goes out.
    pub(super) runs_new: bool,
    /// When its queue was last found empty.
    empty: Instant,
    waiting: VecDeque<u32>,
    /// Queues of higher priorities, where priorities matter.
    lanes: Vec<VecDeque<u32>>,
    discipline: Discipline,
}

impl Place {
    pub(super) fn of(station: &Station) -> Self {
        let lanes = if station.discipline == Discipline::Priority { 3 } else { 0 };
        let workers = station.workers.unwrap_or(u32::MAX);
        let shares = station.discipline == Discipline::Sharing;
        Self {
            busy: 0,
            workers: if shares { u32::MAX } else { workers },
            in_flight: 0,
            most_in_flight: station.in_flight.unwrap_or(u32::MAX),
            down: 0,
            queued: 0,
            version: 0,
            crashed: 0,
            resumes: Instant::START,
            stalled: Delay::ZERO,
            limiter: station.adaptive.map(|limit| Box::new(Limiter::of(limit))),
            sharing: shares.then(|| Box::new(Sharing::among(workers))),
            room: station.queue.unwrap_or(u32::MAX),
            runs_new: false,
            empty: Instant::START,
            waiting: VecDeque::new(),
            lanes: vec![VecDeque::new(); lanes],
            discipline: station.discipline,
        }
    }

    /// Whether it takes requests.
    #[inline]
    pub(super) const fn is_up(&self) -> bool {
        self.down == 0
    }

    /// Whether a worker could begin something now.
    #[inline]
    pub(super) fn can_begin(&self, now: Instant) -> bool {
        self.busy < self.workers && self.in_flight < self.most_in_flight && now >= self.resumes
    }

    /// Whether nobody waits.
    #[inline]
    pub(super) const fn is_idle(&self) -> bool {
        self.queued == 0
    }

    /// Whether a visit that ends can let another one in.
    #[inline]
    pub(super) const fn limits_flight(&self) -> bool {
        self.most_in_flight != u32::MAX
    }

    /// Requests that it has not answered.
    pub(super) const fn outstanding(&self) -> u32 {
        self.in_flight.saturating_add(self.queued)
    }

    /// Tells the limit, where there is one, how long a request took.
    #[cold]
    pub(super) fn answered(&mut self, took: Delay, now: Instant) {
        let there = self.outstanding();
        if let Some(limiter) = &mut self.limiter {
            limiter.answered(took, there, now);
        }
    }

    /// Lets a visit wait, when there is room; how many wait then.
    #[inline]
    pub(super) fn join(&mut self, visit: u32, priority: u8, now: Instant) -> Option<u32> {
        if self.queued >= self.room {
            return None;
        }
        if self.queued == 0 {
            self.empty = now;
        }
        self.queued += 1;
        match usize::from(priority.min(3)).checked_sub(1).and_then(|lane| self.lanes.get_mut(lane)) {
            Some(lane) => lane.push_back(visit),
            None => self.waiting.push_back(visit),
        }
        Some(self.queued)
    }

    /// The next one to be served.
    #[inline]
    pub(super) fn next(&mut self) -> Option<u32> {
        let next = match self.discipline {
            Discipline::Fifo | Discipline::Sharing | Discipline::ControlledDelay { .. } => {
                self.waiting.pop_front()
            }
            Discipline::Lifo => self.waiting.pop_back(),
            Discipline::AdaptiveLifo(long) if self.waiting.len() > long as usize => self.waiting.pop_back(),
            Discipline::AdaptiveLifo(_) => self.waiting.pop_front(),
            Discipline::Priority => {
                let higher = self.lanes.iter_mut().rev().find_map(VecDeque::pop_front);
                higher.or_else(|| self.waiting.pop_front())
            }
        };
        self.queued -= u32::from(next.is_some());
        next
    }

    /// Whether a visit that waited since then has waited too long for this queue.
    #[inline]
    pub(super) fn is_too_old(&self, entered: Instant, now: Instant) -> bool {
        let Discipline::ControlledDelay { target, interval } = self.discipline else { return false };
        let limit = if now - self.empty > interval { target } else { interval };
        now - entered > limit
    }

    /// Everybody who waits.
    pub(super) fn clear(&mut self) -> Vec<u32> {
        let mut all: Vec<u32> = self.waiting.drain(..).collect();
        self.lanes.iter_mut().for_each(|lane| all.extend(lane.drain(..)));
        self.queued = 0;
        all
    }
}

/// Visits that copies work on or that wait for callees there, with their copy; copy by copy, and in the order of their numbers.
pub(super) fn inside(records: &Records, places: &std::ops::Range<u32>) -> Vec<(u32, u32)> {
    let here = records
        .visits()
        .filter(|(_, visit)| places.contains(&visit.place) && visit.state != super::State::Waiting);
    let mut here: Vec<(u32, u32)> = here.map(|(at, visit)| (visit.place, at)).collect();
    here.sort_unstable();
    here
}
