//! Processor sharing: everybody in work gets the same part of the workers, so that all end later the more they are.
//!
//! Instead of what is left of each, a copy keeps how much work every one of them has been given since the copy was last empty;
//! a newcomer ends when that sum has grown by its own work. (Virtual time, as in Parekh and Gallager 1993.)

use super::Run;
use crate::event::Kind;
use crate::time::{Delay, Instant};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Who shares the workers of a copy.
#[derive(Debug)]
pub(super) struct Sharing {
    workers: u32,
    /// Nanoseconds of work that everybody has been given.
    given: f64,
    /// Nanoseconds of workers used up since counting began.
    worked: f64,
    /// Until when that is worked out.
    at: Instant,
    /// By what is given when they end: whole nanoseconds, the order of coming, the visit.
    ends: BinaryHeap<Reverse<(u64, u64, u32)>>,
    came: u64,
    /// Tells the event that is planned from those that no longer count.
    epoch: u32,
}

impl Sharing {
    pub(super) const fn among(workers: u32) -> Self {
        Self {
            workers,
            given: 0.0,
            worked: 0.0,
            at: Instant::START,
            ends: BinaryHeap::new(),
            came: 0,
            epoch: 0,
        }
    }

    /// What part of a worker each one has.
    fn part(&self) -> f64 {
        (f64::from(self.workers) / self.ends.len().max(1) as f64).min(1.0)
    }

    /// Work goes on until now; it stood still until `resumes`.
    fn go_on(&mut self, now: Instant, resumes: Instant) {
        let from = self.at.max(resumes.min(now));
        let each = (now - from).nanos() as f64 * self.part();
        self.given += each;
        self.worked += each * self.ends.len() as f64;
        self.at = now;
        if self.ends.is_empty() {
            self.given = 0.0;
        }
    }

    /// What was used up so far does not count.
    pub(super) const fn forget(&mut self) {
        self.worked = 0.0;
    }

    /// Nanoseconds of workers used up by the end of a run.
    pub(super) fn worked(&mut self, until: Instant, resumes: Instant) -> f64 {
        self.go_on(until, resumes);
        self.worked
    }

    /// How long the first one still takes.
    fn left(&self) -> Option<Delay> {
        let Reverse((end, ..)) = self.ends.peek()?;
        Some(Delay::from_nanos((((*end as f64) - self.given).max(0.0) / self.part()).ceil() as u64))
    }
}

impl Run<'_> {
    /// A visit joins those that share the workers of a copy.
    pub(super) fn share(&mut self, place: u32, visit: u32, work: Delay) {
        self.change_sharing(place, |sharing| {
            sharing.came += 1;
            let end = (sharing.given + work.nanos() as f64).ceil() as u64;
            sharing.ends.push(Reverse((end, sharing.came, visit)));
        });
    }

    /// The first one is done, unless something has changed since that was planned.
    pub(super) fn shared(&mut self, place: u32, epoch: u32) {
        let first = self.places[place as usize].sharing.as_mut().filter(|sharing| sharing.epoch == epoch);
        let Some(Reverse((.., visit))) = first.and_then(|sharing| sharing.ends.peek().copied()) else {
            return;
        };
        self.change_sharing(place, |sharing| {
            sharing.ends.pop();
        });
        self.work_is_done(visit);
    }

    /// Nobody is in work there any more.
    pub(super) fn stop_sharing(&mut self, place: u32) {
        self.change_sharing(place, |sharing| sharing.ends.clear());
    }

    /// Each copy has so many workers to share.
    pub(super) fn share_among(&mut self, place: u32, workers: u32) {
        self.change_sharing(place, |sharing| sharing.workers = workers);
    }

    /// Something changes: what was done until now is worked out, and the next end planned anew. A copy that stands still
    /// plans it when it goes on.
    pub(super) fn change_sharing(&mut self, place: u32, change: impl FnOnce(&mut Sharing)) {
        let copy = &mut self.places[place as usize];
        let Some(sharing) = &mut copy.sharing else { return };
        sharing.go_on(self.now, copy.resumes);
        change(sharing);
        sharing.epoch = sharing.epoch.wrapping_add(1);
        if self.now < copy.resumes || sharing.workers == 0 {
            return;
        }
        if let Some(left) = sharing.left() {
            self.agenda.plan(self.now + left, Kind::Shared, 0, place, sharing.epoch);
        }
    }
}
