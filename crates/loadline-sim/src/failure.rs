//! How a request or an attempt can fail.

/// Why something failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Failure {
    /// No answer in time.
    Timeout,
    /// The queue was full.
    QueueFull,
    /// No copy was up.
    Down,
    /// An error for an answer.
    Error,
    /// The caller's breaker was open.
    BreakerOpen,
    /// The caller held it back, since many before it were turned away.
    Throttled,
    /// More than the callee's quota.
    Quota,
    /// Dropped from the queue, since it came too late or had waited too long.
    Dropped,
    /// More than the callee's limit, which adapts itself.
    Limited,
    /// Another one had changed the same thing meanwhile.
    Conflict,
    /// More than the caller may call.
    RateLimited,
}

impl Failure {
    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 11] = [
        Self::Timeout,
        Self::QueueFull,
        Self::Down,
        Self::Error,
        Self::BreakerOpen,
        Self::Throttled,
        Self::Quota,
        Self::Dropped,
        Self::Limited,
        Self::Conflict,
        Self::RateLimited,
    ];

    /// The one of this number.
    pub(crate) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// In a word or two.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::QueueFull => "queue full",
            Self::Down => "down",
            Self::Error => "error",
            Self::BreakerOpen => "breaker open",
            Self::Throttled => "throttled",
            Self::Quota => "quota",
            Self::Dropped => "dropped",
            Self::Limited => "over limit",
            Self::Conflict => "conflict",
            Self::RateLimited => "rate-limited",
        }
    }
}

/// How many of each kind there were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Failures([u64; Failure::ALL.len()]);

impl Failures {
    pub(crate) const fn count(&mut self, failure: Failure) {
        self.0[failure as usize] += 1;
    }

    /// How many of one kind.
    #[must_use]
    pub const fn of(&self, failure: Failure) -> u64 {
        self.0[failure as usize]
    }

    /// How many in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Adds the counts of others.
    pub fn merge(&mut self, other: &Self) {
        self.0.iter_mut().zip(other.0).for_each(|(count, more)| *count += more);
    }
}
