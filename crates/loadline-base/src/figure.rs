//! Numbers as people read them: as many digits as a reader needs, and a unit of handy size. The one printer of numbers.
//!
//! Machines get the exact number beside it. What a model states is printed by its own type in [`crate::units`], as it
//! was written; this is for what was worked out.

mod scale;

use crate::units::{format_number, format_percent};
use scale::{BYTES, TIMES, scaled};

/// How many digits are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// Two significant ones, for forecasts, where a third would promise too much: `1,600`, `19`, `1.4`.
    Two,
    /// Three, and all before the point, for numbers that a reader compares: `1,575`, `19.1`, `1.43`.
    Three,
    /// Four, and all before the point, for closed forms: `1,234,568`, `12.35`.
    Four,
    /// Every digit there is, without commas, in the unit that machines get.
    All,
}

impl Digits {
    /// Two, or all where they were asked for.
    #[must_use]
    pub const fn exact(exact: bool) -> Self {
        if exact { Self::All } else { Self::Two }
    }

    /// The value with no more digits than these.
    #[must_use]
    pub fn rounded(self, value: f64) -> f64 {
        match self {
            Self::Two => significant(value, 2),
            Self::Three if value.abs() < 1e3 => significant(value, 3),
            Self::Four if value.abs() < 1e4 => significant(value, 4),
            Self::Three | Self::Four => value.round(),
            Self::All => value,
        }
    }

    /// The number alone: `230`, `1.4`, `0.012`.
    #[must_use]
    pub fn number(self, value: f64) -> String {
        match self {
            _ if value.is_infinite() => if value > 0.0 { "infinite" } else { "-infinite" }.to_owned(),
            Self::All => every_digit(value),
            _ => format_number(self.rounded(value)),
        }
    }

    /// A ratio as percent: `105%`.
    #[must_use]
    pub fn percent(self, ratio: f64) -> String {
        match self {
            Self::All if ratio.is_finite() => format_percent(ratio),
            _ => format!("{}%", self.number(ratio * 100.0)),
        }
    }

    /// A share of a whole, with two digits of what is missing where that is little: `0.8333`, `0.99999987`; never rounded
    /// up to 1.
    #[must_use]
    pub fn share(self, share: f64) -> String {
        if self == Self::All || !(share > 0.9 && share < 1.0) {
            return self.number(share);
        }
        let nines = (-(1.0 - share).log10()).floor().max(0.0) as usize;
        let text = format!("{share:.0$}", (nines + 2).clamp(4, 16));
        if text.starts_with('1') { share.to_string() } else { text.trim_end_matches('0').to_owned() }
    }

    /// Availability as percent, with as many digits as the unavailability has: `99.956%`, never rounded up to 100.
    #[must_use]
    pub fn availability(self, unavailability: f64) -> String {
        if unavailability <= 0.0 {
            return "100%".to_owned();
        }
        if self == Self::All {
            return format!("{}%", (1.0 - unavailability) * 100.0);
        }
        let percent = significant(unavailability * 100.0, 2);
        let decimals = (1 - magnitude(percent)).clamp(0, 15) as usize;
        let text = format!("{:.decimals$}", 100.0 - percent);
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{text}%")
    }

    /// How much of a capacity is used, in percent. Rounding never turns too much into enough: 99.6% is told as 99%, 100.4% as 101%, and
    /// what is above 100% has its two digits beyond that.
    #[must_use]
    pub fn used(self, used: f64) -> String {
        if used > 1e4 {
            return "> 10,000×".to_owned();
        }
        if self == Self::All {
            return self.percent(used);
        }
        let rounded = significant(used, if (1.0..2.0).contains(&used) { 3 } else { 2 });
        if used < 1.0 && rounded >= 1.0 {
            return "99%".to_owned();
        }
        if used > 1.0 && rounded <= 1.0 {
            return "101%".to_owned();
        }
        format!("{}%", format_number(significant(rounded * 100.0, 3)))
    }

    /// A factor of today's load: `1.9×`. What is less than today's load is not told as all of it.
    #[must_use]
    pub fn times(self, factor: f64) -> String {
        if self == Self::All || factor == 0.0 {
            return format!("{}×", self.number(factor));
        }
        let rounded = significant(factor, 2);
        if factor < 1.0 && rounded >= 1.0 {
            return "0.99×".to_owned();
        }
        // 2.0 says that it is not 2.4; a factor below 1 has two digits as it is.
        if (1.0..10.0).contains(&rounded) {
            format!("{rounded:.1}×")
        } else {
            format!("{}×", format_number(rounded))
        }
    }

