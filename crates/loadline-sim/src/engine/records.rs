//! What is under way: calls that are wanted, and visits. One record holds a call and the visit of its first attempt, since
//! nearly always the two come, are looked at and go together; a visit of a later attempt has a record of its own.
//!
//! Records are reused; a number that was given out before is told by its generation.

use super::ask::Ask;
use super::visit::{State, Visit};

const NONE: u32 = u32::MAX;

/// Two lines of a cache, and no byte more.
#[derive(Debug)]
#[repr(align(128))]
struct Record {
    ask: Ask,
    visit: Visit,
    generation: u32,
    /// What decides the cell of its request in each group of cells. Both parts belong to one request.
    lot: u32,
}

impl Record {
    /// Both parts are over: it is the next one to be used again.
    #[inline(always)]
    const fn wait_for_use(&mut self, at: u32, free: &mut u32) {
        self.generation = self.generation.wrapping_add(1);
        self.ask.call = *free;
        *free = at;
    }
}

/// Everything that is under way.
#[derive(Debug)]
pub(super) struct Records {
    records: Vec<Record>,
    free: u32,
    live: u32,
}

impl Records {
    pub(super) const fn new() -> Self {
        Self { records: Vec::new(), free: NONE, live: 0 }
    }

    /// How many calls and visits there are.
    #[inline]
    pub(super) const fn live(&self) -> u32 {
        self.live
    }

    /// A record in which both parts are over.
    #[inline]
    fn claim(&mut self) -> u32 {
        let at = self.free;
        if at == NONE {
            return self.make();
        }
        // A record that is free says in the place of its call which one is free next.
        self.free = self.records[at as usize].ask.call;
        at
    }

    #[cold]
    fn make(&mut self) -> u32 {
        self.records.push(Record { ask: Ask::OVER, visit: Visit::OVER, generation: 0, lot: 0 });
        (self.records.len() - 1) as u32
    }

    #[inline]
    pub(super) fn add_ask(&mut self, ask: Ask) -> u32 {
        let at = self.claim();
        self.live += 1;
        self.records[at as usize].ask = ask;
        at
    }

    /// Adds the visit of an attempt: that of the first one stands beside its call.
    #[inline]
    pub(super) fn add_visit(&mut self, visit: Visit) -> u32 {
        let at = if visit.attempt == 0 { visit.ask } else { self.claim() };
        self.live += 1;
        self.records[at as usize].visit = visit;
        at
    }

    #[inline(always)]
    pub(super) fn end_ask(&mut self, at: u32) {
        let record = &mut self.records[at as usize];
        record.ask.end();
        self.live -= 1;
        if record.visit.state == State::Over {
            record.wait_for_use(at, &mut self.free);
        }
    }

    #[inline(always)]
    pub(super) fn end_visit(&mut self, at: u32) {
        let record = &mut self.records[at as usize];
        record.visit.state = State::Over;
        self.live -= 1;
        if record.ask.over {
            record.wait_for_use(at, &mut self.free);
        }
    }

    /// The lot of a request; a later attempt has that of its call.
    #[inline]
    pub(super) fn lot(&self, at: u32) -> u32 {
        self.records[at as usize].lot
    }

    #[inline]
    pub(super) fn set_lot(&mut self, at: u32, lot: u32) {
        self.records[at as usize].lot = lot;
    }

    #[inline]
    pub(super) fn generation(&self, at: u32) -> u32 {
        self.records[at as usize].generation
    }

    /// The call, to be changed.
    #[inline]
    pub(super) fn ask_at(&mut self, at: u32) -> &mut Ask {
        &mut self.records[at as usize].ask
    }

    /// The call, to be changed, with its generation.
    #[inline]
    pub(super) fn ask_with_generation(&mut self, at: u32) -> (&mut Ask, u32) {
        let record = &mut self.records[at as usize];
        (&mut record.ask, record.generation)
    }

    /// Whether a call is still wanted.
    #[inline]
    pub(super) fn is_wanted(&self, at: u32, generation: u32) -> bool {
        self.records
            .get(at as usize)
            .is_some_and(|record| record.generation == generation && !record.ask.over)
    }

