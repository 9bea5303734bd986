//! Numbers and times as bytes, read without copies: values as Prometheus writes them, times to the millisecond.

use loadline_promql::Millis;

/// Times further than this from 1970 are refused: about 29,000 years, far from any overflow of later sums.
pub(super) const FURTHEST: i64 = 1 << 50;

/// A sample's value; `NaN`, `+Inf` and `-Inf` in any case are values.
pub(super) fn value(text: &[u8]) -> Option<f64> {
    if let Some(whole) = small_integer(text) {
        return Some(whole);
    }
    // `inf`, `infinity` and `nan` in any case are what Go reads too; it has no `+NaN`, and neither is lost here.
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// Up to 15 digits are exact in an `f64` and are most of what counters hold.
fn small_integer(text: &[u8]) -> Option<f64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut whole = 0u64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        whole = whole * 10 + u64::from(digit);
    }
    Some(whole as f64)
}

/// A time in whole milliseconds.
pub(super) fn millis(text: &[u8]) -> Option<Millis> {
    let whole: i64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    within(whole)
}

/// A time in seconds with or without a fraction, to the nearest millisecond.
pub(super) fn seconds(text: &[u8]) -> Option<Millis> {
    let (digits, negative) = match text.strip_prefix(b"-") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let (whole, fraction) = match digits.iter().position(|byte| *byte == b'.') {
        Some(at) => (digits.get(..at)?, digits.get(at + 1..)?),
        None => (digits, &b""[..]),
    };
    let plain = whole.len() <= 13 && fraction.len() <= 3 && !whole.is_empty();
    if plain && whole.iter().chain(fraction).all(u8::is_ascii_digit) {
        let read = |digits: &[u8]| digits.iter().fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        let thousandths = match fraction.len() {
            0 => 0,
            1 => read(fraction) * 100,
            2 => read(fraction) * 10,
            _ => read(fraction),
        };
        let time = read(whole) * 1000 + thousandths;
        return within(if negative { -time } else { time });
    }
    let seconds: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    let time = (seconds * 1000.0).round();
    (time.abs() <= FURTHEST as f64).then_some(time as i64)
}

fn within(time: Millis) -> Option<Millis> {
    (time.unsigned_abs() <= FURTHEST.unsigned_abs()).then_some(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_what_the_standard_library_reads() {
        for text in
            ["0", "1", "999999999999999", "12345678901234567890", "1.5", "-2e3", "1e-400", "+Inf", "-Inf"]
        {
            assert_eq!(value(text.as_bytes()), text.parse().ok(), "{text}");
        }
        assert!(value(b"NaN").unwrap().is_nan());
        for text in ["", "1x", "0x10", "1_000", "١"] {
            assert_eq!(value(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn seconds_are_read_to_the_millisecond() {
        for (text, time) in [
            ("1690000000", Some(1_690_000_000_000)),
            ("1690000000.1", Some(1_690_000_000_100)),
            ("1690000000.123", Some(1_690_000_000_123)),
            ("1690000000.1239", Some(1_690_000_000_124)),
            ("1.69e9", Some(1_690_000_000_000)),
            ("-0.25", Some(-250)),
            ("1e300", None),
            ("NaN", None),
            ("", None),
            (".", None),
            ("12a", None),
        ] {
            assert_eq!(seconds(text.as_bytes()), time, "{text}");
        }
        assert_eq!(millis(b"9223372036854775807"), None);
        assert_eq!(millis(b"-5"), Some(-5));
    }
}
