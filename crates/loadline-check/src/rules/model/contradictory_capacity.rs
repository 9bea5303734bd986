//! Figures of one component's capacity that cannot all be true.

use crate::prelude::*;
use crate::readings::figure::count;
use crate::readings::service_time::{Mean, mean};
use loadline_model::Component;
use loadline_model::kinds::Capacity;

/// Figures of one component's capacity that cannot all be true.
pub(crate) const RULE: Rule = Rule {
    code: "LL015",
    name: "contradictory-capacity",
    level: Severity::Error,
    since: "0.1.0",
    summary: "workers, service time, queue and throughput of a component contradict each other",
    requirements: &["D3", "D16", "R7"],
    pillar: None,
    facts: &[
        "services.*.capacity.workers",
        "services.*.capacity.concurrency",
        "services.*.capacity.rps",
        "services.*.capacity.queue.limit",
        "services.*.service-time",
        "services.*.exposes.*.service-time",
    ],
    page: include_str!("contradictory_capacity.md"),
    check,
};

/// Measured figures are rounded; less than this share above what is possible is no contradiction.
const ROUNDING: f64 = 0.05;

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        if let Some(capacity) = component.common().capacity.as_deref() {
            throughput(cx, &component, capacity);
            places(cx, &component, capacity);
        }
    }
}

/// Slots ÷ mean service time is the most one replica can do, whatever is measured (Little's law).
fn throughput(cx: &mut Check<'_>, component: &Component<'_>, capacity: &Capacity) {
    let Some(rps) = decided(&capacity.rps) else { return };
    let workers = decided(&capacity.workers).map(|count| (count, "workers"));
    let Some((slots, noun)) =
        workers.or_else(|| decided(&capacity.concurrency).map(|count| (count, "requests in flight")))
    else {
        return;
    };
    let Some(mean) = fastest(component) else { return };
    let most = slots.get() as f64 / mean.time.as_secs_f64();
    if mean.time.is_zero() || rps.get() <= most * (1.0 + ROUNDING) {
        return;
    }
    let formula = format!("{} {noun} ÷ {}", slots.value, mean.time);
    let mut report = Report::new(
        component.place(),
        format!(
            "`{}` cannot take the stated {} rps: at most {} rps are possible",
            component.name,
            rps.value,
            format_number(most.round())
        ),
    )
    .mark(rps.span, "more than the workers can do")
    .and(slots.span, format!("{} {noun} per replica", slots.value))
    .note(format!("{} rps = {formula} mean service time", format_number(most.round())))
    .number(Quantity::stated("stated throughput", rps.get(), "rps"))
    .number(Quantity::computed("possible throughput", most, "rps", formula))
    .hint("measure both again; one of the workers, the service time and the throughput is wrong")
    .aspect("rps");
    report = report.note(format!("mean service time: {}", mean.formula));
    if mean.assumed {
        report = report.note("no distribution is named; lognormal is assumed").severity(Severity::Warning);
    }
    cx.report(report);
}

/// The shortest mean among the component and its interfaces: the most charitable reading when the mix is unknown.
fn fastest(component: &Component<'_>) -> Option<Mean> {
    let interfaces = component.interfaces().into_iter().flat_map(|all| all.iter());
    let times = interfaces.filter_map(|(_, interface)| interface.service_time.as_deref());
    times.chain(component.common().service_time.as_deref()).filter_map(mean).min_by_key(|mean| mean.time)
}

/// In flight = being worked on + waiting.
fn places(cx: &mut Check<'_>, component: &Component<'_>, capacity: &Capacity) {
    let (Some(workers), Some(flight)) = (decided(&capacity.workers), decided(&capacity.concurrency)) else {
        return;
    };
    let waiting = capacity.queue.as_ref().and_then(|queue| match Saying::of(&queue.limit) {
        Saying::Value(limit, _) => Some((limit.get(), queue.span)),
        _ => None,
    });
    let name = component.name;
    let room = flight.get().saturating_sub(workers.get());
    let report = if flight.get() < workers.get() {
        let idle = workers.get() - flight.get();
        Report::new(
            component.place(),
            format!(
                "`{name}` has {} but takes {} in flight",
                count(workers.get(), "worker"),
                count(flight.get(), "request")
            ),
        )
        .note(format!("{} − {} = {} can never have work", workers.value, flight.value, count(idle, "worker")))
        .number(Quantity::computed(
            "idle workers",
            idle as f64,
            "workers",
            format!("{} − {}", workers.value, flight.value),
        ))
    } else if let Some((limit, span)) = waiting.filter(|(limit, _)| *limit > room) {
        let formula = format!("{} − {}", flight.value, workers.value);
        Report::new(
            component.place(),
            format!("the queue of `{name}` holds {limit}, but only {} can ever wait", count(room, "request")),
        )
        .and(span, format!("room for {limit}"))
        .note(format!("{formula} = {room}: in flight counts waiting requests too"))
        .number(Quantity::stated("queue limit", limit as f64, "requests"))
        .number(Quantity::computed("room to wait", room as f64, "requests", formula))
    } else {
        return;
    };
    cx.report(
        report
            .mark(flight.span, "in flight, waiting ones included")
            .severity(Severity::Warning)
            .hint("set `concurrency` to workers + queue limit, or lower what exceeds it")
            .aspect("concurrency"),
    );
}
