//! What the numbers of an axis are, and how they are written: `250 ms`, `99.95%`, `1.2 M`, `3 GB`.

/// What a number is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Unit {
    /// A plain number.
    #[default]
    Number,
    /// A share of one, written in percent.
    Percent,
    /// Seconds, written in ms, s, min, h or d.
    Seconds,
    /// Bytes, written in kB, MB, GB (powers of 1,000).
    Bytes,
    /// A number of something: `rps`, `EUR`, `×`.
    Of(String),
}

/// One scale for all labels of an axis: what a number is divided by, and what is written after it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    /// One of these is written as 1.
    pub(crate) size: f64,
    suffix: String,
}

const THOUSANDS: [(f64, &str); 5] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"), (1.0, "")];
const TIMES: [(f64, &str); 6] =
    [(172_800.0, "d"), (7_200.0, "h"), (120.0, "min"), (1.0, "s"), (1e-3, "ms"), (1e-6, "µs")];

impl Unit {
    /// The scale on which a number of this size is handy.
    pub(crate) fn scale(&self, size: f64) -> Scale {
        let size = size.abs();
        let of = |size: f64, suffix: String| Scale { size, suffix };
        let thousand = || THOUSANDS.into_iter().find(|(from, _)| size >= *from).unwrap_or((1.0, ""));
        match self {
            Self::Number => {
                let (size, letter) = thousand();
                of(size, if letter.is_empty() { String::new() } else { format!(" {letter}") })
            }
            Self::Percent => of(0.01, "%".to_owned()),
            Self::Seconds if size == 0.0 => of(1.0, " s".to_owned()),
            Self::Seconds => {
                let (from, name) = TIMES.into_iter().find(|(from, _)| size >= *from).unwrap_or((1e-6, "µs"));
                let size = match name {
                    "d" => 86_400.0,
                    "h" => 3_600.0,
                    "min" => 60.0,
                    _ => from,
                };
                of(size, format!(" {name}"))
            }
            Self::Bytes => {
                let (size, letter) = thousand();
                of(size, format!(" {letter}B"))
            }
            Self::Of(name) => {
                let (size, letter) = thousand();
                of(size, format!(" {letter}{}{name}", if letter.is_empty() { "" } else { " " }))
            }
        }
    }

    /// A single number, to three significant digits; shares near one with all the nines they have (up to seven digits).
    pub fn written(&self, number: f64) -> String {
        if number.is_nan() {
            return "no data".to_owned();
        }
        if number.is_infinite() {
            return if number > 0.0 { "infinite" } else { "minus infinite" }.to_owned();
        }
        let scale = self.scale(number);
        let shown = number / scale.size;
        let digits = match self {
            Self::Percent if (90.0..100.0).contains(&shown) => {
                (2.0 - libm::log10(100.0 - shown)).ceil().clamp(2.0, 7.0) as i32
            }
            _ => significant(shown),
        };
        scale.number(shown, digits)
    }
}

/// Decimals that three significant digits take.
fn significant(number: f64) -> i32 {
    match number.abs() {
        0.0 => 0,
        size => (2.0 - libm::log10(size).floor()).clamp(-1.0, 9.0) as i32,
    }
}

impl Scale {
    /// A number of an axis whose steps are `step` apart, with as many decimals as the step needs.
    pub(crate) fn label(&self, number: f64, step: f64) -> String {
        let step = (step / self.size).abs();
        let decimals =
            if step > 0.0 { (-libm::log10(step) - 1e-9).ceil().clamp(0.0, 12.0) as i32 } else { 0 };
        self.number(number / self.size, decimals)
    }

    fn number(&self, number: f64, decimals: i32) -> String {
        if number.abs() >= 1e6 || (number != 0.0 && number.abs() < 1e-6) {
            return format!("{}{}", scientific(number), self.suffix);
        }
        let text = format!("{number:.*}", decimals.max(0) as usize);
        let text = match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.'),
            false => text.as_str(),
        };
        let text = if text == "-0" { "0" } else { text };
        format!("{}{}", grouped(text), self.suffix)
    }
}

/// `1e15`, `2.5e-9`
fn scientific(number: f64) -> String {
    let text = format!("{number:.2e}");
    let text = text.replace('-', "\u{2212}");
    match text.split_once('e') {
        Some((digits, exponent)) => {
            format!("{}e{exponent}", digits.trim_end_matches('0').trim_end_matches('.'))
        }
        None => text,
    }
}

/// Thousands with commas, and a true minus.
fn grouped(text: &str) -> String {
    let (sign, text) = text.strip_prefix('-').map_or(("", text), |rest| ("\u{2212}", rest));
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut shown = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(unit: &Unit, number: f64, expected: &str) {
        assert_eq!(unit.written(number), expected);
    }

    #[test]
    fn numbers_with_their_units() {
        check(&Unit::Number, 0.0, "0");
        check(&Unit::Number, -1234.0, "\u{2212}1.23 k");
        check(&Unit::Number, 0.000_25, "0.00025");
        check(&Unit::Number, 1e18, "1e6 T");
        check(&Unit::Number, f64::NAN, "no data");
        check(&Unit::Number, 1.7e308, "1.7e296 T");
        check(&Unit::Percent, 0.5, "50%");
        check(&Unit::Percent, 0.9995, "99.95%");
        check(&Unit::Percent, 0.999_991, "99.9991%");
        check(&Unit::Percent, 1.0, "100%");
        check(&Unit::Seconds, 0.25, "250 ms");
        check(&Unit::Seconds, 2_592.0, "43.2 min");
        check(&Unit::Seconds, 0.0, "0 s");
        check(&Unit::Bytes, 3.2e9, "3.2 GB");
        check(&Unit::Of("rps".to_owned()), 1_500.0, "1.5 k rps");
        check(&Unit::Of("rps".to_owned()), 15.0, "15 rps");
    }
}
