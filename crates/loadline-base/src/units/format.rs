//! Printing numbers for people: thousands separators, few decimals, no trailing zeros.

/// `value` for people: `400,000`, `1.5`, `0.0123`.
///
/// Thousands are separated by commas; there are at most four decimals, or four significant digits below 1, and no
/// trailing zeros. From 10^15 and below 10^-6 the number is written with an exponent, `1.5e20`.
#[must_use]
pub fn format_number(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return value.to_string();
    }
    if size >= 1e15 || (size > 0.0 && size < 1e-6) {
        return format!("{value:e}");
    }
    let decimals = if size > 0.0 && size < 1.0 { (3.0 - size.log10().floor()) as usize } else { 4 };
    let text = with_decimals(size, decimals);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let sign = if value < 0.0 { "-" } else { "" };
    match fraction.trim_end_matches('0') {
        "" if whole == "0" => whole.to_owned(),
        "" => format!("{sign}{}", group(whole)),
        fraction => format!("{sign}{}.{fraction}", group(whole)),
    }
}

/// `size`, which is at least 10^-6 or 0, with at most that many decimals: up to 4 from 1 on.
///
/// Most numbers are short, and the shortest text that means a number is found far sooner than its digits up to a
/// place. Below 10^9 a float is so close to that text that rounding to a place behind its end gives it back.
fn with_decimals(size: f64, decimals: usize) -> String {
    if size < 1e9 {
        if size.fract() == 0.0 {
            return (size as u64).to_string();
        }
        let shortest = size.to_string();
        if shortest.split_once('.').is_some_and(|(_, fraction)| fraction.len() <= decimals) {
            return shortest;
        }
    }
    format!("{size:.decimals$}")
}

/// A fraction as percent, exactly: 0.9995 is `99.95%`.
pub(crate) fn format_percent(fraction: f64) -> String {
    let size = fraction.abs();
    if size == 0.0 {
        return "0%".to_owned();
    }
    if size < 1e-12 {
        let text = format!("{fraction:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{mantissa}e{}%", exponent.parse::<i32>().unwrap_or(0) + 2);
    }
    // Moving the point in the shortest decimal text is exact where multiplying by 100 is not.
    let text = size.to_string();
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let decimals = format!("{decimals:0<2}");
    let (percent, decimals) = decimals.split_at(2);
    let whole = format!("{whole}{percent}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let sign = if fraction < 0.0 { "-" } else { "" };
    let point = if decimals.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{decimals}%")
}

/// `digits` with a comma before every third digit from the right.
pub(super) fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_for_people() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (1.5, "1.5"),
            (1.00004, "1"),
            (-1.25, "-1.25"),
            (999.0, "999"),
            (1000.0, "1,000"),
            (1_234_567.891_23, "1,234,567.8912"),
            (0.012_345_6, "0.01235"),
            (0.000_1, "0.0001"),
            (0.999_99, "1"),
            (3e-9, "3e-9"),
            (1.5e20, "1.5e20"),
            (f64::INFINITY, "inf"),
        ];
        for (value, text) in cases {
            assert_eq!(format_number(value), text);
        }
    }

    #[test]
    fn the_short_way_gives_the_same_digits() {
        let zeros = |text: String| match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        };
        let mut state = 1_u64;
        for round in 0..20_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let digits = (state >> 33) as f64;
            let scale = 10_f64.powi(round % 16);
            // Short decimals, their neighbours among floats, and what arithmetic leaves.
            for size in [digits / scale, (digits / scale).next_up(), digits / 7.0 / scale, digits / 16.0] {
                for decimals in 0..if size < 1.0 { 10 } else { 5 } {
                    assert_eq!(zeros(with_decimals(size, decimals)), zeros(format!("{size:.decimals$}")));
                }
            }
        }
    }

    #[test]
    fn percent_is_exact() {
        let cases = [
            (0.0, "0%"),
            (1.0, "100%"),
            (0.3, "30%"),
            (0.005, "0.5%"),
            (0.999, "99.9%"),
            (0.999_99, "99.999%"),
            (-0.1, "-10%"),
            (12.0, "1200%"),
            (1e-20, "1e-18%"),
        ];
        for (fraction, text) in cases {
            assert_eq!(format_percent(fraction), text);
        }
    }
}
