//! What falls into the busiest minute or hour, which says per which time: `in the busiest minute of the morning 1,800 orders come in`.

use super::super::amount::{Amount, Measure, Per, of_sentence};
use super::super::number;
use super::super::stance;
use super::super::token::{Token, word_at};
use super::super::unit::{self, HOUR};
use super::super::vocabulary::{is_action, members};
use std::ops::Range;

/// Tokens between the busiest time and what falls into it, at most.
const REACH: usize = 12;

/// Gives a bare count beside the busiest minute or hour that time as its `per`.
pub(super) fn lend(tokens: &[Token], ranges: &[Range<usize>], amounts: &mut [Amount]) {
    for (sentence, range) in ranges.iter().enumerate() {
        for at in range.clone() {
            let Some((seconds, end)) = busiest(tokens, range, at) else { continue };
            let own = of_sentence(amounts, sentence);
            // `18 % of the day's orders fall into the busiest hour`
            let shares = amounts[own.clone()].iter().any(|other| other.measure == Measure::Share);
            // `120 requests per second normally, up to 700 in rush hour`: as many a second.
            let brisk = amounts[own.clone()]
                .iter()
                .any(|other| other.period().is_some_and(|period| period < seconds));
            let clause = |from: usize, to: usize| {
                (from..to).all(|at| !matches!(word_at(tokens, range, at), ";" | "." | ":"))
            };
            let distance = |amount: &Amount| {
                let (from, to) = if amount.tokens.start >= end {
                    (end, amount.tokens.start)
                } else {
                    (amount.tokens.end, at)
                };
                (from <= to && to - from <= REACH && clause(from, to)).then(|| to - from)
            };
            // `in the busiest hour we need 12 instances` counts nothing that comes.
            let done = |amount: &Amount| {
                amount.noun.is_none() || is_action(amount.head()) || amount.value >= 1_000.0
            };
            let bare = |amount: &Amount| {
                amount.measure == Measure::Count
                    && amount.per.is_empty()
                    && !amount.article
                    && amount.value > 1.0
                    && members(amount.head()).is_none()
                    && done(amount)
                    && !(at..end).contains(&amount.tokens.start)
            };
            let nearest = own
                .filter(|index| !shares && !brisk && bare(&amounts[*index]))
                .filter_map(|index| Some((distance(&amounts[index])?, index)))
                .min();
            if let Some((_, index)) = nearest {
                amounts[index].per.push(Per::Period(seconds));
            }
        }
    }
}

/// `busiest minute`, `peak hour`, `worst five minutes`: how long it is, and the token behind it.
fn busiest(tokens: &[Token], range: &Range<usize>, at: usize) -> Option<(f64, usize)> {
    let peak = stance::calls(word_at(tokens, range, at)) == Some(stance::Stance::Peak);
    let (count, next) = match number::read(&tokens[..range.end], at + 1) {
        Some(number) => (number.value, number.next),
        None => (1.0, at + 1),
    };
    let seconds = count * unit::duration(word_at(tokens, range, next), false)?;
    (peak && seconds > 0.0 && seconds <= HOUR).then_some((seconds, next + 1))
}