    /// A time in seconds, in the unit that suits it: `38 min`, `2.5 h`, `1 d` and never `24 h`.
    #[must_use]
    pub fn time(self, seconds: f64) -> String {
        self.with_unit(seconds, "s")
    }

    /// A figure of a simulation: in the unit `1` a share, with the digits that matter near the whole, or a factor above it; in `x`
    /// a factor, in `used` a utilisation; otherwise as [`Digits::with_unit`].
    #[must_use]
    pub fn simulated(self, value: f64, unit: &str) -> String {
        match unit {
            "1" if value > 1.0 => self.times(value),
            "1" => self.availability(1.0 - value),
            "x" => self.times(value),
            "used" => self.used(value),
            unit => self.with_unit(value, unit),
        }
    }

    /// A figure of a simulation with the ends of its interval: `412 ms (405 ms to 419 ms)`.
    #[must_use]
    pub fn simulated_within(self, figure: f64, [low, high]: [f64; 2], unit: &str) -> String {
        let [figure, low, high] = [figure, low, high].map(|value| self.simulated(value, unit));
        format!("{figure} ({low} to {high})")
    }

    /// `230 min`, or `120 to 230 min` where it is a range. Minutes are the measure of downtime, however many.
    #[must_use]
    pub fn minutes(self, least: f64, most: f64) -> String {
        let (low, high) = (self.number(least), self.number(most));
        if low == high { format!("{high} min") } else { format!("{low} to {high} min") }
    }

    /// A number in one of the units that machines get, in a unit of handy size: `12 ms` for 0.012 `s`, `1.7 GB a day` for
    /// `B/d`, `1 copy` for 1 of `copies`. With all digits the unit stays. The unit `1` is none.
    #[must_use]
    pub fn with_unit(self, value: f64, unit: &str) -> String {
        if value.is_infinite() {
            return self.number(value);
        }
        let (of, per) = match unit.split_once('/') {
            Some((of @ ("s" | "B"), per)) => (of, format!("/{per}")),
            _ => (unit, String::new()),
        };
        let per = if per == "/d" { " a day".to_owned() } else { per };
        match (self, of) {
            (_, "" | "1") => self.number(value),
            // Whole things are not rounded: 101 copies are not 100.
            (_, "copies" | "shards" | "connections") => {
                let one = if unit == "copies" { "copy" } else { unit.trim_end_matches('s') };
                format!("{} {}", format_number(value), if value == 1.0 { one } else { unit })
            }
            (Self::All, _) => format!("{} {unit}", self.number(value)),
            (_, "s") => format!("{}{per}", scaled(value, TIMES, self)),
            (_, "B") => format!("{}{per}", scaled(value, BYTES, self)),
            (_, "1/s") => format!("{} a second", self.number(value)),
            _ => format!("{} {unit}", self.number(value)),
        }
    }
}

/// Three significant digits, or every digit before the point: `1,575`, `574`, `19.1`, `1.43`, `0.0276`.
#[must_use]
pub fn figure(value: f64) -> String {
    Digits::Three.number(value)
}

