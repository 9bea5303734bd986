//! An order of calls that nobody stated and that decides whether the time is enough.

use crate::prelude::*;
use crate::readings::latency_target::{LatencyTarget, latency_targets};
use loadline_base::Span;
use loadline_flow::{Call, Flow, HopKind, Station, calls, edge_time, edge_time_formula, steps, steps_time};
use loadline_model::kinds::Via;
use loadline_model::{Component, ComponentId, Edge, Model};
use rustc_hash::FxHashMap;

/// An order of calls that nobody stated and that decides whether the time is enough.
pub(crate) const RULE: Rule = Rule {
    code: "LL016",
    name: "assumed-call-order",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "whether calls are made in series or in parallel is not said, and it decides",
    requirements: &["D4", "D6", "D13"],
    pillar: None,
    facts: &[
        "services.*.needs.*.step",
        "services.*.needs.*.timeout",
        "journeys.*.latency",
        "slos.*.sli.latency.under",
    ],
    page: include_str!("assumed_call_order.md"),
    check,
};

/// Calls of one component whose order is not said.
struct Unordered<'m> {
    component: Component<'m>,
    calls: Vec<Call<'m>>,
    /// Longest time when they are made one after the other, the ordered calls before them included.
    series: Duration,
    /// Longest time when they are made at once, the ordered calls before them included.
    parallel: Duration,
    /// Whether every time is known.
    complete: bool,
}

/// A time that series break and parallel calls keep.
struct Limit {
    time: Duration,
    span: Span,
    whose: String,
    severity: Severity,
}

fn check(cx: &mut Check<'_>) {
    let targets = latency_targets(cx.model);
    let mut worst: FxHashMap<ComponentId, (Unordered<'_>, Option<Limit>)> = FxHashMap::default();
    for flow in cx.flows.all() {
        let target = targets.get(flow.id);
        if target.is_none() && !flow.is_critical() {
            continue;
        }
        let waits = caller_timeouts(flow);
        for (station, caller) in flow.stations.iter().zip(waits).filter(|(station, _)| station.waited_for) {
            let Some(found) = unordered(cx.model, flow, station) else { continue };
            let limit = broken(&found, flow, target, caller);
            match worst.get(&station.component.id) {
                Some((_, Some(_))) => {}
                Some((_, None)) if limit.is_none() => {}
                _ => drop(worst.insert(station.component.id, (found, limit))),
            }
        }
    }
    for component in cx.model.components() {
        match worst.remove(&component.id) {
            Some((found, Some(limit))) => report(cx, &found, limit),
            Some((found, None)) => ask(cx, &found),
            None => {}
        }
    }
}

/// For every station, the caller that waits for it shortest.
fn caller_timeouts<'m>(flow: &Flow<'m>) -> Vec<Option<(Duration, Edge<'m>)>> {
    let mut shortest: Vec<Option<(Duration, Edge<'m>)>> = vec![None; flow.stations.len()];
    for hop in flow.stations.iter().flat_map(Station::hops).filter(|hop| hop.waits) {
        let HopKind::Call(edge) = hop.kind else { continue };
        let Some(timeout) = edge.need.timeout.as_ref().and_then(|timeout| timeout.value()).copied() else {
            continue;
        };
        let known = &mut shortest[hop.to.index()];
        if known.is_none_or(|(known, _)| timeout < known) {
            *known = Some((timeout, edge));
        }
    }
    shortest
}

fn unordered<'m>(model: &'m Model, flow: &Flow<'m>, station: &Station<'m>) -> Option<Unordered<'m>> {
    let all = calls(model, station.component, station.part, Some(flow.id));
    // Reading an origin after a miss comes after the cache by its nature.
    let open = |call: &Call<'_>| {
        let miss = matches!(call.edge.need.via.as_deref(), Some(Via::Cache(_)));
        call.waits && call.edge.need.step.is_none() && !miss
    };
    let (open, ordered): (Vec<_>, Vec<_>) = all.into_iter().partition(open);
    if open.len() < 2 {
        return None;
    }
    let before = steps_time(&steps(&ordered)).at_least;
    let times: Vec<Option<Duration>> = open.iter().map(edge_time).collect();
    let known = || times.iter().copied().flatten();
    Some(Unordered {
        component: station.component,
        series: before + known().sum(),
        parallel: before + known().max().unwrap_or_default(),
        complete: times.iter().all(Option::is_some),
        calls: open,
    })
}

/// The limit that series break and parallel calls keep, the journey's own first.
fn broken(
    found: &Unordered<'_>,
    flow: &Flow<'_>,
    target: Option<&LatencyTarget>,
    caller: Option<(Duration, Edge<'_>)>,
) -> Option<Limit> {
    let decides = |limit: &Limit| found.complete && found.series > limit.time && found.parallel <= limit.time;
    let target = target.map(|LatencyTarget { time, span, .. }| Limit {
        time: *time,
        span: *span,
        whose: format!("`{}` must be done in {time}", flow.id),
        severity: Severity::Warning,
    });
    let caller = caller.map(|(time, edge)| Limit {
        time,
        span: edge.key,
        whose: format!("`{}` waits {time} for it", edge.from.name),
        severity: Severity::Note,
    });
    target.filter(decides).or_else(|| caller.filter(decides))
}

fn report(cx: &mut Check<'_>, found: &Unordered<'_>, limit: Limit) {
    let (series, parallel) = (found.series, found.parallel);
    let times: Vec<String> = found.calls.iter().map(edge_time_formula).collect();
    let mut report = Report::new(
        found.component.place(),
        format!(
            "the order of {} calls of `{}` is not said: series {series}, parallel {parallel}, and {}",
            found.calls.len(),
            found.component.name,
            limit.whose
        ),
    )
    .severity(limit.severity)
    .and(limit.span, format!("{} is enough only if they run in parallel", limit.time))
    .note(format!("series: {}; parallel: max({})", times.join(" + "), times.join(", ")))
    .number(Quantity::computed("series", series.as_secs_f64(), "s", times.join(" + ")))
    .number(Quantity::computed("parallel", parallel.as_secs_f64(), "s", format!("max({})", times.join(", "))))
    .number(Quantity::stated("limit", limit.time.as_secs_f64(), "s"))
    .hint("give each call its `step:`; equal steps run in parallel, ascending ones in series");
    for call in &found.calls {
        report = report.and(call.edge.key, "no `step:`");
    }
    cx.report(report);
}

fn ask(cx: &mut Check<'_>, found: &Unordered<'_>) {
    let Some(first) = found.calls.first() else { return };
    let names: Vec<String> = found.calls.iter().map(|call| format!("`{}`", call.edge.target())).collect();
    let times = if found.complete {
        [format!(" ({})", found.series), format!(" ({})", found.parallel)]
    } else {
        [String::new(), String::new()]
    };
    let text = format!(
        "does `{}` use {} one after the other{} or at once{}?",
        found.component.name,
        names.join(", "),
        times[0],
        times[1]
    );
    cx.ask(&first.edge.place(), "step", text);
}
