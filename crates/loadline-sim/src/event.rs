//! What is going to happen: 24 bytes, compared by time and then by the order in which it was planned.

use crate::time::Instant;

/// What happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// A source sends its next request.
    Arrive,
    /// A worker is done with a visit.
    Done,
    /// The first of those that share the workers of a copy is done.
    Shared,
    /// The wait before another attempt is over.
    Retry,
    /// The first timer of a ring is due.
    Ring,
    /// An attempt has taken too long, where its limit is not the same for all.
    Timeout,
    /// Something goes wrong, or comes right again.
    Change,
    /// A visit goes on that was answered while its copy stood still.
    GoOn,
}

impl Kind {
    /// The kind with this number.
    #[inline(always)]
    const fn numbered(number: u8) -> Self {
        match number {
            0 => Self::Arrive,
            1 => Self::Done,
            2 => Self::Shared,
            3 => Self::Retry,
            4 => Self::Ring,
            5 => Self::Timeout,
            6 => Self::Change,
            _ => Self::GoOn,
        }
    }
}

/// An event. `order` holds, from the top: 48 bits of sequence, 8 bits of attempt, 8 bits of kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Event {
    pub(crate) at: Instant,
    order: u64,
    pub(crate) index: u32,
    pub(crate) generation: u32,
}

impl Event {
    #[inline]
    pub(crate) const fn new(
        at: Instant,
        sequence: u64,
        kind: Kind,
        attempt: u8,
        index: u32,
        generation: u32,
    ) -> Self {
        Self { at, order: sequence << 16 | (attempt as u64) << 8 | kind as u64, index, generation }
    }

    #[inline]
    pub(crate) const fn kind(&self) -> Kind {
        Kind::numbered(self.order as u8)
    }

    #[inline]
    pub(crate) const fn attempt(&self) -> u8 {
        (self.order >> 8 & 0xff) as u8
    }

    /// What decides which of two events comes first.
    #[inline]
    pub(crate) const fn key(&self) -> (u64, u64) {
        (self.at.nanos(), self.order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_small_and_keeps_what_it_was_made_of() {
        assert_eq!(size_of::<Event>(), 24);
        let kinds = (0..8).map(Kind::numbered);
        for (attempt, kind) in (248..=255).zip(kinds) {
            assert_eq!(kind, Kind::numbered(kind as u8));
            let event = Event::new(Instant::from_nanos(7), 1 << 47, kind, attempt, 8, 9);
            assert_eq!((event.kind(), event.attempt()), (kind, attempt));
        }
    }
}
