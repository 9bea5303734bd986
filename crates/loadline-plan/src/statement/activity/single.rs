//! One of something that is said of no member: `each top-up makes one call to the acquirer` beside `each of them makes five calls`.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::each;
use crate::statement::noun;
use crate::statement::reading::Reading;
use crate::statement::stated::Activity;
use crate::statement::token::word_at;
use crate::statement::unit::{self, DAY};
use crate::statement::vocabulary::{Class, is_call, members};
use loadline_base::Span;

/// Stems of verbs of coming and of using what there is.
const USES: &[&str] = &[
    "use", "search", "browse", "look", "open", "visit", "consult", "access", "work", "log", "come", "return",
    "need",
];

/// Drops what was taken for done once a day by each member, though nobody says so, beside what they are said to do.
pub(in crate::statement) fn drop_single_beside(reading: &mut Reading<'_>) {
    let single = |amount: &&Amount| amount.measure == Measure::Count && amount.value == 1.0;
    let guessed: Vec<Span> = reading
        .amounts
        .iter()
        .filter(single)
        .filter(|amount| {
            Doings::of(reading, amount).member(amount).is_none()
                || is_sized(reading, amount)
                || is_of_each_deed(reading, amount)
        })
        .map(|amount| amount.span)
        .collect();
    let stray = |own: &Activity| {
        let beside = |other: &Activity| other.by == own.by && other.span != own.span;
        own.by.is_some()
            && own.day_assumed
            && own.of.is_none()
            && guessed.contains(&own.span)
            && reading.activities.iter().any(beside)
    };
    // `11,000 vets use the portal every day, with 64 calls per head`: that they come is no call.
    let comes = |own: &Activity| {
        let uses = own.deed.as_ref().is_none_or(|deed| USES.iter().any(|stem| deed.starts_with(stem)));
        let once = own.count == 1.0 && own.period == DAY && own.of.is_none() && own.class != Class::Write;
        let calls = |other: &Activity| {
            other.by == own.by
                && other.span != own.span
                && is_call(&other.what)
                && other.period == DAY
                && other.sentence.abs_diff(own.sentence) <= 1
        };
        own.by.is_some() && once && uses && reading.activities.iter().any(calls)
    };
    let coming: Vec<Span> = reading.activities.iter().filter(|own| comes(own)).map(|own| own.span).collect();
    let stray: Vec<Span> = reading.activities.iter().filter(|own| stray(own)).map(|own| own.span).collect();
    reading.activities.retain(|own| !stray.contains(&own.span) && !coming.contains(&own.span));
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

/// `every booking or cancellation makes one call to the register`: said of each of what is done, and of no member.
fn is_of_each_deed(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let each = (range.start..amount.tokens.start).rev().find(|at| matches!(word(*at), "each" | "every"));
    each.is_some_and(|at| {
        let one = noun::singular(word(at + 1));
        // `every lock or unlock`
        let deeds = word(at + 2) == "or" && members(&noun::singular(word(at + 3))).is_none();
        let member = members(&one).is_some() && !deeds
            || reading.populations.iter().any(|known| known.is_called(&one));
        // `each sends one message` is a pronoun.
        let pronoun = word(at) == "each" && word(at + 1).ends_with('s');
        let named =
            at + 2 < amount.tokens.start && !noun::stops(&one) && !matches!(one.as_str(), "of" | "one");
        // `each parking session is one start and one stop request`
        let holds = (at + 1..at + 4).any(|at| each::holds(&noun::singular(word(at))));
        named && !holds && !member && !pronoun && unit::period(&one).is_none()
    })
}
