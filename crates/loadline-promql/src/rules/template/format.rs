//! Numbers as Go's `fmt` prints them: `%f`, `%e`, `%g`, `%v`.

/// One verb of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    pub(super) letter: char,
    precision: Option<usize>,
}

/// The largest number of digits that is printed.
const MAX_PRECISION: usize = 100;

impl Verb {
    pub(super) fn takes(self, number: bool) -> bool {
        if number { matches!(self.letter, 'f' | 'e' | 'g' | 'v') } else { matches!(self.letter, 's' | 'v') }
    }

    pub(super) fn number(self, value: f64) -> String {
        match (self.letter, self.precision) {
            _ if !value.is_finite() => crate::number::plain(value),
            ('f', precision) => format!("{value:.*}", precision.unwrap_or(6)),
            ('e', precision) => exponent(&format!("{value:.*e}", precision.unwrap_or(6))),
            (_, Some(precision)) => general(value, precision.max(1)),
            (_, None) => shortest(value),
        }
    }
}

/// The verbs of a pattern, in order; `%%` is none.
pub(super) fn verbs(pattern: &str) -> Result<Vec<Verb>, String> {
    let mut verbs = Vec::new();
    walk(pattern, |_| {}, |verb| verbs.push(verb))?;
    Ok(verbs)
}

/// Goes through a pattern.
pub(super) fn walk(
    pattern: &str,
    mut text: impl FnMut(char),
    mut verb: impl FnMut(Verb),
) -> Result<(), String> {
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '%' {
            text(c);
            continue;
        }
        if chars.next_if_eq(&'%').is_some() {
            text('%');
            continue;
        }
        let mut precision = None;
        if chars.next_if_eq(&'.').is_some() {
            let mut digits = 0;
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                chars.next();
                digits = (digits * 10 + digit as usize).min(MAX_PRECISION + 1);
            }
            if digits > MAX_PRECISION {
                return Err(format!("`{pattern}` asks for more than {MAX_PRECISION} digits"));
            }
            precision = Some(digits);
        }
        match chars.next() {
            Some(letter @ ('f' | 'e' | 'g' | 'v')) => verb(Verb { letter, precision }),
            Some('s') if precision.is_none() => verb(Verb { letter: 's', precision }),
            Some(other) => return Err(format!("`%{other}` in `{pattern}` is not printed in templates")),
            None => return Err(format!("`{pattern}` ends with a `%`")),
        }
    }
    Ok(())
}

/// A value as `{{ $value }}` prints it: as short as it can be told.
pub(super) fn value(value: f64) -> String {
    shortest(value)
}

/// `%.4g` and its like: so many digits, zeros at the end left out.
pub(super) fn general(value: f64, precision: usize) -> String {
    if !value.is_finite() {
        return crate::number::plain(value);
    }
    let rounded = format!("{value:.*e}", precision - 1);
    let (digits, power) = rounded.split_once('e').unwrap_or((&rounded, "0"));
    let digits =
        if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let power: i32 = power.parse().unwrap_or(0);
    let count = i32::try_from(digits.bytes().filter(u8::is_ascii_digit).count()).unwrap_or(i32::MAX);
    let mut limit = i32::try_from(precision).unwrap_or(i32::MAX);
    // Where all digits stand before the point, they decide.
    if limit > count && count > power {
        limit = count;
    }
    if power < -4 || power >= limit {
        return exponent(&format!("{digits}e{power}"));
    }
    let after = usize::try_from((count - 1 - power).max(0)).unwrap_or(0);
    format!("{value:.after$}")
}

/// Go's `%v`: with an exponent below 1e-4 and from 1e6.
fn shortest(value: f64) -> String {
    if !value.is_finite() {
        return crate::number::plain(value);
    }
    let text = format!("{value:e}");
    let power: i32 = text.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
    if !(-4..6).contains(&power) { exponent(&text) } else { crate::number::plain(value) }
}

/// Go writes at least two digits of an exponent, and its sign.
fn exponent(text: &str) -> String {
    let (digits, power) = text.split_once('e').unwrap_or((text, "0"));
    let power: i32 = power.parse().unwrap_or(0);
    let sign = if power < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", power.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_go_does() {
        let four = |value: f64| general(value, 4);
        assert_eq!(four(0.0), "0");
        assert_eq!(four(1.5), "1.5");
        assert_eq!(four(100.0), "100");
        assert_eq!(four(999.96), "1000");
        assert_eq!(four(12345.0), "1.234e+04");
        assert_eq!(four(0.00001234), "1.234e-05");
        assert_eq!(four(0.1 + 0.2), "0.3");
        assert_eq!(four(-7.123456), "-7.123");
        assert_eq!(value(1e21), "1e+21");
        assert_eq!(value(123_456_789.0), "1.23456789e+08");
        assert_eq!(value(123_456.0), "123456");
        assert_eq!(value(0.000_01), "1e-05");
        assert_eq!(value(0.5), "0.5");
    }
}
