//! One of something that is said of no member: `each top-up makes one call to the acquirer` beside `each of them makes five calls`.

use crate::statement::amount::{Amount, Measure};
use crate::statement::reading::Reading;
use loadline_base::Span;

/// Drops what was taken for done once a day by each member, though nobody says so, beside what they are said to do.
pub(in crate::statement) fn drop_single_beside(reading: &mut Reading<'_>) {
    let single = |amount: &&Amount| amount.measure == Measure::Count && amount.value == 1.0;
    let guessed: Vec<Span> = reading
        .amounts
        .iter()
        .filter(single)
        .filter(|amount| reading.doings(amount).member(amount).is_none() || is_sized(reading, amount))
        .map(|amount| amount.span)
        .collect();
    let stray = |own: &super::Activity| {
        let beside = |other: &super::Activity| other.by == own.by && other.span != own.span;
        own.by.is_some()
            && own.day_assumed
            && own.of.is_none()
            && guessed.contains(&own.span)
            && reading.activities.iter().any(beside)
    };
    let stray: Vec<Span> = reading.activities.iter().filter(|own| stray(own)).map(|own| own.span).collect();
    reading.activities.retain(|own| !stray.contains(&own.span));
    for (amount, role) in reading.amounts.iter().zip(&mut reading.roles) {
        if stray.contains(&amount.span) {
            *role = None;
        }
    }
}

/// `a screen refreshes every ten seconds, and one refresh loads 500 kB`: how large one is, and not how often it is.
fn is_sized(reading: &Reading<'_>, amount: &Amount) -> bool {
    let before = amount.tokens.start.checked_sub(1).map(|at| &reading.tokens[at]);
    let begins = before
        .is_none_or(|token| !token.is_word() || matches!(token.word.as_str(), "and" | "where" | "while"));
    let behind = amount.tokens.end..amount.tokens.end + 2;
    let sized = |size: &Amount| size.measure == Measure::Size && behind.contains(&size.tokens.start);
    begins && reading.amounts.iter().any(sized)
}
