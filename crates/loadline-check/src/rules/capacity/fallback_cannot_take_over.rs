//! A fallback that cannot carry what it would have to take over.

use crate::edge_load::EdgeLoads;
use crate::figure::figure;
use crate::prelude::*;
use crate::throughput::{Throughput, throughput};
use loadline_model::Edge;

/// A fallback that cannot carry what it would have to take over.
pub(crate) const RULE: Rule = Rule {
    code: "LL319",
    name: "fallback-cannot-take-over",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a fallback carries less than the calls it would have to take over",
    requirements: &["D6", "R4"],
    pillar: Some("P14.14"),
    facts: &[
        "services.*.needs.*.fallback.to",
        "externals.*.quota",
        "services.*.capacity.rps",
        "services.*.replicas.max",
        "journeys.*.load.peak",
    ],
    page: include_str!("fallback_cannot_take_over.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let loads = EdgeLoads::of(cx.model, cx.flows);
    for edge in cx.model.edges() {
        let fallback = edge.need.fallback.as_ref().and_then(|fallback| fallback.value.value());
        let Some(to) = fallback.and_then(|fallback| fallback.to.as_ref()) else { continue };
        let Some(stand_in) = cx.model.find(to.base()) else { continue };
        let moved = loads.on(edge.id).peak;
        let own = cx.demands.on(stand_in.id).peak();
        let Some(carries) = throughput(cx.model, stand_in) else { continue };
        // What cannot even carry its own load is another finding.
        if own <= carries.rps && own + moved > carries.rps {
            report(cx, &edge, to.span, (own, moved), &carries, stand_in.name);
        }
    }
}

fn report(
    cx: &mut Check<'_>,
    edge: &Edge<'_>,
    said: loadline_base::Span,
    (own, moved): (f64, f64),
    carries: &Throughput,
    name: &str,
) {
    let (total, most, target) = (figure(own + moved), figure(carries.rps), edge.target());
    let formula = if own > 0.0 {
        format!("{} of its own + {} taken over", figure(own), figure(moved))
    } else {
        format!("{} taken over", figure(moved))
    };
    cx.report(
        Report::new(
            edge.place(),
            format!("`{name}` carries {most} rps, but would get {total} rps when `{target}` fails at peak"),
        )
        .mark(said, "the stand-in")
        .and(carries.span, format!("{most} rps"))
        .note(format!("{total} rps = {formula}"))
        .note(format!("capacity: {}", carries.working()))
        .number(Quantity::computed("load when standing in", own + moved, "rps", formula))
        .number(Quantity::computed("capacity", carries.rps, "rps", carries.formula.clone()))
        .hint(
            "size the stand-in for the bad day, or say which calls it takes and what happens to the others",
        ),
    );
}
