//! From which value to which a chart is drawn, which values are written beside it, and where a value lies.

use crate::unit::Unit;

/// From which value to which a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Vertical {
    /// As the values need it; from zero unless that would hide how they change.
    #[default]
    Auto,
    /// At least from zero.
    Zero,
    /// From one value to another; values beyond are drawn at the edge.
    Between(f64, f64),
    /// Powers of ten. Zero and less have no place on such a scale and are gaps.
    Log,
}

/// A scale, made for the values at hand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    log: bool,
    /// Values that are written, and how.
    pub(crate) ticks: Vec<(f64, String)>,
}

/// Beyond this the difference of two values might not be a number.
const HUGE: f64 = 1e300;
/// Pixels between two values that are written.
const APART: f64 = 32.0;
/// Nearer to zero than this is zero: differences of such values can no longer be divided.
const TINY: f64 = 1e-280;
/// Values that differ by less than this share of themselves are drawn as one.
const SAME: f64 = 1e-9;

impl Scale {
    /// The scale for values (those that are not finite are passed over) on this many pixels.
    pub(crate) fn of(
        vertical: Vertical,
        values: impl Iterator<Item = f64>,
        unit: &Unit,
        pixels: f64,
    ) -> Self {
        let log = vertical == Vertical::Log;
        let known = values.filter(|value| value.is_finite() && (!log || *value > 0.0));
        let (least, most) = known.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), value| {
            let value = if log { value } else { handy(value) };
            (least.min(value), most.max(value))
        });
        let (least, most) = if least <= most { (least, most) } else { (f64::NAN, f64::NAN) };
        if log {
            Self::powers(least, most, unit, pixels)
        } else {
            Self::even(vertical, least, most, unit, pixels)
        }
    }

    fn even(vertical: Vertical, least: f64, most: f64, unit: &Unit, pixels: f64) -> Self {
        let (low, high, fixed) = match vertical {
            Vertical::Between(low, high) if differ(handy(low.min(high)), handy(low.max(high))) => {
                (handy(low.min(high)), handy(low.max(high)), true)
            }
            _ if least.is_nan() => (0.0, 1.0, false),
            _ => {
                let near_zero = least >= 0.0 && least <= most * 0.75 || most <= 0.0 && most >= least * 0.75;
                let zero = vertical == Vertical::Zero || near_zero || !differ(least, most);
                let (low, high) = if zero { (least.min(0.0), most.max(0.0)) } else { (least, most) };
                if low == high { (0.0, 1.0, false) } else { (low, high, false) }
            }
        };
        let written = unit.scale(low.abs().max(high.abs()));
        let step = step((high - low) / written.size, (pixels / APART).max(1.0)) * written.size;
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let (mut bottom, mut top) = if fixed { (low, high) } else { (first * step, last * step) };
        if *unit == Unit::Percent && !fixed {
            // A share is never more than all; a tick at 100.02% would only be there for roundness.
            top = if most <= 1.0 { top.min(1.0) } else { top };
            bottom = if least >= 0.0 { bottom.max(0.0) } else { bottom };
        }
        let slack = step * 1e-6;
        let ticks = (0..=64)
            .map(|index| (first + f64::from(index)) * step)
            .filter(|value| (bottom - slack..=top + slack).contains(value))
            .map(|value| (value, written.label(value, step)))
            .collect();
        Self { low: bottom, high: top, log: false, ticks }
    }

    fn powers(least: f64, most: f64, unit: &Unit, pixels: f64) -> Self {
        let (least, most) = if least.is_nan() { (1.0, 10.0) } else { (least, most) };
        let first = libm::log10(least).floor() as i32;
        let last = (libm::log10(most).ceil() as i32).max(first + 1);
        let room = (pixels / APART).max(1.0);
        let every = (f64::from(last - first) / room).ceil().max(1.0) as i32;
        // With few powers there is room for more values between them.
        let between: &[f64] = match room / f64::from(last - first) {
            room if room >= 3.0 => &[1.0, 2.0, 5.0],
            room if room >= 2.0 => &[1.0, 3.0],
            _ => &[1.0],
        };
        let mut ticks = Vec::new();
        for power in (first..=last).step_by(every.unsigned_abs() as usize) {
            for digit in between.iter().filter(|digit| power < last || **digit == 1.0) {
                let value = digit * power_of_ten(power);
                if value.is_finite() && value > 0.0 {
                    ticks.push((value, unit.written(value)));
                }
            }
        }
        Self { low: f64::from(first), high: f64::from(last), log: true, ticks }
    }

    /// Where a value lies, 0 at the bottom and 1 at the top; values beyond lie on the edges. Nothing for what has no place.
    pub(crate) fn place(&self, value: f64) -> Option<f64> {
        if value.is_nan() || (self.log && value <= 0.0) {
            return None;
        }
        let value = if self.log { libm::log10(value) } else { value };
        Some(((value.clamp(self.low, self.high) - self.low) / (self.high - self.low)).clamp(0.0, 1.0))
    }

    /// Whether a value lies within the chart.
    pub(super) fn covers(&self, value: f64) -> bool {
        let value = if self.log { libm::log10(value) } else { value };
        (self.low..=self.high).contains(&value)
    }

    /// Where areas begin: at zero, or at the edge that is nearest to it.
    pub(super) fn base(&self) -> f64 {
        if self.log { 0.0 } else { self.place(0.0).unwrap_or(0.0) }
    }
}

