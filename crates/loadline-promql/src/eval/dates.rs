//! Parts of a date in UTC: `hour()`, `day_of_week(v)` and their like.
//!
//! PromQL asks for the dates of any number, far beyond the year 9999 where libraries of dates end.

use super::{Evaluator, seconds};
use crate::column::ABSENT;
use crate::syntax::{Date, Node};
use crate::{Column, EvalError, Labels};

const DAY: i64 = 86_400;
/// Seconds beyond this are no longer whole.
const FARTHEST: f64 = 9_007_199_254_740_992.0;

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

/// The part of the date at this many seconds since 1970. NaN and what is too far have no date; Prometheus shows the leftovers
/// of an overflow for them.
#[expect(clippy::cast_precision_loss, reason = "years up to 2^53 seconds are small numbers")]
fn part(date: Date, seconds: f64) -> f64 {
    if seconds.is_nan() || seconds.abs() > FARTHEST {
        return ABSENT;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is in range; Prometheus drops the fraction too")]
    let seconds = seconds as i64;
    let (days, of_day) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let whole = match date {
        Date::Minute => of_day / 60 % 60,
        Date::Hour => of_day / 3600,
        // The first of January 1970 was a Thursday.
        Date::DayOfWeek => (days + 4).rem_euclid(7),
        Date::DayOfMonth => day,
        Date::DayOfYear => days - first_of(year, 1) + 1,
        Date::DaysInMonth if month == 12 => 31,
        Date::DaysInMonth => first_of(year, month + 1) - first_of(year, month),
        Date::Month => month,
        Date::Year => year,
    };
    whole as f64
}

/// Year, month and day of a number of days since 1970, in the Gregorian calendar.
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
const fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month, day)
}

/// The day since 1970 on which a month begins. Source: as above, `days_from_civil`.
const fn first_of(year: i64, month: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * from_march + 2) / 5;
    let of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year;
    era * 146_097 + of_era - 719_468
}
