//! Units that are said once for several numbers: `3 requests a second on average, 40 at peak`, `p95 200 ms, p99 500`,
//! `99.9 % for browsing and 99.95 for paying`. A bare number with a label takes the unit of the amount it is put beside.

mod busiest;
mod money;
mod per;

use super::amount::{Amount, Bound, Measure, Per};
use super::noun;
use super::number;
use super::place::Place;
use super::reading::Reading;
use super::stance;
use super::token::Token;
use super::unit::WEEK;
use super::vocabulary::{class_of_verb, is_action, members};
use std::ops::Range;

/// Tokens that may stand between a number and its label.
const BETWEEN: &[&str] = &[
    "of", "at", "is", "are", "was", ":", "|", "=", "~", "≈", "about", "roughly", "to", "up", "around",
    "some", "in", "on", "the", "a", "an", "(", "with", "and", "-", "under", "below", "<", "≤", "within",
    "hours", "hour", "times", "most", "average", "almost", "morning", "evening", "lunch", "noon", "night",
    "minute", "minutes", "second", "seconds", "day", "load", "traffic", "rate", "maximum", "max", "nearly",
    "over", "during", "we", "see", "it", "reaches", "goes", "can", "as",
];
/// Tokens of a sentence up to which the amount may stand in the sentence before or behind.
const SHORT: usize = 10;

/// Gives bare numbers the unit of the amount they are put beside.
pub(super) fn lend(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, .. } = reading;
    per::lead(amounts);
    per::lend(tokens, amounts);
    money::lend(tokens, ranges, amounts);
    busiest::lend(tokens, ranges, amounts);
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        if let Some(lent) = as_years(tokens, &ranges[amount.sentence], amounts, index) {
            amounts[index] = lent;
            continue;
        }
        if let Some(lent) = as_named(tokens, amounts, index)
            .or_else(|| as_labelled(tokens, &ranges[amount.sentence], amounts, index))
        {
            amounts[index] = lent;
            continue;
        }
        // Those who are there need no noun: `at the peak 300,000 are connected. Each sends 40 messages per day.`
        if !is_bare(tokens, amount) || stance::are_there(&Place::of(tokens, ranges, amount)) {
            continue;
        }
        let range = &ranges[amount.sentence];
        let lent = as_rate(tokens, range, amounts, index)
            .or_else(|| as_time(tokens, range, amounts, index))
            .or_else(|| as_share(tokens, amounts, index))
            .or_else(|| as_done(tokens, range, amounts, index))
            .or_else(|| as_next(tokens, amounts, index))
            .or_else(|| as_size(tokens, range, amounts, index))
            .or_else(|| as_capacity(tokens, range, amounts, index));
        if let Some(lent) = lent {
            amounts[index] = lent;
        }
    }
}

/// A number without a unit; `40 peak` counts no peaks.
fn is_bare(tokens: &[Token], amount: &Amount) -> bool {
    let called = |noun: &noun::Noun| {
        noun.words
            .split(' ')
            .all(|word| stance::calls(word).is_some() || matches!(word, "load" | "hour" | "hours" | "time"))
    };
    let next = tokens.get(amount.tokens.end).map_or("", |token| token.word.as_str());
    amount.measure == Measure::Count
        && amount.per.is_empty()
        && !amount.article
        && amount.value > 0.0
        && amount.noun.as_ref().is_none_or(called)
        && !matches!(next, "times" | "x" | "×" | "fold" | "%" | ":")
}

/// `40 at peak` beside a rate.
fn as_rate(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let peak = label(tokens, range, amounts, index)?;
    let fits = |other: &&Amount| {
        let stated = other.is_rate() && other.thing().is_none() && other.bound != Some(Bound::AtLeast);
        // A peak below the rate it is put beside is something else.
        stated && if peak { amount.value > other.value } else { amount.value < other.value }
    };
    let near = |other: &&Amount| {
        let apart = other.sentence.abs_diff(amount.sentence);
        apart == 0 || apart == 1 && range.len() <= SHORT
    };
    let source = amounts.iter().filter(fits).filter(near).min_by_key(|other| {
        (other.sentence != amount.sentence, other.tokens.start.abs_diff(amount.tokens.start))
    })?;
    let per: Vec<Per> = source.per.iter().filter(|per| matches!(per, Per::Period(_))).cloned().collect();
    Some(Amount { per, noun: source.noun.clone(), ..amount.clone() })
}

