//! An objective that watches machines or insides instead of what users get.

use crate::prelude::*;
use loadline_model::kinds::{Sli, Slo};
use loadline_model::{Model, Named, Stated};
use rustc_hash::FxHashSet;

/// An objective that watches machines or insides instead of what users get.
pub(crate) const RULE: Rule = Rule {
    code: "LL502",
    name: "sli-not-user-facing",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "an objective measures a machine or an inner component, not what users get",
    requirements: &["R1", "O2", "O14"],
    pillar: Some("P14.6"),
    facts: &[
        "slos.*.of",
        "slos.*.sli.availability.good",
        "slos.*.sli.gauge.metric",
        "slos.*.sli.throughput.metric",
        "journeys.*.entry",
        "journeys.*.completes.at",
    ],
    page: include_str!("sli_not_user_facing.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let felt = felt_by_users(model);
    for (id, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        let report = machine_metric(id, slo).or_else(|| inner_component(model, &felt, id, slo));
        if let Some(report) = report {
            cx.report(report);
        }
    }
}

/// Components where users enter, or where the asynchronous tail of a journey ends.
fn felt_by_users(model: &Model) -> FxHashSet<&str> {
    let journeys = || model.system.journeys.iter().flat_map(|all| all.iter());
    let entries = journeys().filter_map(|(_, journey)| Some(journey.entry.as_ref()?.base()));
    let ends =
        journeys().filter_map(|(_, journey)| Some(journey.completes.as_ref()?.at.as_ref()?.id.as_str()));
    entries.chain(ends).collect()
}

fn inner_component(model: &Model, felt: &FxHashSet<&str>, id: &str, slo: &Named<Slo>) -> Option<Report> {
    let of = slo.of.as_ref().filter(|_| !felt.is_empty())?;
    let component = model.find(of.base()).filter(|component| !felt.contains(component.name))?;
    let callers = model.callers(component.id).count();
    Some(
        Report::new(
            Place::new(format!("slos/{id}"), slo.key),
            format!("`{id}` is about `{}`, where 0 journeys enter", component.name),
        )
        .mark(of.span, "users never see this one")
        .note(format!("{callers} of our own components call it; what users feel is decided where they enter"))
        .number(Quantity::computed(
            "journeys that enter",
            0.0,
            "1",
            format!("journeys with entry `{}`", of.base()),
        ))
        .hint("set the objective on the journey, and keep this one as a ticket for its team"),
    )
}

fn machine_metric(id: &str, slo: &Named<Slo>) -> Option<Report> {
    let (metric, span) = selectors(slo.sli.as_ref()?).into_iter().find_map(|text| {
        let metric = metric_names(&text.value).find(|name| is_of_machine(name))?;
        Some((metric, text.span))
    })?;
    Some(
        Report::new(
            Place::new(format!("slos/{id}"), slo.key),
            format!("`{id}` is measured by `{metric}`, which tells of a machine, not of what users get"),
        )
        .mark(span, "a machine can be busy while users are served, and idle while they are not")
        .hint(
            "count good and bad answers where users enter; keep this metric as a signal for finding causes",
        ),
    )
}

fn selectors(sli: &Sli) -> Vec<&Stated<String>> {
    let mut found = Vec::new();
    for ratio in sli.availability.iter().chain(&sli.correctness) {
        found.extend(ratio.good.iter().chain(&ratio.bad).chain(&ratio.total));
    }
    found.extend(sli.throughput.iter().filter_map(|sli| sli.metric.as_ref()));
    found.extend(sli.gauge.iter().filter_map(|sli| sli.metric.as_ref()));
    found
}

/// The words of a selector that may name metrics: what stands in braces or quotes are labels.
fn metric_names(selector: &str) -> impl Iterator<Item = &str> {
    let outside = selector.split('{').enumerate().flat_map(|(index, part)| {
        if index == 0 { Some(part) } else { part.split_once('}').map(|(_, rest)| rest) }
    });
    let words =
        outside.flat_map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != ':'));
    words.filter(|word| !word.is_empty())
}

fn is_of_machine(metric: &str) -> bool {
    const ORIGINS: &[&str] = &["node_", "container_", "machine_", "process_", "kube_", "windows_"];
    const PARTS: &[&str] = &["cpu", "memory", "disk", "filesystem", "load1", "load5", "load15"];
    let about_requests = ["request", "duration", "latency"].iter().any(|word| metric.contains(word));
    let from_machine = ORIGINS.iter().any(|origin| metric.starts_with(origin));
    metric == "up" || from_machine || (!about_requests && metric.split('_').any(|part| PARTS.contains(&part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(selector: &str, expected: Option<&str>) {
        assert_eq!(metric_names(selector).find(|name| is_of_machine(name)), expected);
    }

    #[test]
    fn only_metrics_of_machines_are_recognised() {
        check("avg(node_load1{job=\"x\"})", Some("node_load1"));
        check("up", Some("up"));
        check("app_cpu_seconds_total", Some("app_cpu_seconds_total"));
        check("http_requests_total{job=\"memory\", path=\"/up\"}", None);
        check("memory_lookup_duration_seconds_bucket{le=\"1\"} > 0", None);
        check("{unclosed", None);
        check("", None);
    }
}
