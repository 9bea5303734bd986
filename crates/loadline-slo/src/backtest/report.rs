//! What a replay found, as plain data for terminals, pages and files. Times are milliseconds since 1970; shares lie between 0 and 1 or
//! above.

use crate::{AlertPolicy, Class, Slo};
use loadline_promql::{Labels, Millis};

/// A policy to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Candidate {
    /// The policy that each objective has.
    Own,
    /// This one for every objective.
    Policy(AlertPolicy),
}

impl Candidate {
    /// Its name: that of the policy, or `own`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Own => "own",
            Self::Policy(policy) => &policy.name,
        }
    }

    /// What it means for an objective; `None`: no alert.
    #[must_use]
    pub const fn policy<'a>(&'a self, slo: &'a Slo) -> Option<&'a AlertPolicy> {
        match self {
            Self::Own => slo.policy.as_ref(),
            Self::Policy(policy) => Some(policy),
        }
    }
}

/// Everything that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The first and the last evaluation.
    pub span: (Millis, Millis),
    /// Time between two of them.
    pub step: Millis,
    /// What was seen of each objective, one for each value of the labels by which it is kept apart.
    pub slos: Vec<SloFacts>,
    /// Objectives that could not be replayed.
    pub refused: Vec<Refused>,
    /// One for each candidate, in their order.
    pub policies: Vec<PolicyReport>,
}

/// An objective that could not be replayed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its place in the list.
    pub slo: usize,
    /// Why.
    pub why: String,
}

/// What was seen of an objective, whatever the policy.
#[derive(Debug, Clone, PartialEq)]
pub struct SloFacts {
    /// Its place in the list.
    pub slo: usize,
    /// The labels by which it is kept apart.
    pub group: Labels,
    /// Events in a day on average; `None` where events are not counted.
    pub events_per_day: Option<f64>,
    /// Share of bad events over the whole span; `None` without any event.
    pub error_ratio: Option<f64>,
    /// Share of one period's budget that the whole span spent, at its average traffic.
    pub spent: Option<f64>,
    /// Spans without data or without traffic, in which no burn-rate alert can fire.
    pub gaps: Vec<Gap>,
    /// The highest burn rate over the shortest window in each of equal parts of the span, at most [`Self::PARTS`]; `None` where
    /// there was none. For timelines.
    pub burn: Vec<Option<f64>>,
}

impl SloFacts {
    /// Most parts of a timeline.
    pub const PARTS: usize = 480;
}

/// A span in which nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The first evaluation without an answer.
    pub from: Millis,
    /// The last one.
    pub to: Millis,
    /// Whether there was data, and no event in it.
    pub idle: bool,
}

/// How one policy did.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyReport {
    /// Name of the policy.
    pub name: String,
    /// Every time that a tier fired, by objective, tier and time.
    pub alerts: Vec<Alert>,
    /// Every notification with something new in it, in the order of time: what would have woken somebody, or become a ticket.
    pub pages: Vec<Page>,
    /// How it did on each incident, in their order; empty without incidents.
    pub incidents: Vec<Caught>,
    /// Over all objectives.
    pub score: Score,
    /// For each of [`Report::slos`].
    pub by_slo: Vec<Score>,
}

/// A tier that fired.
#[derive(Debug, Clone, PartialEq)]
pub struct Alert {
    /// Which of [`Report::slos`].
    pub facts: usize,
    /// Which tier of the policy.
    pub tier: usize,
    /// The value of its label `tier`, `page-1`.
    pub name: String,
    /// Page or ticket.
    pub class: Class,
    /// When it fired.
    pub fired: Millis,
    /// When it was resolved; `None`: it goes on at the end of the history.
    pub resolved: Option<Millis>,
    /// Highest burn rate over the short window meanwhile.
    pub peak_burn: f64,
    /// Share of the budget spent from one long window before until the end; `None` where the target leaves no budget.
    pub spent: Option<f64>,
    /// Whether its long window was full; earlier alerts are shown and not counted.
    pub judged: bool,
}

/// When it would have been, for those who are woken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum OffHours {
    /// From 7 to 22 o'clock on a working day.
    Day,
    /// From 22 to 7 o'clock, on any day.
    Night,
    /// Saturday or Sunday, by day.
    Weekend,
}

