//! One call that is wanted, and which of its attempts are out.

use super::NOBODY;
use crate::time::{Delay, Instant};

/// Attempts of one call that can be told apart.
pub(super) const MOST_ATTEMPTS: u8 = 250;

/// One call that is wanted.
#[derive(Debug, Clone)]
pub(super) struct Ask {
    pub(super) call: u32,
    /// The visit that waits for it, or nobody.
    pub(super) caller: u32,
    pub(super) caller_generation: u32,
    /// The source, when it is the request itself.
    pub(super) source: u32,
    /// The attempts that are out.
    pub(super) live: Live,
    /// What more is agreed on for it, if anything.
    pub(super) terms: u32,
    /// How often it is still to be made.
    pub(super) left: u32,
    pub(super) attempts: u8,
    pub(super) retries: u8,
    pub(super) priority: u8,
    pub(super) degraded: bool,
    /// Whether it is no more.
    pub(super) over: bool,
    pub(super) started: Instant,
    pub(super) deadline: Instant,
    /// The last wait before a retry.
    pub(super) wait: Delay,
}

impl Ask {
    /// Whether nobody waits for it, neither a caller nor a user.
    pub(super) const fn is_nobodys(&self) -> bool {
        self.caller == NOBODY && self.source == NOBODY
    }

    pub(super) const OVER: Self = Self {
        call: 0,
        caller: NOBODY,
        caller_generation: 0,
        source: NOBODY,
        live: Live::NOBODY,
        terms: NOBODY,
        left: 0,
        attempts: 0,
        retries: 0,
        priority: 0,
        degraded: false,
        over: true,
        started: Instant::START,
        deadline: Instant::NEVER,
        wait: Delay::ZERO,
    };

    /// It is no more, and no attempt of it is out.
    #[inline]
    pub(super) const fn end(&mut self) {
        self.over = true;
        self.live = Live::NOBODY;
    }
}

/// The attempts of a call that are out: two at most, since only the first one is ever hedged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Live([u8; 2]);

impl Live {
    const NONE: u8 = u8::MAX;
    pub(super) const NOBODY: Self = Self([Self::NONE; 2]);

    #[inline]
    pub(super) const fn has(self, attempt: u8) -> bool {
        self.0[0] == attempt || self.0[1] == attempt
    }

    #[inline]
    pub(super) const fn is_empty(self) -> bool {
        self.0[0] == Self::NONE && self.0[1] == Self::NONE
    }

    /// Does something for each attempt that is out.
    pub(super) fn each(self, mut what: impl FnMut(u8)) {
        self.0.into_iter().filter(|attempt| *attempt != Self::NONE).for_each(&mut what);
    }

    #[inline]
    pub(super) const fn add(&mut self, attempt: u8) {
        let place = (self.0[0] != Self::NONE) as usize;
        self.0[place] = attempt;
    }

    #[inline]
    pub(super) const fn remove(&mut self, attempt: u8) {
        let place = (self.0[0] != attempt) as usize;
        self.0[place] = Self::NONE;
    }
}
