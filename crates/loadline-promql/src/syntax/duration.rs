//! Durations as Prometheus writes them: `1h30m`, `5m`, `250ms`; a year has 365 days.

use crate::Millis;

const UNITS: &[(&str, Millis)] = &[
    ("y", 365 * 86_400_000),
    ("w", 7 * 86_400_000),
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1000),
    ("ms", 1),
];

/// The longest that is read: 290 years.
pub(crate) const LONGEST: Millis = 290 * 365 * 86_400_000;

/// Reads `1h30m`. Each unit once, the long ones first. `0` is no time at all.
pub(crate) fn read(text: &str) -> Option<Millis> {
    if text == "0" {
        return Some(0);
    }
    let mut rest = text;
    let mut units = UNITS.iter();
    let mut total: Millis = 0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: Millis = rest.get(..digits)?.parse().ok()?;
        rest = rest.get(digits..)?;
        let letters = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = rest.get(..letters)?;
        rest = rest.get(letters..)?;
        let (_, millis) = units.by_ref().find(|(name, _)| *name == unit)?;
        total = total.checked_add(number.checked_mul(*millis)?)?;
    }
    (!text.is_empty() && total <= LONGEST).then_some(total)
}

/// Writes a duration as Prometheus does: years and weeks only where nothing is left over.
pub(crate) fn write(mut millis: Millis) -> String {
    if millis == 0 {
        return "0s".to_owned();
    }
    let mut text = if millis < 0 { "-".to_owned() } else { String::new() };
    millis = millis.saturating_abs();
    for (name, unit) in UNITS {
        let whole_only = matches!(*name, "y" | "w");
        if millis < *unit || (whole_only && millis % unit != 0) {
            continue;
        }
        text.push_str(&format!("{}{name}", millis / unit));
        millis %= unit;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<Millis>) {
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn durations_are_read_and_written() {
        check("5m", Some(300_000));
        check("1h30m", Some(5_400_000));
        check("2w", Some(14 * 86_400_000));
        check("1s250ms", Some(1250));
        check("0", Some(0));
        check("0s", Some(0));
        check("", None);
        check("5", None);
        check("m", None);
        check("1m1h", None);
        check("1m1m", None);
        check("1M", None);
        check("-5m", None);
        check("99999999999999999999s", None);
        check("400y", None);
        assert_eq!(write(5_400_000), "1h30m");
        assert_eq!(write(30 * 86_400_000), "30d");
        assert_eq!(write(-14 * 86_400_000), "-2w");
        assert_eq!(write(1250), "1s250ms");
        assert_eq!(write(0), "0s");
    }
}
