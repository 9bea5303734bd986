//! Numbers in messages: as many digits as a reader needs to compare two of them, and no more.
//!
//! Machines get the exact number beside the message.

use crate::units::format_number;

/// Three significant digits, or every digit before the point: `1,575`, `574`, `19.1`, `1.43`, `0.0276`.
#[must_use]
pub fn figure(value: f64) -> String {
    if !value.is_finite() || value == 0.0 {
        return format_number(value);
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a float is below 400")]
    let decimals = (2 - value.abs().log10().floor() as i32).clamp(0, 9);
    let power = 10f64.powi(decimals);
    format_number((value * power).round() / power)
}

/// Two significant digits, for forecasts, where a third would promise too much: 1,600, 570, 19, 1.4.
#[must_use]
pub fn rough(value: f64) -> f64 {
    significant(value, 2)
}

/// The value to this many significant digits.
#[must_use]
pub fn significant(value: f64, digits: i32) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a float is below 400")]
    let decimals = digits - 1 - value.abs().log10().floor() as i32;
    // A negative power of ten is not exact; a division by a positive one is right to the last digit.
    if decimals >= 0 {
        let power = 10f64.powi(decimals.min(300));
        (value * power).round() / power
    } else {
        let power = 10f64.powi(-decimals);
        (value / power).round() * power
    }
}

/// A ratio as percent, in three significant digits: `105%`.
#[must_use]
pub fn percent(ratio: f64) -> String {
    format!("{}%", figure(ratio * 100.0))
}

/// A share of time that is close to all of it, in thousandths of a percent: `99.551%`.
#[must_use]
pub fn nines(share: f64) -> String {
    format!("{}%", format_number((share * 1e5).round() / 1e3))
}

/// `1 replica`, `3 replicas`, `0.5 messages`: the number with its noun.
#[must_use]
pub fn count(number: u64, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", format_number(number as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_enough_to_compare() {
        let cases = [
            (0.0, "0"),
            (1575.4, "1,575"),
            (573.7, "574"),
            (19.124, "19.1"),
            (1.428_57, "1.43"),
            (0.027_59, "0.0276"),
            (350.0, "350"),
            (-4.5, "-4.5"),
            (f64::INFINITY, "inf"),
        ];
        for (value, text) in cases {
            assert_eq!(figure(value), text);
        }
        for (value, rounded) in
            [(1575.4, 1600.0), (573.7, 570.0), (0.027_59, 0.028), (99.6, 100.0), (0.0, 0.0)]
        {
            assert_eq!(rough(value), rounded);
        }
        assert_eq!(percent(1.0476), "105%");
        assert_eq!(nines(0.995_512_3), "99.551%");
        assert_eq!(count(1, "replica"), "1 replica");
    }
}
