//! sloth's specification: `version: prometheus/v1` in snake case, and its Kubernetes object in camel case.
//!
//! An objective is called `service-name`, as sloth calls it in its series.

use super::faults;
use super::fields::{Fields, Reader, short};
use crate::{AlertPolicy, Alerting, Class, Events, Extras, Indicator, Kind, Part, Slo, Target, Window};
use loadline_base::foreign::Node;
use loadline_base::units::Duration;
use std::collections::HashSet;

pub(super) const PLAIN: &str = "prometheus/v1";
pub(super) const KUBERNETES: &str = "sloth.slok.dev/v1";

/// The period that sloth takes when its command line says nothing else: 30 days.
const PERIOD: Duration = Duration::from_nanos(30 * 86_400 * 1_000_000_000);

/// How the keys are spelled.
struct Spelling {
    page: &'static str,
    ticket: &'static str,
    error_query: &'static str,
    total_query: &'static str,
    error_ratio_query: &'static str,
}

const SNAKE: Spelling = Spelling {
    page: "page_alert",
    ticket: "ticket_alert",
    error_query: "error_query",
    total_query: "total_query",
    error_ratio_query: "error_ratio_query",
};

const CAMEL: Spelling = Spelling {
    page: "pageAlert",
    ticket: "ticketAlert",
    error_query: "errorQuery",
    total_query: "totalQuery",
    error_ratio_query: "errorRatioQuery",
};

pub(super) fn read(documents: &[&Node], reader: &mut Reader) {
    for root in documents {
        let kubernetes = root.get("apiVersion").is_some();
        let name = match kubernetes {
            true => root.get("metadata").and_then(|metadata| metadata.get("name")),
            false => root.get("service"),
        };
        let name = name.and_then(Node::text).unwrap_or_default().to_owned();
        let kind = if kubernetes { "PrometheusServiceLevel" } else { "" };
        reader.document(root, kind, &name, |reader| {
            if kubernetes { object(root, reader) } else { specification(root, reader) }
        });
    }
}

fn object(root: &Node, reader: &mut Reader) -> Option<Vec<Slo>> {
    let mut fields = Fields::of(root, super::first_place(root), "a PrometheusServiceLevel", reader)?;
    fields.text("apiVersion", reader);
    if let Some(kind) = fields.needed("kind", reader)
        && kind.value != "PrometheusServiceLevel"
    {
        reader.wrong(
            kind.span,
            format!("`{}` is not a kind of sloth", short(kind.value)),
            "write `kind: PrometheusServiceLevel`",
        );
    }
    fields.pass(&["metadata", "status"], "of the Kubernetes object", reader);
    let slos = fields
        .needed_map("spec", "a sloth specification", reader)
        .and_then(|spec| service(spec, &CAMEL, reader));
    fields.done(reader);
    slos
}

fn specification(root: &Node, reader: &mut Reader) -> Option<Vec<Slo>> {
    let mut fields = Fields::of(root, super::first_place(root), "a sloth specification", reader)?;
    fields.text("version", reader);
    service(fields, &SNAKE, reader)
}

fn service(mut fields: Fields<'_>, spelling: &Spelling, reader: &mut Reader) -> Option<Vec<Slo>> {
    let service = fields.needed("service", reader).map(|service| service.value);
    let labels = fields.pairs("labels", reader);
    if let Some(plugins) = fields.entry("slo_plugins").or_else(|| fields.entry("sloPlugins")) {
        reader.error(
            &faults::UNSUPPORTED,
            plugins.key,
            "plugins of sloth are programs, which are not run here",
            "leave them out",
        );
    }
    let items = fields.list("slos", reader);
    if items.is_empty() {
        fields.missing("slos", reader);
    }
    fields.done(reader);
    let mut seen = HashSet::new();
    let mut slos = Vec::new();
    for item in items {
        if let Some(slo) = objective(item, service.unwrap_or_default(), &labels, spelling, reader) {
            if !seen.insert(slo.id.clone()) {
                let place = slo.place.unwrap_or(item.span);
                reader.error(
                    &faults::TWICE,
                    place,
                    format!("the objective `{}` is written twice", slo.id),
                    "give it another name",
                );
            }
            slos.push(slo);
        }
    }
    service.map(|_| slos)
}

