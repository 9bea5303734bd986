//! A journey that matters, and no objective that says how well it must work.

use crate::prelude::*;
use loadline_model::kinds::Criticality;
use rustc_hash::FxHashMap;

/// A journey that matters, and no objective that says how well it must work.
pub(crate) const RULE: Rule = Rule {
    code: "LL501",
    name: "critical-journey-without-slo",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a journey of high or critical importance has no service level objective",
    requirements: &["O2", "R1"],
    pillar: Some("P14.6"),
    facts: &["journeys.*.criticality", "journeys.*.entry", "slos.*.of", "slos.*.sli"],
    page: include_str!("critical_journey_without_slo.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let mut subjects = FxHashMap::default();
    for (id, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        if let Some(of) = &slo.of {
            subjects.entry(of.id.as_str()).or_insert((id, slo));
        }
    }
    for (id, journey) in model.system.journeys.iter().flat_map(|all| all.iter()) {
        let Some(criticality) = &journey.criticality else { continue };
        let severity = match criticality.value {
            Criticality::Critical => Severity::Error,
            Criticality::High => Severity::Warning,
            Criticality::Normal | Criticality::Low => continue,
        };
        // An objective of the interface that users enter at is an objective of what they feel there.
        let entry = journey.entry.as_ref();
        let names = [Some(id), entry.map(|entry| entry.id.as_str()), entry.map(|entry| entry.base())];
        if let Some((slo_id, slo)) = names.into_iter().flatten().find_map(|name| subjects.get(name)) {
            if slo.sli.is_none() {
                let place = Place::new(format!("slos/{slo_id}"), slo.key);
                cx.ask(&place, "sli", format!("what counts as good for `{id}`?"));
            }
            continue;
        }
        let word = criticality.value.word();
        cx.report(
            Report::new(
                Place::new(format!("journeys/{id}"), journey.key),
                format!("no SLO says how often `{id}` must work, although it is {word}"),
            )
            .severity(severity)
            .and(criticality.span, format!("{word} by decision"))
            .number(Quantity::computed("SLOs", 0.0, "1", format!("SLOs of `{id}` or of its entry")))
            .hint(format!("add an SLO with `of: {id}`, a target and an indicator counted where users enter")),
        );
    }
}
