//! What a run keeps of a station beside its copies, and what it counts.

use super::bucket::Bucket;
use super::copies::Place;
use super::desk::Desk;
use super::release::Release;
use super::scaling::Scaler;
use crate::failure::Failure;
use crate::layout::{Balancing, Discipline, Expired, Station};
use crate::tally::StationTally;
use crate::time::{Delay, Instant};
use loadline_math::Stream;

/// A station. What every visit looks at comes first.
#[derive(Debug)]
#[repr(C, align(64))]
pub(super) struct Hall<'l> {
    pub(super) station: &'l Station,
    balancing: Balancing,
    pub(super) expired: Expired,
    /// Whether it may turn away what comes: by a quota, a limit that adapts itself, or for being too late. One look instead of three.
    pub(super) is_picky: bool,
    /// Whether work may be anything but drawn and done well: crowded, outdone, in error, or by a new version. From the first such fault on.
    pub(super) is_altered: bool,
    /// Its first copy, how many of them are there, and whose turn it is.
    pub(super) first: u32,
    copies: u32,
    turn: u32,
    pub(super) slow: f64,
    /// Nanoseconds of the tally that is being kept: sums of whole numbers are exact.
    waited: u128,
    worked: u128,
    pub(super) scaler: Option<Box<Scaler>>,
    pub(super) tally: StationTally,
    /// How many copies there are room for, and how many of those that are there are up.
    pub(super) room: u32,
    up: u32,
    /// Workers of each copy now, of so many that it is meant to have.
    workers: u32,
    dead: u128,
    there: u128,
    /// Whose turn it is in each cell.
    turns: Vec<u32>,
    pub(super) errors: f64,
    pub(super) release: Release,
    quota: Option<Bucket>,
    draws: Stream,
    pub(super) luck: Stream,
    /// Until when the copies that are there are summed up.
    counted_until: Instant,
}

/// Copies that a station can ever have.
pub(super) fn room(station: &Station) -> u32 {
    station.copies.max(1).max(station.scaling.map_or(0, |scaling| scaling.most))
}

impl<'l> Hall<'l> {
    pub(super) fn new(
        station: &'l Station,
        first: u32,
        slices: usize,
        [draws, luck, routes]: [Stream; 3],
    ) -> Self {
        let is_picky =
            station.quota.is_some() || station.adaptive.is_some() || station.expired != Expired::Serve;
        Self {
            station,
            balancing: station.balancing,
            is_picky,
            is_altered: station.crowding > 0.0 || station.optimistic,
            first,
            room: room(station),
            copies: station.copies.max(1),
            up: station.copies.max(1),
            workers: station.workers.unwrap_or(1),
            scaler: station.scaling.map(|scaling| Box::new(Scaler::new(scaling, station.copies.max(1)))),
            turn: 0,
            turns: vec![0; station.cells.map_or(0, |cells| cells.number as usize)],
            slow: 1.0,
            errors: 0.0,
            release: Release::none(routes),
            expired: station.expired,
            quota: station.quota.map(Bucket::of),
            draws,
            luck,
            tally: StationTally {
                slices: vec![0.0; slices],
                most_copies: station.copies.max(1),
                ..StationTally::default()
            },
            waited: 0,
            worked: 0,
            dead: 0,
            there: 0,
            counted_until: Instant::START,
        }
    }

    /// What happened so far does not count.
    pub(super) fn forget(&mut self, now: Instant) {
        let slices = std::mem::take(&mut self.tally.slices);
        self.tally = StationTally { slices, ..StationTally::default() };
        (self.waited, self.worked, self.dead, self.there) = (0, 0, 0, 0);
        (self.counted_until, self.tally.most_copies) = (now, self.copies);
    }