/// The value to this many significant digits.
#[must_use]
pub fn significant(value: f64, digits: i32) -> f64 {
    if !value.is_finite() || value == 0.0 {
        return value;
    }
    let decimals = digits - 1 - magnitude(value);
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
    Digits::Three.percent(ratio)
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

/// The power of ten of the first significant digit; 0 for nothing, which has none.
fn magnitude(value: f64) -> i32 {
    if value == 0.0 || !value.is_finite() {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a float is below 400")]
    let magnitude = value.abs().log10().floor() as i32;
    magnitude
}

/// The shortest text that reads back as the same number.
fn every_digit(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e15).contains(&size) { value.to_string() } else { format!("{value:e}") }
}

#[cfg(test)]
mod tests {
    use super::Digits::{All, Four, Three, Two};
    use super::*;

    /// Each number as `print` writes it.
    #[track_caller]
    fn check(print: impl Fn(f64) -> String, cases: &[(f64, &str)]) {
        for (value, text) in cases {
            assert_eq!(print(*value), *text, "{value}");
        }
    }

    #[test]
    fn two_digits_for_forecasts() {
        let cases = [
            (231.4, "230"),
            (1.4449, "1.4"),
            (0.012_34, "0.012"),
            (99.6, "100"),
            (525_960.0, "530,000"),
            (0.0, "0"),
            (-4.55, "-4.6"),
        ];
        check(|value| Two.number(value), &cases);
    }

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
            (3.21e-12, "3.21e-12"),
            (f64::INFINITY, "infinite"),
        ];
        check(figure, &cases);
        check(percent, &[(1.0476, "105%")]);
        check(nines, &[(0.995_512_3, "99.551%")]);
        assert_eq!(count(1, "replica"), "1 replica");
    }

    #[test]
    fn every_digit_when_asked_for() {
        check(|value| All.number(value), &[(231.4, "231.4"), (1_234_567.8, "1234567.8"), (3e-12, "3e-12")]);
        check(|value| All.percent(value), &[(1.004, "100.4%"), (0.07, "7%")]);
        check(|value| All.time(value), &[(5_400.0, "5400 s"), (0.012_345_678, "0.012345678 s")]);
        check(|value| All.with_unit(value, "B/d"), &[(1.728e9, "1728000000 B/d")]);
    }

    #[test]
    fn availability_is_never_rounded_up() {
        let cases = [
            (4.37e-4, "99.956%"),
            (1e-6, "99.9999%"),
            (0.0, "100%"),
            (0.25, "75%"),
            (1e-9, "99.9999999%"),
            (1.0, "0%"),
        ];
        check(|down| Two.availability(down), &cases);
        let shares = [
            (0.833_333_333, "0.8333"),
            (0.999_999_871_2, "0.99999987"),
            (0.95, "0.95"),
            (1.0, "1"),
            (3e-12, "3e-12"),
        ];
        check(|share| Four.share(share), &shares);
    }

    #[test]
    fn rounding_never_turns_too_little_into_enough() {
        let used = [
            (0.0, "0%"),
            (0.02, "2%"),
            (0.316, "32%"),
            (0.996, "99%"),
            (1.0, "100%"),
            (1.004, "101%"),
            (1.125, "113%"),
            (2.15, "220%"),
        ];
        check(|ratio| Two.used(ratio), &used);
        let lasts = [
            (0.714, "0.71×"),
            (0.999, "0.99×"),
            (0.956, "0.96×"),
            (1.0, "1.0×"),
            (1.49, "1.5×"),
            (2.0, "2.0×"),
            (15.9, "16×"),
        ];
        check(|factor| Two.times(factor), &lasts);
    }

    #[test]
    fn times_in_the_unit_that_suits() {
        let cases = [
            (0.0, "0 s"),
            (0.25, "250 ms"),
            (3.7e-7, "370 ns"),
            (45.0, "45 s"),
            (59.7, "1 min"),
            (90.0, "1.5 min"),
            (2_280.0, "38 min"),
            (9_000.0, "2.5 h"),
            (85_000.0, "1 d"),
            (86_400.0, "1 d"),
            (864_000.0, "10 d"),
            (31_557_600.0, "1 y"),
        ];
        check(|seconds| Two.time(seconds), &cases);
        check(|seconds| Four.time(seconds), &[(0.012_345_678, "12.35 ms"), (5_400.0, "1.5 h")]);
    }

    #[test]
    fn units_of_handy_size() {
        check(
            |value| Two.with_unit(value, "B"),
            &[(999_600.0, "1 MB"), (2.5e12, "2.5 TB"), (512.0, "510 B")],
        );
        check(|value| Two.with_unit(value, "B/d"), &[(1.728e9, "1.7 GB a day")]);
        check(|value| Two.with_unit(value, "B/s"), &[(1.2e6, "1.2 MB/s")]);
        check(|value| Four.with_unit(value, "s/year"), &[(315_600.0, "3.653 d/year")]);
        check(|value| Four.with_unit(value, "rps"), &[(1_234_567.8, "1,234,568 rps")]);
        check(|value| Two.with_unit(value, "copies"), &[(1.0, "1 copy"), (101.0, "101 copies")]);
        check(|value| Two.with_unit(value, "1"), &[(1.234, "1.2")]);
        check(|value| Three.with_unit(value, "messages"), &[(1234.4, "1,234 messages")]);
    }
}
