//! Pieces of text that several formats share: numbers, durations, queries with a window of their own.

use crate::backends::yaml;
use crate::{Decimal, Events, Indicator, Part, Slo};
use loadline_base::units::Duration;
use serde_json::{Map, Value, json};

/// A window that nobody writes; it is replaced by the template of a format.
const MARK: Duration = Duration::from_nanos(86_399_987_000_000);
const MARKED: &str = "86399987ms";

/// A map in the order written, without what is empty.
pub(super) fn map<'a>(entries: impl IntoIterator<Item = (&'a str, Option<Value>)>) -> Value {
    let kept = entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)));
    Value::Object(kept.collect::<Map<String, Value>>())
}

/// A file of one document for each objective.
pub(super) fn documents(
    slos: &[&Slo],
    document: impl Fn(&Slo) -> Result<Value, String>,
) -> Result<String, String> {
    let documents: Result<Vec<String>, String> =
        slos.iter().map(|slo| Ok(yaml::write(&document(slo)?))).collect();
    Ok(documents?.join("---\n"))
}

/// Pairs as a map; `None` without any.
pub(super) fn pairs(pairs: &[(String, String)]) -> Option<Value> {
    let map: Map<String, Value> = pairs.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    (!map.is_empty()).then_some(Value::Object(map))
}

/// A number as YAML has it.
pub(super) fn number(value: Decimal) -> Value {
    if let Ok(whole) = i64::try_from(value)
        && Decimal::from(whole) == value
    {
        return json!(whole);
    }
    json!(f64::try_from(value).unwrap_or(f64::NAN))
}

/// A duration in the largest of the units `s ms us ns` and above that holds it exactly, as models write it.
pub(super) fn duration(length: Duration) -> String {
    let nanos = length.as_nanos();
    let units = [
        (86_400_000_000_000, "d"),
        (3_600_000_000_000, "h"),
        (60_000_000_000, "m"),
        (1_000_000_000, "s"),
        (1_000_000, "ms"),
        (1000, "us"),
        (1, "ns"),
    ];
    match units.into_iter().find(|(unit, _)| nanos > 0 && nanos.is_multiple_of(*unit)) {
        Some((unit, name)) => format!("{}{name}", nanos / unit),
        None => "0s".to_owned(),
    }
}

/// The expression of `events` with `window` where the window stands; `None` for another language.
pub(super) fn expression(events: &Events, window: &str) -> Option<String> {
    match events {
        Events::Counter(_) => Some(events.over(MARK, &[])?.replace(MARKED, window)),
        Events::Expression(text) => Some(text.replace("$window", window)),
        Events::Foreign { .. } => None,
    }
}

/// The counted part and all events of an indicator that has them, with `window` where the window stands.
pub(super) fn sides(slo: &Slo, window: &str) -> Option<(Part, String, String)> {
    let fill = |text: &str| text.replace(MARKED, window);
    let sides = slo.indicator.sides(MARK, &[])?;
    if let Indicator::Ratio { events, total, .. } = &slo.indicator {
        return Some((sides.part, expression(events, window)?, expression(total, window)?));
    }
    Some((sides.part, fill(&sides.events), fill(&sides.total)))
}