    pub(super) fn into_tally(mut self, all: &mut [Place], now: Instant) -> StationTally {
        if self.station.discipline == Discipline::Sharing {
            // Work that is shared takes longer than it is: what is begun says little about what was done.
            let here = &mut all[self.first as usize..(self.first + self.room) as usize];
            let worked = here.iter_mut().filter_map(|copy| {
                let resumes = copy.resumes;
                Some(copy.sharing.as_mut()?.worked(now, resumes))
            });
            self.worked = worked.sum::<f64>() as u128;
        }
        self.sum_up(now);
        let seconds = |nanos: u128| nanos as f64 * 1e-9;
        let [waited, worked, dead, there] = [self.waited, self.worked, self.dead, self.there].map(seconds);
        let there = there / f64::from(self.station.workers.unwrap_or(1).max(1));
        StationTally { waited, worked, dead, there, ..self.tally }
    }

    /// How many copies are there.
    pub(super) const fn copies(&self) -> u32 {
        self.copies
    }

    /// Sums up the workers of the copies that were up until now.
    fn sum_up(&mut self, now: Instant) {
        let workers = u128::from(self.up) * u128::from(self.workers);
        self.there += workers * u128::from((now - self.counted_until).nanos());
        self.counted_until = now;
    }

    /// From now on each copy has so many workers.
    pub(super) fn set_workers(&mut self, workers: u32, now: Instant) {
        self.sum_up(now);
        self.workers = workers;
    }

    /// Some of all places went down or came up again.
    pub(super) fn count_up(&mut self, all: &[Place], now: Instant) {
        self.sum_up(now);
        let here = &all[self.first as usize..(self.first + self.copies) as usize];
        self.up = here.iter().filter(|place| place.is_up()).count() as u32;
    }

    /// From now on so many copies are there.
    pub(super) fn set_copies(&mut self, copies: u32, all: &[Place], now: Instant) {
        self.copies = copies.clamp(1, self.room);
        self.count_up(all, now);
        self.tally.most_copies = self.tally.most_copies.max(self.copies);
        if self.turn >= self.copies {
            self.turn = 0;
        }
    }

    /// A worker begins after so long a wait, and will be busy for so long before the run is over.
    #[inline]
    pub(super) fn begin(&mut self, waited: Delay, work: Delay) {
        self.tally.begun += 1;
        self.waited += u128::from(waited.nanos());
        self.worked += u128::from(work.nanos());
        if let Some(scaler) = &mut self.scaler {
            scaler.saw(work);
        }
    }

    /// Work was done that nobody waits for.
    pub(super) fn was_in_vain(&mut self, work: Delay) {
        self.dead += u128::from(work.nanos());
    }

    /// Why a request is turned away before a copy is chosen, or one that found a copy.
    #[cold]
    pub(super) fn turns_away(
        &mut self,
        copy: &Place,
        deadline: Instant,
        desk: &Desk<'_>,
        now: Instant,
    ) -> Option<Failure> {
        if copy.limiter.as_ref().is_some_and(|limiter| !limiter.lets_in(copy.outstanding())) {
            return Some(Failure::Limited);
        }
        // Who does not begin at once is looked at when the turn comes.
        let begins = copy.can_begin(now) && copy.is_idle();
        (begins && self.is_too_late(deadline, desk, now)).then_some(Failure::Dropped)
    }

    /// How many times as long work takes at a copy, and whether the new version does it.
    #[cold]
    pub(super) fn altered(&mut self, copy: &Place) -> (f64, bool) {
        let by_new = self.release.serves(copy.runs_new);
        let crowded = 1.0 + self.station.crowding * f64::from(copy.in_flight);
        (if by_new { self.release.slow * crowded } else { crowded }, by_new)
    }

    /// Whether a request is not worth beginning with, as far as its caller told when it gives up.
    #[inline]
    pub(super) fn is_too_late(&self, deadline: Instant, desk: &Desk<'_>, now: Instant) -> bool {
        match self.expired {
            Expired::Serve => false,
            Expired::Drop => deadline <= now,
            Expired::DropHopeless => deadline < now + Delay::from_seconds(desk.mean()),
        }
    }

    /// How work fails that was done by the old version or the new one, and was outdone by another one or not. Nothing is drawn where
    /// there can be no error.
    #[cold]
    pub(super) fn outcome(&mut self, by_new: bool, outdone: bool) -> Option<Failure> {
        let errors = if by_new { self.release.errors_beside(self.errors) } else { self.errors };
        if errors > 0.0 && self.luck.uniform() < errors {
            return Some(Failure::Error);
        }
        (self.station.optimistic && outdone).then_some(Failure::Conflict)
    }

