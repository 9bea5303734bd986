//! How figures of a capacity report are written; numbers themselves are printed by [`Digits`].

use loadline_app::capacity::Until;
use loadline_base::figure::Digits;
use loadline_evidence::Quantity;

/// A figure with its unit; ratios as what they are ratios of.
pub(super) fn words(quantity: &Quantity, digits: Digits) -> String {
    match (quantity.unit, &*quantity.name) {
        ("1", name) if name.starts_with("used") || name.starts_with("utilisation") => {
            digits.used(quantity.value)
        }
        ("1", _) => digits.times(quantity.value),
        _ => quantity.words(digits),
    }
}

/// A wait: `3 ms`; what is far shorter than any request counts as none.
pub(super) fn wait(seconds: f64, digits: Digits) -> String {
    if seconds < 1e-6 && digits != Digits::All { "none".to_owned() } else { digits.time(seconds) }
}

/// A date: its month, or the day when all digits are wanted.
pub(super) fn until(until: Until, digits: Digits) -> String {
    match until {
        Until::Passed => "passed".to_owned(),
        Until::NotForYears => "> 10 years".to_owned(),
        Until::On(day) if digits == Digits::All => day.to_string(),
        Until::On(day) => day.to_string().chars().take(7).collect(),
    }
}
