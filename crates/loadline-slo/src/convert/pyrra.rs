//! pyrra's `ServiceLevelObjective`: one document for each objective.

use super::text::{documents, map, pairs};
use super::{Writer, read_foreign};
use crate::backends::names;
use crate::{Events, Indicator, Part, Slo, Window, prometheus_duration};
use serde_json::{Value, json};

pub(super) const WRITER: Writer = Writer {
    name: "pyrra",
    about: "pyrra's ServiceLevelObjective",
    file: "pyrra.yaml",
    write,
    read: read_foreign,
    name_of: |slo| names::file(&slo.id),
    why: &[
        ("id", "names of Kubernetes objects are lower-case letters, digits and `-`"),
        ("service", "pyrra has no service; its namespace stands for it, by the rules of Kubernetes names"),
        ("indicator", "written as the counters that pyrra takes"),
        ("indicator.kind", "pyrra does not say what a ratio watches"),
        ("windows", "pyrra has one window, which always rolls"),
        ("budgeting", "pyrra counts events, no slices"),
        ("policy.tiers", "pyrra computes its own four windows and factors from its window"),
        ("policy.short", "pyrra computes its own four windows and factors from its window"),
        ("policy.hold", "pyrra computes its own four windows and factors from its window"),
        ("policy.keep", "pyrra's alerts end at once"),
        ("policy.least_events", "pyrra has no guard for low traffic"),
        ("policy.absent_after", "pyrra computes itself how long it waits for missing data"),
        ("alerting", "pyrra puts no labels or annotations of one objective on alerts"),
        ("page", "pyrra routes by labels of its alerts"),
        ("ticket", "pyrra routes by labels of its alerts"),
    ],
};

fn write(slos: &[&Slo]) -> Result<String, String> {
    documents(slos, document)
}

fn document(slo: &Slo) -> Result<Value, String> {
    let name = names::file(&slo.id);
    let namespace = Some(names::file(&slo.service)).filter(|namespace| *namespace != name);
    let labels: Vec<_> =
        slo.labels.iter().map(|(name, value)| (format!("pyrra.dev/{name}"), value.clone())).collect();
    let window = slo.windows.first().ok_or("it has no window")?;
    let metadata = map([
        ("name", Some(json!(name))),
        ("namespace", namespace.map(|namespace| json!(namespace))),
        ("labels", pairs(&labels)),
    ]);
    let spec = map([
        ("description", slo.description.as_ref().map(|text| json!(text))),
        ("target", Some(json!(slo.target.percent().to_string()))),
        ("window", Some(json!(prometheus_duration(Window::nominal(window))))),
        ("indicator", Some(indicator(slo)?)),
        ("alerting", alerting(slo)),
    ]);
    Ok(json!({
        "apiVersion": "pyrra.dev/v1alpha1",
        "kind": "ServiceLevelObjective",
        "metadata": metadata,
        "spec": spec,
    }))
}

fn indicator(slo: &Slo) -> Result<Value, String> {
    let grouping = (!slo.grouping.is_empty()).then(|| json!(slo.grouping));
    let metric = |text: &str| Some(json!({ "metric": text }));
    match &slo.indicator {
        Indicator::Ratio {
            part: Part::Bad,
            events: Events::Counter(bad),
            total: Events::Counter(total),
            ..
        } => {
            let ratio = map([("errors", metric(bad)), ("total", metric(total)), ("grouping", grouping)]);
            Ok(json!({ "ratio": ratio }))
        }
        Indicator::Ratio {
            part: Part::Good,
            events: Events::Counter(good),
            total: Events::Counter(total),
            ..
        } if good.contains("le=") => {
            let latency = map([("success", metric(good)), ("total", metric(total)), ("grouping", grouping)]);
            Ok(json!({ "latency": latency }))
        }
        Indicator::Latency { histogram, matchers, under } => {
            let inside = if matchers.is_empty() { String::new() } else { format!("{matchers},") };
            let success = format!("{histogram}_bucket{{{inside}le=\"{under}\"}}");
            let total = format!("{histogram}_count{{{matchers}}}");
            let latency =
                map([("success", metric(&success)), ("total", metric(&total)), ("grouping", grouping)]);
            Ok(json!({ "latency": latency }))
        }
        Indicator::Gauge { metric } => {
            Ok(json!({ "bool_gauge": map([("metric", Some(json!(metric))), ("grouping", grouping)]) }))
        }
        Indicator::Ratio { part: Part::Good, .. } => {
            Err("pyrra counts errors, and this counts good events".to_owned())
        }
        _ => Err("pyrra takes plain counters, buckets of a histogram or a boolean gauge".to_owned()),
    }
}

fn alerting(slo: &Slo) -> Option<Value> {
    let absent = slo.policy.as_ref().is_some_and(|policy| policy.absent_after.is_some());
    let alerting = map([
        ("disabled", slo.policy.is_none().then_some(json!(true))),
        ("absent", (slo.policy.is_some() && !absent).then_some(json!(false))),
        ("name", slo.alert_name.as_ref().map(|name| json!(name))),
    ]);
    alerting.as_object().is_some_and(|map| !map.is_empty()).then_some(alerting)
}
