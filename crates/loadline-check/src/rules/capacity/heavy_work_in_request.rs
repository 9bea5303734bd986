//! Long work that a user waits for and could be done later.

use crate::prelude::*;
use loadline_base::Span;
use loadline_flow::{Flow, HopKind, one_call};
use loadline_model::{ComponentKind, EdgeId, Model};
use rustc_hash::FxHashSet;

/// A user's train of thought breaks after about a second.
const LONG_WORK: f64 = 1.0;
/// Nobody should wait this long for something that may be left out.
const LONG_WAIT: f64 = 3.0;

/// Long work that a user waits for and could be done later.
pub(crate) const RULE: Rule = Rule {
    code: "LL314",
    name: "heavy-work-in-request",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a user waits for seconds of work that could be queued",
    requirements: &["E6", "D17", "R4"],
    pillar: None,
    facts: &[
        "services.*.service-time.p99",
        "services.*.exposes.*.service-time.p99",
        "services.*.needs.*.timeout",
        "services.*.needs.*.kind",
        "journeys.*.latency.p99",
    ],
    page: include_str!("heavy_work_in_request.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let (mut told, mut told_edges) = (FxHashSet::default(), FxHashSet::default());
    for flow in cx.flows.all() {
        for station in flow.stations.iter().filter(|station| station.waited_for) {
            if let Some(work) = own_work(station).filter(|work| !expected(flow, work.p99))
                && told.insert(work.what.clone())
            {
                report_work(cx, flow, &work);
            }
        }
        for (edge, wait) in optional_waits(flow, &mut told_edges) {
            if !expected(flow, wait) {
                report_wait(cx, flow, cx.model, edge, wait);
            }
        }
    }
}

/// Whether the journey's own latency target allows for such a time: then somebody has decided it.
fn expected(flow: &Flow<'_>, time: Duration) -> bool {
    let target = flow.journey.latency.as_ref().and_then(|latency| latency.p99.as_ref());
    target.is_some_and(|target| target.value >= time)
}

/// Long own work of a component at one interface.
struct Work {
    place: Place,
    what: String,
    p99: Duration,
    span: Span,
}

fn own_work(station: &loadline_flow::Station<'_>) -> Option<Work> {
    let component = station.component;
    let interface = station.part.and_then(|part| Some((part, component.interface(part)?)));
    let of_interface = interface.and_then(|(part, interface)| Some((part, interface.service_time.as_ref()?)));
    let own = component.common().service_time.as_ref();
    let (what, time) = match of_interface {
        Some((part, time)) => (format!("{}.{part}", component.name), time),
        None => (component.name.to_owned(), own?),
    };
    let p99 = time.p99.as_ref().filter(|p99| p99.is_decided() && p99.as_secs_f64() >= LONG_WORK)?;
    Some(Work { place: component.place(), what, p99: p99.value, span: p99.span })
}

fn report_work(cx: &mut Check<'_>, flow: &Flow<'_>, work: &Work) {
    let (what, p99) = (&work.what, work.p99);
    cx.report(
        Report::new(work.place.clone(), format!("1 user of `{}` in 100 waits {p99} or more for `{what}` alone", flow.id))
            .aspect(what.clone())
            .mark(work.span, "its own work, without callees and queueing")
            .number(Quantity::stated("p99 of its own work", p99.as_secs_f64(), "s"))
            .hint("take the request, answer at once and do the work behind a queue; or cut the work into smaller pieces"),
    );
}

/// Soft calls to externals that users wait long for, each edge once for all journeys.
fn optional_waits(flow: &Flow<'_>, told: &mut FxHashSet<EdgeId>) -> Vec<(EdgeId, Duration)> {
    let mut found = Vec::new();
    for station in flow.stations.iter().filter(|station| station.waited_for) {
        for hop in station.hops().filter(|hop| hop.waits) {
            let HopKind::Call(edge) = hop.kind else { continue };
            if edge.is_soft()
                && edge.to.kind() == ComponentKind::External
                && let Some(wait) = one_call(edge.need).filter(|wait| wait.as_secs_f64() >= LONG_WAIT)
                && told.insert(edge.id)
            {
                found.push((edge.id, wait));
            }
        }
    }
    found
}

fn report_wait(cx: &mut Check<'_>, flow: &Flow<'_>, model: &Model, edge: EdgeId, wait: Duration) {
    let edge = model.edge(edge);
    let target = edge.target();
    cx.report(
        Report::new(
            edge.place(),
            format!("users of `{}` wait up to {wait} for `{target}`, which may be left out", flow.id),
        )
        .number(Quantity::computed(
            "longest wait",
            wait.as_secs_f64(),
            "s",
            "deadline, or (1 + retries) × timeout + backoff",
        ))
        .hint("call it after the answer (a queue, an outbox), or wait for a few hundred milliseconds only"),
    );
}