    #[inline]
    pub(super) fn is_over_quota(&mut self, now: Instant) -> bool {
        let Some(bucket) = &mut self.quota else { return false };
        let over = !bucket.has_token(now);
        if !over {
            bucket.take();
        }
        over
    }

    /// The copy a visit goes to, in a cell or among all; `None` when all are down.
    #[inline(always)]
    pub(super) fn choose(&mut self, all: &[Place], cell: Option<u32>) -> Option<u32> {
        if let Some(cell) = cell {
            return self.choose_in(all, cell);
        }
        let in_turn = self.first + self.turn;
        if self.balancing == Balancing::RoundRobin && all[in_turn as usize].is_up() {
            self.turn = after(self.turn, self.copies);
            return Some(in_turn);
        }
        self.choose_any(all)
    }

    /// The copy that a visit goes to where that is not simply the next one.
    #[inline(never)]
    fn choose_any(&mut self, all: &[Place]) -> Option<u32> {
        let (first, copies) = (self.first, self.copies);
        if copies == 1 {
            // Nothing is drawn where there is nothing to choose.
            return all[first as usize].is_up().then_some(first);
        }
        let (copy, turn) = self.choose_among(&all[first as usize..(first + copies) as usize], self.turn)?;
        self.turn = turn;
        Some(first + copy)
    }

    #[cold]
    fn choose_in(&mut self, all: &[Place], cell: u32) -> Option<u32> {
        let copies = self.copies / self.turns.len().max(1) as u32;
        let first = self.first + cell * copies;
        let turn = self.turns[cell as usize];
        let (copy, turn) = self.choose_among(&all[first as usize..(first + copies) as usize], turn)?;
        self.turns[cell as usize] = turn;
        Some(first + copy)
    }

    /// One of some copies, and whose turn it is afterwards.
    fn choose_among(&mut self, places: &[Place], turn: u32) -> Option<(u32, u32)> {
        let copies = places.len() as u32;
        let up_from = |start: u32| {
            let around = (start..copies).chain(0..start);
            around.into_iter().find(|copy| places[*copy as usize].is_up())
        };
        let outstanding = |copy: u32| places[copy as usize].outstanding();
        match self.balancing {
            Balancing::RoundRobin => up_from(turn).map(|copy| (copy, after(copy, copies))),
            Balancing::Random => self.draw_up(places).map(|copy| (copy, turn)),
            Balancing::LeastOutstanding => {
                // Among equals the one whose turn it is, so that an idle station does not load its first copy alone.
                let start = up_from(turn)?;
                let around = (start..copies).chain(0..start).filter(|copy| places[*copy as usize].is_up());
                around.min_by_key(|copy| outstanding(*copy)).map(|copy| (copy, after(start, copies)))
            }
            Balancing::PowerOfTwo => {
                let one = self.draw_up(places)?;
                // A copy is not compared with itself, as far as a few draws find another.
                let mut others = (0..4).filter_map(|_| self.draw_up(places));
                let other = others.find(|other| *other != one).unwrap_or(one);
                Some((if outstanding(other) < outstanding(one) { other } else { one }, turn))
            }
        }
    }

    /// A copy that is up, each as likely.
    fn draw_up(&mut self, places: &[Place]) -> Option<u32> {
        // A draw of all that is up serves while few are down; else they are counted.
        let copies = places.len() as u32;
        for _ in 0..3 {
            let copy = self.draws.below(u64::from(copies)) as u32;
            if places[copy as usize].is_up() {
                return Some(copy);
            }
        }
        let up = || (0..copies).filter(|copy| places[*copy as usize].is_up());
        let number = up().count();
        if number == 0 {
            return None;
        }
        let drawn = self.draws.below(number as u64) as usize;
        up().nth(drawn)
    }
}

/// Whose turn it is after a copy, of so many.
#[inline]
const fn after(copy: u32, copies: u32) -> u32 {
    if copy + 1 == copies { 0 } else { copy + 1 }
}
