//! Attempts in all, where retries are those after the first: `a call may be tried three times in all` is retried twice.

use super::amount::Measure;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;

/// Words before or behind attempts that come after the first.
const AGAIN: &[&str] = &["further", "more", "additional", "another", "again", "extra", "repeated", "second"];

/// Counts attempts as what comes after the first.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let counts = matches!(amount.measure, Measure::Count | Measure::Factor);
        let free = matches!(reading.roles[index], None | Some(Role::Retries | Role::PeakFactor));
        let whole = (1.0..=100.0).contains(&amount.value) && amount.value.fract() == 0.0;
        if counts && free && whole && amount.period().is_none() && are_in_all(&reading.place(amount)) {
            reading.amounts[index].value -= 1.0;
            reading.roles[index] = Some(Role::Retries);
        }
    }
}

/// Whether attempts are counted with the first one.
fn are_in_all(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let near = range.start.max(amount.tokens.start.saturating_sub(4))..amount.tokens.end + 4;
    let again = near.clone().any(|at| AGAIN.contains(&place.word(at)) || place.word(at).starts_with("retr"));
    let named = matches!(amount.head(), "attempt" | "try");
    let tried = amount.measure == Measure::Factor
        && (near.start..amount.tokens.start)
            .rev()
            .take_while(|at| !matches!(place.word(*at), "," | ";" | "."))
            .any(|at| matches!(place.word(at), "tried" | "attempted" | "try" | "attempt" | "tries"));
    (named || tried) && !again
}
