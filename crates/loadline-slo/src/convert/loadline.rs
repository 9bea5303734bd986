//! A fragment of a model: its `slos` and the alert policies they need. Journeys, components and teams that it names have to be in the
//! model it is put into.

use super::Writer;
use super::text::{duration, map, number, pairs};
use crate::backends::{names, yaml};
use crate::{
    AlertPolicy, Budgeting, Calendar, Correction, Decimal, Events, Extras, Indicator, Joint, Kind, Part, Slo,
    Window, WithoutData, calendar,
};
use indexmap::IndexMap;
use loadline_base::units::Duration;
use loadline_base::{Sources, Span};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

pub(super) const WRITER: Writer = Writer {
    name: "loadline",
    about: "a fragment of a model, `loadline: 1`",
    file: "slos.yaml",
    write,
    read,
    name_of: |slo| id(&slo.id),
    why: &[
        ("id", "ids of a model are lower-case letters, digits and `-`"),
        ("service", "ids of a model are lower-case letters, digits and `-`"),
        ("owner", "ids of a model are lower-case letters, digits and `-`"),
        ("page", "ids of a model are lower-case letters, digits and `-`"),
        ("ticket", "ids of a model are lower-case letters, digits and `-`"),
        (
            "indicator",
            "a model holds selectors and expressions of PromQL; other queries stay as words, weights do not count",
        ),
        ("indicator.kind", "a ratio of a model is about availability or about correctness"),
        (
            "windows",
            "a model has a rolling window first, then one of the calendar, then further rolling ones",
        ),
        ("target", "a model keeps 15 digits"),
    ],
};

/// `text` as an id.
fn id(text: &str) -> String {
    const TAKEN: [&str; 12] =
        ["none", "on", "off", "yes", "no", "true", "false", "y", "n", "null", "standard", ""];
    let file = names::file(text);
    if file.starts_with(|c: char| c.is_ascii_lowercase())
        && !file.starts_with("x-")
        && !TAKEN.contains(&file.as_str())
    {
        file
    } else {
        format!("slo-{file}")
    }
}

/// `text` as a reference: ids, perhaps with a part behind a dot.
fn reference(text: &str) -> String {
    match text.split_once('.') {
        Some((base, part)) if id(base) == base && id(part) == part => text.to_owned(),
        _ => id(text),
    }
}

fn read(text: &str) -> Result<Vec<Slo>, String> {
    let mut sources = Sources::default();
    sources.add("slos.yaml", text);
    let reading = loadline_model::read(&sources);
    if let Some(fault) = reading.faults.first() {
        return Err(fault.message.clone());
    }
    let found = crate::from_model(&reading.model.system);
    match found.faults.first() {
        Some(fault) => Err(fault.message.clone()),
        None => Ok(found.slos),
    }
}

fn write(slos: &[&Slo]) -> Result<String, String> {
    let mut policies = Policies::default();
    let mut objectives = Map::new();
    for slo in slos {
        objectives.insert(id(&slo.id), objective(slo, &mut policies)?);
    }
    let policies = policies.tree();
    Ok(yaml::write(&map([
        ("loadline", Some(json!(1))),
        ("slos", Some(Value::Object(objectives))),
        ("policies", policies.map(|alert| json!({ "alert": alert }))),
    ])))
}

/// A fragment of a model that holds nothing but `policy`, under `name` made into an id.
#[must_use]
pub fn alert_policy(name: &str, policy: &AlertPolicy) -> String {
    let mut policies = Policies::default();
    policies.0.insert(id(name), policy.clone());
    yaml::write(&map([("policies", policies.tree().map(|alert| json!({ "alert": alert })))]))
}

