//! One objective, whichever format it was written in.

use crate::{AlertPolicy, Alerting, Indicator, Target, Window};
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_promql::Millis;
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

/// What it means for an objective that it has no data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum WithoutData {
    /// Nothing is known: neither good nor bad, a state of its own.
    #[default]
    Unknown,
    /// All was well.
    Good,
    /// Nothing worked.
    Bad,
}

/// A time whose events count neither as good nor as bad, such as announced maintenance. Half-open: `from` belongs to it, `until`
/// does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its first moment.
    pub from: Millis,
    /// The first moment after it.
    pub until: Millis,
    /// Why.
    pub reason: Option<String>,
}

impl Correction {
    /// Whether some of the time from `from` until `until` does not count.
    #[must_use]
    pub const fn touches(&self, from: Millis, until: Millis) -> bool {
        self.from < until && from < self.until
    }
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
    /// What it means that there is no data.
    pub without_data: WithoutData,
    /// Times that do not count.
    pub corrections: Vec<Correction>,
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
    /// An objective of events, without alerts and without anything that may be left out.
    #[must_use]
    pub fn new(id: &str, service: &str, indicator: Indicator, target: Target, window: Window) -> Self {
        Self {
            id: id.to_owned(),
            title: None,
            description: None,
            service: service.to_owned(),
            owner: None,
            indicator,
            grouping: Vec::new(),
            target,
            windows: vec![window],
            budgeting: Budgeting::Occurrences,
            without_data: WithoutData::Unknown,
            corrections: Vec::new(),
            policy: None,
            alert_name: None,
            alerting: Alerting::default(),
            page: None,
            ticket: None,
            runbook: None,
            budget_policy: None,
            labels: Vec::new(),
            place: None,
        }
    }

    /// The length of a slice, where slices are counted instead of events.
    #[must_use]
    pub const fn slice(&self) -> Option<Duration> {
        match self.budgeting {
            Budgeting::Occurrences => None,
            Budgeting::Timeslices { slice, .. } | Budgeting::RatioTimeslices { slice } => Some(slice),
        }
    }

    /// The window that alerts are scaled to.
    #[must_use]
    pub fn period(&self) -> Duration {
        self.windows.first().map_or(Duration::ZERO, Window::nominal)
    }
}
