//! OpenSLO v1: one document for each objective, with indicator and alert policies in place.
//!
//! A condition of OpenSLO has one window, so of the two windows of a tier only the long one is said.

use super::difference::start;
use super::text::{documents, map, number, pairs};
use super::{Writer, read_foreign, text};
use crate::backends::names;
use crate::{Budgeting, Events, Indicator, Part, Slo, Tier, Unit, Window};
use loadline_base::units::Duration;
use serde_json::{Value, json};

const MINUTE: u64 = 60_000_000_000;
const TEMPLATE: &str = "{{.window}}";

pub(super) const WRITER: Writer = Writer {
    name: "openslo",
    about: "OpenSLO v1",
    file: "openslo.yaml",
    write,
    read: read_foreign,
    name_of: |slo| names::file(&slo.id),
    why: &[
        ("id", "names are lower-case letters, digits and `-` (RFC 1123)"),
        ("description", "text round the description is trimmed"),
        ("indicator", "written as queries for Prometheus that count good or bad events and all of them"),
        ("indicator.kind", "OpenSLO does not say what a ratio watches"),
        ("grouping", "OpenSLO has one budget for each SLO"),
        ("windows", "an SLO of OpenSLO has one time window"),
        ("policy", "a policy of OpenSLO has at least one condition"),
        (
            "policy.tiers",
            "a condition of OpenSLO has one window of whole minutes; tiers go by class and burn rate",
        ),
        ("policy.short", "a condition of OpenSLO has one window: the spec cannot say a short one beside it"),
        ("policy.hold", "`alertAfter` counts whole minutes"),
        ("policy.keep", "an alert of OpenSLO ends when its condition does"),
        ("policy.least_events", "OpenSLO has no guard for low traffic"),
        ("policy.absent_after", "`alertWhenNoData` says whether, not after how long"),
        ("page", "the target of a policy is named only together with a page"),
        ("ticket", "the target of a policy is named only together with a ticket"),
    ],
};

fn write(slos: &[&Slo]) -> Result<String, String> {
    documents(slos, document)
}

fn document(slo: &Slo) -> Result<Value, String> {
    let name = names::file(&slo.id);
    let window = slo.windows.first().ok_or("it has no window")?;
    let (method, slices) = budgeting(slo.budgeting)?;
    let mut objective = vec![("target", Some(number(slo.target.ratio())))];
    objective.extend(slices);
    let spec = map([
        ("description", slo.description.as_ref().map(|text| json!(text))),
        ("service", Some(json!(slo.service))),
        ("indicator", Some(json!({ "metadata": { "name": name }, "spec": indicator(slo)? }))),
        ("timeWindow", Some(json!([time_window(window)?]))),
        ("budgetingMethod", Some(json!(method))),
        ("objectives", Some(json!([map(objective)]))),
        ("alertPolicies", alert_policies(slo, &name)?),
    ]);
    let metadata = map([
        ("name", Some(json!(name))),
        ("displayName", slo.title.as_ref().map(|title| json!(title))),
        ("labels", pairs(&slo.labels)),
    ]);
    Ok(json!({ "apiVersion": "openslo/v1", "kind": "SLO", "metadata": metadata, "spec": spec }))
}

