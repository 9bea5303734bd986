//! One objective, whichever format it was written in.

use crate::{AlertPolicy, Alerting, Indicator, Target, Window};
use loadline_base::Span;
use loadline_base::units::Duration;
use rust_decimal::Decimal;

/// How events become a share of good ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budgeting {
    /// Good events among all events.
    Occurrences,
    /// Good slices among all slices; a slice is good when its own share of good events reaches `target`.
    Timeslices {
        /// Length of a slice.
        slice: Duration,
        /// Share of good events that makes a slice good, 0 to 1.
        target: Decimal,
    },
    /// The mean of the slices' shares of good events: every slice counts the same, however many events it had.
    RatioTimeslices {
        /// Length of a slice.
        slice: Duration,
    },
}

/// A share of good events that is promised over a window.
#[derive(Debug, Clone, PartialEq)]
pub struct Slo {
    /// Its name, unique among all that are handled together: `checkout-availability`.
    pub id: String,
    /// Human name.
    pub title: Option<String>,
    /// What it is for, in a sentence.
    pub description: Option<String>,
    /// The service, component or journey it is about.
    pub service: String,
    /// Team that answers for it.
    pub owner: Option<String>,
    /// What counts as good.
    pub indicator: Indicator,
    /// Labels by which the objective is kept apart, each value with a budget of its own; usually none.
    pub grouping: Vec<String>,
    /// The promise.
    pub target: Target,
    /// The windows over which it is counted, the one that alerts are scaled to first; never empty.
    pub windows: Vec<Window>,
    /// How events become a share.
    pub budgeting: Budgeting,
    /// When it alerts; `None` when the file says that it does not.
    pub policy: Option<AlertPolicy>,
    /// Name of the alerts; `None` = made from the id.
    pub alert_name: Option<String>,
    /// Labels and annotations that people want on its alerts.
    pub alerting: Alerting,
    /// Team that is paged.
    pub page: Option<String>,
    /// Team that gets a ticket.
    pub ticket: Option<String>,
    /// What to do: a file or a link.
    pub runbook: Option<String>,
    /// Id of the error-budget policy that applies.
    pub budget_policy: Option<String>,
    /// Labels of the objective itself, for the series that tells its facts. Never put on recorded ratios: a label that is edited
    /// would double them for a whole window.
    pub labels: Vec<(String, String)>,
    /// Where it was written.
    pub place: Option<Span>,
}

impl Slo {
    /// The window that alerts are scaled to.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.windows.first().map_or(Duration::ZERO, Window::nominal)
    }
}
