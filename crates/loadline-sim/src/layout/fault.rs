//! What goes wrong during a run: a change at one time, and often a second one that takes it back.

use crate::layout::{CallIndex, StationIndex};
use crate::time::{Delay, Instant};

/// A change at a time.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// When.
    pub at: Instant,
    /// What changes.
    pub effect: Effect,
}

/// What changes.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Effect {
    /// Copies from the first of the range on go down; what they work on and what waits there fails at once.
    Down {
        /// Where.
        station: StationIndex,
        /// First copy.
        first: u32,
        /// How many.
        copies: u32,
    },
    /// The copies work again, with an empty queue.
    Up {
        /// Where.
        station: StationIndex,
        /// First copy.
        first: u32,
        /// How many.
        copies: u32,
    },
    /// Copies from the first of the range on take nothing new and finish what they have, since they are about to be replaced.
    Drain {
        /// Where.
        station: StationIndex,
        /// First copy.
        first: u32,
        /// How many.
        copies: u32,
    },
    /// The copies take requests again.
    Refill {
        /// Where.
        station: StationIndex,
        /// First copy.
        first: u32,
        /// How many.
        copies: u32,
    },
    /// What a new version does worse, in work that it begins from now on.
    NewVersion {
        /// Where.
        station: StationIndex,
        /// How many times as long its work takes.
        factor: f64,
        /// Share of its answers that are errors.
        errors: f64,
    },
    /// The copies run the new version from now on, or the old one again.
    Replace {
        /// Where.
        station: StationIndex,
        /// First copy.
        first: u32,
        /// How many.
        copies: u32,
        /// Whether it is the new one.
        by_new: bool,
    },
    /// A share of requests is served by the new version, whatever copy they come to.
    Routed {
        /// Where.
        station: StationIndex,
        /// The share.
        share: f64,
    },
    /// Work that begins from now on takes so many times as long; 1 ends it.
    Slow {
        /// Where.
        station: StationIndex,
        /// How many times as long.
        factor: f64,
    },
    /// Work that ends from now on fails with this probability; 0 ends it.
    Errors {
        /// Where.
        station: StationIndex,
        /// The probability.
        share: f64,
    },
    /// Everything there stands still for so long, as in a collection of garbage.
    Pause {
        /// Where.
        station: StationIndex,
        /// How long.
        lasts: Delay,
    },
    /// A call reaches nobody: attempts get no answer at all while it is cut.
    Cut {
        /// Which call.
        call: CallIndex,
        /// Whether it is cut or whole.
        cut: bool,
    },
    /// Each copy has so many workers from now on.
    Workers {
        /// Where.
        station: StationIndex,
        /// How many; those at work finish.
        workers: u32,
    },
    /// A cache loses what it holds.
    Flush {
        /// Position of the cache.
        cache: u32,
    },
}