type Fields = Vec<(&'static str, Option<Value>)>;

fn budgeting(budgeting: Budgeting) -> Result<(&'static str, Fields), String> {
    Ok(match budgeting {
        Budgeting::Occurrences => ("Occurrences", vec![]),
        Budgeting::Timeslices { slice, target } => {
            let slice = shorthand(slice).ok_or("its slices are no whole minutes")?;
            (
                "Timeslices",
                vec![("timeSliceTarget", Some(number(target))), ("timeSliceWindow", Some(json!(slice)))],
            )
        }
        Budgeting::RatioTimeslices { slice } => {
            let slice = shorthand(slice).ok_or("its slices are no whole minutes")?;
            ("RatioTimeslices", vec![("timeSliceWindow", Some(json!(slice)))])
        }
    })
}

/// A duration of whole minutes: `5m`, `6h`, `3d`.
fn shorthand(length: Duration) -> Option<String> {
    let minutes = (length.as_nanos() > 0 && length.as_nanos().is_multiple_of(MINUTE))
        .then(|| length.as_nanos() / MINUTE)?;
    let (count, unit) = match minutes {
        _ if minutes.is_multiple_of(1440) => (minutes / 1440, 'd'),
        _ if minutes.is_multiple_of(60) => (minutes / 60, 'h'),
        _ => (minutes, 'm'),
    };
    u32::try_from(count).ok().map(|count| format!("{count}{unit}"))
}

fn time_window(window: &Window) -> Result<Value, String> {
    Ok(match window {
        Window::Rolling(length) => {
            let length = shorthand(*length).ok_or("its window is no whole number of minutes")?;
            if length.ends_with('m') {
                return Err("its window of minutes would be taken for months".to_owned());
            }
            json!({ "duration": length, "isRolling": true })
        }
        Window::Calendar(calendar) => {
            let unit = match calendar.unit {
                Unit::Day => 'd',
                Unit::Week => 'w',
                Unit::Month => 'M',
                Unit::Quarter => 'Q',
                Unit::Year => 'Y',
            };
            json!({
                "duration": format!("{}{unit}", calendar.count),
                "isRolling": false,
                "calendar": { "startTime": start(calendar).replacen('T', " ", 1), "timeZone": calendar.zone },
            })
        }
    })
}

fn indicator(slo: &Slo) -> Result<Value, String> {
    let name = |part: Part| if part == Part::Good { "good" } else { "bad" };
    match &slo.indicator {
        Indicator::Ratio { part, events, total, .. } => Ok(
            json!({ "ratioMetric": { "counter": true, name(*part): source(events), "total": source(total) } }),
        ),
        Indicator::Raw { part, ratio } => {
            let kind = if *part == Part::Good { "success" } else { "failure" };
            Ok(json!({ "ratioMetric": { "counter": true, "raw": source(ratio), "rawType": kind } }))
        }
        Indicator::Latency { histogram, matchers, under } => {
            let inside = if matchers.is_empty() { String::new() } else { format!("{matchers},") };
            let good = Events::Counter(format!("{histogram}_bucket{{{inside}le=\"{under}\"}}"));
            let total = Events::Counter(format!("{histogram}_count{{{matchers}}}"));
            Ok(json!({ "ratioMetric": { "counter": true, "good": source(&good), "total": source(&total) } }))
        }
        Indicator::Composite { .. } => {
            Err("a composite of OpenSLO holds its members, and these are objectives of their own".to_owned())
        }
        _ => {
            let (part, events, total) = text::sides(slo, "$window").ok_or("it counts no events")?;
            let (events, total) = (Events::Expression(events), Events::Expression(total));
            Ok(
                json!({ "ratioMetric": { "counter": true, name(part): source(&events), "total": source(&total) } }),
            )
        }
    }
}

fn source(events: &Events) -> Value {
    let (system, spec) = match events {
        Events::Counter(text) => ("prometheus", json!({ "query": text })),
        Events::Expression(text) => ("prometheus", json!({ "query": text.replace("$window", TEMPLATE) })),
        Events::Foreign { system, query } => {
            let tree = serde_json::from_str::<Value>(query)
                .ok()
                .filter(|tree| tree.as_object().is_some_and(|map| !map.is_empty()));
            (system.as_str(), tree.unwrap_or_else(|| json!({ "query": query })))
        }
    };
    json!({ "metricSource": { "type": system, "spec": spec } })
}

fn alert_policies(slo: &Slo, name: &str) -> Result<Option<Value>, String> {
    let Some(policy) = slo.policy.as_ref().filter(|policy| !policy.tiers.is_empty()) else { return Ok(None) };
    let one = |(index, tier): (usize, &Tier)| -> Result<Value, String> {
        let short = name.get(..name.len().min(48)).unwrap_or(name).trim_end_matches('-');
        let named = |what: &str| json!({ "name": format!("{short}-{what}-{index}") });
        let long =
            shorthand(tier.long).ok_or("a window of its alert policy is no whole number of minutes")?;
        let condition = map([
            ("kind", Some(json!("burnrate"))),
            ("op", Some(json!("gt"))),
            ("threshold", Some(number(tier.burn))),
            ("lookbackWindow", Some(json!(long))),
            ("alertAfter", Some(json!(shorthand(tier.hold).unwrap_or_else(|| "0m".to_owned())))),
        ]);
        let team = match tier.class {
            crate::Class::Page => slo.page.as_deref(),
            crate::Class::Ticket => slo.ticket.as_deref(),
        };
        let targets = team.map(|team| {
            json!([{ "kind": "AlertNotificationTarget", "metadata": { "name": team }, "spec": { "target": team } }])
        });
        let spec = map([
            ("alertWhenNoData", Some(json!(policy.absent_after.is_some()))),
            ("alertWhenBreaching", Some(json!(true))),
            (
                "conditions",
                Some(json!([{
                    "kind": "AlertCondition",
                    "metadata": named("burn"),
                    "spec": { "severity": tier.class.word(), "condition": condition },
                }])),
            ),
            ("notificationTargets", targets),
        ]);
        Ok(json!({ "kind": "AlertPolicy", "metadata": named(tier.class.word()), "spec": spec }))
    };
    // Read back they come by class and burn rate, as they are written here.
    let mut tiers: Vec<&Tier> = policy.tiers.iter().collect();
    tiers.sort_by_key(|tier| (tier.class, std::cmp::Reverse(tier.burn)));
    let policies: Result<Vec<Value>, String> = tiers.into_iter().enumerate().map(one).collect();
    Ok(Some(json!(policies?)))
}
