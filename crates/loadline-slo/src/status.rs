//! Where an objective stands now: what a server is to be asked, and what its answers mean.
//!
//! No data is a state of its own, told apart by its reason; a number is given only where events were counted.

mod answer;
mod batch;
mod composite;
mod data;
mod judge;
mod maintenance;
mod question;
mod recorded;
#[cfg(test)]
mod tests;

pub use answer::{BadAnswer, take_answer, take_clock, take_matrix};
pub use batch::{Batch, MARK, batches};
pub use judge::{Answers, judge, slice_counts};
pub use maintenance::{maintenance_out, maintenance_questions};
pub use question::{Count, Question, Side, Stretch, questions, slice_questions};
pub use recorded::{RECORDED, take_recorded};

use crate::{Budget, Spent, Tier, Window};
use loadline_base::units::Duration;
use loadline_promql::{Labels, Millis};

/// What a server counted over one span of time.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Events were counted.
    Counted {
        /// The counts.
        spent: Spent,
        /// Whether the counted part has no series at all and is taken as zero: there was no such event yet, or its selector
        /// matches nothing.
        assumed_none: bool,
    },
    /// The series are there, and nothing happened.
    NoTraffic,
    /// There is no number.
    None(NoData),
}

/// Why there is no number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoData {
    /// No series answers the query for all events.
    NoTotal,
    /// All events are counted, the good ones are not there: whether all were bad or the selector is wrong cannot be told.
    NoGood,
    /// The answer is NaN or infinite.
    NotANumber,
    /// The answer is impossible: negative, or far more events of the part than of all.
    Impossible,
    /// The query gives several series where one was expected.
    Ambiguous(usize),
    /// The objective cannot be asked for: a query in another language, or a composite with a member that is not known.
    NotAsked(String),
}

/// What is left of the budget of one window.
#[derive(Debug, Clone, PartialEq)]
pub struct WindowStatus {
    /// The window.
    pub window: Window,
    /// From when to when it was counted.
    pub span: (Millis, Millis),
    /// The whole length of the window; longer than `span` in a calendar window that goes on.
    pub length: Duration,
    /// What was counted.
    pub data: Data,
    /// The budget; counted events are held against it.
    pub budget: Budget,
    /// How many times faster than allowed errors came within `span`.
    pub burn: Option<f64>,
    /// Share of the whole window's budget that is left, if traffic goes on as within `span`; negative when overspent.
    pub remaining: Option<f64>,
    /// Time until it is gone at the burn rate of the slowest tier's long window, `None` when it lasts longer than the window.
    pub exhausted_in: Option<Duration>,
}

/// Where one tier of the alert policy stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TierStatus {
    /// The tier.
    pub tier: Tier,
    /// Burn rate over the long window.
    pub long: Option<f64>,
    /// Burn rate over the short window.
    pub short: Option<f64>,
    /// Whether both are above the tier's; `None` without data. `hold` is not waited for here.
    pub fires: Option<bool>,
}

/// Where one objective stands; one for each label set where it is grouped.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// Position of the objective in the list that was judged.
    pub slo: usize,
    /// The labels by which it is grouped, empty otherwise.
    pub group: Labels,
    /// Its windows, in their order.
    pub windows: Vec<WindowStatus>,
    /// The tiers of its policy, in their order.
    pub tiers: Vec<TierStatus>,
}

/// What needs somebody, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// A tier that pages fires.
    Pages,
    /// A tier that writes tickets fires.
    Tickets,
    /// Nothing fires, and a budget is gone.
    Spent,
    /// There is no number.
    NoData,
    /// There is budget left and nothing fires.
    Good,
    /// Nothing happened in the whole window.
    NoTraffic,
}

impl State {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Tickets => "tickets",
            Self::Spent => "spent",
            Self::NoData => "no data",
            Self::Good => "good",
            Self::NoTraffic => "no traffic",
        }
    }
}

impl Status {
    /// What needs somebody.
    #[must_use]
    pub fn state(&self) -> State {
        let fires = |class| {
            let fires = |tier: &TierStatus| tier.tier.class == class && tier.fires == Some(true);
            self.tiers.iter().any(fires)
        };
        let data = self.windows.first().map(|window| &window.data);
        if fires(crate::Class::Page) {
            State::Pages
        } else if fires(crate::Class::Ticket) {
            State::Tickets
        } else if self.windows.iter().any(|window| window.remaining.is_some_and(|left| left <= 0.0)) {
            State::Spent
        } else {
            match data {
                Some(Data::Counted { .. }) => State::Good,
                Some(Data::NoTraffic) => State::NoTraffic,
                Some(Data::None(_)) | None => State::NoData,
            }
        }
    }
}
