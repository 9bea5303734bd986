//! Whether a claim holds, fails, or cannot be told apart from its limit yet.

use super::Interval;

/// What an interval says about a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The whole interval keeps the limit.
    Pass,
    /// The limit lies within the interval.
    Undecided,
    /// The whole interval breaks the limit.
    Fail,
}

impl Verdict {
    /// Of "at most `limit`".
    #[must_use]
    pub fn at_most(interval: &Interval, limit: f64) -> Self {
        if interval.high <= limit {
            Self::Pass
        } else if interval.low > limit {
            Self::Fail
        } else {
            Self::Undecided
        }
    }

    /// Of "at least `limit`".
    #[must_use]
    pub fn at_least(interval: &Interval, limit: f64) -> Self {
        if interval.low >= limit {
            Self::Pass
        } else if interval.high < limit {
            Self::Fail
        } else {
            Self::Undecided
        }
    }

    /// In a word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Undecided => "undecided",
            Self::Fail => "fail",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_within_the_interval_decides_nothing() {
        let interval = Interval { estimate: 5.0, low: 4.0, high: 6.0, observations: 20 };
        let at_most = [3.9, 4.0, 5.0, 6.0].map(|limit| Verdict::at_most(&interval, limit));
        assert_eq!(at_most, [Verdict::Fail, Verdict::Undecided, Verdict::Undecided, Verdict::Pass]);
        let at_least = [4.0, 5.0, 6.0, 6.1].map(|limit| Verdict::at_least(&interval, limit));
        assert_eq!(at_least, [Verdict::Pass, Verdict::Undecided, Verdict::Undecided, Verdict::Fail]);
    }
}
