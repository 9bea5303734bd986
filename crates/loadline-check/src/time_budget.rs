//! Time budgets: how long somebody waits for a component, and what the component may spend on its own calls meanwhile.
//!
//! Shared by the rules that compare the two, so that one root cause is reported by one of them only.

use crate::run::Check;
use crate::said::said;
use crate::usage::Usage;
use loadline_base::Span;
use loadline_base::units::Duration;
use loadline_evidence::Place;
use loadline_flow::{Bound, Call, HopKind, Step, calls, edge_time, steps, steps_time, steps_time_formula};
use loadline_model::{Component, Edge, Model};
use rustc_hash::FxHashMap;

/// Who sets a limit.
#[derive(Debug, Clone)]
pub(crate) enum Limit<'m> {
    /// The caller, by its timeout or deadline.
    Caller(Edge<'m>),
    /// The latency target of a journey that enters here.
    Target {
        /// The SLO or journey that says it.
        place: Place,
        /// The value.
        span: Span,
    },
}

/// How long somebody waits for a component.
#[derive(Debug, Clone)]
pub(crate) struct Budget<'m> {
    /// Who waits.
    pub(crate) by: Limit<'m>,
    /// How long.
    pub(crate) limit: Duration,
    /// For which component.
    pub(crate) component: Component<'m>,
    /// At which interface, when known.
    pub(crate) part: Option<&'m str>,
    /// On behalf of which journey, when known.
    pub(crate) journey: Option<&'m str>,
}

/// Every budget of the model: latency targets at entries, timeouts of calls, journey by journey.
pub(crate) fn budgets<'m>(cx: &Check<'m>, usage: &Usage<'m>) -> Vec<Budget<'m>> {
    let targets = latency_targets(cx);
    let mut all = Vec::new();
    for flow in cx.flows.all() {
        let entry = flow.entry();
        if let Some((limit, place, span)) = targets.get(flow.id) {
            let by = Limit::Target { place: place.clone(), span: *span };
            let (component, part) = (entry.component, entry.part);
            all.push(Budget { by, limit: *limit, component, part, journey: Some(flow.id) });
        }
        for hop in flow.stations.iter().flat_map(|station| &station.hops) {
            let HopKind::Call(edge) = hop.kind else { continue };
            let Some(limit) = attempt_limit(&edge).filter(|_| waits_for_another(&edge)) else { continue };
            let to = flow.station(hop.to);
            let by = Limit::Caller(edge);
            all.push(Budget { by, limit, component: to.component, part: to.part, journey: Some(flow.id) });
        }
    }
    // Models without journeys, and edges that no journey passes.
    for edge in cx.model.edges().filter(|edge| waits_for_another(edge) && usage.on(edge.id).is_empty()) {
        if let Some(limit) = attempt_limit(&edge) {
            let by = Limit::Caller(edge);
            all.push(Budget { by, limit, component: edge.to, part: edge.part, journey: None });
        }
    }
    all
}

/// Whether the edge is a call to somebody else. A service that calls itself would need a budget larger than itself.
fn waits_for_another(edge: &Edge<'_>) -> bool {
    edge.is_call() && edge.from.id != edge.to.id
}

/// How long a caller waits for one attempt: its timeout, or its deadline when that is shorter or alone.
fn attempt_limit(edge: &Edge<'_>) -> Option<Duration> {
    let timeout = said(&edge.need.timeout).and_then(|timeout| timeout.value().copied());
    let deadline = said(&edge.need.deadline).map(|deadline| deadline.value);
    timeout.into_iter().chain(deadline).min()
}

/// The tightest latency target of every journey that has one: an SLO, or the journey's own p99.
fn latency_targets<'m>(cx: &Check<'m>) -> FxHashMap<&'m str, (Duration, Place, Span)> {
    let mut targets: FxHashMap<&str, (Duration, Place, Span)> = FxHashMap::default();
    let mut take = |journey: &'m str, limit: Duration, place: Place, span: Span| {
        let known = targets.entry(journey).or_insert_with(|| (limit, place.clone(), span));
        if limit < known.0 {
            *known = (limit, place, span);
        }
    };
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let under = slo.sli.as_ref().and_then(|sli| said(&sli.latency.as_ref()?.value.under));
        if let (Some(of), Some(under)) = (&slo.of, under) {
            take(&of.id, under.value, Place::new(format!("slos/{id}"), slo.key), under.span);
        }
    }
    for (id, journey) in cx.model.system.journeys.iter().flat_map(|all| all.iter()) {
        if let Some(p99) = journey.latency.as_ref().and_then(|latency| said(&latency.p99)) {
            take(id, p99.value, Place::new(format!("journeys/{id}"), journey.key), p99.span);
        }
    }
    targets
}

