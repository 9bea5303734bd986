//! pyrra's `ServiceLevelObjective`: ratio, latency and boolean gauge, with its targets between quotes.

use super::faults;
use super::fields::{At, Fields, Reader, decimal, short};
use crate::selector::Selector;
use crate::{AlertPolicy, Class, Decimal, Events, Indicator, Kind, Part, Slo, Target, Tier, Window};
use loadline_base::foreign::Node;
use loadline_base::units::{Duration, Unit as _};

pub(super) const VERSION: &str = "pyrra.dev/v1alpha1";

const MINUTE: u64 = 60 * 1_000_000_000;
/// The windows of pyrra's alerts are those of four weeks, scaled.
const FOUR_WEEKS: u64 = 28 * 24 * 60 * MINUTE;

pub(super) fn read(documents: &[&Node], reader: &mut Reader) {
    for root in documents {
        let kind = root.get("kind").and_then(Node::text).unwrap_or_default().to_owned();
        let name = root.get("metadata").and_then(|metadata| metadata.get("name")).and_then(Node::text);
        reader.document(root, &kind, name.unwrap_or_default(), |reader| {
            object(root, reader).map(|slo| vec![slo])
        });
    }
}

fn object(root: &Node, reader: &mut Reader) -> Option<Slo> {
    let mut fields = Fields::of(root, super::first_place(root), "a ServiceLevelObjective", reader)?;
    fields.text("apiVersion", reader);
    if let Some(kind) = fields.needed("kind", reader)
        && kind.value != "ServiceLevelObjective"
    {
        reader.wrong(
            kind.span,
            format!("`{}` is not a kind of pyrra", short(kind.value)),
            "write `kind: ServiceLevelObjective`",
        );
    }
    let metadata = fields.needed_map("metadata", "metadata", reader).and_then(|mut metadata| {
        let name = metadata.needed("name", reader);
        let namespace = metadata.text("namespace", reader).map(|text| text.value.to_owned());
        let mut labels = metadata.pairs("labels", reader);
        // pyrra puts these onto its series; the others concern the Kubernetes object.
        let own = |label: &(String, String)| label.0.starts_with("pyrra.dev/");
        if labels.iter().any(|label| !own(label)) {
            reader.lose(metadata.span, "metadata.labels", "labels of the Kubernetes object");
        }
        labels.retain(own);
        let labels: Vec<_> =
            labels.into_iter().map(|(name, value)| (name["pyrra.dev/".len()..].to_owned(), value)).collect();
        metadata.pass(&["annotations"], "of the Kubernetes object", reader);
        metadata.done(reader);
        name.map(|name| (name, namespace, labels))
    });
    let slo = fields
        .needed_map("spec", "a specification of pyrra", reader)
        .and_then(|spec| specification(spec, reader));
    fields.pass(&["status"], "written by pyrra itself", reader);
    fields.done(reader);
    let (mut slo, (name, namespace, labels)) = (slo?, metadata?);
    slo.id = name.value.to_owned();
    slo.service = namespace.unwrap_or_else(|| name.value.to_owned());
    slo.labels = labels;
    slo.place = Some(name.span);
    Some(slo)
}

fn specification(mut fields: Fields<'_>, reader: &mut Reader) -> Option<Slo> {
    let description = fields.text("description", reader).map(|text| text.value.to_owned());
    let target = fields.needed("target", reader).and_then(|text| target(text, reader));
    let window = fields.needed("window", reader).and_then(|text| window(text, reader));
    let indicator = fields
        .needed_map("indicator", "an indicator of pyrra", reader)
        .and_then(|map| indicator(map, reader));
    let alerting = fields.map("alerting", "the alerting of pyrra", reader);
    let (alerts, name, absent) = alerting.map_or((true, None, true), |mut map| {
        let disabled = map.flag("disabled", reader).is_some_and(|flag| flag.value);
        let burnrates = map.flag("burnrates", reader).is_none_or(|flag| flag.value);
        let absent = map.flag("absent", reader).is_none_or(|flag| flag.value);
        let name = map.text("name", reader).map(|text| text.value.to_owned());
        map.done(reader);
        (!disabled && burnrates, name, absent && !disabled)
    });
    fields.pass(
        &["partial_response_strategy", "performance_over_accuracy"],
        "how pyrra computes, not what is promised",
        reader,
    );
    fields.done(reader);
    let window = window?;
    let (indicator, grouping) = indicator?;
    let mut slo = Slo::new("", "", indicator, target?, Window::Rolling(window));
    slo.description = description;
    slo.grouping = grouping;
    slo.alert_name = name;
    slo.policy = alerts.then(|| policy(window, absent));
    Some(slo)
}

