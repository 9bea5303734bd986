//! An important journey whose load nobody has said.

use crate::prelude::*;
use loadline_model::kinds::Criticality;

/// An important journey whose load nobody has said.
pub(crate) const RULE: Rule = Rule {
    code: "LL301",
    name: "journey-without-load",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a critical journey says nothing about how often it is done, so no capacity can be judged",
    requirements: &["D3", "D15", "R7"],
    pillar: None,
    facts: &[
        "journeys.*.load.average",
        "journeys.*.load.peak",
        "journeys.*.load.daily-users",
        "journeys.*.criticality",
    ],
    page: include_str!("journey_without_load.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for flow in cx.flows.all() {
        let load = flow.journey.load.as_deref();
        let said = load.is_some_and(|load| {
            load.average.is_some()
                || load.peak.is_some()
                || load.burst.is_some()
                || load.daily_users.is_some()
        });
        if said {
            continue;
        }
        let place = flow.place();
        let weighty = flow.criticality().filter(|criticality| *criticality >= Criticality::High);
        let imported = cx.model.is_imported(&place.path);
        let Some(weighty) = weighty.filter(|_| !imported) else {
            if flow.criticality() != Some(Criticality::Low) {
                cx.ask(&place, "load", "how often is it done, on average and in the busiest minutes?");
            }
            continue;
        };
        let (word, components) = (weighty.word(), touched(flow));
        cx.report(
            Report::new(place, format!("`{}` is {word}, but nothing says how often it is done", flow.id))
                .note(format!("its requests reach {}", crate::readings::figure::count(components, "component")))
                .number(Quantity::computed("components reached", components as f64, "1", "from its entry"))
                .hint("state `load: {average: …, peak: …}`; where nothing is measured, record an assumption with a date"),
        );
    }
}

/// How many components a journey reaches.
fn touched(flow: &loadline_flow::Flow<'_>) -> u64 {
    let ids: rustc_hash::FxHashSet<_> = flow.stations.iter().map(|station| station.component.id).collect();
    ids.len() as u64
}
