//! Parts of a date in UTC: `hour()`, `day_of_week(v)` and their like.

use super::{Evaluator, seconds};
use crate::column::ABSENT;
use crate::syntax::{Date, Node};
use crate::{Column, EvalError, Labels};
use jiff::Timestamp;
use jiff::tz::TimeZone;

impl Evaluator<'_> {
    pub(super) fn date(&self, date: Date, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        if arguments.is_empty() {
            let values = self.steps.times().map(|time| part(date, seconds(time))).collect();
            return Ok(vec![Column { labels: Labels::default(), values }]);
        }
        let columns = self.argument(arguments, 0)?;
        self.map_values(columns, |_, value| part(date, value))
    }
}

/// The part of the date at this many seconds since 1970. Times no calendar has, and NaN, have none; Prometheus shows the
/// leftovers of an overflow for them.
fn part(date: Date, seconds: f64) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "what is out of range is refused on the next line")]
    let whole = seconds.trunc() as i64;
    let Some(time) = Timestamp::from_second(whole).ok().filter(|_| !seconds.is_nan()) else { return ABSENT };
    let time = time.to_zoned(TimeZone::UTC);
    match date {
        Date::Minute => f64::from(time.minute()),
        Date::Hour => f64::from(time.hour()),
        Date::DayOfWeek => f64::from(time.weekday().to_sunday_zero_offset()),
        Date::DayOfMonth => f64::from(time.day()),
        Date::DayOfYear => f64::from(time.day_of_year()),
        Date::DaysInMonth => f64::from(time.days_in_month()),
        Date::Month => f64::from(time.month()),
        Date::Year => f64::from(time.year()),
    }
}
