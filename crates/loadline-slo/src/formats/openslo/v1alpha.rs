//! SLOs of OpenSLO v1alpha: the metrics stand in the objectives, windows are a count and a unit.
//!
//! Objectives are numbered from 0 even when there is one, as sloth calls them.

use super::metric::Query;
use super::objective::{self, Method};
use super::{Head, Objects, description, indicator};
use crate::formats::faults;
use crate::formats::fields::{Fields, Reader, short};
use crate::{Calendar, Events, Indicator, Kind, Part, Slo, Unit, Window};
use loadline_base::foreign::Node;
use loadline_base::units::Duration;

const SECOND: u64 = 1_000_000_000;

pub(super) fn read(
    mut fields: Fields<'_>,
    head: &Head<'_>,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Vec<Slo>> {
    let description = description(&mut fields, reader);
    let service = fields.needed("service", reader);
    if let Some(service) = service
        && objects.has_kind("Service")
        && objects.lookup("Service", service.value).is_none()
    {
        let message = format!("there is no Service `{}` in the files that were read", short(service.value));
        reader.warn(&faults::DANGLING, service.span, message, objects.guess("Service", service.value));
    }
    let shared = fields.map("indicator", "an indicator", reader).and_then(|mut indicator| {
        let metric = indicator.needed_map("thresholdMetric", "a threshold metric", reader);
        indicator.done(reader);
        metric.and_then(|metric| query(metric, reader))
    });
    let method = objective::method(&mut fields, reader);
    if method == Some(Method::RatioTimeslices) {
        reader.wrong(fields.span, "v1alpha knows no `RatioTimeslices`", "write `apiVersion: openslo/v1`");
    }
    let window = window(&mut fields, reader);
    let items = fields.list("objectives", reader);
    if items.is_empty() {
        fields.missing("objectives", reader);
    }
    fields.done(reader);
    let (service, method, window) = (service?, method?, window?);
    let mut slos = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let Some((mut slo, title)) = one(item, method, shared.as_ref(), reader) else { continue };
        slo.id = format!("{}-{index}", head.name.value);
        slo.service = service.value.to_owned();
        slo.windows = vec![window.clone()];
        slo.title = title.or_else(|| head.title.clone());
        slo.description.clone_from(&description);
        slo.labels.clone_from(&head.labels);
        slos.push(slo);
    }
    Some(slos)
}

fn one(
    item: &Node,
    method: Method,
    shared: Option<&Query>,
    reader: &mut Reader,
) -> Option<(Slo, Option<String>)> {
    let at = crate::formats::first_place(item);
    let mut fields = Fields::of(item, at, "an objective", reader)?;
    let title = fields.text("displayName", reader).map(|text| text.value.to_owned());
    let op = objective::op(&mut fields, reader);
    let value = fields.number("value", false, reader);
    let target = objective::target(&mut fields, reader);
    let slice_target = fields.number("timeSliceTarget", false, reader);
    // The length of a slice cannot be said in v1alpha; it is a minute.
    let minute = crate::formats::fields::At { value: Duration::from_nanos(60 * SECOND), span: at };
    let slice = (method != Method::Occurrences).then_some(minute);
    let budgeting = objective::budgeting(&mut fields, method, slice_target, slice, reader);
    let ratio = fields.map("ratioMetrics", "ratio metrics", reader);
    if ratio.is_none() && shared.is_none() && !fields.has("ratioMetrics") {
        fields.missing("ratioMetrics", reader);
    }
    fields.done(reader);
    let indicator = match (ratio, shared) {
        (Some(ratio), _) => {
            if let Some(op) = &op {
                let message = "`op` on a ratio compares nothing; the official SDK rejects it";
                reader.warn(&faults::OP_ON_RATIO, op.span, message, "leave it out");
            }
            ratio_metrics(ratio, reader)
        }
        (None, Some(query)) => {
            if op.is_none() || value.is_none() {
                reader.error(
                    &faults::MISSING,
                    at,
                    "an objective on a threshold metric needs `op` and `value`",
                    "add them",
                );
            }
            Some(indicator::threshold(query, &op?.value, value?.value, reader))
        }
        (None, None) => None,
    };
    let mut slo = Slo::new("", "", indicator?, target?, Window::Rolling(Duration::ZERO));
    slo.budgeting = budgeting?;
    slo.place = Some(at);
    Some((slo, title))
}

