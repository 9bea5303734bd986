//! How figures of a capacity report are written: two significant digits unless all are asked for, and never rounded
//! across the line between enough and too little.

use loadline_app::capacity::Until;
use loadline_base::figure::rough;
use loadline_base::units::{Duration, Size, format_number};
use loadline_evidence::{Quantity, Source};

/// How many digits are written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    /// All of them, instead of two significant ones.
    pub(super) exact: bool,
}

impl Digits {
    fn of(self, value: f64) -> f64 {
        if self.exact { value } else { rough(value) }
    }

    /// A figure without its unit. What the model states is written as it stands there.
    pub(super) fn number(self, quantity: &Quantity) -> String {
        let stated = quantity.source == Source::Model;
        format_number(if stated { quantity.value } else { self.of(quantity.value) })
    }

    /// `350 rps`.
    pub(super) fn rate(self, quantity: &Quantity) -> String {
        format!("{} rps", self.number(quantity))
    }

    /// How much of a capacity is used, in percent: rounded down while there is room, up when there is none.
    pub(super) fn used(self, used: f64) -> String {
        if used > 1e4 {
            return "> 10,000×".to_owned();
        }
        if self.exact {
            return percent(used);
        }
        let rounded = rough(used);
        let step = 10f64.powi(-decimals(used));
        percent(match (used > 1.0, rounded < used, rounded > used) {
            (true, true, _) => rough(rounded + step),
            (false, _, true) => rough(rounded - step),
            _ => rounded,
        })
    }

    /// A factor of today's load, rounded down: `1.9×`.
    pub(super) fn times(self, factor: f64) -> String {
        if self.exact || factor == 0.0 {
            return format!("{}×", format_number(factor));
        }
        let rounded = rough(factor);
        let down = if rounded > factor { rough(rounded - 10f64.powi(-decimals(factor))) } else { rounded };
        // A factor below a tenth is past any plan; two digits of it would be noise.
        let text = if down >= 10.0 { format_number(down) } else { format!("{down:.1}") };
        let text = if down < 1.0 { format_number(down) } else { text };
        format!("{text}×")
    }

    /// An amount of data: `31 GB`.
    pub(super) fn bytes(self, bytes: f64) -> String {
        Size::from_bytes(1).scale(self.of(bytes)).to_string()
    }

    /// Bytes a second: `1.2 MB/s`.
    pub(super) fn bandwidth(self, rate: f64) -> String {
        format!("{}/s", self.bytes(rate))
    }

    /// A time: `3 min`.
    pub(super) fn time(self, seconds: f64) -> String {
        Duration::from_secs_f64(self.of(seconds)).to_string()
    }

    /// A wait: `3 ms`; what is far shorter than any request counts as none.
    pub(super) fn wait(self, seconds: f64) -> String {
        if seconds < 1e-6 && !self.exact { "none".to_owned() } else { self.time(seconds) }
    }

    /// A date: its month, or the day when all digits are wanted.
    pub(super) fn until(self, until: Until) -> String {
        match until {
            Until::Passed => "passed".to_owned(),
            Until::NotForYears => "> 10 years".to_owned(),
            Until::On(day) if self.exact => day.to_string(),
            Until::On(day) => day.to_string().chars().take(7).collect(),
        }
    }

    /// Any figure with its unit.
    pub(super) fn any(self, quantity: &Quantity) -> String {
        let value = quantity.value;
        match (quantity.unit, &*quantity.name) {
            ("rps", _) => self.rate(quantity),
            ("B", _) => self.bytes(value),
            ("B/d", _) => format!("{} a day", self.bytes(value)),
            ("B/s", _) => self.bandwidth(value),
            ("s", _) => self.time(value),
            ("1/s", _) => format!("{} a second", self.number(quantity)),
            ("1", name) if name.starts_with("used") || name.starts_with("utilisation") => self.used(value),
            ("1", _) => self.times(value),
            // Whole things are not rounded: 101 copies are not 100.
            (unit @ ("copies" | "shards" | "connections"), _) => {
                let unit = match (unit, value == 1.0) {
                    ("copies", true) => "copy",
                    (unit, true) => unit.trim_end_matches('s'),
                    (unit, false) => unit,
                };
                format!("{} {unit}", format_number(value))
            }
            (unit, _) => format!("{} {unit}", self.number(quantity)),
        }
    }
}

fn percent(ratio: f64) -> String {
    format!("{}%", format_number((ratio * 1e14).round() / 1e12))
}

/// Decimals of the second significant digit; 0 for nothing, which has none.
fn decimals(value: f64) -> i32 {
    if value == 0.0 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a float is below 400")]
    let decimals = 1 - value.abs().log10().floor() as i32;
    decimals
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_never_turns_too_little_into_enough() {
        let two = Digits { exact: false };
        let used =
            [(0.0, "0%"), (0.314, "31%"), (0.996, "99%"), (1.0, "100%"), (1.004, "110%"), (2.15, "220%")];
        for (ratio, text) in used {
            assert_eq!(two.used(ratio), text, "{ratio}");
        }
        let lasts =
            [(0.714, "0.71×"), (0.999, "0.99×"), (1.0, "1.0×"), (1.49, "1.4×"), (2.0, "2.0×"), (15.9, "15×")];
        for (factor, text) in lasts {
            assert_eq!(two.times(factor), text, "{factor}");
        }
        assert_eq!(Digits { exact: true }.used(1.004), "100.4%");
    }
}
