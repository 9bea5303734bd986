//! Numbers as people read them: two significant digits unless they ask for all.

use loadline_base::units::format_number;

/// How many digits are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits {
    /// All of them.
    pub(crate) exact: bool,
}

impl Digits {
    /// The number: `230`, `1.4`, `0.012`; with `exact` every digit there is.
    pub(crate) fn number(self, value: f64) -> String {
        if self.exact || value == 0.0 || !value.is_finite() {
            return if self.exact { value.to_string() } else { format_number(value) };
        }
        format_number(significant(value, 2))
    }

    /// A share as percent.
    pub(crate) fn percent(self, share: f64) -> String {
        format!("{}%", self.number(share * 100.0))
    }

    /// Availability as percent, with as many digits as the unavailability has: `99.956%`, never rounded up to 100.
    pub(crate) fn availability(self, unavailability: f64) -> String {
        if unavailability <= 0.0 {
            return "100%".to_owned();
        }
        if self.exact {
            return format!("{}%", (1.0 - unavailability) * 100.0);
        }
        let percent = significant(unavailability * 100.0, 2);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few decimals")]
        let decimals = (1.0 - percent.log10().floor()).clamp(0.0, 15.0) as usize;
        let text = format!("{:.decimals$}", 100.0 - percent);
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{text}%")
    }

    /// A time in the unit that suits it: `38 min`, `2.5 h`.
    pub(crate) fn time(self, seconds: f64) -> String {
        let (value, unit) = match seconds {
            s if s < 1.0 => (s * 1e3, "ms"),
            s if s < 120.0 => (s, "s"),
            s if s < 7_200.0 => (s / 60.0, "min"),
            s if s < 172_800.0 => (s / 3_600.0, "h"),
            s => (s / 86_400.0, "d"),
        };
        format!("{} {unit}", self.number(value))
    }

    /// `230 min`, or `120 to 230 min` where it is a range.
    pub(crate) fn minutes(self, least: f64, most: f64) -> String {
        let (low, high) = (self.number(least), self.number(most));
        if low == high { format!("{high} min") } else { format!("{low} to {high} min") }
    }
}

fn significant(value: f64, digits: i32) -> f64 {
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a float is below 400")]
    let places = digits - 1 - value.abs().log10().floor() as i32;
    let power = 10f64.powi(places.abs());
    if places >= 0 { (value * power).round() / power } else { (value / power).round() * power }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    const SHORT: Digits = Digits { exact: false };

    #[test]
    fn two_digits_that_count() {
        let cases = [
            (231.4, "230"),
            (1.4449, "1.4"),
            (0.012_34, "0.012"),
            (99.6, "100"),
            (525_960.0, "530,000"),
            (0.0, "0"),
        ];
        for (value, text) in cases {
            assert_eq!(SHORT.number(value), text);
        }
        assert_eq!(Digits { exact: true }.number(231.4), "231.4");
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
        for (down, text) in cases {
            assert_eq!(SHORT.availability(down), text);
        }
    }

    #[test]
    fn times_in_the_unit_that_suits() {
        let cases =
            [(0.25, "250 ms"), (45.0, "45 s"), (2280.0, "38 min"), (9000.0, "2.5 h"), (864_000.0, "10 d")];
        for (seconds, text) in cases {
            assert_eq!(SHORT.time(seconds), text);
        }
    }
}