fn ratio_metrics(mut fields: Fields<'_>, reader: &mut Reader) -> Option<Indicator> {
    fields.flag("incremental", reader);
    fields.flag("counter", reader);
    let (has_good, has_bad) = (fields.has("good"), fields.has("bad"));
    let mut part = |key: &'static str, reader: &mut Reader| -> Option<Events> {
        let metric = fields.map(key, "a metric", reader)?;
        query(metric, reader).map(|query| query.events(reader))
    };
    let (good, bad, total) = (part("good", reader), part("bad", reader), part("total", reader));
    if has_good == has_bad {
        reader.wrong(
            fields.span,
            "exactly one of `good` and `bad` is counted",
            "write one of them beside `total`",
        );
    }
    if !fields.has("total") {
        fields.missing("total", reader);
    }
    fields.done(reader);
    let (part, events) = if has_good { (Part::Good, good?) } else { (Part::Bad, bad?) };
    Some(Indicator::Ratio { kind: Kind::Availability, part, events, total: total? })
}

fn query(mut fields: Fields<'_>, reader: &mut Reader) -> Option<Query> {
    let source = fields.needed("source", reader);
    fields.text("queryType", reader);
    let query = fields.needed("query", reader);
    fields.pass(&["metadata"], "of the query's system", reader);
    fields.done(reader);
    let query = query?;
    Some(Query { system: source?.value.to_owned(), text: query.value.to_owned(), span: query.span })
}

fn window(fields: &mut Fields<'_>, reader: &mut Reader) -> Option<Window> {
    let items = fields.list("timeWindows", reader);
    if items.len() > 1 {
        reader.wrong(items[1].span, "an SLO has one time window", "write one SLO for each window");
    }
    let Some(item) = items.first() else {
        fields.missing("timeWindows", reader);
        return None;
    };
    let mut fields = Fields::of(item, crate::formats::first_place(item), "a time window", reader)?;
    let unit = fields.needed("unit", reader);
    let count = fields.number("count", false, reader);
    if count.is_none() && !fields.has("count") {
        fields.missing("count", reader);
    }
    let rolling = fields.flag("isRolling", reader);
    let calendar = fields.map("calendar", "a calendar", reader);
    let (unit, count) = (unit?, count?);
    let calendar = calendar.and_then(|mut calendar| {
        let start = calendar.needed("startTime", reader);
        let zone = calendar.needed("timeZone", reader);
        calendar.done(reader);
        Some((start?, zone?))
    });
    fields.done(reader);
    let times = u32::try_from(count.value).ok().filter(|times| *times > 0 && count.value.fract().is_zero());
    let Some(times) = times else {
        reader.wrong(
            count.span,
            format!("`{}` is not a number of units", count.value),
            "write a whole number above 0",
        );
        return None;
    };
    let (seconds, span) = match unit.value {
        "Second" => (1, None),
        "Minute" => (60, None),
        "Hour" => (3600, None),
        "Day" => (86_400, Some(Unit::Day)),
        "Week" => (7 * 86_400, Some(Unit::Week)),
        "Month" => (30 * 86_400, Some(Unit::Month)),
        "Quarter" => (90 * 86_400, Some(Unit::Quarter)),
        "Year" => (365 * 86_400, Some(Unit::Year)),
        other => {
            let hint = "write `Day`, `Week`, `Month`, `Quarter` or `Year`";
            reader.wrong(unit.span, format!("`{}` is not a unit", short(other)), hint);
            return None;
        }
    };
    let Some((start, zone)) = calendar else {
        return Some(Window::Rolling(
            Duration::from_nanos(SECOND * seconds).saturating_mul(u64::from(times)),
        ));
    };
    if let Some(rolling) = rolling.filter(|flag| flag.value) {
        reader.wrong(
            rolling.span,
            "a window rolls or follows the calendar, not both",
            "leave out `calendar`, or `isRolling: true`",
        );
    }
    let Some(span) = span else {
        reader.wrong(
            unit.span,
            format!("`{}` is not a span of the calendar", unit.value),
            "write `Day`, `Week` or `Month`",
        );
        return None;
    };
    let start = Some(start.value.trim().replacen(' ', "T", 1));
    let calendar = Calendar { count: times, unit: span, zone: zone.value.to_owned(), start };
    if let Err(error) = calendar.spans() {
        reader.wrong(zone.span, error.to_string(), error.hint());
        return None;
    }
    Some(Window::Calendar(calendar))
}
