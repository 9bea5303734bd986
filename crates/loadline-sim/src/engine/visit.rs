//! One request at one node: who asked, where it is, and how far it has come.

use super::NOBODY;
use crate::time::{Delay, Instant};

/// One request at one node.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) ask: u32,
    pub(super) ask_generation: u32,
    pub(super) node: u32,
    pub(super) place: u32,
    /// When it came.
    pub(super) entered: Instant,
    /// When its caller gives up, when the caller tells.
    pub(super) deadline: Instant,
    /// Time of the worker.
    pub(super) work: Delay,
    /// How long its copy had stood still when work began.
    pub(super) stalled: Delay,
    pub(super) step: u32,
    /// Calls of the present step that are not answered.
    pub(super) pending: u32,
    /// How many had ended well at its copy when its work began.
    pub(super) version: u32,
    pub(super) attempt: u8,
    pub(super) priority: u8,
    pub(super) state: State,
    pub(super) degraded: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Waiting,
    /// A worker is at it, of the version that goes out or of the one that was there.
    Working {
        by_new: bool,
    },
    Calling,
    /// It is no more.
    Over,
}

impl Visit {
    pub(super) const OVER: Self = Self {
        ask: NOBODY,
        ask_generation: 0,
        node: 0,
        place: 0,
        entered: Instant::START,
        deadline: Instant::NEVER,
        work: Delay::ZERO,
        stalled: Delay::ZERO,
        step: 0,
        pending: 0,
        version: 0,
        attempt: 0,
        priority: 0,
        state: State::Over,
        degraded: false,
    };
}
