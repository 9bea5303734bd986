//! Timers that all run equally long: they end in the order they were set, so a ring keeps them and only its first one
//! stands among the events. Most are called off before they end; those are skipped when their turn comes.

use crate::time::{Delay, Instant};
use std::collections::VecDeque;

/// A timer that was set for an attempt of a call.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timer {
    pub(crate) at: Instant,
    pub(crate) ask: u32,
    pub(crate) generation: u32,
    pub(crate) attempt: u8,
}

/// What the end of a timer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The attempt has taken too long.
    Timeout,
    /// Time for a second attempt beside the first.
    Hedge,
}

/// Timers that may stand in any ring.
const LEAST: usize = 64;

/// Timers of one length.
#[derive(Debug)]
pub(crate) struct Ring {
    pub(crate) delay: Delay,
    pub(crate) purpose: Purpose,
    timers: VecDeque<Timer>,
    /// So many timers may stand here before those that were called off are taken out.
    most: usize,
    /// Whether its first timer stands among the events.
    pub(crate) armed: bool,
}

impl Ring {
    pub(crate) const fn new(delay: Delay, purpose: Purpose) -> Self {
        Self { delay, purpose, timers: VecDeque::new(), most: LEAST, armed: false }
    }

    /// Sets a timer. Now and then the dead ones at the front leave, so that the ring stays about as short as the calls in
    /// flight. One that stands among the events may go as well: its event then finds a later one.
    #[inline(always)]
    pub(crate) fn set(&mut self, timer: Timer, is_live: impl Fn(&Timer) -> bool) {
        if self.timers.len() >= self.most {
            self.take_dead(is_live);
        }
        self.timers.push_back(timer);
    }

    #[cold]
    fn take_dead(&mut self, is_live: impl Fn(&Timer) -> bool) {
        let dead = self.timers.iter().take_while(|timer| !is_live(timer)).count();
        self.timers.drain(..dead);
        self.most = (2 * self.timers.len()).max(LEAST);
    }

    pub(crate) fn first(&self) -> Option<&Timer> {
        self.timers.front()
    }

    pub(crate) fn take(&mut self) -> Option<Timer> {
        self.timers.pop_front()
    }
}