fn target(text: At<&str>, reader: &mut Reader) -> Option<Target> {
    let target = decimal(text.value).map(Target::from_percent);
    match target {
        Some(Ok(target)) => {
            if target.budget().is_zero() {
                let hint = "promise a little less: `\"99.9\"`";
                reader.warn(&faults::NO_BUDGET, text.span, "a target of 100 % leaves no error budget", hint);
            } else if target.percent() <= Decimal::ONE {
                let message = format!("a target of {target} is hardly meant");
                reader.warn(
                    &faults::DIALECT,
                    text.span,
                    message,
                    "pyrra takes percent: `\"99.9\"`, not `\"0.999\"`",
                );
            }
            Some(target)
        }
        Some(Err(_)) => {
            let message = format!("{} % is not a share of a whole", short(text.value));
            reader.wrong(text.span, message, "pyrra takes percent: `\"99.9\"`");
            None
        }
        None => {
            reader.wrong(
                text.span,
                format!("`{}` is not a decimal number", short(text.value)),
                "write `\"99.9\"`",
            );
            None
        }
    }
}

fn window(text: At<&str>, reader: &mut Reader) -> Option<Duration> {
    match Duration::read(text.value) {
        Ok(window) if !window.is_zero() => Some(window),
        _ => {
            let message = format!("`{}` is not a window", short(text.value));
            reader.wrong(text.span, message, "write a duration such as `4w`, `30d` or `7d`");
            None
        }
    }
}

/// pyrra's four alerts, scaled to the window. Source: pyrra's documented table for 28 days; factors stay 14, 7, 2 and 1.
pub(super) fn policy(window: Duration, absent: bool) -> AlertPolicy {
    let scaled = |minutes: u64| {
        let nanos = u128::from(window.as_nanos()) * u128::from(minutes * MINUTE) / u128::from(FOUR_WEEKS);
        let whole = (nanos + u128::from(MINUTE / 2)) / u128::from(MINUTE);
        Duration::from_nanos(u64::try_from(whole).unwrap_or(u64::MAX).max(1).saturating_mul(MINUTE))
    };
    let tier = |class, burn: i64, long: u64, short: u64, hold: u64| Tier {
        class,
        burn: Decimal::from(burn),
        long: scaled(long),
        short: scaled(short),
        hold: scaled(hold),
        keep: Duration::ZERO,
    };
    AlertPolicy {
        name: "pyrra".to_owned(),
        tiers: vec![
            tier(Class::Page, 14, 60, 5, 2),
            tier(Class::Page, 7, 6 * 60, 30, 15),
            tier(Class::Ticket, 2, 24 * 60, 120, 60),
            tier(Class::Ticket, 1, 4 * 24 * 60, 360, 180),
        ],
        least_events: Decimal::ZERO,
        absent_after: absent.then(|| scaled(10)),
    }
}

fn indicator(mut fields: Fields<'_>, reader: &mut Reader) -> Option<(Indicator, Vec<String>)> {
    const KINDS: [&str; 4] = ["ratio", "latency", "latencyNative", "bool_gauge"];
    let written: Vec<_> = KINDS.into_iter().filter(|kind| fields.has(kind)).collect();
    let camel = fields.entry("boolGauge");
    if let Some(entry) = camel {
        reader.error(&faults::IGNORED_KEY, entry.key, "pyrra ignores `boolGauge` here", "write `bool_gauge`");
    }
    match written.len() {
        1 => {}
        0 if camel.is_none() => fields.missing("ratio", reader),
        0 => {}
        _ => reader.wrong(
            fields.span,
            format!("`{}` stand here together", written.join("` and `")),
            "leave one of them",
        ),
    }
    let read = match written.first().copied() {
        Some("ratio") => fields.map("ratio", "a ratio of pyrra", reader).and_then(|map| ratio(map, reader)),
        Some("latency") => {
            fields.map("latency", "a latency of pyrra", reader).and_then(|map| latency(map, reader))
        }
        Some("bool_gauge") => {
            fields.map("bool_gauge", "a boolean gauge of pyrra", reader).and_then(|map| gauge(map, reader))
        }
        Some("latencyNative") => {
            if let Some(entry) = fields.entry("latencyNative") {
                let hint = "use `latency` with the buckets of a classic histogram";
                reader.error(&faults::UNSUPPORTED, entry.key, "native histograms are not known here", hint);
            }
            None
        }
        _ => None,
    };
    fields.done(reader);
    read
}

