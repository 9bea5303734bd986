//! A cache whose loss its origin may not survive.

use crate::prelude::*;
use crate::readings::cache_load::CacheLoad;
use loadline_base::Span;
use loadline_model::kinds::{Cache, CachePattern, Criticality};
use loadline_model::{Body, Component};

/// A cache whose loss its origin may not survive.
pub(crate) const RULE: Rule = Rule {
    code: "LL107",
    name: "stampede-without-control",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "nothing keeps many misses from reaching the origin at once",
    requirements: &["P8", "E6", "R4", "R7"],
    pillar: None,
    facts: &[
        "caches.*.stampede",
        "caches.*.hit-ratio",
        "caches.*.origin",
        "stores.*.capacity.rps",
        "stores.*.replicas.min",
    ],
    page: include_str!("stampede_without_control.md"),
    check,
};

/// From this growth of the origin's load on, it is worth a question: ten times, at a hit ratio of 90 %.
const WORTH_ASKING: f64 = 10.0;

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Cache(cache) = component.body else { continue };
        if cache.pattern.as_ref().is_some_and(|pattern| pattern.value == CachePattern::Primary) {
            continue;
        }
        let load = CacheLoad::of(cx, component, cache);
        match Saying::of(&cache.stampede) {
            Saying::Value(..) => {}
            Saying::None(span) => report(cx, component, cache, &load, span),
            Saying::Nothing => {
                let grows = load.growth().is_some_and(|growth| growth >= WORTH_ASKING);
                let matters = cx.flows.criticality(component.id) >= Some(Criticality::High);
                if grows || matters {
                    let text = format!(
                        "what keeps many misses of `{}` from reaching its origin at once?",
                        component.name
                    );
                    cx.ask(&component.place(), "stampede", text);
                }
            }
        }
    }
}

fn report(cx: &mut Check<'_>, component: Component<'_>, cache: &Cache, load: &CacheLoad<'_>, span: Span) {
    let capacity = load.origin_capacity(cx.model);
    let overload = load.reads.zip(capacity.as_ref()).filter(|(reads, (capacity, _))| reads > capacity);
    let mut report = Report::new(component.place(), message(component.name, load, overload.map(|(_, (most, _))| *most)))
        .mark(span, "nothing keeps misses apart, by decision")
        .hint("let one miss for a key fetch it while the others wait (single-flight), and limit concurrent reads of the origin");
    if overload.is_some() {
        report = report.severity(Severity::Error);
    }
    if let Some((growth, formula)) = load.growth().zip(load.growth_formula()) {
        report = report.note(format!("{formula} = {}", format_number((growth * 10.0).round() / 10.0)));
    }
    if let Some(note) = load.note() {
        report = report.note(note);
    }
    for number in load.numbers() {
        report = report.number(number);
    }
    if let Some((capacity, formula)) = &capacity {
        report = report.number(Quantity::computed("capacity of origin", *capacity, "rps", formula.clone()));
    }
    if let Some(origin) = load.origin {
        report = report.and(origin.key, "where its misses go");
    }
    cx.report(report);
    if cache.hit_ratio.is_none() {
        cx.ask(
            &component.place(),
            "hit-ratio",
            format!("which share of reads does `{}` answer?", component.name),
        );
    }
}

/// The sharpest thing that can be said: more than the origin takes, else how many times more, else how much.
fn message(name: &str, load: &CacheLoad<'_>, too_much_for: Option<f64>) -> String {
    let origin = load.origin.map_or_else(|| "its origin".to_owned(), |origin| format!("`{}`", origin.name));
    let reads = load.reads.map(|reads| format_number(reads.round()));
    match (reads, too_much_for, load.growth()) {
        (Some(reads), Some(most), _) => {
            format!("losing `{name}` sends {reads} rps to {origin}, which takes {} rps", format_number(most))
        }
        (_, _, Some(growth)) => {
            format!("losing `{name}` multiplies the load on {origin} by {}", format_number(growth.round()))
        }
        (Some(reads), ..) => format!("losing `{name}` sends all its {reads} rps to {origin} at once"),
        (None, ..) => format!("nothing keeps many misses of `{name}` from reaching {origin} at once"),
    }
}
