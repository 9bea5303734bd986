//! SLIs of OpenSLO: ratio metrics and threshold metrics, written in place or referred to.

use super::metric::{self, Query};
use super::{Objects, Version, description, head};
use crate::formats::faults;
use crate::formats::fields::{At, Fields, Reader, short};
use crate::{Decimal, Events, Indicator, Kind, Part};
use loadline_base::Span;

/// What an SLI measures.
#[derive(Debug, Clone)]
pub(super) enum Sli {
    /// Some events among all events, or a ratio worked out elsewhere.
    Ratio(Indicator),
    /// A value that an objective compares with a bound.
    Threshold(Query),
}

/// Reads the spec of an SLI.
pub(super) fn read(
    mut fields: Fields<'_>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Sli> {
    description(&mut fields, reader);
    let ratio = fields.map("ratioMetric", "a ratio metric", reader);
    let threshold = fields.map("thresholdMetric", "a threshold metric", reader);
    let both = (fields.has("ratioMetric"), fields.has("thresholdMetric"));
    match both {
        (true, true) => {
            reader.wrong(
                fields.span,
                "an SLI has a ratio metric or a threshold metric, not both",
                "leave one out",
            );
        }
        (false, false) => fields.missing("ratioMetric", reader),
        _ => {}
    }
    fields.done(reader);
    if both == (true, true) {
        return None;
    }
    if let Some(mut threshold) = threshold {
        let query = metric::source(&mut threshold, version, objects, reader);
        threshold.done(reader);
        return query.map(Sli::Threshold);
    }
    ratio_metric(ratio?, version, objects, reader).map(Sli::Ratio)
}

fn ratio_metric(
    mut fields: Fields<'_>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Indicator> {
    fields.flag("counter", reader);
    let raw_type = fields.text("rawType", reader);
    let has = |fields: &mut Fields<'_>, key| fields.has(key);
    let written = (
        has(&mut fields, "good"),
        has(&mut fields, "bad"),
        has(&mut fields, "raw"),
        has(&mut fields, "total"),
    );
    let query = |fields: &mut Fields<'_>, key, there: bool, reader: &mut Reader| {
        there.then(|| metric::read(fields, key, version, objects, reader)).flatten()
    };
    let good = query(&mut fields, "good", written.0, reader);
    let bad = query(&mut fields, "bad", written.1, reader);
    let raw = query(&mut fields, "raw", written.2, reader);
    let total = query(&mut fields, "total", written.3, reader);
    let at = fields.span;
    let result = match written {
        (true, true, false, _) => {
            reader.wrong(
                at,
                "both `good` and `bad` stand here",
                "leave one out: the other follows from `total`",
            );
            None
        }
        (true, false, false, true) => Some((Part::Good, good, total)),
        (false, true, false, true) => Some((Part::Bad, bad, total)),
        (true, false, false, false) | (false, true, false, false) => {
            fields.missing("total", reader);
            None
        }
        (false, false, true, false) => {
            let part = raw_part(raw_type, at, reader);
            fields.done(reader);
            return Some(Indicator::Raw { part: part?, ratio: raw?.events(reader) });
        }
        (_, _, true, _) => {
            reader.wrong(
                at,
                "`raw` stands beside counted events",
                "leave out `raw`, or `good`, `bad` and `total`",
            );
            None
        }
        (false, false, false, _) => {
            fields.missing("good", reader);
            None
        }
    };
    if let Some(raw_type) = raw_type.filter(|_| !written.2) {
        reader.wrong(raw_type.span, "`rawType` without `raw`", "leave it out");
    }
    fields.done(reader);
    let (part, events, total) = result?;
    Some(Indicator::Ratio {
        kind: Kind::Availability,
        part,
        events: events?.events(reader),
        total: total?.events(reader),
    })
}

fn raw_part(raw_type: Option<At<&str>>, at: Span, reader: &mut Reader) -> Option<Part> {
    match raw_type.map(|text| (text.value, text.span)) {
        Some(("success", _)) => Some(Part::Good),
        Some(("failure", _)) => Some(Part::Bad),
        Some((other, span)) => {
            reader.wrong(
                span,
                format!("`{}` is not a type of raw ratio", short(other)),
                "write `success` or `failure`",
            );
            None
        }
        None => {
            reader.error(&faults::MISSING, at, "a raw ratio needs `rawType`", "write `success` or `failure`");
            None
        }
    }
}

/// An SLI in place (`indicator`, `sli`) or by name (`indicatorRef`, `sliRef`) of an SLO or an objective; `None` when it has none,
/// `Some(None)` when it cannot be read.
pub(super) fn of(
    fields: &mut Fields<'_>,
    version: Version,
    objects: &Objects<'_>,
    reader: &mut Reader,
) -> Option<Option<Sli>> {
    let (place, name) =
        if version == Version::V2Alpha { ("sli", "sliRef") } else { ("indicator", "indicatorRef") };
    let reference = fields.text(name, reader);
    if let (Some(reference), true) = (reference, fields.has(place)) {
        let message = format!("both `{place}` and `{name}` stand here");
        reader.wrong(reference.span, message, "leave one of them out");
        return Some(None);
    }
    if let Some(reference) = reference {
        let spec = objects.find("SLI", reference, reader);
        // Its faults are told where it stands.
        let mut quiet = Reader::default();
        let read = spec.and_then(|spec| {
            let fields = Fields::of(&spec.node, spec.key, "the spec of an SLI", &mut quiet)?;
            read(fields, version, objects, &mut quiet)
        });
        if spec.is_some() && read.is_none() {
            let message = format!("the SLI `{}` cannot be read", short(reference.value));
            reader.error(&faults::DANGLING, reference.span, message, "mend it first");
        }
        return Some(read);
    }
    let mut inline = fields.map(place, "an indicator", reader)?;
    if let Some(metadata) = inline.needed_map("metadata", "metadata", reader) {
        head(metadata, reader);
    }
    let spec = inline.needed_map("spec", "the spec of an SLI", reader);
    inline.done(reader);
    Some(spec.and_then(|spec| read(spec, version, objects, reader)))
}

/// A value compared with a bound, once a minute: every look is an event, good while the comparison holds.
pub(super) fn threshold(query: &Query, op: &str, bound: Decimal, reader: &mut Reader) -> Indicator {
    let word = match op {
        "lte" => "<=",
        "gte" => ">=",
        "lt" => "<",
        _ => ">",
    };
    let (events, total) = if query.is_promql() {
        let text = &query.text;
        let why = "a value compared with a bound is looked at once a minute; every look counts as one event";
        reader.lose(query.span, "thresholdMetric", why);
        (
            Events::Expression(format!("sum(sum_over_time((({text}) {word} bool {bound})[$window:1m]))")),
            Events::Expression(format!("sum(count_over_time((({text}) {word} bool {bound})[$window:1m]))")),
        )
    } else {
        let foreign = |query: String, system: &str| Events::Foreign { system: system.to_owned(), query };
        (
            foreign(format!("{} {word} {bound}", query.text), &query.system),
            foreign(query.text.clone(), &query.system),
        )
    };
    Indicator::Ratio { kind: Kind::Gauge, part: Part::Good, events, total }
}