fn objective(
    item: &Node,
    service: &str,
    common: &[(String, String)],
    spelling: &Spelling,
    reader: &mut Reader,
) -> Option<Slo> {
    let mut fields = Fields::of(item, super::first_place(item), "an objective of sloth", reader)?;
    let name = fields.needed("name", reader);
    let description = fields.text("description", reader).map(|text| text.value.to_owned());
    let target = match fields.number("objective", false, reader) {
        None => {
            if !fields.has("objective") {
                fields.missing("objective", reader);
            }
            None
        }
        Some(percent) => match Target::from_percent(percent.value) {
            Ok(target) => {
                if target.budget().is_zero() {
                    let hint = "promise a little less: `99.9`";
                    reader.warn(
                        &faults::NO_BUDGET,
                        percent.span,
                        "an objective of 100 % leaves no error budget",
                        hint,
                    );
                } else if percent.value <= crate::Decimal::ONE {
                    let message = format!("an objective of {} % is hardly meant", percent.value);
                    reader.warn(
                        &faults::DIALECT,
                        percent.span,
                        message,
                        "sloth takes percent: `99.9`, not `0.999`",
                    );
                }
                Some(target)
            }
            Err(_) => {
                let message = format!("{} % is not a share of a whole", percent.value);
                reader.wrong(percent.span, message, "sloth takes percent: `99.9`");
                None
            }
        },
    };
    let labels = fields.pairs("labels", reader);
    let indicator = fields
        .needed_map("sli", "an indicator of sloth", reader)
        .and_then(|sli| indicator(sli, spelling, reader));
    if let Some(plugins) = fields.entry("plugins") {
        reader.error(
            &faults::UNSUPPORTED,
            plugins.key,
            "plugins of sloth are programs, which are not run here",
            "leave them out",
        );
    }
    let alerting = fields.map("alerting", "the alerting of sloth", reader);
    if alerting.is_none() && !fields.has("alerting") {
        fields.missing("alerting", reader);
    }
    let alerts = alerting.map(|alerting| alerts(alerting, spelling, reader));
    fields.done(reader);
    let (name, alerts) = (name?, alerts?);
    let id = format!("{service}-{}", name.value);
    let mut slo = Slo::new(&id, service, indicator?, target?, Window::Rolling(PERIOD));
    slo.description = description;
    // What an objective says itself goes before what is said for all of them.
    slo.labels = common.iter().filter(|(key, _)| labels.iter().all(|(own, _)| own != key)).cloned().collect();
    slo.labels.extend(labels);
    slo.alert_name = alerts.name;
    slo.alerting = alerts.alerting;
    let mut policy = AlertPolicy::standard(PERIOD);
    policy.tiers.retain(|tier| match tier.class {
        Class::Page => alerts.page,
        Class::Ticket => alerts.ticket,
    });
    slo.policy = (!policy.tiers.is_empty()).then_some(policy);
    slo.place = Some(name.span);
    Some(slo)
}

