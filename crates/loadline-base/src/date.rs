//! Calendar days, written `2027-03-01`.

use std::str::FromStr;

use crate::units::{Unit, UnitError, excerpt};

/// A calendar day without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date(jiff::civil::Date);

impl Date {
    /// The day `year`-`month`-`day`, or `None` when there is no such day.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day `days` later; `None` past the end of the calendar.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Option<Self> {
        self.0.checked_add(jiff::Span::new().try_days(days).ok()?).ok().map(Self)
    }

    /// Whole days from `self` until `later`; negative when `later` is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i64 {
        i64::from((later.0 - self.0).get_days())
    }
}

impl FromStr for Date {
    type Err = ();

    /// Reads `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != 10 {
            return Err(());
        }
        text.parse().map(Self).map_err(|_| ())
    }
}

impl Unit for Date {
    const WANTS: &'static str = "a day such as `2027-03-01`";
    const PATTERN: &'static str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

    fn read(text: &str) -> Result<Self, UnitError> {
        let shaped = text.len() == 10
            && text
                .bytes()
                .enumerate()
                .all(|(i, b)| if matches!(i, 4 | 7) { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(UnitError::NotADate(excerpt(text)));
        }
        text.parse().map_err(|()| UnitError::OutOfRange(text.to_owned(), "there is no such day"))
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_days_in_iso_form() {
        assert_eq!("2027-03-01".parse::<Date>().map(|d| d.to_string()), Ok("2027-03-01".to_owned()));
        for bad in ["2027-02-30", "2027-3-1", "01.03.2027", "2027-03-01T00", ""] {
            assert!(bad.parse::<Date>().is_err(), "{bad}");
        }
        let day = |text: &str| text.parse::<Date>().unwrap();
        assert_eq!(day("2026-12-31").plus_days(60), Some(day("2027-03-01")));
        assert_eq!(day("2026-12-31").plus_days(u32::MAX), None);
        assert_eq!(day("2026-12-31").days_until(day("2027-01-02")), 2);
    }
}