/// The value, where one can reckon with it.
fn handy(value: f64) -> f64 {
    if value.abs() < TINY { 0.0 } else { value.clamp(-HUGE, HUGE) }
}

/// Whether there is room between two values; not when one of them is NaN.
fn differ(low: f64, high: f64) -> bool {
    high - low > SAME * high.abs().max(low.abs())
}

/// The smallest of 1, 2 and 5 times a power of ten that divides the room into at most `most` parts.
fn step(room: f64, most: f64) -> f64 {
    let rough = room / most;
    let power = power_of_ten(libm::log10(rough).floor() as i32);
    let digit = [1.0, 2.0, 5.0].into_iter().find(|digit| digit * power >= rough * (1.0 - 1e-9));
    digit.unwrap_or(10.0) * power
}

/// 10 to the power, the nearest number there is: the same on every machine.
fn power_of_ten(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(f64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(vertical: Vertical, values: &[f64], unit: Unit, expected: &str) {
        let scale = Scale::of(vertical, values.iter().copied(), &unit, 160.0);
        let labels: Vec<String> = scale.ticks.into_iter().map(|(_, label)| label).collect();
        assert_eq!(labels.join(" "), expected);
    }

    #[test]
    fn round_values_are_written() {
        check(Vertical::Auto, &[], Unit::Number, "0 0.2 0.4 0.6 0.8 1");
        check(Vertical::Auto, &[0.0], Unit::Number, "0 0.2 0.4 0.6 0.8 1");
        check(Vertical::Auto, &[7.0, 7.0], Unit::Number, "0 2 4 6 8");
        check(Vertical::Auto, &[1.0, 9.5], Unit::Number, "0 2 4 6 8 10");
        check(Vertical::Auto, &[-3.0, 4.0], Unit::Number, "\u{2212}4 \u{2212}2 0 2 4");
        check(Vertical::Auto, &[0.9991, 0.9999], Unit::Percent, "99.9% 99.92% 99.94% 99.96% 99.98% 100%");
        check(Vertical::Auto, &[0.1, 0.3], Unit::Seconds, "0 ms 100 ms 200 ms 300 ms");
        check(Vertical::Auto, &[2e9, 7e9], Unit::Bytes, "0 GB 2 GB 4 GB 6 GB 8 GB");
        check(Vertical::Between(0.0, 15.0), &[], Unit::Number, "0 5 10 15");
        check(Vertical::Log, &[0.0, 2.0, 3_000.0], Unit::Number, "1 10 100 1 k 10 k");
        check(Vertical::Log, &[2.0, 7.0], Unit::Number, "1 2 5 10");
        check(
            Vertical::Auto,
            &[-1e308, 1e308],
            Unit::Number,
            "\u{2212}1e288 T \u{2212}5e287 T 0 T 5e287 T 1e288 T",
        );
    }

    #[test]
    fn any_values_make_a_scale() {
        for values in
            [[f64::NAN, f64::INFINITY], [5e-324, 5e-324], [1.0, 1.0 + f64::EPSILON], [-1e-300, 1e300]]
        {
            for vertical in [Vertical::Auto, Vertical::Zero, Vertical::Log, Vertical::Between(1.0, 1.0)] {
                let scale = Scale::of(vertical, values.into_iter(), &Unit::Percent, 160.0);
                assert!(scale.ticks.len() <= 20, "{scale:?}");
                assert!(
                    values.iter().filter_map(|value| scale.place(*value)).all(|at| (0.0..=1.0).contains(&at))
                );
            }
        }
    }
}
