//! A calendar queue (Brown 1988): days of equal length in a ring of buckets; the current day is kept sorted, and what
//! lies beyond the ring waits in a heap until its day comes into view.
//!
//! The length of a day follows the gaps between events as they are met, so that a day with anything in it mostly holds one: a processor
//! foresees what is nearly always so, and loses twenty steps wherever it is not. Where events are many that would take too much memory.

use crate::event::Event;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How many buckets there are for each event, and how many days pass between two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Grain {
    buckets: usize,
    /// A power of two: this is its logarithm.
    days: u32,
}

const FINE: Grain = Grain { buckets: 64, days: 2 };
const COARSE: Grain = Grain { buckets: 8, days: 0 };
/// So many events have fine days, and half as many get them back.
const FEW: usize = 2_048;

impl Grain {
    /// For so many events, after this one.
    const fn after(self, events: usize) -> Self {
        if events > FEW {
            COARSE
        } else if 2 * events <= FEW {
            FINE
        } else {
            self
        }
    }

    /// The logarithm of the length of a day in nanoseconds where events come after such gaps; rather shorter.
    const fn shift_for(self, gap: u64) -> u32 {
        (63 - (gap | 1).leading_zeros()).saturating_sub(self.days)
    }
}

/// Events after which the length of a day is looked at again.
const PERIOD: u32 = 4_096;
const NONE: u32 = u32::MAX;

#[derive(Debug)]
struct Entry {
    event: Event,
    next: u32,
}

/// Pending events, the earliest first.
#[derive(Debug)]
pub(super) struct Calendar {
    /// First entry of the list of each day in view; a power of two.
    heads: Vec<u32>,
    /// One bit a bucket: whether it holds anything.
    filled: Vec<u64>,
    entries: Vec<Entry>,
    free: u32,
    grain: Grain,
    /// Length of a day: 2^`shift` nanoseconds.
    shift: u32,
    /// The current day; every bucket holds events of later days only.
    day: u64,
    /// Events of the current day and before, the earliest last.
    current: Vec<Event>,
    /// Events beyond the days in view, and the day of the first of them.
    far: BinaryHeap<Reverse<Event>>,
    far_from: u64,
    len: usize,
    /// Pops until the next look at the length of a day, and the time at the last one.
    until_look: u32,
    looked_at: u64,
}

