//! Per which time money is meant, where that stands away from it: `annual operating costs are capped at 2,400,000 NOK`, `in a year, hosting may
//! cost 2,400,000 NOK`.

use super::super::amount::{Amount, Measure, Per};
use super::super::token::{Token, word_at};
use super::super::unit::{self, YEAR};
use std::ops::Range;

/// Words of what may be spent, behind `annual` and the like.
#[rustfmt::skip]
const SPENT: &[&str] = &[
    "cost", "budget", "spend", "operat", "host", "ceiling", "allowance", "limit", "expen", "bill", "sum", "amount", "running", "infrastructure", "cap",
    "cloud", "maximum", "fund", "envelope", "outlay", "opex", "grant", "allocation", "money", "payment", "it", "financ",
];
/// Words behind `annual` among which one of those stands.
const NEAR: usize = 3;

/// Gives the only money of a sentence the time that the sentence says elsewhere.
pub(super) fn lend(tokens: &[Token], ranges: &[Range<usize>], amounts: &mut Vec<Amount>) {
    let money = |amount: &Amount| matches!(amount.measure, Measure::Money(_));
    for index in (0..amounts.len()).rev() {
        let own = &amounts[index];
        let sentence = own.sentence;
        let only = amounts.iter().filter(|other| other.sentence == sentence && money(other)).count() == 1;
        if !money(own) || !own.per.is_empty() || !only {
            continue;
        }
        let range = &ranges[sentence];
        let here = range.start..own.tokens.start;
        // `540,000 CHF for each year of operation`
        let behind = own.tokens.end..range.end.min(own.tokens.end + NEAR + 2);
        if let Some(period) = here.clone().find_map(|at| by_adverb(tokens, range, at)) {
            amounts[index].per.push(Per::Period(period));
        } else if let Some(at) = here.chain(behind).find(|at| by_year(tokens, range, *at)) {
            amounts[index].per.push(Per::Period(YEAR));
            let time = amounts.iter().position(|time| {
                time.measure == Measure::Duration
                    && time.sentence == sentence
                    && time.tokens.contains(&(at + 1))
            });
            if let Some(time) = time {
                amounts.remove(time);
            }
        } else if let Some(time) =
            amounts[..index].iter().rposition(|time| is_of_operation(tokens, time, own))
        {
            let period = amounts[time].value;
            amounts[index].per.push(Per::Period(period));
            amounts.remove(time);
        }
    }
}

/// `twelve months of operation may cost`
fn is_of_operation(tokens: &[Token], time: &Amount, money: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let end = time.tokens.end;
    time.sentence == money.sentence
        && time.measure == Measure::Duration
        && time.value >= unit::MONTH
        && time.per.is_empty()
        && word(end) == "of"
        && matches!(word(end + 1), "operation" | "operations" | "operating" | "hosting" | "running")
}

/// `annual operating costs`, `yearly, we may spend`: seconds.
fn by_adverb(tokens: &[Token], range: &Range<usize>, at: usize) -> Option<f64> {
    let word = |at: usize| word_at(tokens, range, at);
    let period = unit::adverb(word(at)).filter(|period| *period >= unit::WEEK)?;
    let spent = (at + 1..=at + NEAR).any(|at| {
        let word = word(at);
        SPENT.iter().any(|stem| {
            if stem.len() < 4 { word.trim_end_matches('s') == *stem } else { word.starts_with(stem) }
        })
    });
    spent.then_some(period)
}

/// `per year, operation may cost`, `each year we may spend`, `for a year of operation`
fn by_year(tokens: &[Token], range: &Range<usize>, at: usize) -> bool {
    let word = |at: usize| word_at(tokens, range, at);
    let year = matches!(word(at + 1), "year" | "annum");
    let before = || if at == range.start { "" } else { word(at - 1) };
    let led = match word(at) {
        "per" | "each" | "every" => true,
        "a" | "one" => matches!(before(), "in" | "for" | "over" | "within" | "any"),
        // `42,000 EUR for the year`, but not `for the year of the launch`
        "the" => matches!(before(), "for" | "over") && !tokens.get(at + 2).is_some_and(|next| next.is("of")),
        _ => false,
    };
    // Somebody pays it or it may be spent: `each year our shops turn over 4 million EUR` is no budget, whatever its time.
    year && led && !matches!(word(at + 2), "from" | "after" | "later" | "ago" | "and")
}
