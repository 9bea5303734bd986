//! Numbers in digits, as people of several countries write them: `250,000`, `1 500 000`, `1.500.000`, `1,5`, `10^6`.
//!
//! One comma or point before exactly three digits is ambiguous: a comma is taken for thousands, a point for decimals.

use super::token::Kind;

/// Signs that part thousands.
fn parts_thousands(c: char) -> bool {
    matches!(c, ',' | '_' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}' | '\u{2009}' | ' ' | '.')
}

/// How many digits `text` starts with.
fn run(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// How the numbers of a text are written, as far as they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Points between thousands and a comma before decimals, as in most of Europe: something cannot be read otherwise, and nothing says
    /// the opposite.
    Continental,
    /// Commas between thousands stand somewhere.
    English,
    /// Neither is known.
    Open,
}

/// How the numbers of a text are written.
pub(super) fn style(text: &str) -> Style {
    let (mut points, mut commas, mut thousands) = (false, false, false);
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let length = text[start..]
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
            .count();
        let number = text[start..start + length].trim_end_matches(['.', ',']);
        at = start + length;
        let parts: Vec<&str> = number.split(['.', ',']).collect();
        let grouped = |sign: char| {
            let whole: Vec<&str> = number.split(sign).collect();
            whole.len() > 1
                && (1..=3).contains(&whole[0].len())
                && !whole[0].starts_with('0')
                && whole[1..]
                    .iter()
                    .all(|part| part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let money = text[..start].trim_end().ends_with(['€', '$', '£'])
            || text[at..].trim_start().starts_with(['€', '$', '£'])
            || ["EUR", "CHF", "euro"].iter().any(|name| text[at..].trim_start().starts_with(name));
        if grouped('.') && (parts.len() > 2 || money || counts_things(&text[at..])) {
            points = true;
        } else if grouped(',') || parts.len() == 2 && number.contains('.') && !grouped('.') {
            (commas, thousands) = (true, thousands || grouped(','));
        }
    }
    match (points && !commas, thousands) {
        (true, _) => Style::Continental,
        (false, true) => Style::English,
        (false, false) => Style::Open,
    }
}

/// Whether a number is one of things, of which there is no part: `50.000 users`, but not `1.250 seconds`.
fn counts_things(behind: &str) -> bool {
    #[rustfmt::skip]
    const MEASURED: &[&str] = &[
        "seconds", "minutes", "hours", "days", "weeks", "months", "years", "quarters", "bytes", "bits", "times", "points", "metres", "meters",
        "litres", "liters", "grams", "degrees", "tonnes", "tons", "millions", "billions", "milliseconds", "microseconds", "dollars", "euros",
        "pounds", "francs", "kilometres", "kilometers", "miles", "was", "is", "has", "does",
    ];
    let Some(behind) = behind.strip_prefix(' ') else { return false };
    let length = behind.bytes().take_while(u8::is_ascii_lowercase).count();
    let word = &behind[..length];
    length >= 4 && word.ends_with('s') && !word.ends_with("ss") && !MEASURED.contains(&word)
}

/// What the digits at the start of `text` are, and how many bytes of it, where its numbers are written in a style.
pub(super) fn read(text: &str, style: Style) -> (Kind, usize) {
    let continental = style == Style::Continental;
    if let Some(clock) = clock(text) {
        return clock;
    }
    let first = run(text);
    let (mut digits, mut end) = (text[..first].to_owned(), first);
    let separator = text[end..].chars().next();
    let mut groups = 0;
    if let Some(separator) = separator.filter(|c| parts_thousands(*c))
        && (first <= 3 || separator == '_')
    {
        let mut at = end;
        while text[at..].starts_with(separator) && run(&text[at + separator.len_utf8()..]) == 3 {
            let from = at + separator.len_utf8();
            digits.push_str(&text[from..from + 3]);
            at = from + 3;
            groups += 1;
        }
        // `1.500` is a decimal, `1.500.000` is not; `0 200` is no number with thousands, and `5 200-byte messages` are 5.
        let sized = separator == ' ' && text[at..].starts_with('-');
        let decimal = separator == ',' && continental;
        // `50.000 users` are no fifty, unless thousands have a comma elsewhere: `40,000 users make 1.250 requests on average`.
        let continental = continental || style == Style::Open && counts_things(&text[at..]);
        if (separator == '.' && groups == 1 && !continental) || digits.starts_with('0') || sized || decimal {
            (digits, groups) = (text[..first].to_owned(), 0);
        } else {
            end = at;
        }
    }
    let decimals = match text[end..].chars().next() {
        Some('.') => run(&text[end + 1..]),
        Some(',') if groups == 0 || separator == Some('.') => match run(&text[end + 1..]) {
            3 if first <= 3 && !digits.starts_with('0') && !continental => 0,
            // `2,5` but not `3, 4` and not the list `10,20,30`.
            count if count <= 2 && !text[end + 1 + count..].starts_with(',') => count,
            count if digits == "0" => count,
            _ => 0,
        },
        _ => 0,
    };
    if decimals > 0 {
        digits.push('.');
        digits.push_str(&text[end + 1..=end + decimals]);
        end += 1 + decimals;
    }
    let (power, length) = exponent(&text[end..]);
    let value: f64 = digits.parse().unwrap_or(0.0);
    let value = match power {
        Power::None => value,
        Power::OfTen(power) => value * 10f64.powi(power),
        Power::Raised(power) => value.powi(power),
    };
    (Kind::Number(value), end + length)
}

enum Power {
    None,
    OfTen(i32),
    Raised(i32),
}

/// `e6` or `^6` behind a number.
fn exponent(rest: &str) -> (Power, usize) {
    let count = run(rest.get(1..).unwrap_or(""));
    let after = rest.get(1 + count..).and_then(|after| after.chars().next());
    if !(1..=2).contains(&count) || after.is_some_and(char::is_alphanumeric) {
        return (Power::None, 0);
    }
    let power = rest[1..=count].parse().unwrap_or(0);
    match rest.chars().next() {
        Some('e' | 'E') => (Power::OfTen(power), 1 + count),
        Some('^') => (Power::Raised(power), 1 + count),
        _ => (Power::None, 0),
    }
}

/// `08:30`, as hours of a day; `9:1` is a ratio and no time.
fn clock(text: &str) -> Option<(Kind, usize)> {
    let hours = run(text);
    let rest = text[hours..].strip_prefix(':')?;
    let minutes = run(rest);
    if hours > 2 || minutes != 2 || rest[2..].starts_with(':') {
        return None;
    }
    let (hour, minute) = (text[..hours].parse::<f64>().ok()?, rest[..2].parse::<f64>().ok()?);
    // `80:20` is a ratio, and so is `9:10`: a time has full tens of minutes or a leading zero, and `:00` mostly.
    let timely = hour <= 24.0 && matches!(minute as u32, 0 | 15 | 30 | 45);
    timely.then_some((Kind::Clock(hour + minute / 60.0), hours + 3))
}