fn grouping(fields: &mut Fields<'_>, reader: &mut Reader) -> Vec<String> {
    fields.list("grouping", reader).into_iter().filter_map(Node::text).map(str::to_owned).collect()
}

/// The `metric` of a map under `key`: a selector.
fn metric<'a>(
    fields: &mut Fields<'a>,
    key: &'static str,
    reader: &mut Reader,
) -> Option<(At<&'a str>, Selector<'a>)> {
    let mut map = fields.needed_map(key, "a metric of pyrra", reader)?;
    let text = map.needed("metric", reader);
    map.done(reader);
    selector(text?, reader)
}

fn selector<'a>(text: At<&'a str>, reader: &mut Reader) -> Option<(At<&'a str>, Selector<'a>)> {
    match Selector::parse(text.value).filter(|selector| !selector.name.is_empty()) {
        Some(selector) => Some((text, selector)),
        None => {
            let message = format!("`{}` is not a selector of series", short(text.value));
            reader.wrong(
                text.span,
                message,
                "pyrra takes a metric's name with matchers in braces, no expression",
            );
            None
        }
    }
}

fn ratio(mut fields: Fields<'_>, reader: &mut Reader) -> Option<(Indicator, Vec<String>)> {
    let errors = metric(&mut fields, "errors", reader);
    let total = metric(&mut fields, "total", reader);
    let grouping = grouping(&mut fields, reader);
    fields.done(reader);
    let ((errors, _), (total, _)) = (errors?, total?);
    let counter = |text: &str| Events::Counter(text.trim().to_owned());
    let (events, total) = (counter(errors.value), counter(total.value));
    if events == total {
        reader.warn(
            &faults::ODD_COUNTS,
            errors.span,
            "errors and total are the same series: every event is bad",
            "match the errors only",
        );
    }
    Some((Indicator::Ratio { kind: Kind::Availability, part: Part::Bad, events, total }, grouping))
}

fn gauge(mut fields: Fields<'_>, reader: &mut Reader) -> Option<(Indicator, Vec<String>)> {
    let text = fields.needed("metric", reader);
    let grouping = grouping(&mut fields, reader);
    fields.done(reader);
    let (text, _) = selector(text?, reader)?;
    Some((Indicator::Gauge { metric: text.value.trim().to_owned() }, grouping))
}

fn latency(mut fields: Fields<'_>, reader: &mut Reader) -> Option<(Indicator, Vec<String>)> {
    let success = metric(&mut fields, "success", reader);
    let total = metric(&mut fields, "total", reader);
    let grouping = grouping(&mut fields, reader);
    fields.done(reader);
    let ((good, success), (all, total)) = (success?, total?);
    let Some(le) = success.matcher("le").filter(|le| le.op == "=") else {
        let hint = "name the bucket: `le=\"0.3\"`";
        reader.error(
            &faults::ODD_COUNTS,
            good.span,
            "the success metric of a latency does not name its bucket `le`",
            hint,
        );
        return None;
    };
    let errors_only = |selector: &Selector<'_>| {
        selector
            .matchers
            .iter()
            .any(|m| matches!(m.op, "=" | "=~") && (m.value.starts_with("5.") || m.value.starts_with("50")))
    };
    if errors_only(&success) && !errors_only(&total) {
        let hint = "match the requests that succeeded: `code!~\"5..\"`";
        reader.warn(&faults::ODD_COUNTS, good.span, "only failed requests are counted as fast ones", hint);
    }
    let (histogram, base) = (success.name.strip_suffix("_bucket"), total.name.strip_suffix("_count"));
    let matchers = success.matchers_without("le");
    let bound = decimal(le.value).filter(|bound| *bound > Decimal::ZERO);
    let indicator = match (histogram, base, bound) {
        (Some(histogram), Some(base), Some(under))
            if histogram == base && matchers == total.matchers_without("le") =>
        {
            Indicator::Latency { histogram: histogram.to_owned(), matchers, under }
        }
        _ => {
            if histogram != base || histogram.is_none() {
                let hint = "use `…_bucket` and `…_count` of one histogram";
                reader.warn(
                    &faults::ODD_COUNTS,
                    good.span,
                    "success and total are not of one histogram",
                    hint,
                );
            }
            let counter = |text: &str| Events::Counter(text.trim().to_owned());
            Indicator::Ratio {
                kind: Kind::Latency,
                part: Part::Good,
                events: counter(good.value),
                total: counter(all.value),
            }
        }
    };
    Some((indicator, grouping))
}
