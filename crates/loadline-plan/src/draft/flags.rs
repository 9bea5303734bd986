//! Contradictions and obligations that follow from a statement: one file each, and one table.

mod ack_after_replicated_log;
mod backlog_never_drains;
mod budget_too_small;
mod exactly_once;
mod freshness_during_drain;
mod freshness_spent_by_intervals;
mod latency_below_round_trips;
mod mostly_unknown;
mod peak_below_average;
mod quota_below_headroom;
mod reconnect_storm;
mod residency;
mod retention_against_deletion;
mod retries_past_deadline;
mod rpo_against_async_replication;
mod slo_above_dependency;
mod stay_small;
mod strong_consistency;
mod team_against_deadline;

use super::assumption::Assumption;
use super::needs::Needs;
use super::number::Number;
use super::term;
use crate::statement::{Mark, Role, Statement};
use loadline_base::Span;

/// What a flag is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Two things cannot hold at once.
    Contradiction,
    /// The design must do something for a demand to hold.
    Obligation,
    /// Whoever signs should know it.
    Caution,
}

impl Sort {
    /// The word used in reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Obligation => "obligation",
            Self::Caution => "caution",
        }
    }
}

/// A contradiction or obligation found in a statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Flag {
    /// Its stable code.
    pub code: &'static str,
    /// What it is for.
    pub sort: Sort,
    /// What is wrong or to be done, with the arithmetic.
    pub text: String,
    /// Places of the statement it follows from.
    pub evidence: Vec<Span>,
}

/// What flags are derived from.
pub(super) struct Case<'a> {
    pub(super) statement: &'a Statement,
    pub(super) numbers: &'a [Number],
    pub(super) needs: &'a Needs,
    pub(super) assumptions: &'a [Assumption],
    pub(super) small: bool,
}

impl Case<'_> {
    /// The value of a number.
    fn number(&self, key: &str) -> Option<&Number> {
        self.numbers.iter().find(|number| number.key == key)
    }

    /// Value and place of the first fact of a role.
    fn fact(&self, role: Role) -> Option<(f64, Span)> {
        self.statement.fact(role).map(|fact| (fact.amount.value, fact.amount.span))
    }

    fn mark(&self, mark: Mark) -> Option<Span> {
        self.statement.mark(mark)
    }
}

/// What a rule found: its text, and the places it follows from.
pub(super) type Found = (String, Vec<Span>);

/// A rule that may raise a flag.
pub struct Rule {
    /// The code of its flag.
    pub code: &'static str,
    /// What the flag is for.
    pub sort: Sort,
    /// What it looks for, in a sentence.
    pub about: &'static str,
    pub(super) find: fn(&Case<'_>) -> Option<Found>,
}

/// Every rule, contradictions first.
pub const FLAGS: &[Rule] = &[
    slo_above_dependency::RULE,
    quota_below_headroom::RULE,
    retention_against_deletion::RULE,
    freshness_during_drain::RULE,
    freshness_spent_by_intervals::RULE,
    backlog_never_drains::RULE,
    latency_below_round_trips::RULE,
    retries_past_deadline::RULE,
    peak_below_average::RULE,
    rpo_against_async_replication::RULE,
    budget_too_small::RULE,
    team_against_deadline::RULE,
    strong_consistency::RULE,
    exactly_once::RULE,
    ack_after_replicated_log::RULE,
    reconnect_storm::RULE,
    residency::RULE,
    stay_small::RULE,
    mostly_unknown::RULE,
];

/// Every flag a statement raises, in the order of the table.
pub(super) fn flags(case: &Case<'_>) -> Vec<Flag> {
    FLAGS
        .iter()
        .filter_map(|rule| {
            let (text, evidence) = (rule.find)(case)?;
            Some(Flag { code: rule.code, sort: rule.sort, text, evidence })
        })
        .collect()
}

/// Minutes of failure that a share allows within a window.
fn minutes(share: f64, window: f64) -> String {
    term::plain(((1.0 - share) * window / 60.0 * 1e6).round() / 1e6)
}
