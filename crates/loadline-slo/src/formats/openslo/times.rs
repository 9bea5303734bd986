//! Durations and time windows of OpenSLO. `m` is minutes and `M` is months: the one trap that nobody sees.

use super::Version;
use crate::formats::faults;
use crate::formats::fields::{At, Fields, Reader, short};
use crate::{Calendar, Unit, Window};
use loadline_base::foreign::Node;
use loadline_base::units::Duration;

const SECOND: u64 = 1_000_000_000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A number and a unit as written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shorthand {
    pub(super) count: u32,
    pub(super) unit: char,
}

impl Shorthand {
    /// Exactly for `m h d w`; for `M Q Y` 30, 90 and 365 days, as in the SDK.
    pub(super) fn length(self) -> Duration {
        let unit = match self.unit {
            'm' => MINUTE,
            'h' => HOUR,
            'd' => DAY,
            'w' => 7 * DAY,
            'M' => 30 * DAY,
            'Q' => 90 * DAY,
            _ => 365 * DAY,
        };
        Duration::from_nanos(unit).saturating_mul(u64::from(self.count))
    }
}

/// Reads `5m`, `1M`; a minus sign, as slogen writes it, is told and passed over.
pub(super) fn shorthand(text: At<&str>, version: Version, reader: &mut Reader) -> Option<Shorthand> {
    let units: &[char] = if version == Version::V2Alpha {
        &['m', 'h', 'd', 'w']
    } else {
        &['m', 'h', 'd', 'w', 'M', 'Q', 'Y']
    };
    let plain = text.value.strip_prefix('-');
    if plain.is_some() {
        let message = format!("`{}` is negative", short(text.value));
        reader.warn(&faults::DIALECT, text.span, message, "write it without the sign");
    }
    let written = plain.unwrap_or(text.value);
    let mut chars = written.chars();
    let unit = chars.next_back();
    let count = chars.as_str();
    let known = unit.filter(|unit| units.contains(unit));
    let digits = !count.is_empty() && count.chars().all(|c| c.is_ascii_digit());
    match (known, count.parse::<u32>()) {
        (Some(unit), Ok(count)) if digits && count > 0 => Some(Shorthand { count, unit }),
        _ => {
            let listed: Vec<String> = units.iter().map(|unit| format!("`{unit}`")).collect();
            let message = format!("`{}` is not a duration of OpenSLO", short(text.value));
            reader.wrong(text.span, message, format!("write a whole number and one of {}", listed.join(" ")));
            None
        }
    }
}

/// `timeWindow` of v1 and v2alpha: a list of exactly one.
pub(super) fn windows(fields: &mut Fields<'_>, version: Version, reader: &mut Reader) -> Option<Window> {
    let Some(entry) = fields.entry("timeWindow") else {
        fields.missing("timeWindow", reader);
        return None;
    };
    let items = fields.list("timeWindow", reader);
    if items.len() > 1 {
        reader.wrong(items[1].span, "an SLO has one time window", "write one SLO for each window");
    }
    let Some(item) = items.first() else {
        if entry.node.list().is_some() {
            reader.wrong(
                entry.key,
                "the time window is missing",
                "write `- duration: 30d` with `isRolling: true`",
            );
        }
        return None;
    };
    let at = super::super::first_place(item);
    let mut fields = Fields::of(item, at, "a time window", reader)?;
    let duration = fields.needed("duration", reader);
    let rolling = fields.flag("isRolling", reader);
    let calendar = fields.map("calendar", "a calendar", reader);
    let has_calendar = fields.has("calendar");
    fields.done(reader);
    let length = duration.and_then(|text| Some((text, shorthand(text, version, reader)?)));
    match (rolling.is_some_and(|flag| flag.value), has_calendar) {
        (true, true) => {
            let at = rolling.map_or(fields_span(item), |flag| flag.span);
            reader.wrong(
                at,
                "a window rolls or follows the calendar, not both",
                "leave out `calendar`, or `isRolling: true`",
            );
            None
        }
        (false, false) => {
            let hint = "write `isRolling: true`, or a `calendar` with `startTime` and `timeZone`";
            reader.error(&faults::MISSING, at, "the window neither rolls nor follows a calendar", hint);
            None
        }
        (true, false) => {
            let (text, length) = length?;
            Some(Window::Rolling(months(text, length, reader).length()))
        }
        (false, true) => calendar_window(length, calendar?, reader).map(Window::Calendar),
    }
}

fn fields_span(item: &Node) -> loadline_base::Span {
    super::super::first_place(item)
}

/// A window of less than an hour is months, written with the wrong letter.
fn months(text: At<&str>, length: Shorthand, reader: &mut Reader) -> Shorthand {
    if length.unit != 'm' || length.count >= 60 {
        return length;
    }
    let message =
        format!("a window of `{}` is {} min: `m` is minutes, `M` is months", text.value, length.count);
    reader.warn(
        &faults::MINUTES_FOR_MONTHS,
        text.span,
        message,
        format!("write `{}M`; it is read so", length.count),
    );
    Shorthand { unit: 'M', ..length }
}

fn calendar_window(
    length: Option<(At<&str>, Shorthand)>,
    mut fields: Fields<'_>,
    reader: &mut Reader,
) -> Option<Calendar> {
    let start = fields.needed("startTime", reader);
    let zone = fields.needed("timeZone", reader);
    fields.done(reader);
    let ((text, length), start, zone) = (length?, start?, zone?);
    let length = months(text, length, reader);
    let (unit, count) = match length.unit {
        'd' => (Unit::Day, length.count),
        'w' => (Unit::Week, length.count),
        'M' => (Unit::Month, length.count),
        'Q' => (Unit::Quarter, length.count),
        'Y' => (Unit::Year, length.count),
        'h' if length.count.is_multiple_of(24) => (Unit::Day, length.count / 24),
        _ => {
            let message = format!("`{}` is not a span of the calendar", text.value);
            reader.wrong(text.span, message, "the calendar has days, weeks, months, quarters and years");
            return None;
        }
    };
    let calendar = Calendar {
        count,
        unit,
        zone: zone.value.to_owned(),
        start: Some(start.value.trim().replacen(' ', "T", 1)),
    };
    if let Err(error) = calendar.spans() {
        let at = match &error {
            crate::NotACalendar::UnknownZone { .. } => zone.span,
            crate::NotACalendar::NotALocalTime(_) => start.span,
            _ => text.span,
        };
        reader.wrong(at, error.to_string(), error.hint());
        return None;
    }
    Some(calendar)
}

/// The length of a slice. A bare number is minutes in the text of the specification; the SDK refuses it.
pub(super) fn slice(fields: &mut Fields<'_>, version: Version, reader: &mut Reader) -> Option<At<Duration>> {
    let text = fields.text("timeSliceWindow", reader)?;
    if let Ok(minutes) = text.value.parse::<u32>()
        && minutes > 0
    {
        let message = format!("a slice of `{minutes}` has no unit; it is read as minutes");
        reader.warn(&faults::DIALECT, text.span, message, format!("write `{minutes}m`"));
        return Some(At {
            value: Duration::from_nanos(MINUTE).saturating_mul(u64::from(minutes)),
            span: text.span,
        });
    }
    shorthand(text, version, reader).map(|length| At { value: length.length(), span: text.span })
}
