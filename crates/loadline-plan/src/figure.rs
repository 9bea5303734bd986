//! Numbers of engines as they read in a sentence: three digits that count, with their unit.

use loadline_base::figure::figure as digits;
use loadline_base::units::{Duration, Size, format_number};
use loadline_evidence::{Quantity, Source};

/// The least share of a whole that is told by its digits.
const LEAST: f64 = 1e-5;

/// `90 rps`, `2.45 s`, `31 GB`, `3.2×`.
pub(crate) fn figure(quantity: &Quantity) -> String {
    let value = quantity.value;
    match quantity.unit {
        "s" if value.is_finite() && value >= 0.0 => time(quantity),
        "B" => bytes(value),
        "B/s" => format!("{}/s", bytes(value)),
        "B/d" => format!("{} a day", bytes(value)),
        "1" => number(quantity),
        "1/s" => format!("{} a second", number(quantity)),
        unit => {
            let unit = match unit {
                "copies" if value == 1.0 => "copy",
                _ if value == 1.0 => unit.strip_suffix('s').filter(|one| one.len() > 3).unwrap_or(unit),
                _ => unit,
            };
            format!("{} {unit}", number(quantity))
        }
    }
}

/// A share of a whole as percent. What is too little to matter is not told in powers of ten.
pub(crate) fn percent(quantity: &Quantity) -> String {
    if quantity.value > 0.0 && quantity.value < LEAST {
        return format!("less than {}%", digits(LEAST * 100.0));
    }
    format!("{}%", digits(quantity.value * 100.0))
}

/// A multiple of something: `3.2×`.
pub(crate) fn times(quantity: &Quantity) -> String {
    format!("{}×", number(quantity))
}

/// What the model says is written as it stands there.
fn number(quantity: &Quantity) -> String {
    if quantity.source == Source::Model { format_number(quantity.value) } else { digits(quantity.value) }
}

fn time(quantity: &Quantity) -> String {
    // Minutes and seconds beside each other need a fourth digit.
    let digits = if quantity.value < 60.0 { 3 } else { 4 };
    let seconds = if quantity.source == Source::Model {
        quantity.value
    } else {
        loadline_base::figure::significant(quantity.value, digits)
    };
    Duration::from_secs_f64(seconds).to_string()
}

fn bytes(value: f64) -> String {
    Size::from_bytes(1).scale(loadline_base::figure::significant(value, 3)).to_string()
}
