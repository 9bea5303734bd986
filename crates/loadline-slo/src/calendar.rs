//! Spans of the calendar as moments: when the month that holds a moment began and when it ends, in a time zone.
//!
//! Zones come from the IANA database that is built in, so that the same window is the same on every machine. No clock here: the
//! moment is handed in.

use crate::{Calendar, Millis, Unit};
use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp, ToSpan as _};
use loadline_base::did_you_mean;
use std::sync::OnceLock;

/// Why a calendar window cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotACalendar {
    /// No such time zone.
    #[error("`{name}` is not a time zone of the IANA database")]
    UnknownZone {
        /// As written, cut short.
        name: String,
        /// The closest name that exists.
        close: Option<String>,
    },
    /// Not a local time.
    #[error("`{0}` is not a local time written `YYYY-MM-DDTHH:MM:SS`")]
    NotALocalTime(String),
    /// Spans of no length, or longer than the calendar.
    #[error("a calendar window has 1 to 10000 units, not {0}")]
    Count(u32),
    /// A moment too far away for the calendar.
    #[error("the moment lies outside the years that the calendar knows")]
    OutOfRange,
}

/// A calendar window whose zone and start are known to exist.
#[derive(Debug, Clone)]
pub struct Spans {
    zone: TimeZone,
    anchor: DateTime,
    unit: Unit,
    count: i64,
}

impl NotACalendar {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownZone { close: Some(close), .. } => format!("did you mean `{close}`?"),
            Self::UnknownZone { .. } => "name a zone such as `Europe/Berlin` or `UTC`".to_owned(),
            Self::NotALocalTime(_) => "write it without a zone, as in `2026-01-31T12:00:00`".to_owned(),
            Self::Count(_) => "leave the count out for one unit".to_owned(),
            Self::OutOfRange => "years from -9999 to 9999 are known".to_owned(),
        }
    }
}

impl Calendar {
    /// The span that holds the moment `at`, half-open: its first moment belongs to it, its end to the next one.
    ///
    /// # Errors
    /// When the zone, the start or the count cannot be used, or `at` lies outside the calendar.
    pub fn span_at(&self, at: Millis) -> Result<(Millis, Millis), NotACalendar> {
        self.spans()?.at(at)
    }

    /// The spans of this window, ready to be asked for many moments.
    ///
    /// # Errors
    /// When the zone, the start or the count cannot be used.
    pub fn spans(&self) -> Result<Spans, NotACalendar> {
        if self.count == 0 || self.count > 10_000 {
            return Err(NotACalendar::Count(self.count));
        }
        let zone = zone(&self.zone)?;
        let anchor = match &self.start {
            Some(text) => local_time(text)?,
            // 1970-01-05 is a Monday; months, quarters and years turn on the first of January.
            None if self.unit == Unit::Week => DateTime::constant(1970, 1, 5, 0, 0, 0, 0),
            None => DateTime::constant(1970, 1, 1, 0, 0, 0, 0),
        };
        Ok(Spans { zone, anchor, unit: self.unit, count: i64::from(self.count) })
    }
}

impl Spans {
    /// The span that holds the moment `at`, half-open.
    ///
    /// # Errors
    /// When `at` lies outside the calendar.
    pub fn at(&self, at: Millis) -> Result<(Millis, Millis), NotACalendar> {
        let moment = Timestamp::from_millisecond(at).map_err(|_| NotACalendar::OutOfRange)?;
        let local = self.zone.to_datetime(moment);
        let mut index = self.units_until(local).div_euclid(self.count);
        // The guess is off by one where the day or the hour of the anchor has not come yet, or a clock was put back.
        while self.start(index)? > at {
            index -= 1;
        }
        while self.start(index + 1)? <= at {
            index += 1;
        }
        Ok((self.start(index)?, self.start(index + 1)?))
    }

    /// Whole units from the anchor until `local`, or one more.
    fn units_until(&self, local: DateTime) -> i64 {
        let (from, to) = (self.anchor.date(), local.date());
        let months =
            || i64::from(to.year() - from.year()) * 12 + i64::from(to.month()) - i64::from(from.month());
        let days = || i64::from((to - from).get_days());
        match self.unit {
            Unit::Day => days(),
            Unit::Week => days().div_euclid(7),
            Unit::Month => months(),
            Unit::Quarter => months().div_euclid(3),
            Unit::Year => months().div_euclid(12),
        }
    }

    /// When span number `index` starts. It is counted from the anchor every time, so that a window from the 31st comes back to
    /// the 31st after a shorter month. A local time that a clock jumps over counts as the one after the jump; of two equal ones
    /// the first counts (RFC 5545, section 3.3.5).
    fn start(&self, index: i64) -> Result<Millis, NotACalendar> {
        let out = |_| NotACalendar::OutOfRange;
        let units = index.checked_mul(self.count).ok_or(NotACalendar::OutOfRange)?;
        let span = || -> Result<Span, jiff::Error> {
            match self.unit {
                Unit::Day => 0.days().try_days(units),
                Unit::Week => 0.weeks().try_weeks(units),
                Unit::Month => 0.months().try_months(units),
                Unit::Quarter => 0.months().try_months(units.saturating_mul(3)),
                Unit::Year => 0.years().try_years(units),
            }
        };
        let local = self.anchor.checked_add(span().map_err(out)?).map_err(out)?;
        Ok(self.zone.to_ambiguous_timestamp(local).compatible().map_err(out)?.as_millisecond())
    }
}

/// The moment that `text` names: a date and a time with an offset, `2026-03-01T22:00:00Z`.
pub(crate) fn moment(text: &str) -> Option<Millis> {
    text.trim().parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

/// A moment as `2026-03-01T22:00:00Z`; `None` outside the calendar.
pub(crate) fn moment_text(at: Millis) -> Option<String> {
    Timestamp::from_millisecond(at).ok().map(|moment| moment.to_string())
}

fn local_time(text: &str) -> Result<DateTime, NotACalendar> {
    let refused = || NotACalendar::NotALocalTime(text.chars().take(40).collect());
    let shaped = text.len() == 19 && text.is_ascii() && matches!(text.as_bytes().get(10), Some(b'T' | b' '));
    if !shaped {
        return Err(refused());
    }
    text.parse().map_err(|_| refused())
}

fn zone(name: &str) -> Result<TimeZone, NotACalendar> {
    static ZONES: OnceLock<TimeZoneDatabase> = OnceLock::new();
    let zones = ZONES.get_or_init(TimeZoneDatabase::bundled);
    zones.get(name).map_err(|_| {
        let name: String = name.chars().take(60).collect();
        let known: Vec<String> = zones.available().map(|zone| zone.as_str().to_owned()).collect();
        let close = did_you_mean(&name, known.iter().map(String::as_str)).map(str::to_owned);
        NotACalendar::UnknownZone { name, close }
    })
}