impl Calendar {
    pub(super) fn of(events: Vec<Event>) -> Self {
        let first = events.iter().map(|event| event.at.nanos()).min().unwrap_or_default();
        let last = events.iter().map(|event| event.at.nanos()).max().unwrap_or_default();
        let gap = (last - first) / events.len().max(1) as u64;
        let mut calendar = Self {
            heads: Vec::new(),
            filled: Vec::new(),
            entries: Vec::with_capacity(2 * events.len()),
            free: NONE,
            grain: FINE,
            shift: 0,
            day: 0,
            current: Vec::new(),
            far: BinaryHeap::new(),
            far_from: u64::MAX,
            len: 0,
            until_look: PERIOD,
            looked_at: first,
        };
        calendar.rebuild(events, gap, first);
        calendar
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    /// Takes every event out.
    pub(super) fn drain(&mut self) -> Vec<Event> {
        let mut events: Vec<Event> = std::mem::take(&mut self.current);
        events.extend(std::mem::take(&mut self.far).into_iter().map(|Reverse(event)| event));
        for head in &mut self.heads {
            let mut at = std::mem::replace(head, NONE);
            while at != NONE {
                let entry = &self.entries[at as usize];
                events.push(entry.event);
                at = entry.next;
            }
        }
        self.entries.clear();
        self.free = NONE;
        self.filled.fill(0);
        self.len = 0;
        events
    }

    #[inline(always)]
    pub(super) fn push(&mut self, event: Event) {
        self.len += 1;
        self.place(event);
        if self.len > self.heads.len() {
            self.resize();
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) -> Option<Event> {
        let event = match self.current.pop() {
            Some(event) => event,
            None => self.turn()?,
        };
        self.len -= 1;
        self.until_look -= 1;
        if self.until_look == 0 {
            self.look(event.at.nanos());
        }
        Some(event)
    }

    #[inline(always)]
    fn place(&mut self, event: Event) {
        let day = event.at.nanos() >> self.shift;
        if day <= self.day {
            let key = event.key();
            let after = self.current.iter().rposition(|other| other.key() > key).map_or(0, |place| place + 1);
            self.current.insert(after, event);
        } else if day - self.day < self.heads.len() as u64 {
            self.hang(event, day);
        } else {
            self.far.push(Reverse(event));
            self.far_from = self.far_from.min(day);
        }
    }

    #[inline(always)]
    fn hang(&mut self, event: Event, day: u64) {
        let bucket = (day as usize) & (self.heads.len() - 1);
        let next = self.heads[bucket];
        let at = if self.free == NONE {
            let at = self.entries.len() as u32;
            self.entries.push(Entry { event, next });
            at
        } else {
            let at = self.free;
            let entry = &mut self.entries[at as usize];
            self.free = entry.next;
            *entry = Entry { event, next };
            at
        };
        self.heads[bucket] = at;
        self.filled[bucket >> 6] |= 1 << (bucket & 63);
    }

    /// Goes on to the next day that holds anything, and takes its first event; `None` when nothing is left.
    #[inline]
    fn turn(&mut self) -> Option<Event> {
        self.day = self.next_day()?;
        // More days have come into view.
        let seen = self.day + self.heads.len() as u64;
        if self.far_from < seen {
            self.come_into_view(seen);
        }
        let bucket = (self.day as usize) & (self.heads.len() - 1);
        self.filled[bucket >> 6] &= !(1 << (bucket & 63));
        let first = std::mem::replace(&mut self.heads[bucket], NONE);
        let entry = self.entries.get_mut(first as usize)?;
        let event = entry.event;
        let next = std::mem::replace(&mut entry.next, self.free);
        self.free = first;
        if next == NONE {
            // Most days hold one event, which need not be put in order.
            return Some(event);
        }
        self.current.push(event);
        self.sort_from(next);
        self.current.pop()
    }

    /// Puts the entries from this one on into the current day.
    fn sort_from(&mut self, mut at: u32) {
        while at != NONE {
            let entry = &mut self.entries[at as usize];
            let event = entry.event;
            let next = std::mem::replace(&mut entry.next, self.free);
            self.free = at;
            at = next;
            self.current.push(event);
        }
        match self.current.as_mut_slice() {
            [one, other] => {
                if one.key() < other.key() {
                    std::mem::swap(one, other);
                }
            }
            several => several.sort_unstable_by_key(|event| Reverse(event.key())),
        }
    }

    /// Takes what is no longer far: everything before that day.
    #[cold]
    fn come_into_view(&mut self, seen: u64) {
        while let Some(Reverse(event)) = self.far.peek() {
            let day = event.at.nanos() >> self.shift;
            if day >= seen {
                break;
            }
            let event = *event;
            self.far.pop();
            self.hang(event, day);
        }
        self.far_from = self.first_far_day().unwrap_or(u64::MAX);
    }

    fn first_far_day(&self) -> Option<u64> {
        self.far.peek().map(|Reverse(event)| event.at.nanos() >> self.shift)
    }

    fn next_day(&self) -> Option<u64> {
        let size = self.heads.len();
        let start = (self.day as usize + 1) & (size - 1);
        let words = size / 64;
        let mut word = start >> 6;
        let mut bits = self.filled[word] & (!0 << (start & 63));
        // One word more than there are: the first one is looked at from its middle, and at the end up to there.
        for _ in 0..=words {
            if bits != 0 {
                let bucket = (word << 6) + bits.trailing_zeros() as usize;
                let ahead = bucket.wrapping_sub(start) & (size - 1);
                // Far events lie beyond the view, so never before this one.
                return Some(self.day + 1 + ahead as u64);
            }
            word = if word + 1 == words { 0 } else { word + 1 };
            bits = self.filled[word];
        }
        (self.far_from != u64::MAX).then_some(self.far_from)
    }

    #[cold]
    fn look(&mut self, now: u64) {
        // What was first when the calendar was made may have been overtaken by what came in after it.
        let gap = now.saturating_sub(self.looked_at) / u64::from(PERIOD);
        self.looked_at = now;
        self.until_look = PERIOD;
        let grain = self.grain.after(self.len);
        let wanted = grain.shift_for(gap);
        // A day twice too long or too short costs little; a rebuild costs more.
        let is_off = wanted.abs_diff(self.shift) > 1 || self.len * 2 * grain.buckets < self.heads.len();
        if is_off || grain != self.grain {
            let events = self.drain();
            self.rebuild(events, gap, now);
        }
    }

    #[cold]
    fn resize(&mut self) {
        let now = self.day << self.shift;
        let gap = 1 << (self.shift + self.grain.days) >> 1;
        let events = self.drain();
        self.rebuild(events, gap, now);
    }

    fn rebuild(&mut self, events: Vec<Event>, gap: u64, now: u64) {
        let grain = self.grain.after(events.len());
        self.grain = grain;
        let size = (grain.buckets * events.len()).next_power_of_two().max(256);
        self.heads.clear();
        self.heads.resize(size, NONE);
        self.filled.clear();
        self.filled.resize(size / 64, 0);
        self.shift = grain.shift_for(gap);
        self.day = now >> self.shift;
        self.far_from = u64::MAX;
        self.len = events.len();
        for event in events {
            self.place(event);
        }
    }
}
