//! What a component may spend on its own calls while somebody waits for it, and the words for saying so.

use crate::readings::said::decided;
use loadline_base::units::Duration;
use loadline_flow::{Call, Step, calls, edge_time, steps, steps_time, steps_time_formula};
use loadline_model::{Component, Edge, Model};
use std::sync::Arc;

/// What a component may spend on its calls. Calls that may not apply are left out, so that the sum is certain.
#[derive(Debug)]
pub(crate) struct Spending<'m> {
    steps: Vec<Step<'m>>,
    has_soft: bool,
    /// The longest all calls may take; the least it can be when some time is unknown.
    pub(crate) time: Duration,
    /// The component.
    pub(crate) component: Component<'m>,
    /// Its interface, when known.
    pub(crate) part: Option<&'m str>,
}

/// What a report says about a spending; only worked out when there is one.
#[derive(Debug)]
pub(crate) struct Words<'m> {
    /// The arithmetic of [`Spending::time`]: `max(2 × 300 ms, 600 ms) + 1.2 s`, without calls whose time is unknown.
    pub(crate) formula: String,
    /// Targets of the calls whose time is unknown, for a note; `None` when there are none.
    pub(crate) unknown: Option<String>,
    /// The call that may take longest.
    pub(crate) slowest: Option<Call<'m>>,
}

impl<'m> Spending<'m> {
    /// Reads the calls of a component at an interface on behalf of a journey.
    pub(crate) fn of(
        model: &'m Model,
        component: Component<'m>,
        part: Option<&'m str>,
        journey: Option<&str>,
    ) -> Arc<Self> {
        let mut calls = calls(model, component, part, journey);
        calls.retain(|call| surely_applies(&call.edge, part, journey));
        let steps = steps(&calls);
        let time = steps_time(&steps).at_least;
        let has_soft = calls.iter().any(|call| call.edge.is_soft());
        Arc::new(Self { steps, has_soft, time, component, part })
    }

    /// The longest it may take when no first attempt is followed by another.
    pub(crate) fn first_attempts(&self) -> Duration {
        let once =
            |call: &Call<'m>| attempt_limit(&call.edge).map(|one| one.saturating_mul(call.operations.serial));
        self.steps.iter().filter_map(|step| step.calls.iter().filter_map(once).max()).sum()
    }

    /// What a report says about it.
    pub(crate) fn words(&self) -> Words<'m> {
        let calls = || self.steps.iter().flat_map(|step| &step.calls);
        let unknown: Vec<String> = calls()
            .filter(|call| edge_time(call).is_none())
            .map(|call| format!("`{}`", call.edge.target()))
            .collect();
        Words {
            formula: self.formula(),
            unknown: (!unknown.is_empty()).then(|| shortened(unknown, ", ")),
            slowest: calls().copied().max_by_key(edge_time),
        }
    }

    fn formula(&self) -> String {
        let mut known = self.steps.clone();
        for step in &mut known {
            step.calls.retain(|call| edge_time(call).is_some());
        }
        known.retain(|step| !step.calls.is_empty());
        shortened(known.iter().map(|step| steps_time_formula(std::slice::from_ref(step))).collect(), " + ")
    }

    /// Soft calls that may hold the request for more than half of `limit`, with the time they add to their step.
    pub(crate) fn blockers(&self, limit: Duration) -> impl Iterator<Item = (Call<'m>, Duration)> {
        let steps = if self.has_soft { self.steps.as_slice() } else { &[] };
        steps.iter().flat_map(move |step| {
            let hard = longest(step.calls.iter().filter(|call| !call.edge.is_soft()));
            let soft = step.calls.iter().filter(|call| call.edge.is_soft());
            soft.map(move |call| (*call, edge_time(call).unwrap_or_default().saturating_sub(hard)))
                .filter(move |(_, added)| blocks(*added, limit))
        })
    }

    /// Whether it only exceeds `limit` because of [`Spending::blockers`], which have a rule of their own.
    pub(crate) fn fits_without_blockers(&self, limit: Duration) -> bool {
        if !self.has_soft {
            return self.time <= limit;
        }
        let without = self.steps.iter().map(|step| {
            let hard = longest(step.calls.iter().filter(|call| !call.edge.is_soft()));
            let stays = |call: &&Call<'_>| {
                let added = edge_time(call).unwrap_or_default().saturating_sub(hard);
                !call.edge.is_soft() || !blocks(added, limit)
            };
            longest(step.calls.iter().filter(stays))
        });
        without.sum::<Duration>() <= limit
    }
}

/// More than half of what there is.
fn blocks(added: Duration, limit: Duration) -> bool {
    !limit.is_zero() && added.saturating_mul(2) > limit
}

fn longest<'c>(calls: impl Iterator<Item = &'c Call<'c>>) -> Duration {
    calls.filter_map(edge_time).max().unwrap_or_default()
}

/// The first few, and how many more there are.
fn shortened(mut parts: Vec<String>, between: &str) -> String {
    const SHOWN: usize = 8;
    let more = parts.len().saturating_sub(SHOWN);
    if more > 0 {
        parts.truncate(SHOWN);
        parts.push(format!("{more} more"));
    }
    parts.join(between)
}

/// Whether an edge applies without doubt: unlimited, or limited to this very interface or journey.
fn surely_applies(edge: &Edge<'_>, part: Option<&str>, journey: Option<&str>) -> bool {
    let Some(limits) = edge.need.only_for.as_deref() else { return true };
    limits.iter().any(|limit| {
        let id = Some(limit.id.as_str());
        if edge.from.interface(&limit.id).is_some() { part == id } else { journey == id }
    })
}

/// How long a caller waits for one attempt: its timeout, or its deadline when that is shorter or alone.
pub(crate) fn attempt_limit(edge: &Edge<'_>) -> Option<Duration> {
    let timeout = decided(&edge.need.timeout).and_then(|timeout| timeout.value().copied());
    let deadline = decided(&edge.need.deadline).map(|deadline| deadline.value);
    timeout.into_iter().chain(deadline).min()
}
