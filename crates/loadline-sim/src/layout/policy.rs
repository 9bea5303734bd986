//! How carefully a caller calls: attempts, waits between them, breakers, and what stands in for an answer.

use crate::layout::CallIndex;
use crate::time::Delay;

/// What happens after a failed attempt.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Retries {
    /// Attempts after the first one; at most 249.
    pub most: u8,
    /// How long to wait before each.
    pub backoff: Backoff,
    /// Limit over all requests of this caller.
    pub budget: Option<Budget>,
}

impl Retries {
    /// Not once more.
    pub const NONE: Self = Self { most: 0, backoff: Backoff::NONE, budget: None };

    /// So many more attempts, each after the same wait.
    #[must_use]
    pub const fn after(most: u8, wait: Delay) -> Self {
        let backoff = Backoff { base: wait, growth: Growth::Fixed, cap: wait, jitter: Jitter::None };
        Self { most, backoff, budget: None }
    }
}

/// How long to wait before another attempt, at most the cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Backoff {
    /// First wait.
    pub base: Delay,
    /// How the wait grows from one to the next.
    pub growth: Growth,
    /// Longest wait.
    pub cap: Delay,
    /// How the wait is spread.
    pub jitter: Jitter,
}

impl Backoff {
    /// No wait.
    pub const NONE: Self =
        Self { base: Delay::ZERO, growth: Growth::Fixed, cap: Delay::ZERO, jitter: Jitter::None };
}

/// How waits grow: before retry `i` = 0, 1, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Growth {
    /// `base`.
    Fixed,
    /// `base × (i + 1)`.
    Linear,
    /// `base × 2^i`.
    Exponential,
}

/// How a wait is spread at random (Brooker 2015, "Exponential backoff and jitter").
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Jitter {
    /// Not at all.
    None,
    /// Between nothing and the wait.
    Full,
    /// Between half the wait and the wait.
    Equal,
    /// Between the base and three times the last wait, at most the cap.
    Decorrelated,
}

/// A token bucket for retries: each first attempt puts in `ratio`, each retry takes out 1.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Budget {
    /// Retries per first attempt in the long run.
    pub ratio: f64,
    /// Most tokens, and how many there are at the start.
    pub burst: f64,
}

/// A circuit breaker: open for a while after too many failures, then one trial call decides.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Breaker {
    /// Share of failures that opens it.
    pub opens_at: f64,
    /// Time over which failures are counted, in windows one after the other.
    pub over: Delay,
    /// Fewest attempts in a window that say anything.
    pub least: u32,
    /// How long it stays open.
    pub open_for: Delay,
}

/// What becomes of the caller when a call fails for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Fallback {
    /// The caller fails.
    Fail,
    /// The caller goes on with less.
    Degrade,
    /// Another call is made instead; it stands in no step.
    Instead(CallIndex),
}

/// Adaptive throttling: a caller that is turned away too often does not even send.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Throttle {
    /// Name of the edge; its random numbers are keyed by it, so that they are the same whichever kind of request passes first.
    pub edge: String,
    /// K of the Google SRE book, ch. 21: as many requests are sent as K times those accepted.
    pub k: f64,
}