/// A notification that told of at least one alert for the first time.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// When it left.
    pub at: Millis,
    /// A page when any of its new alerts is one.
    pub class: Class,
    /// Who got it.
    pub receiver: String,
    /// Whether it is the first of its group; otherwise the receiver has one open, and this adds to it. Paging services show a group
    /// as one incident and ring once; mail and chat ring each time.
    pub opens: bool,
    /// Its new alerts, places in [`PolicyReport::alerts`].
    pub alerts: Vec<usize>,
    /// When the first of them fired.
    pub fired: Millis,
    /// When the last of them was resolved; `None`: not before the end.
    pub ended: Option<Millis>,
    /// Highest burn rate of any of them.
    pub peak_burn: f64,
    /// Share of the budget spent before somebody knew: since the start of the incident, or of the long window where no incident is
    /// known.
    pub spent_before: Option<f64>,
    /// Share of the budget of the whole episode.
    pub spent: Option<f64>,
    /// The incident it is about, a place in the list of incidents.
    pub incident: Option<usize>,
    /// Day, night or weekend there.
    pub hours: OffHours,
    /// Whether the long window of any of its alerts was full; others are shown and not counted.
    pub judged: bool,
    /// Whether the episode spent enough of the budget, where that was asked.
    pub worth: Option<bool>,
}

/// How a policy did on one incident.
#[derive(Debug, Clone, PartialEq)]
pub struct Caught {
    /// The incident's place in the list.
    pub incident: usize,
    /// Whether the history holds it, with the windows of the tiers that page filled before.
    pub judged: bool,
    /// The first page about it, a place in [`PolicyReport::pages`].
    pub page: Option<usize>,
    /// The first ticket about it.
    pub ticket: Option<usize>,
    /// Time from its start to that page; zero where somebody was awake already.
    pub delay: Option<Millis>,
    /// Whether the page was older than the incident and still went on.
    pub already: bool,
    /// Time from its end until the last alert about it was resolved.
    pub reset: Option<Millis>,
    /// Share of the budget spent before the page.
    pub spent_before: Option<f64>,
}

/// A few numbers of a list. Percentiles are those of the list itself (nearest rank): of fewer than 20, `p95` is the worst.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// The middle one.
    pub p50: f64,
    /// Nineteen of twenty are no larger.
    pub p95: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    pub(crate) fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        values.sort_by(f64::total_cmp);
        let rank =
            |percent: usize| values.get((values.len() * percent).div_ceil(100).saturating_sub(1)).copied();
        Some(Self { count: values.len(), p50: rank(50)?, p95: rank(95)?, max: rank(100)? })
    }
}

/// How a policy did in numbers. Only what is judged counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// Groups opened by an alert that pages: times that somebody would have been woken, for each receiver.
    pub pages: usize,
    /// Notifications that added an alert that pages to an open group.
    pub updates: usize,
    /// Groups opened by tickets.
    pub tickets: usize,
    /// Notifications of alerts that page and that the receiver knew already.
    pub reminders: usize,
    /// Alerts that page and fired again soon after they were resolved.
    pub flaps: usize,
    /// Milliseconds from the start of incidents to their first page.
    pub detection: Option<Spread>,
    /// Milliseconds from the end of incidents until their alerts were resolved.
    pub reset: Option<Spread>,
    /// Share of the budget spent before pages.
    pub spent_before: Option<Spread>,
    /// Share of the pages that are about an incident; `None` without pages or without a list of incidents.
    pub precision: Option<f64>,
    /// Share of the incidents that were paged; `None` without any.
    pub recall: Option<f64>,
    /// Incidents that began while somebody was awake already for an alert that was older; they count as missed.
    pub already: usize,
    /// The same with tickets.
    pub recall_with_tickets: Option<f64>,
    /// Incidents that are judged.
    pub incidents: usize,
    /// Those of them without a page, by their places in the list.
    pub missed: Vec<usize>,
    /// Pages that are about no incident; `None` without a list of incidents.
    pub outside: Option<usize>,
    /// Pages at night.
    pub nights: usize,
    /// Pages on weekends, by day.
    pub weekends: usize,
    /// Pages whose episodes spent enough of the budget, where that was asked.
    pub worth: Option<usize>,
}
