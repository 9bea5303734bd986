//! The list of pending events: a heap while they are few, a calendar queue once they are many.
//!
//! Both give events in the same order, so that the switch changes speed and nothing else.

mod calendar;

use crate::event::Event;
use calendar::Calendar;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Above this many pending events the calendar takes over, below a third of it the heap does again.
const MANY: usize = 96;

/// Pending events, the earliest first.
#[derive(Debug)]
pub(crate) struct Agenda {
    form: Form,
}

#[derive(Debug)]
enum Form {
    Heap(BinaryHeap<Reverse<Event>>),
    Calendar(Box<Calendar>),
}

impl Agenda {
    pub(crate) fn new() -> Self {
        Self { form: Form::Heap(BinaryHeap::with_capacity(MANY + 1)) }
    }

    #[inline]
    pub(crate) fn push(&mut self, event: Event) {
        match &mut self.form {
            Form::Heap(heap) => {
                heap.push(Reverse(event));
                if heap.len() > MANY {
                    self.spread();
                }
            }
            Form::Calendar(calendar) => calendar.push(event),
        }
    }

    #[inline]
    pub(crate) fn pop(&mut self) -> Option<Event> {
        match &mut self.form {
            Form::Heap(heap) => heap.pop().map(|Reverse(event)| event),
            Form::Calendar(calendar) => {
                let event = calendar.pop();
                if calendar.len() < MANY / 3 {
                    self.gather();
                }
                event
            }
        }
    }

    #[cold]
    fn spread(&mut self) {
        if let Form::Heap(heap) = &mut self.form {
            let events: Vec<Event> = std::mem::take(heap).into_iter().map(|Reverse(event)| event).collect();
            self.form = Form::Calendar(Box::new(Calendar::of(events)));
        }
    }

    #[cold]
    fn gather(&mut self) {
        if let Form::Calendar(calendar) = &mut self.form {
            let mut heap = BinaryHeap::with_capacity(MANY + 1);
            heap.extend(calendar.drain().into_iter().map(Reverse));
            self.form = Form::Heap(heap);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Kind;
    use crate::time::Instant;
    use loadline_math::Stream;

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
        for pending in [1, 5, 90, 100, 1_000, 5_000] {
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