fn indicator(mut fields: Fields<'_>, spelling: &Spelling, reader: &mut Reader) -> Option<Indicator> {
    if let Some(plugin) = fields.entry("plugin") {
        let hint = "write the queries that the plugin makes as `events`";
        reader.error(
            &faults::UNSUPPORTED,
            plugin.key,
            "plugins of sloth are programs, which are not run here",
            hint,
        );
    }
    let events = fields.map("events", "events of sloth", reader);
    let raw = fields.map("raw", "a raw ratio of sloth", reader);
    let (has_events, has_raw) = (fields.has("events"), fields.has("raw"));
    if has_events && has_raw {
        reader.wrong(fields.span, "both `events` and `raw` stand here", "leave one of them out");
    } else if !has_events && !has_raw && !fields.has("plugin") {
        fields.missing("events", reader);
    }
    fields.done(reader);
    if let Some(mut events) = events {
        let bad = query(&mut events, spelling.error_query, reader);
        let total = query(&mut events, spelling.total_query, reader);
        events.done(reader);
        return Some(Indicator::Ratio {
            kind: Kind::Availability,
            part: Part::Bad,
            events: bad?,
            total: total?,
        });
    }
    let mut raw = raw?;
    let ratio = query(&mut raw, spelling.error_ratio_query, reader);
    raw.done(reader);
    Some(Indicator::Raw { part: Part::Bad, ratio: ratio? })
}

/// A query of sloth, with `$window` where its template has the window.
fn query(fields: &mut Fields<'_>, key: &'static str, reader: &mut Reader) -> Option<Events> {
    let text = fields.needed(key, reader)?;
    let query = window_template(text.value);
    if !query.contains("$window") {
        let hint = "write `[{{.window}}]` where the window stands";
        reader.error(&faults::NO_WINDOW, text.span, format!("`{key}` has no place for the window"), hint);
        return None;
    }
    if query.contains("{{") {
        let hint = "only `{{.window}}` is filled in";
        reader.error(
            &faults::UNSUPPORTED,
            text.span,
            format!("`{key}` holds a template that is not known here"),
            hint,
        );
        return None;
    }
    Some(Events::Expression(query))
}

/// `{{.window}}`, with or without spaces, as `$window`.
pub(super) fn window_template(query: &str) -> String {
    let mut out = String::with_capacity(query.len());
    let mut rest = query.trim();
    while let Some(start) = rest.find("{{") {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        match from.find("}}") {
            Some(end)
                if matches!(from[2..end].trim_matches(['-', ' ']), ".window" | "window" | ".Window") =>
            {
                out.push_str("$window");
                rest = &from[end + 2..];
            }
            _ => {
                out.push_str("{{");
                rest = &from[2..];
            }
        }
    }
    out + rest
}

struct Alerts {
    name: Option<String>,
    alerting: Alerting,
    page: bool,
    ticket: bool,
}

fn alerts(mut fields: Fields<'_>, spelling: &Spelling, reader: &mut Reader) -> Alerts {
    let name = fields.text("name", reader).map(|text| text.value.to_owned());
    let all =
        Extras { labels: fields.pairs("labels", reader), annotations: fields.pairs("annotations", reader) };
    let (page, page_on) = alert(&mut fields, spelling.page, reader);
    let (ticket, ticket_on) = alert(&mut fields, spelling.ticket, reader);
    let (other, ours) = if spelling.page == SNAKE.page { (CAMEL, SNAKE) } else { (SNAKE, CAMEL) };
    for (wrong, right) in [(other.page, ours.page), (other.ticket, ours.ticket)] {
        if let Some(entry) = fields.entry(wrong) {
            let message = format!("sloth ignores `{wrong}` here");
            reader.error(&faults::IGNORED_KEY, entry.key, message, format!("write `{right}`"));
        }
    }
    fields.done(reader);
    Alerts { name, alerting: Alerting { all, page, ticket }, page: page_on, ticket: ticket_on }
}

/// What one alert carries, and whether it is on.
fn alert(fields: &mut Fields<'_>, key: &'static str, reader: &mut Reader) -> (Extras, bool) {
    let Some(mut alert) = fields.map(key, "an alert of sloth", reader) else {
        return (Extras::default(), true);
    };
    let disabled = alert.flag("disable", reader).is_some_and(|flag| flag.value);
    let extras =
        Extras { labels: alert.pairs("labels", reader), annotations: alert.pairs("annotations", reader) };
    alert.done(reader);
    (extras, !disabled)
}
