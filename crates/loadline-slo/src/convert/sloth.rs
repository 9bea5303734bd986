//! sloth's specification: one document for each service.

use super::text::{expression, map, number, pairs, sides};
use super::{Writer, read_foreign};
use crate::backends::yaml;
use crate::{Class, Indicator, Part, Slo};
use indexmap::IndexMap;
use serde_json::{Value, json};

const WINDOW: &str = "{{.window}}";

pub(super) const WRITER: Writer = Writer {
    name: "sloth",
    about: "sloth's specification, `version: prometheus/v1`",
    file: "sloth.yaml",
    write,
    read: read_foreign,
    name_of: |slo| format!("{}-{}", slo.service, name(slo)),
    why: &[
        ("id", "sloth calls an objective by its service and its name"),
        ("indicator", "written as the rates of bad and of all events, which is all that sloth knows"),
        ("indicator.kind", "sloth does not say what an indicator watches"),
        (
            "windows",
            "sloth's period is said on its command line, 30 days by default; it knows no calendar and no second window",
        ),
        ("budgeting", "sloth counts no slices: it takes the mean of ratios"),
        ("policy.tiers", "sloth computes its own four windows and factors"),
        ("policy.short", "sloth computes its own four windows and factors"),
        ("policy.hold", "sloth's alerts wait for nothing"),
        ("policy.keep", "sloth's alerts end at once"),
        ("policy.least_events", "sloth has no guard for low traffic"),
        ("policy.absent_after", "sloth does not alert when data is missing"),
        ("page", "sloth routes by labels of its alerts"),
        ("ticket", "sloth routes by labels of its alerts"),
        ("runbook", "write it as an annotation of the alerts"),
    ],
};

/// The name within the service.
fn name(slo: &Slo) -> &str {
    slo.id
        .strip_prefix(&slo.service)
        .and_then(|rest| rest.strip_prefix('-'))
        .filter(|rest| !rest.is_empty())
        .unwrap_or(&slo.id)
}

fn write(slos: &[&Slo]) -> Result<String, String> {
    let mut services: IndexMap<&str, Vec<Value>> = IndexMap::new();
    for slo in slos {
        services.entry(&slo.service).or_default().push(objective(slo)?);
    }
    let documents = services.into_iter().map(|(service, slos)| {
        yaml::write(&json!({ "version": "prometheus/v1", "service": service, "slos": slos }))
    });
    Ok(documents.collect::<Vec<_>>().join("---\n"))
}

fn objective(slo: &Slo) -> Result<Value, String> {
    Ok(map([
        ("name", Some(json!(name(slo)))),
        ("objective", Some(number(slo.target.percent()))),
        ("description", slo.description.as_ref().map(|text| json!(text))),
        ("labels", pairs(&slo.labels)),
        ("sli", Some(indicator(slo)?)),
        ("alerting", Some(alerting(slo))),
    ]))
}

fn indicator(slo: &Slo) -> Result<Value, String> {
    let foreign = || "its queries are no PromQL".to_owned();
    if let Indicator::Raw { part, ratio } = &slo.indicator {
        let ratio = expression(ratio, WINDOW).ok_or_else(foreign)?;
        let bad = match part {
            Part::Bad => ratio,
            Part::Good => format!("1 - ({ratio})"),
        };
        return Ok(json!({ "raw": { "error_ratio_query": bad } }));
    }
    if matches!(slo.indicator, Indicator::Composite { .. }) {
        return Err("sloth knows no composites".to_owned());
    }
    let (part, events, total) = sides(slo, WINDOW).ok_or_else(foreign)?;
    let bad = match part {
        Part::Bad => events,
        Part::Good => format!("({total}) - ({events})"),
    };
    Ok(json!({ "events": { "error_query": bad, "total_query": total } }))
}

fn alerting(slo: &Slo) -> Value {
    let tiers = slo.policy.iter().flat_map(|policy| &policy.tiers);
    let classes: Vec<Class> = tiers.map(|tier| tier.class).collect();
    let alert = |class: Class, extras: &crate::Extras| {
        if !classes.contains(&class) {
            return Some(json!({ "disable": true }));
        }
        let alert = map([("labels", pairs(&extras.labels)), ("annotations", pairs(&extras.annotations))]);
        alert.as_object().is_some_and(|map| !map.is_empty()).then_some(alert)
    };
    map([
        ("name", slo.alert_name.as_ref().map(|name| json!(name))),
        ("labels", pairs(&slo.alerting.all.labels)),
        ("annotations", pairs(&slo.alerting.all.annotations)),
        ("page_alert", alert(Class::Page, &slo.alerting.page)),
        ("ticket_alert", alert(Class::Ticket, &slo.alerting.ticket)),
    ])
}
