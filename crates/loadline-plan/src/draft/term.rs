//! A number on its way into another: its figure as shown in formulas, and what stands behind it.

use crate::statement::Fact;
use loadline_base::Span;
use loadline_base::units::format_number;

/// A number with its unit, where it was said, and the assumptions it rests on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Term {
    /// The number, in base units (seconds, bytes, per second).
    pub value: f64,
    /// As formulas show it: `600 B`, `20`, `7 y (365-day years)`.
    pub shown: String,
    /// The places of the statement it goes back to.
    pub spans: Vec<Span>,
    /// Ids of the assumptions it goes back to.
    pub rests_on: Vec<&'static str>,
}

impl Term {
    /// A number read from one place.
    pub(super) fn given(value: f64, shown: impl Into<String>, span: Span) -> Self {
        Self { value, shown: shown.into(), spans: vec![span], rests_on: Vec::new() }
    }

    /// A number somebody has to confirm.
    pub(super) fn assumed(value: f64, shown: impl Into<String>, id: &'static str) -> Self {
        Self { value, shown: shown.into(), spans: Vec::new(), rests_on: vec![id] }
    }

    /// A number worked out from others.
    pub(super) fn of(value: f64, shown: impl Into<String>, from: &[&Term]) -> Self {
        let mut made = Self { value, shown: shown.into(), spans: Vec::new(), rests_on: Vec::new() };
        for term in from {
            for span in &term.spans {
                if !made.spans.contains(span) {
                    made.spans.push(*span);
                }
            }
            for id in &term.rests_on {
                if !made.rests_on.contains(id) {
                    made.rests_on.push(id);
                }
            }
        }
        made
    }
}

/// A number as formulas show it.
pub(super) fn plain(value: f64) -> String {
    format_number(value)
}

/// A size in decimal units: the value and its unit.
pub(super) fn size(bytes: f64) -> (f64, &'static str) {
    scaled(bytes, &[("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("kB", 1e3)], "B")
}

/// Bits a second in decimal units.
pub(super) fn bits(per_second: f64) -> (f64, &'static str) {
    scaled(per_second, &[("Tbit/s", 1e12), ("Gbit/s", 1e9), ("Mbit/s", 1e6), ("kbit/s", 1e3)], "bit/s")
}

/// Bytes of a unit that [`size`] gives.
pub(super) fn bytes_of(unit: &str) -> f64 {
    match unit {
        "PB" => 1e15,
        "TB" => 1e12,
        "GB" => 1e9,
        "MB" => 1e6,
        "kB" => 1e3,
        _ => 1.0,
    }
}

fn scaled(value: f64, units: &[(&'static str, f64)], least: &'static str) -> (f64, &'static str) {
    let rounded = value * (1.0 + 1e-12);
    units.iter().find(|(_, one)| rounded >= *one).map_or((value, least), |(unit, one)| (value / one, *unit))
}

/// A size as formulas show it: `600 B`.
pub(super) fn show_size(bytes: f64) -> String {
    let (value, unit) = size(bytes);
    format!("{} {unit}", plain(value))
}

/// A duration as formulas show it, in the largest unit that is whole: `30 min`, `90 d`, `7 y`.
pub(super) fn show_duration(seconds: f64) -> String {
    const UNITS: &[(&str, f64)] =
        &[("y", 365.0 * 86_400.0), ("d", 86_400.0), ("h", 3_600.0), ("min", 60.0), ("s", 1.0), ("ms", 1e-3)];
    for (unit, one) in UNITS {
        let count = seconds / one;
        if count >= 1.0 && (count - count.round()).abs() < 1e-9 * count {
            return format!("{} {unit}", plain(count.round()));
        }
    }
    if seconds >= 1.0 { format!("{} s", plain(seconds)) } else { format!("{} ms", plain(seconds * 1e3)) }
}

/// A share as percent.
pub(super) fn show_share(share: f64) -> String {
    format!("{} %", plain((share * 1e10).round() / 1e8))
}

/// The sum of terms, shown as one.
pub(super) fn sum<'a>(terms: impl Iterator<Item = &'a Term>) -> Option<Term> {
    let terms: Vec<&Term> = terms.filter(|term| term.value > 0.0).collect();
    match terms.as_slice() {
        [] => None,
        [one] => Some((*one).clone()),
        several => {
            let total: f64 = several.iter().map(|term| term.value).sum();
            let shown: Vec<&str> = several.iter().map(|term| term.shown.as_str()).collect();
            Some(Term::of(total, shown.join(" + "), several))
        }
    }
}

/// The first fact of a role as a term.
pub(super) fn fact_term(fact: &Fact, show: fn(f64) -> String) -> Term {
    Term::given(fact.amount.value, show(fact.amount.value), fact.amount.span)
}