/// The fragment `text`, which holds `slos`, with a comment above each of them that says where it was written, in the words of `place`.
#[must_use]
pub fn with_places(text: &str, slos: &[Slo], place: impl Fn(Span) -> String) -> String {
    let places: HashMap<String, Span> =
        slos.iter().filter_map(|slo| Some((format!("  {}:", id(&slo.id)), slo.place?))).collect();
    let mut inside = false;
    let mut out = String::new();
    for line in text.lines() {
        if !line.starts_with(' ') {
            inside = line == "slos:";
        }
        if let Some(span) = places.get(line).filter(|_| inside) {
            out.push_str("  ");
            out.push_str(&yaml::comment(&place(*span)));
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn objective(slo: &Slo, policies: &mut Policies) -> Result<Value, String> {
    let text = |text: &Option<String>| text.as_ref().map(|text| json!(text));
    let team = |team: &Option<String>| team.as_ref().map(|team| json!(id(team)));
    let mut fields = vec![
        ("title", text(&slo.title)),
        ("purpose", text(&slo.description)),
        ("of", Some(json!(reference(&slo.service)))),
        ("owner", team(&slo.owner)),
        ("target", Some(json!(format!("{}", slo.target)))),
    ];
    fields.extend(windows(&slo.windows));
    fields.extend([
        ("budgeting", budgeting(slo.budgeting)),
        (
            "no-data",
            match slo.without_data {
                WithoutData::Unknown => None,
                WithoutData::Good => Some(json!("good")),
                WithoutData::Bad => Some(json!("bad")),
            },
        ),
        ("maintenance", maintenance(&slo.corrections)),
        ("sli", Some(indicator(&slo.indicator)?)),
        ("by", (!slo.grouping.is_empty()).then(|| json!(slo.grouping))),
        ("labels", pairs(&slo.labels)),
        ("alert", Some(alert(slo, policies))),
        ("budget", team(&slo.budget_policy)),
    ]);
    Ok(map(fields))
}

fn windows(windows: &[Window]) -> Vec<(&'static str, Option<Value>)> {
    let mut rolling = windows.iter().filter_map(|window| match window {
        Window::Rolling(length) => Some(duration(*length)),
        Window::Calendar(_) => None,
    });
    let calendar = windows.iter().find_map(|window| match window {
        Window::Calendar(calendar) => Some(calendar_window(calendar)),
        Window::Rolling(_) => None,
    });
    // Where the calendar stands first, every rolling window is a further one.
    let first = if matches!(windows.first(), Some(Window::Calendar(_))) { None } else { rolling.next() };
    let further: Vec<String> = rolling.collect();
    vec![
        ("window", first.map(|window| json!(window))),
        ("calendar", calendar),
        ("also-over", (!further.is_empty()).then(|| json!(further))),
    ]
}

fn calendar_window(calendar: &Calendar) -> Value {
    map([
        ("every", Some(json!(calendar.unit.word()))),
        ("count", (calendar.count != 1).then(|| json!(calendar.count))),
        ("zone", Some(json!(calendar.zone))),
        ("start", calendar.start.as_ref().map(|start| json!(start))),
    ])
}

fn share(ratio: Decimal) -> Value {
    json!(format!("{}%", (ratio * Decimal::ONE_HUNDRED).normalize()))
}

fn budgeting(budgeting: Budgeting) -> Option<Value> {
    match budgeting {
        Budgeting::Occurrences => None,
        Budgeting::Timeslices { slice, target } => {
            Some(json!({ "by": "slices", "slice": duration(slice), "slice-target": share(target) }))
        }
        Budgeting::RatioTimeslices { slice } => {
            Some(json!({ "by": "slice-ratios", "slice": duration(slice) }))
        }
    }
}

fn maintenance(corrections: &[Correction]) -> Option<Value> {
    let one = |correction: &Correction| {
        map([
            ("from", calendar::moment_text(correction.from).map(|text| json!(text))),
            ("until", calendar::moment_text(correction.until).map(|text| json!(text))),
            ("reason", correction.reason.as_ref().map(|reason| json!(reason))),
        ])
    };
    (!corrections.is_empty()).then(|| corrections.iter().map(one).collect())
}

fn indicator(indicator: &Indicator) -> Result<Value, String> {
    Ok(match indicator {
        Indicator::Ratio { kind, part, events, total } => {
            let kind = if *kind == Kind::Correctness { "correctness" } else { "availability" };
            let part = if *part == Part::Good { "good" } else { "bad" };
            json!({ kind: { part: query(events)?, "total": query(total)? } })
        }
        Indicator::Raw { part, ratio } => {
            let part = if *part == Part::Good { "good" } else { "bad" };
            match ratio {
                Events::Expression(text) => json!({ "raw": { part: text } }),
                _ => return Err("its ratio is no expression of PromQL".to_owned()),
            }
        }
        Indicator::Latency { histogram, matchers, under } => {
            let histogram =
                if matchers.is_empty() { histogram.clone() } else { format!("{histogram}{{{matchers}}}") };
            json!({ "latency": { "under": duration(seconds(*under)), "histogram": histogram } })
        }
        Indicator::Freshness { metric, within } => {
            json!({ "freshness": { "within": duration(*within), "metric": metric } })
        }
        Indicator::Throughput { metric, at_least } => {
            json!({ "throughput": { "at-least": number(*at_least), "metric": metric } })
        }
        Indicator::Gauge { metric } => json!({ "gauge": { "metric": metric } }),
        Indicator::Composite { members, joint: Joint::Every } => {
            json!({ "composite": members.iter().map(|(member, _)| id(member)).collect::<Vec<_>>() })
        }
        Indicator::Composite { .. } => {
            return Err(
                "a composite of a model takes all its members alike, and this one weighs them".to_owned()
            );
        }
    })
}

/// A query as a model holds it. Words for another system are marked with its name, so that they are not taken for a selector.
fn query(events: &Events) -> Result<String, String> {
    match events {
        Events::Counter(text) | Events::Expression(text) => Ok(text.clone()),
        Events::Foreign { query, .. } if query.contains("$window") => {
            Err("its query is no PromQL and would be taken for it".to_owned())
        }
        Events::Foreign { system, query } if system == "words" => Ok(query.clone()),
        Events::Foreign { system, query } => Ok(format!("{system}: {query}")),
    }
}

/// The nearest duration.
fn seconds(seconds: Decimal) -> Duration {
    let nanos = (seconds * Decimal::from(1_000_000_000)).round();
    Duration::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

fn alert(slo: &Slo, policies: &mut Policies) -> Value {
    let extras = |extras: &Extras| {
        let tree = map([("labels", pairs(&extras.labels)), ("annotations", pairs(&extras.annotations))]);
        tree.as_object().is_some_and(|map| !map.is_empty()).then_some(tree)
    };
    let team = |team: &Option<String>| team.as_ref().map(|team| json!(id(team)));
    let alert = map([
        ("policy", slo.policy.as_ref().map(|policy| json!(policies.name(policy, slo.period())))),
        ("page", team(&slo.page)),
        ("ticket", team(&slo.ticket)),
        ("runbook", slo.runbook.as_ref().map(|runbook| json!(runbook))),
        ("name", slo.alert_name.as_ref().map(|name| json!(name))),
        ("labels", pairs(&slo.alerting.all.labels)),
        ("annotations", pairs(&slo.alerting.all.annotations)),
        ("on-page", extras(&slo.alerting.page)),
        ("on-ticket", extras(&slo.alerting.ticket)),
    ]);
    if alert.as_object().is_some_and(Map::is_empty) { json!("none") } else { alert }
}

/// The alert policies that the objectives need, by the name they get.
#[derive(Debug, Default)]
struct Policies(IndexMap<String, AlertPolicy>);

impl Policies {
    /// The name of `policy`: `standard` where it is that one for this period; a number is added where another one has its name.
    fn name(&mut self, policy: &AlertPolicy, period: Duration) -> String {
        if *policy == AlertPolicy::standard(period) {
            return "standard".to_owned();
        }
        let first = id(&policy.name);
        let mut number = 1;
        loop {
            let name = if number == 1 { first.clone() } else { format!("{first}-{number}") };
            match self.0.get(&name) {
                None => {
                    self.0.insert(name.clone(), policy.clone());
                    return name;
                }
                Some(known) if known == policy => return name,
                Some(_) => number += 1,
            }
        }
    }

    fn tree(&self) -> Option<Value> {
        let one = |policy: &AlertPolicy| {
            let time = |length: Duration| (!length.is_zero()).then(|| json!(duration(length)));
            let tiers: Vec<Value> = policy
                .tiers
                .iter()
                .map(|tier| {
                    map([
                        ("burn", Some(json!(format!("{}x", tier.burn)))),
                        ("long", Some(json!(duration(tier.long)))),
                        ("short", Some(json!(duration(tier.short)))),
                        ("class", Some(json!(tier.class.word()))),
                        ("for", time(tier.hold)),
                        ("keep", time(tier.keep)),
                    ])
                })
                .collect();
            map([
                ("least-events", (!policy.least_events.is_zero()).then(|| number(policy.least_events))),
                (
                    "absent-after",
                    Some(policy.absent_after.map_or(json!("none"), |after| json!(duration(after)))),
                ),
                ("tiers", Some(json!(tiers))),
            ])
        };
        let all: Map<String, Value> =
            self.0.iter().map(|(name, policy)| (name.clone(), one(policy))).collect();
        (!all.is_empty()).then_some(Value::Object(all))
    }
}
