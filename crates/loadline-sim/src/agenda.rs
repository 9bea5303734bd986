//! The list of pending events: a sorted list while they are few, a calendar queue once they are many.
//!
//! Both give events in the same order, so that the switch changes speed and nothing else.

mod calendar;

use crate::event::{Event, Kind};
use crate::time::Instant;
use calendar::Calendar;

/// Above this many pending events the calendar takes over, below a third of it the list does again.
const MANY: usize = 48;

/// Pending events, the earliest first.
#[derive(Debug)]
pub(crate) struct Agenda {
    /// While they are few: the earliest last. Empty while there is a calendar.
    list: Vec<Event>,
    calendar: Option<Box<Calendar>>,
    /// How many events were planned; decides between those of one time.
    planned: u64,
}

impl Agenda {
    pub(crate) fn new() -> Self {
        Self { list: Vec::with_capacity(MANY + 1), calendar: None, planned: 0 }
    }

    /// Adds what is going to happen at a time.
    ///
    /// Nothing is planned for a time that has passed: the order of events would be lost.
    pub(crate) fn plan(&mut self, at: Instant, kind: Kind, attempt: u8, index: u32, generation: u32) {
        self.planned += 1;
        self.push(Event::new(at, self.planned, kind, attempt, index, generation));
    }

    #[inline(always)]
    fn push(&mut self, event: Event) {
        if let Some(calendar) = &mut self.calendar {
            return calendar.push(event);
        }
        self.list.push(event);
        let mut place = self.list.len() - 1;
        // Those that come earlier move up; for a few dozen this beats any tree.
        while place > 0 && self.list[place - 1].key() < event.key() {
            self.list[place] = self.list[place - 1];
            place -= 1;
        }
        self.list[place] = event;
        if self.list.len() > MANY {
            self.spread();
        }
    }

    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Event> {
        let Some(calendar) = &mut self.calendar else { return self.list.pop() };
        let event = calendar.pop();
        if calendar.len() < MANY / 3 {
            self.gather();
        }
        event
    }

    #[cold]
    fn spread(&mut self) {
        self.calendar = Some(Box::new(Calendar::of(std::mem::take(&mut self.list))));
    }

    #[cold]
    fn gather(&mut self) {
        if let Some(mut calendar) = self.calendar.take() {
            self.list = calendar.drain();
            self.list.sort_unstable_by_key(|event| std::cmp::Reverse(event.key()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_math::Stream;
    use std::cmp::Reverse;
    use std::collections::BinaryHeap;

    /// Holds the agenda at `pending` events for a while, with gaps drawn by `gap`, against a plain heap.
    #[track_caller]
    fn check(pending: usize, gap: impl Fn(&mut Stream) -> u64) {
        let mut stream = Stream::keyed(&[pending as u64]);
        let (mut agenda, mut plain) = (Agenda::new(), BinaryHeap::new());
        let mut sequence = 0;
        let mut plan = |now: u64, stream: &mut Stream| {
            sequence += 1;
            Event::new(Instant::from_nanos(now + gap(stream)), sequence, Kind::Done, 0, 0, 0)
        };
        for _ in 0..pending {
            let event = plan(0, &mut stream);
            agenda.push(event);
            plain.push(Reverse(event));
        }
        for round in 0..20_000 {
            let found = agenda.pop();
            assert_eq!(found, plain.pop().map(|Reverse(event)| event), "round {round}");
            let Some(event) = found else { break };
            // Now and then several at once or none, so that the list grows and shrinks.
            for _ in 0..stream.below(3) {
                let next = plan(event.at.nanos(), &mut stream);
                agenda.push(next);
                plain.push(Reverse(next));
            }
        }
        while let Some(Reverse(event)) = plain.pop() {
            assert_eq!(agenda.pop(), Some(event));
        }
        assert_eq!(agenda.pop(), None);
    }

    #[test]
    fn events_come_in_order_whatever_their_gaps() {
        for pending in [1, 5, 90, 100, 1_000, 2_050, 5_000] {
            check(pending, |stream| (stream.exponential() * 1e6) as u64);
            check(pending, |stream| stream.below(3));
            check(pending, |_| 1_000);
            // Milliseconds beside hours.
            check(
                pending,
                |stream| if stream.below(10) == 0 { 3_600_000_000_000 } else { stream.below(1_000_000) },
            );
            check(pending, |stream| (1.0 / stream.uniform().powi(3)) as u64);
        }
    }
}
