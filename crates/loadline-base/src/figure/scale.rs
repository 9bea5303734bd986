//! Units of one kind by size, and the one in which a number stays short.

use super::Digits;
use crate::units::format_number;

/// Times in seconds. A year has 365.25 days.
pub(super) const TIMES: &[(f64, &str)] = &[
    (1e-9, "ns"),
    (1e-6, "µs"),
    (1e-3, "ms"),
    (1.0, "s"),
    (60.0, "min"),
    (3_600.0, "h"),
    (86_400.0, "d"),
    (31_557_600.0, "y"),
];

/// Amounts of data in bytes, decimal.
pub(super) const BYTES: &[(f64, &str)] =
    &[(1.0, "B"), (1e3, "kB"), (1e6, "MB"), (1e9, "GB"), (1e12, "TB"), (1e15, "PB"), (1e18, "EB")];

/// The number in the smallest unit in which it is not yet one of the next: `59.7 s` to two digits is `1 min`, never
/// `60 s`. Nothing is 0 of the unit with size 1.
pub(super) fn scaled(value: f64, units: &[(f64, &str)], digits: Digits) -> String {
    let print = |value: f64, unit: &str| format!("{} {unit}", format_number(value));
    if value == 0.0 {
        let unit = units.iter().find(|(size, _)| *size == 1.0);
        return print(0.0, unit.map_or("", |(_, unit)| unit));
    }
    let mut least = 0.0;
    for (index, (size, unit)) in units.iter().enumerate() {
        // What was too much for the unit before is at least one of this.
        let rounded = digits.rounded((value.abs() / size).max(least));
        let next = units.get(index + 1).map_or(f64::INFINITY, |(next, _)| *next);
        // Sizes are whole multiples, and a rounding error is no reason to go on.
        if rounded < (next / size) * (1.0 - 1e-12) {
            return print(rounded.copysign(value), unit);
        }
        least = 1.0;
    }
    digits.number(value)
}
