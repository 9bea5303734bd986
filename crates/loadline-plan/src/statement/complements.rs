//! Two shares that make up a whole: `8 % are reservations or refunds, the other 92 % are availability queries`. What one of them is decides
//! both, whatever else its words may speak for.

use super::amount::{Amount, Measure, of_sentence};
use super::noun;
use super::parts::changes;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::vocabulary::{Class, class_of, is_call, is_display};

/// How far a sum may be from the whole.
const ROUNDING: f64 = 1e-6;
/// Words behind a share in which is said what it is.
const REACH: usize = 8;

/// Gives two shares of what is asked that make up a whole their roles.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for sentence in 0..reading.ranges.len() {
        let shares: Vec<usize> =
            of_sentence(&reading.amounts, sentence).filter(|index| is_share(reading, *index)).collect();
        let [first, second] = shares[..] else { continue };
        let (one, other) = (&reading.amounts[first], &reading.amounts[second]);
        if (one.value + other.value - 1.0).abs() > ROUNDING || !of_what_is_asked(reading, one) {
            continue;
        }
        let (one, other) = (class(&reading.place(one)), class(&reading.place(other)));
        let roles = match (one, other) {
            (Some(Class::Write), Some(Class::Read)) => (Role::WriteShare, Role::ReadShare),
            (Some(Class::Read), Some(Class::Write)) => (Role::ReadShare, Role::WriteShare),
            _ => continue,
        };
        reading.roles[first] = Some(roles.0);
        reading.roles[second] = Some(roles.1);
    }
}

/// Takes what is left beside a share for said: `two of the 20 calls write, the other 18 read`.
pub(super) fn the_others(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let other = amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("other"));
        let shares = of_sentence(&reading.amounts, amount.sentence)
            .any(|one| matches!(reading.roles[one], Some(Role::WriteShare | Role::ReadShare)));
        if other && shares && amount.measure == Measure::Count && reading.roles[index].is_none() {
            reading.roles[index] = Some(Role::Heard);
        }
    }
}

/// Whether an amount is a share that is not of the time or of answers.
fn is_share(reading: &Reading<'_>, index: usize) -> bool {
    let amount = &reading.amounts[index];
    let open = matches!(
        reading.roles[index],
        None | Some(Role::WriteShare | Role::ReadShare | Role::ActiveShare | Role::Availability)
    );
    amount.measure == Measure::Share && amount.value > 0.0 && amount.value < 1.0 && open
}

/// Whether calls or pages are spoken of in the sentence of an amount before it, or in the one before that.
fn of_what_is_asked(reading: &Reading<'_>, amount: &Amount) -> bool {
    let start = reading.ranges[amount.sentence.saturating_sub(1)].start;
    let own = &reading.ranges[amount.sentence];
    let named = |at: usize| {
        let one = noun::singular(&reading.tokens[at].word);
        is_call(&one) || is_display(&one) || matches!(one.as_str(), "traffic" | "view" | "load" | "access")
    };
    (start..own.end).any(named)
}

/// What a share is said to be.
fn class(place: &Place<'_>) -> Option<Class> {
    let end = place.amount.tokens.end;
    let to = place.range.end.min(end + REACH);
    let clause = (end..to).take_while(|at| !matches!(place.word(*at), ";" | "." | ",") || *at < end + 2);
    let mut words = clause.map(|at| place.word(at));
    words.find_map(|word| {
        let class = if changes(word) { Some(Class::Write) } else { class_of(&noun::singular(word)) };
        class.filter(|class| *class != Class::Mixed)
    })
}
