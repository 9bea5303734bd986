//! A consumer that takes messages more slowly than they come.

use crate::prelude::*;
use crate::readings::consumer::{consumers, weighty_journey};
use crate::readings::figure::figure;
use crate::readings::throughput::{Throughput, of_one, throughput};
use loadline_model::Component;

/// A consumer that takes messages more slowly than they come.
pub(crate) const RULE: Rule = Rule {
    code: "LL307",
    name: "consumer-slower-than-producer",
    level: Severity::Error,
    since: "0.1.0",
    summary: "messages arrive faster than their consumer can take them",
    requirements: &["D3", "D18", "O5"],
    pillar: None,
    facts: &[
        "services.*.needs.*.access",
        "services.*.capacity.rps",
        "services.*.capacity.workers",
        "services.*.service-time.p50",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "journeys.*.load.average",
        "journeys.*.load.peak",
    ],
    page: include_str!("consumer_slower_than_producer.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in consumers(cx) {
        let demand = cx.demands.on(component.id);
        let (average, peak) = (demand.average(), demand.peak());
        match throughput(cx.model, component) {
            Some(carries) if carries.rps < average => never_drains(cx, component, average, &carries),
            Some(carries) if carries.rps < peak => backs_up(cx, component, peak, &carries),
            Some(_) => {}
            None => ask(cx, component, average.max(peak)),
        }
    }
}

fn never_drains(cx: &mut Check<'_>, component: Component<'_>, average: f64, carries: &Throughput) {
    let (arrive, take) = (figure(average), figure(carries.rps));
    let growth = average - carries.rps;
    let message =
        format!("`{}` takes {take} messages a second, but {arrive} arrive on average", component.name);
    cx.report(
        common(cx, component, message, carries)
            .note(format!(
                "the backlog grows by {} a day and never drains: ({arrive} − {take}) × 86,400",
                figure(growth * 86_400.0)
            ))
            .number(Quantity::computed(
                "average arrivals",
                average,
                "rps",
                cx.demands.on(component.id).peak_formula(),
            ))
            .hint("give the consumer more replicas or workers, or less to do per message"),
    );
}

fn backs_up(cx: &mut Check<'_>, component: Component<'_>, peak: f64, carries: &Throughput) {
    let (arrive, take) = (figure(peak), figure(carries.rps));
    let growth = (peak - carries.rps) * 60.0;
    let message = format!("`{}` takes {take} messages a second, but {arrive} arrive at peak", component.name);
    let formula = format!("({arrive} − {take}) × 60");
    cx.report(
        common(cx, component, message, carries)
            .severity(Severity::Warning)
            .note(format!("the backlog grows by {} messages a minute of peak = {formula}", figure(growth)))
            .number(Quantity::computed(
                "peak arrivals",
                peak,
                "rps",
                cx.demands.on(component.id).peak_formula(),
            ))
            .number(Quantity::computed("backlog growth", growth, "messages/min", formula))
            .hint(
                "let it carry the peak, or say how long the peak lasts and what the delay may be (`max-lag`)",
            ),
    );
}

fn common(cx: &Check<'_>, component: Component<'_>, message: String, carries: &Throughput) -> Report {
    let queue = cx.model.needs(component.id).find(|edge| edge.consumes());
    let report = Report::new(component.place(), message)
        .and(carries.span, "what one replica carries")
        .note(format!("capacity: {}", carries.working()))
        .note(format!("arrivals at peak: {}", cx.demands.on(component.id).peak_formula()))
        .number(Quantity::computed("capacity", carries.rps, "rps", carries.formula.clone()));
    match queue {
        Some(edge) => report.and(edge.key, "the messages come from here"),
        None => report,
    }
}

fn ask(cx: &mut Check<'_>, component: Component<'_>, rate: f64) {
    let Some(journey) = weighty_journey(cx, component).filter(|_| rate > 0.0) else { return };
    let field = if of_one(component).is_some() { "replicas" } else { "capacity" };
    let text =
        format!("`{journey}` sends it up to {} messages a second: how many can it take?", figure(rate));
    cx.ask(&component.place(), field, text);
}
