//! One request that calls the same thing many times.

use crate::prelude::*;
use crate::readings::figure::figure;
use loadline_base::units::Number;
use loadline_model::{ComponentKind, Edge, Stated};

/// Operations of one request on one target up to which nobody wonders.
const USUAL: f64 = 10.0;

/// One request that calls the same thing many times.
pub(crate) const RULE: Rule = Rule {
    code: "LL311",
    name: "calls-per-request",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "one request calls or reads the same component more than ten times",
    requirements: &["E6", "P8"],
    pillar: None,
    facts: &[
        "services.*.needs.*.calls",
        "services.*.needs.*.reads",
        "services.*.needs.*.writes",
        "journeys.*.load.peak",
    ],
    page: include_str!("calls_per_request.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let loads = &cx.readings.loads;
    // What a job does in one run is its work, not a request that somebody repeats.
    let in_request = |edge: &Edge<'_>| edge.is_call() && edge.from.kind() != ComponentKind::Job;
    for edge in cx.model.edges().filter(in_request) {
        let Some((stated, verb)) = most(&edge) else { continue };
        let load = loads.on(edge.id);
        let per_request = figure(stated.get());
        let (name, target) = (edge.from.name, edge.target());
        let at_peak =
            if load.peak > 0.0 { format!(": {} rps at peak", figure(load.peak)) } else { String::new() };
        let message = format!("`{name}` {verb} `{target}` {per_request} times per request{at_peak}");
        let mut report = Report::new(edge.place(), message)
            .mark(stated.span, format!("{per_request} per request"))
            .number(Quantity::stated("operations per request", stated.get(), "1"));
        if load.peak > 0.0 {
            let formula = format!("{} × {} rps", figure(load.peak / load.visits), figure(load.visits));
            report = report
                .note(format!("{} rps = {formula}", figure(load.peak)))
                .number(Quantity::computed("operations at peak", load.peak, "rps", formula));
        }
        cx.report(report.hint("fetch them together: a join, a batch call or one query with a list of keys"));
    }
}

/// The largest stated number of operations that is above what is usual, with its verb.
fn most<'m>(edge: &Edge<'m>) -> Option<(&'m Stated<Number>, &'static str)> {
    let need = edge.need;
    let stated = [(&need.reads, "reads"), (&need.writes, "writes"), (&need.calls, "calls")];
    let many = stated.into_iter().filter_map(|(number, verb)| Some((number.as_ref()?, verb)));
    many.filter(|(number, _)| number.get() > USUAL).max_by(|(a, _), (b, _)| a.get().total_cmp(&b.get()))
}
