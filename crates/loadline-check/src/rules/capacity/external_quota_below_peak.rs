//! An external that takes fewer calls than the journeys make.

use crate::prelude::*;
use crate::readings::consumer::weighty_journey;
use crate::readings::edge_load::EdgeLoads;
use crate::readings::figure::figure;
use loadline_base::units::Rate;
use loadline_model::{Body, Component, Decided, Edge, Stated};

/// An external that takes fewer calls than the journeys make.
pub(crate) const RULE: Rule = Rule {
    code: "LL306",
    name: "external-quota-below-peak",
    level: Severity::Error,
    since: "0.1.0",
    summary: "the journeys call an external more often than its quota allows",
    requirements: &["D3", "D4", "R7"],
    pillar: None,
    facts: &[
        "externals.*.quota",
        "services.*.needs.*.calls",
        "services.*.needs.*.share",
        "services.*.needs.*.rate-limit",
        "journeys.*.load.peak",
        "journeys.*.load.average",
    ],
    page: include_str!("external_quota_below_peak.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let loads = &cx.readings.loads;
    for component in cx.model.components() {
        let Body::External(external) = component.body else { continue };
        let asked = Asked::of(cx, loads, component);
        match &external.quota {
            Some(quota) if quota.is_decided() => judge(cx, component, quota, &asked),
            _ if asked.peak <= 0.0 => {}
            _ => {
                if let Some(journey) = weighty_journey(cx, component) {
                    let peak = figure(asked.peak);
                    let text = format!(
                        "it is called {peak} times a second at peak, among them for `{journey}`: does it allow that?"
                    );
                    cx.ask(&component.place(), "quota", text);
                }
            }
        }
    }
}

/// What all callers ask of one external, each held to its own rate limit.
struct Asked<'m> {
    peak: f64,
    average: f64,
    waited_for: bool,
    formula: String,
    average_formula: String,
    largest: Option<(Edge<'m>, f64)>,
}

impl<'m> Asked<'m> {
    fn of(cx: &Check<'m>, loads: &EdgeLoads<'m>, component: Component<'_>) -> Self {
        let mut asked = Self {
            peak: 0.0,
            average: 0.0,
            waited_for: false,
            formula: String::new(),
            average_formula: String::new(),
            largest: None,
        };
        let (mut parts, mut means) = (Vec::new(), Vec::new());
        for edge in cx.model.callers(component.id) {
            let load = loads.on(edge.id);
            let limit = edge.need.rate_limit.as_ref().map_or(f64::INFINITY, |limit| limit.per_second());
            let peak = load.peak.min(limit);
            asked.peak += peak;
            asked.average += load.average.min(limit);
            asked.waited_for |= load.waited_for;
            if peak > 0.0 {
                let journey = load.worst.map_or("", |(journey, _)| journey);
                let held = if limit < load.peak { ", held to its rate limit" } else { "" };
                let words =
                    |rate: f64| format!("{} (`{}`, mostly {journey}{held})", figure(rate), edge.from.name);
                parts.push(words(peak));
                means.push(words(load.average.min(limit)));
            }
            if asked.largest.is_none_or(|(_, most)| peak > most) {
                asked.largest = Some((edge, peak));
            }
        }
        asked.formula = parts.join(" + ");
        asked.average_formula = means.join(" + ");
        asked
    }
}

fn judge(cx: &mut Check<'_>, component: Component<'_>, quota: &Stated<Decided<Rate>>, asked: &Asked<'_>) {
    let Some(takes) = quota.value.value() else { return };
    let (allowed, name) = (takes.per_second(), component.name);
    if asked.peak <= allowed {
        return;
    }
    let lasting = asked.average > allowed;
    let (rate, when, working) = if lasting {
        (asked.average, "on average", &asked.average_formula)
    } else {
        (asked.peak, "at peak", &asked.formula)
    };
    let severity = if lasting || asked.waited_for { Severity::Error } else { Severity::Warning };
    let mut report = Report::new(
        component.place(),
        format!("`{name}` takes {takes}, but the journeys need {} rps {when}", figure(rate)),
    )
    .severity(severity)
    .mark(quota.span, "the quota")
    .note(format!("{when}: {} rps = {working}", figure(rate)))
    .number(Quantity::stated("quota", allowed, "rps"))
    .number(Quantity::computed("peak demand", asked.peak, "rps", asked.formula.clone()))
    .number(Quantity::computed("average demand", asked.average, "rps", asked.average_formula.clone()));
    if let Some((edge, _)) = asked.largest {
        report = report.and(edge.key, "most of it comes from here");
    }
    report = match (lasting, asked.waited_for) {
        (true, false) => report.note(format!(
            "{} more a second wait than leave, so the backlog never drains",
            figure(asked.average - allowed)
        )),
        (false, false) => report.note("nobody waits for it: at peak the rest piles up and drains afterwards"),
        _ => report.note(format!(
            "{} of the calls would be refused",
            crate::readings::figure::percent(1.0 - allowed / rate)
        )),
    };
    cx.report(
        report.hint(
            "agree on a larger quota, make fewer calls (batch, cache), or say what happens to the rest",
        ),
    );
}