    /// Whether this attempt of a call is out, and its caller waits for it.
    #[inline]
    pub(super) fn is_out(&self, at: u32, generation: u32, attempt: u8) -> bool {
        self.records
            .get(at as usize)
            .is_some_and(|record| record.generation == generation && record.ask.live.has(attempt))
    }

    /// Whether the call of a visit still waits for it. The call of a first attempt stands in the same record.
    #[inline(always)]
    pub(super) fn is_awaited(&self, at: u32) -> bool {
        let record = &self.records[at as usize];
        let Visit { ask, ask_generation, attempt, .. } = record.visit;
        if ask == at && record.generation == ask_generation {
            return record.ask.live.has(attempt);
        }
        self.is_out(ask, ask_generation, attempt)
    }

    /// The call, to be changed, when this attempt of it is out.
    #[inline]
    pub(super) fn ask_of(&mut self, at: u32, generation: u32, attempt: u8) -> Option<&mut Ask> {
        self.records
            .get_mut(at as usize)
            .filter(|record| record.generation == generation && record.ask.live.has(attempt))
            .map(|record| &mut record.ask)
    }

    /// The visit, to be changed.
    #[inline]
    pub(super) fn visit_at(&mut self, at: u32) -> &mut Visit {
        &mut self.records[at as usize].visit
    }

    /// The visit, to be changed, with its generation.
    #[inline]
    pub(super) fn visit_with_generation(&mut self, at: u32) -> (&mut Visit, u32) {
        let record = &mut self.records[at as usize];
        (&mut record.visit, record.generation)
    }

    /// The visit, when it is not over.
    #[inline]
    pub(super) fn visit(&self, at: u32, generation: u32) -> Option<&Visit> {
        self.records
            .get(at as usize)
            .filter(|record| record.generation == generation && record.visit.state != State::Over)
            .map(|record| &record.visit)
    }

    /// The visit, to be changed, when it is not over.
    #[inline]
    pub(super) fn visit_mut(&mut self, at: u32, generation: u32) -> Option<&mut Visit> {
        self.records
            .get_mut(at as usize)
            .filter(|record| record.generation == generation && record.visit.state != State::Over)
            .map(|record| &mut record.visit)
    }

    /// Every call there is, in the order of their numbers.
    pub(super) fn asks(&self) -> impl Iterator<Item = &Ask> {
        self.records.iter().map(|record| &record.ask).filter(|ask| !ask.over)
    }

    /// Every visit there is with its number, in their order.
    pub(super) fn visits(&self) -> impl Iterator<Item = (u32, &Visit)> {
        let numbered = (0u32..).zip(&self.records).map(|(at, record)| (at, &record.visit));
        numbered.filter(|(_, visit)| visit.state != State::Over)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_as_long_as_two_lines_of_a_cache() {
        assert_eq!(size_of::<Record>(), 128);
    }

    #[test]
    fn a_number_is_given_out_again_once_both_parts_are_over() {
        let mut records = Records::new();
        let wanted = || Ask { over: false, ..Ask::OVER };
        let at = records.add_ask(wanted());
        let generation = records.generation(at);
        let first =
            records.add_visit(Visit { ask: at, state: State::Working { by_new: false }, ..Visit::OVER });
        assert_eq!((first, records.live()), (at, 2));
        records.end_ask(at);
        // The caller has given up; the callee works on.
        assert!(!records.is_wanted(at, generation));
        assert!(records.visit(at, generation).is_some());
        assert_ne!(records.add_ask(wanted()), at);
        records.end_visit(at);
        assert!(records.visit(at, generation).is_none());
        let again = records.add_ask(wanted());
        assert_eq!((again, records.live()), (at, 2));
        assert!(!records.is_wanted(again, generation));
        assert!(records.is_wanted(again, records.generation(again)));
    }

    #[test]
    fn a_later_attempt_has_a_record_of_its_own() {
        let mut records = Records::new();
        let at = records.add_ask(Ask { over: false, ..Ask::OVER });
        let second = records.add_visit(Visit { ask: at, attempt: 1, state: State::Waiting, ..Visit::OVER });
        assert_ne!(second, at);
        assert_eq!((records.asks().count(), records.visits().count()), (1, 1));
        records.end_visit(second);
        assert!(records.is_wanted(at, records.generation(at)));
    }
}
