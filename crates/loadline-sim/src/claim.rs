//! Claims of a scenario: what they say, and what so many runs say about them.

mod judge;
mod read;
mod success;

pub(crate) use judge::judge_at;
pub use judge::{Judged, Standing, amplification, judge, place};
pub use read::{Unreadable, read};
pub(crate) use success::{piles_up, success_at};
pub use success::{success, unanswered};

use loadline_base::units::Duration;

/// Confidence of the intervals behind verdicts.
const CONFIDENCE: f64 = 0.95;

/// What must hold.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// A figure keeps a limit.
    Limit {
        /// Which figure.
        figure: Figure,
        /// Of which journey or component.
        of: String,
        /// On which side of the limit it must stay.
        side: Side,
        /// The limit: seconds, a share, a rate or a factor.
        limit: f64,
    },
    /// A journey is back to normal so soon after the last repair.
    Recovers {
        /// The journey.
        journey: String,
        /// The longest time.
        within: Duration,
    },
}

/// A figure that a claim is about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    /// The time that this share of requests is answered within; failures count as never.
    Quantile(f64),
    /// Mean time of those answered.
    Mean,
    /// Share of requests that are answered.
    Success,
    /// Requests answered a second.
    Goodput,
    /// Share of the time of its workers that a component uses.
    Utilisation,
    /// Attempts ÷ first attempts, of all calls to a component.
    Amplification,
}

/// Which side of a limit is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Not above.
    AtMost,
    /// Not below.
    AtLeast,
}

impl Figure {
    /// Whether it belongs to a component, and not to a journey.
    #[must_use]
    pub const fn is_of_component(self) -> bool {
        matches!(self, Self::Utilisation | Self::Amplification)
    }
}