/// What a component may spend on its calls. Calls that may not apply are left out, so that the sum is certain.
#[derive(Debug, Clone)]
pub(crate) struct Spending<'m> {
    /// Its calls, step by step.
    pub(crate) steps: Vec<Step<'m>>,
}

impl<'m> Spending<'m> {
    /// What may be spent within this budget.
    pub(crate) fn of(model: &'m Model, budget: &Budget<'m>) -> Self {
        let mut calls = calls(model, budget.component, budget.part, budget.journey);
        calls.retain(|call| surely_applies(&call.edge, budget.part, budget.journey));
        Self { steps: steps(&calls) }
    }

    /// The longest it may take.
    pub(crate) fn time(&self) -> Bound {
        steps_time(&self.steps)
    }

    /// The arithmetic of [`Spending::time`]: `max(2 × 300 ms, 600 ms) + 1.2 s`. Calls whose time is not known are left out.
    pub(crate) fn formula(&self) -> String {
        let mut known = self.steps.clone();
        for step in &mut known {
            step.calls.retain(|call| edge_time(call).is_some());
        }
        known.retain(|step| !step.calls.is_empty());
        steps_time_formula(&known)
    }

    /// The longest it may take when no first attempt is followed by another.
    pub(crate) fn first_attempts(&self) -> Duration {
        let once =
            |call: &Call<'m>| attempt_limit(&call.edge).map(|one| one.saturating_mul(call.operations.serial));
        self.steps.iter().filter_map(|step| step.calls.iter().filter_map(once).max()).sum()
    }

    /// The call that may take longest.
    pub(crate) fn slowest(&self) -> Option<Call<'m>> {
        self.steps.iter().flat_map(|step| &step.calls).copied().max_by_key(edge_time)
    }

    /// Targets of calls whose time is not known.
    pub(crate) fn unknown(&self) -> Vec<String> {
        let calls = self.steps.iter().flat_map(|step| &step.calls);
        calls
            .filter(|call| edge_time(call).is_none())
            .map(|call| format!("`{}`", call.edge.target()))
            .collect()
    }

    /// Soft calls that may hold the request for more than half of `limit`, with the time they add to their step.
    pub(crate) fn blockers(&self, limit: Duration) -> Vec<(Call<'m>, Duration)> {
        let mut blockers = Vec::new();
        for step in &self.steps {
            let others = step.calls.iter().filter(|call| !call.edge.is_soft()).filter_map(edge_time).max();
            for call in step.calls.iter().filter(|call| call.edge.is_soft()) {
                let added = edge_time(call).unwrap_or_default().saturating_sub(others.unwrap_or_default());
                if added.saturating_mul(2) > limit && !limit.is_zero() {
                    blockers.push((*call, added));
                }
            }
        }
        blockers
    }

    /// Whether it only exceeds `limit` because of [`Spending::blockers`], which have a rule of their own.
    pub(crate) fn fits_without_blockers(&self, limit: Duration) -> bool {
        let blockers = self.blockers(limit);
        let mut rest = self.clone();
        for step in &mut rest.steps {
            step.calls.retain(|call| blockers.iter().all(|(blocker, _)| blocker.edge.id != call.edge.id));
        }
        rest.time().at_least <= limit
    }
}

/// Whether an edge applies without doubt: unlimited, or limited to this very interface or journey.
fn surely_applies(edge: &Edge<'_>, part: Option<&str>, journey: Option<&str>) -> bool {
    let Some(limits) = edge.need.only_for.as_deref() else { return true };
    limits.iter().any(|limit| {
        let id = Some(limit.id.as_str());
        if edge.from.interface(&limit.id).is_some() { part == id } else { journey == id }
    })
}

/// Words for a journey, to put after a message; empty when none is known.
pub(crate) fn on_behalf_of(journey: Option<&str>) -> String {
    journey.map_or_else(String::new, |journey| format!(" on behalf of `{journey}`"))
}
