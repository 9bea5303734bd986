//! What is said per which time, once for two: `one score of 150 bytes per match`, `2 billion views and 20 million clicks a day`.

use super::super::amount::{Amount, Measure, Per};
use super::super::noun;
use super::super::token::Token;
use super::super::unit::DAY;
use super::super::vocabulary::members;

/// Counts from which on they are done, and are no parts of something.
const MANY: f64 = 1_000.0;

/// `every month 3,500 EUR are available`: the time in front of money is what it is said per, and nothing that is done.
pub(super) fn lead(amounts: &mut Vec<Amount>) {
    for index in (1..amounts.len()).rev() {
        let (time, money) = (&amounts[index - 1], &amounts[index]);
        let led = time.every
            && time.measure == Measure::Duration
            && time.value >= DAY
            && matches!(money.measure, Measure::Money(_))
            && money.per.is_empty()
            && time.sentence == money.sentence
            && time.tokens.end == money.tokens.start;
        if led {
            let period = time.value;
            amounts[index].per.push(Per::Period(period));
            amounts.remove(index - 1);
        }
    }
}

/// Hands the `per` of a size to the count it belongs to, and that of a count to the one before it that it is coupled with.
pub(super) fn lend(tokens: &[Token], amounts: &mut [Amount]) {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    for index in (1..amounts.len()).rev() {
        let (head, tail) = amounts.split_at_mut(index);
        let (Some(before), Some(after)) = (head.last_mut(), tail.first_mut()) else { continue };
        let bare = before.measure == Measure::Count && before.per.is_empty() && before.noun.is_some();
        if !bare || before.sentence != after.sentence || after.per.is_empty() || after.every {
            continue;
        }
        let (from, to) = (before.tokens.end, after.tokens.start);
        let sized = after.measure == Measure::Size && after.noun.is_none();
        let plural = before.noun.as_ref().is_some_and(|noun| {
            members(&noun.head).is_none() && noun.words.split(' ').next_back().is_some_and(noun::is_plural)
        });
        // `30 page views and 0.2 edits per employee and day`
        let of_each = after.thing().is_some_and(|thing| members(thing).is_some());
        let coupled = after.measure == Measure::Count
            && (of_each || after.thing().is_none() && before.value >= MANY)
            && plural
            && members(after.head()).is_none();
        if sized && to == from + 1 && word(from) == "of" {
            before.per = std::mem::take(&mut after.per);
        } else if coupled && to == from + 1 && word(from) == "and" {
            before.per.clone_from(&after.per);
        }
    }
}