/// Whether a number is called a peak (`true`) or an average by a word beside it.
fn label(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<bool> {
    let own = &amounts[index].tokens;
    let inside = |at: usize| {
        amounts.iter().enumerate().any(|(other, known)| other != index && known.tokens.contains(&at))
    };
    let said = |at: usize| stance::stance(tokens, range, at);
    if stance::in_the_last(&Place { tokens, range, amount: &amounts[index] }) {
        return Some(true);
    }
    // `6 a second, rising to 240 when a tour is announced`
    const RISING: &[&str] =
        &["rising", "climbing", "jumping", "soaring", "shooting", "surging", "swelling", "up"];
    let word = |by: usize| {
        own.start.checked_sub(by).filter(|at| *at >= range.start).map_or("", |at| tokens[at].word.as_str())
    };
    if word(1) == "to" && RISING.contains(&word(2)) && word(2) != "up"
        || (word(1), word(2)) == ("to", "up") && RISING.contains(&word(3))
    {
        return Some(true);
    }
    if let Some(found) = own.clone().find_map(said) {
        return Some(found == stance::Stance::Peak);
    }
    let step = |at: usize| {
        let token = &tokens[at];
        !inside(at) && (BETWEEN.contains(&token.word.as_str()) || token.word.starts_with("request"))
    };
    let before = || {
        let mut at = own.start;
        while at > range.start && own.start - at < 5 {
            at -= 1;
            if let Some(found) = said(at) {
                return Some(found);
            }
            if !step(at) {
                return None;
            }
        }
        None
    };
    let behind = || {
        let mut at = own.end;
        while at < range.end && at - own.end < 5 {
            if let Some(found) = said(at) {
                return Some(found);
            }
            if !step(at) {
                return None;
            }
            at += 1;
        }
        None
    };
    behind().or_else(before).map(|found| found == stance::Stance::Peak)
}

/// `p99 500` beside `p95 200 ms`, `RPO 5` beside `RTO 60 minutes`.
fn as_time(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let called = (range.start..amount.tokens.start).rev().take(3).any(|at| {
        let percentile = amounts.iter().any(|other| {
            other.measure == Measure::Percentile
                && other.tokens.end == at + 1
                && other.tokens.start >= range.start
        });
        percentile || matches!(tokens[at].word.as_str(), "rpo" | "rto")
    });
    let source = amounts.iter().filter(|other| {
        other.sentence == amount.sentence && other.measure == Measure::Duration && !other.every
    });
    let source = source.min_by_key(|other| other.tokens.start.abs_diff(amount.tokens.start))?;
    let written = number::read(&tokens[..range.end], source.tokens.start)?.value;
    let unit = source.value / written;
    (called && unit.is_finite() && unit > 0.0).then(|| Amount {
        value: amount.value * unit,
        measure: Measure::Duration,
        noun: None,
        ..amount.clone()
    })
}

/// `comments for one` behind `reviews for five years`.
fn as_years(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let source = amounts[..index].last().filter(|other| {
        other.sentence == amount.sentence
            && other.measure == Measure::Duration
            && !other.every
            && other.value >= WEEK
    })?;
    let led = |at: usize| tokens.get(at).is_some_and(|token| token.is("for") || token.is("after"));
    let before = source.tokens.start.checked_sub(1).is_some_and(led)
        && amount.tokens.start.checked_sub(1).is_some_and(led);
    let ends = tokens.get(amount.tokens.end).filter(|_| amount.tokens.end < range.end);
    let closed = ends.is_none_or(|token| matches!(token.word.as_str(), "." | "," | ";" | ")" | "and"));
    let bare = amount.measure == Measure::Count && amount.noun.is_none() && amount.per.is_empty();
    let unit = source.value / number::read(&tokens[..range.end], source.tokens.start)?.value;
    (bare && before && closed && unit.is_finite() && unit > 0.0).then(|| Amount {
        value: amount.value * unit,
        measure: Measure::Duration,
        article: false,
        ..amount.clone()
    })
}

/// `and reads a dozen` behind `writes two entries per day`, `and saves 2 to the cookbook` behind `opens 12 recipes`.
fn as_done(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let counts = |other: &&Amount| {
        let done = other.measure == Measure::Count && other.per.is_empty() && !other.article;
        let thing = !other.head().is_empty() && members(other.head()).is_none();
        let verb = other.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
        other.is_rate() || done && thing && verb.is_some()
    };
    let source =
        amounts[..index].iter().rev().filter(|other| other.sentence == amount.sentence).find(counts)?;
    let verb = amount.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
    let joined = tokens
        .get(source.tokens.end..amount.tokens.start)
        .unwrap_or_default()
        .iter()
        .any(|token| token.is("and"));
    let ends = tokens.get(amount.tokens.end).filter(|_| amount.tokens.end < range.end);
    let closed = ends.is_none_or(|token| {
        matches!(
            token.word.as_str(),
            "." | "," | ";" | ")" | "to" | "in" | "on" | "into" | "from" | "of" | "with" | "a" | "at"
        )
    });
    let fits = verb.is_some() && joined && closed && amount.noun.is_none();
    fits.then(|| Amount { per: source.per.clone(), noun: source.noun.clone(), ..amount.clone() })
}

/// `receives 45 and` before `sends 15 mails per day`.
fn as_next(tokens: &[Token], amounts: &[Amount], index: usize) -> Option<Amount> {
    let (amount, next) = (&amounts[index], amounts.get(index + 1)?);
    let between = tokens.get(amount.tokens.end..next.tokens.start)?;
    let joined =
        matches!(between, [and, verb] if and.is("and") && verb.is_word() && !noun::stops(&verb.word));
    let verb = amount.tokens.start.checked_sub(1).map(|at| tokens[at].word.as_str())?;
    let does = class_of_verb(verb).is_some()
        || matches!(verb, "receives" | "receive" | "gets" | "get" | "takes" | "take");
    let counts =
        next.measure == Measure::Count && !next.head().is_empty() && next.sentence == amount.sentence;
    let fits = joined && does && counts && amount.noun.is_none() && members(next.head()).is_none();
    fits.then(|| Amount { per: next.per.clone(), noun: next.noun.clone(), ..amount.clone() })
}

/// `and reads 400 a day` behind `each sends 30 messages`: as many of the same.
fn as_named(tokens: &[Token], amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let bare = amount.measure == Measure::Count && amount.noun.is_none() && amount.period().is_some();
    let verb = amount.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
    let source = amounts[..index].iter().rev().find(|other| !other.article)?;
    let counted = source.measure == Measure::Count && source.sentence == amount.sentence;
    let noun = source.noun.as_ref().filter(|noun| counted && is_action(&noun.head))?;
    let between = tokens.get(source.tokens.end..amount.tokens.start)?;
    let joined = between.iter().any(|token| matches!(token.word.as_str(), "and" | "," | "but"));
    (bare && verb.is_some() && joined).then(|| Amount { noun: Some(noun.clone()), ..amount.clone() })
}

/// `9,000 per second on average` behind `60,000 orders per second at peak`.
fn as_labelled(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let bare = amount.is_rate() && amount.noun.is_none() && amount.thing().is_none();
    let source = amounts.iter().filter(|other| {
        other.is_rate()
            && other.sentence == amount.sentence
            && other.thing().is_none()
            && !other.head().is_empty()
    });
    let source =
        source.min_by_key(|other| other.tokens.start.abs_diff(amount.tokens.start)).filter(|_| bare)?;
    // `2,100 payments per second in the peak hour and 70 million per day`
    let (first, second) =
        if source.tokens.start < amount.tokens.start { (source, amount) } else { (amount, source) };
    let between = tokens.get(first.tokens.end..second.tokens.start)?;
    let joined = between.len() <= 7
        && between.iter().any(|token| matches!(token.word.as_str(), "and" | "or" | ","))
        && !between.iter().any(|token| class_of_verb(&token.word).is_some());
    if joined && source.period() != amount.period() {
        return Some(Amount { noun: source.noun.clone(), ..amount.clone() });
    }
    if source.period() != amount.period() {
        return None;
    }
    let average = label(tokens, range, amounts, index)? == (amount.value > source.value);
    average.then(|| Amount { noun: source.noun.clone(), ..amount.clone() })
}

/// `an ingest server can do 7,000` behind `the pipeline can do 60,000 values per second`.
fn as_capacity(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    const ONE: &[&str] =
        &["node", "server", "instance", "pod", "collector", "receiver", "worker", "vm", "box", "machine"];
    let amount = &amounts[index];
    let source = amounts[..index].iter().rev().find(|other| other.is_rate())?;
    let near = source.sentence == amount.sentence || source.sentence + 1 == amount.sentence;
    let clause = range.start.max(amount.tokens.start.saturating_sub(6))..amount.tokens.start;
    let of_one = tokens[clause].iter().any(|token| ONE.contains(&token.word.as_str()));
    let ends = tokens.get(amount.tokens.end).filter(|_| amount.tokens.end < range.end);
    let closed = ends.is_none_or(|token| matches!(token.word.as_str(), "." | "," | ";" | ")"));
    let bare = amount.noun.is_none() && amount.value >= 5.0 && amount.value < source.value;
    let per = source.per.iter().filter(|per| matches!(per, Per::Period(_))).cloned().collect();
    (near && of_one && closed && bare).then(|| Amount { per, noun: source.noun.clone(), ..amount.clone() })
}

/// `a message 400` behind `a swipe is 100 bytes`.
fn as_size(tokens: &[Token], range: &Range<usize>, amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let source = amounts[..index].last().filter(|other| {
        other.sentence == amount.sentence && other.measure == Measure::Size && other.per.is_empty()
    })?;
    let ends = tokens.get(amount.tokens.end).filter(|_| amount.tokens.end < range.end);
    let closed =
        ends.is_none_or(|token| matches!(token.word.as_str(), "." | "," | ";" | ")" | "and" | "each"));
    let between = tokens.get(source.tokens.end..amount.tokens.start).unwrap_or_default();
    let joined = between.first().is_some_and(|token| matches!(token.word.as_str(), "," | "and" | ";"));
    let noun = between.last().is_some_and(|token| token.is_word() && is_action(&noun::singular(&token.word)));
    let written = number::read(&tokens[..range.end], source.tokens.start)?.value;
    let unit = source.value / written;
    (closed && joined && noun && between.len() <= 4 && amount.noun.is_none() && unit.is_finite())
        .then(|| Amount { value: amount.value * unit, measure: Measure::Size, ..amount.clone() })
}

/// `99.95 for paying` beside `99.9 % for browsing`.
fn as_share(tokens: &[Token], amounts: &[Amount], index: usize) -> Option<Amount> {
    let amount = &amounts[index];
    let said_for = tokens.get(amount.tokens.end).is_some_and(|token| token.is("for"));
    let beside = amounts.iter().any(|other| {
        other.sentence == amount.sentence
            && other.measure == Measure::Share
            && (0.9..1.0).contains(&other.value)
    });
    (said_for && beside && (90.0..100.0).contains(&amount.value)).then(|| Amount {
        value: (amount.value * 1e12).round() / 1e14,
        measure: Measure::Share,
        noun: None,
        ..amount.clone()
    })
}
