//! How many of those there are whom a sentence speaks of: `craftspeople write their invoices with our software: 60,000 of them on a
//! working day`.

use super::said::leading_time;
use crate::statement::amount::Measure;
use crate::statement::like_people::is_like_people;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::stated::{Basis, Population};
use crate::statement::token::Token;
use crate::statement::unit::{self, DAY, MONTH};
use crate::statement::vocabulary::{Class, Members, class_of, class_of_verb, is_call, members};
use std::ops::Range;

/// The population that `… of them` counts, where whoever is meant is counted nowhere else.
pub(super) fn of_them(place: &Place<'_>, before: &[Population]) -> Option<Population> {
    let Place { range, amount, .. } = *place;
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let said = (start + 1..end + 1).any(|at| {
        place.word(at) == "of" && matches!(place.word(at + 1), "them" | "these" | "those" | "whom")
    });
    // `of these drivers we see 2.16 million a day`
    let of_these = (range.start..start).find(|at| {
        place.word(*at) == "of"
            && matches!(place.word(at + 1), "these" | "those" | "our" | "the" | "all")
            && member(place.word(at + 2)).is_some()
            && *at <= range.start + 1
    });
    let said = said || of_these.is_some() || there_are(place);
    let counts = amount.measure == Measure::Count && amount.noun.is_none() && amount.value >= 2.0;
    let within = amount.period().filter(|period| *period >= DAY).or_else(|| leading_time(place));
    // `all 60,000 of them report their position every 3 seconds`
    let clock = (start..end).any(|at| place.word(at) == "every");
    let often = amount.period().is_none_or(|period| period >= DAY || clock);
    // `every user makes 10 requests a day and 2 of these are writes`
    let called = (range.start..start)
        .rev()
        .find(|at| place.tokens[*at].is_word() && is_call(&noun::singular(place.word(*at))));
    let of_calls = called.is_some_and(|at| (at.saturating_sub(3)..at).any(|at| place.tokens[at].is_number()));
    if of_calls && amount.value < 100.0 {
        return None;
    }
    if !said || !counts || !often || amount.thing().is_some() {
        return None;
    }
    // `our 110 musicians can see their parts; all 110 of them look at it each day`
    if let Some(whole) = before.iter().rev().find(|known| known.value.to_bits() == amount.value.to_bits())
        && whole.members == Members::People
        && within == Some(DAY)
    {
        let (span, sentence, tokens) = (amount.span, amount.sentence, amount.tokens.clone());
        return Some(Population { basis: Basis::Daily, within, span, sentence, tokens, ..whole.clone() });
    }
    let kind = |at: usize| member(&place.tokens[at].word);
    // Of the sentence before, where this one names nobody.
    let single = (range.start..start).find(|at| is_one_by_one(place, *at));
    let several = || (range.start..start).find(|at| kind(*at).is_some());
    let subject = single.or_else(several).or_else(|| subject_before(place));
    let subject = subject.or_else(|| senders_before(place)).or_else(|| only_ones_before(place))?;
    let one = noun::singular(&place.tokens[subject].word);
    // `a member issues 8 calls`: whoever is spoken of one by one is counted.
    let article = |token: &Token| matches!(token.word.as_str(), "a" | "an" | "each" | "every" | "one");
    let one_by_one = place.tokens.windows(3).any(|words| {
        words[2].word == one && (article(&words[1]) || article(&words[0]))
            || words[1].word == one && article(&words[0])
    });
    // `shops send us receipts, 400,000 of them a day`: the receipts may be meant.
    let other = !one_by_one
        && (subject + 1..start).any(|at| {
            let word = place.word(at);
            // `people make 10 requests each, and there are 864,000 of them`
            let counted = at > range.start && place.tokens[at - 1].is_number();
            let owned = counted || matches!(place.word(at - 1), "their" | "its" | "our" | "his");
            noun::is_plural(word)
                && !owned
                && (class_of(&noun::singular(word)).is_some() || kind(at).is_some())
        });
    let fits = !other && before.iter().all(|known| !known.is_called(&one));
    fits.then(|| Population {
        words: place.tokens[subject].word.clone(),
        also: Vec::new(),
        value: amount.value,
        each: None,
        members: kind(subject).or_else(|| members(&one)).unwrap_or(Members::Machines),
        basis: match within {
            Some(DAY) => Basis::Daily,
            Some(_) => Basis::Monthly,
            None => Basis::Plain,
        },
        within,
        located: false,
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        noun: one,
    })
}

/// Those of a population who come in some time, where the sentence begins with all of them: `of our 2 million members, 700,000 are active
/// in any week`.
pub(super) fn active_of(place: &Place<'_>, before: &[Population]) -> Option<Population> {
    const COME: &[&str] = &["active", "come", "use", "visit", "log", "sign", "open", "return", "show"];
    let Place { range, amount, .. } = *place;
    let whole = before.last().filter(|whole| {
        whole.sentence == amount.sentence
            && whole.members == Members::People
            && whole.tokens.start <= range.start + 4
            && place.word(range.start) == "of"
    })?;
    let end = amount.tokens.end;
    let clause = (end..range.end.min(end + 9)).take_while(|at| !matches!(place.word(*at), "," | ";" | "."));
    let words: Vec<usize> = clause.collect();
    let comes = words.iter().any(|at| COME.iter().any(|stem| place.word(*at).starts_with(stem)));
    let within = words.iter().find_map(|at| unit::duration(place.word(*at), false))?;
    let counts = amount.measure == Measure::Count
        && amount.noun.is_none()
        && amount.per.is_empty()
        && (1.0..=whole.value).contains(&amount.value);
    (comes && counts && (DAY..=MONTH).contains(&within)).then(|| Population {
        value: amount.value,
        basis: if within > DAY { Basis::Monthly } else { Basis::Daily },
        within: Some(within),
        each: None,
        span: amount.span,
        tokens: amount.tokens.clone(),
        ..whole.clone()
    })
}

/// `a customer makes 12 calls a day; we have 40,000 of them`: whether somebody is spoken of one by one, and does something.
fn is_one_by_one(place: &Place<'_>, at: usize) -> bool {
    let one = place.word(at);
    let article =
        |at: usize| at >= place.range.start && matches!(place.word(at), "a" | "an" | "each" | "every");
    // `a product manager makes 5 changes a day`
    let led = at > place.range.start && (article(at - 1) || at > place.range.start + 1 && article(at - 2));
    let member = matches!(members(one), Some(Members::People | Members::Machines)) || is_like_people(one);
    let verb = place.word(at + 1);
    led && member && !noun::is_plural(one) && verb.ends_with('s') && !noun::stops(verb)
}

/// What a noun in the plural consists of, where that uses systems.
fn member(word: &str) -> Option<Members> {
    let one = noun::singular(word);
    let like = || is_like_people(&one).then_some(Members::People);
    members(&one).or_else(like).filter(|_| noun::is_plural(word))
}

/// The words of the sentence before the one that begins here, without its full stop. A heading above it is none of it.
fn sentence_before(tokens: &[Token], begins: usize) -> Option<Range<usize>> {
    let last = begins.checked_sub(1)?;
    let ended = matches!(tokens[last].word.as_str(), "." | "!" | "?" | ":");
    let end = if ended { last } else { begins };
    let first = (1..end)
        .rev()
        .find(|at| tokens[*at].breaks || matches!(tokens[at - 1].word.as_str(), "." | "!" | "?"));
    Some(first.unwrap_or(0)..end)
}

/// Whoever the sentence before begins with: `Runners enter for our marathon. In a week 60,000 of them visit the site.`
fn subject_before(place: &Place<'_>) -> Option<usize> {
    let Range { start, end } = sentence_before(place.tokens, place.range.start)?;
    let word = |at: usize| place.tokens[at].word.as_str();
    // `A product manager makes 5 changes a day. There are 400 of them.`
    let one_by_one = |at: &usize| {
        let led = *at > start && matches!(word(start), "a" | "an" | "each" | "every");
        let one = matches!(members(word(*at)), Some(Members::People | Members::Machines))
            || is_like_people(word(*at));
        let verb = word(*at + 1);
        led && one && !noun::is_plural(word(*at)) && verb.ends_with('s') && !noun::stops(verb)
    };
    (start..end.min(start + 2))
        .find(|at| member(word(*at)).is_some())
        .or_else(|| (start..end.saturating_sub(1).min(start + 3)).find(one_by_one))
}

/// The only ones of whom the sentence before speaks: `We rent out e-scooters. All 60,000 of them report.`
fn only_ones_before(place: &Place<'_>) -> Option<usize> {
    let Range { start, end } = sentence_before(place.tokens, place.range.start)?;
    let mut named = (start..end).filter(|at| member(&place.tokens[*at].word).is_some());
    named.next().filter(|_| named.next().is_none())
}

/// `There are 2,400 in the air`: a number of those who were just spoken of.
fn there_are(place: &Place<'_>) -> bool {
    let Place { amount, .. } = *place;
    let start = amount.tokens.start;
    let before = |by: usize| start.checked_sub(by).map_or("", |at| place.word(at));
    let about =
        usize::from(matches!(before(1), "about" | "some" | "roughly" | "around" | "currently" | "now"));
    let led = matches!(
        (before(about + 2), before(about + 1)),
        ("there", "are") | ("we", "have" | "run" | "operate" | "own") | ("have", "got")
    );
    let where_they_are = matches!(
        place.word(amount.tokens.end),
        "in" | "on"
            | "at"
            | "out"
            | "across"
            | "around"
            | "under"
            | "running"
            | "installed"
            | "deployed"
            | ","
            | ";"
    );
    led && where_they_are
}

/// What the sentence before names last, where each of those that are counted is said to send something: `We operate delivery drones.
/// There are 2,400 in the air, and each of them sends five messages per second`.
fn senders_before(place: &Place<'_>) -> Option<usize> {
    let Place { tokens, range, amount } = *place;
    let writes = |at: usize| class_of_verb(&tokens[at].word) == Some(Class::Write);
    let Range { start, end } = sentence_before(tokens, range.start)?;
    // `Each buoy sends 200 bytes every 30 seconds. There are 60,000 of them.`
    let one = (start..end.saturating_sub(2)).find(|at| {
        matches!(tokens[*at].word.as_str(), "each" | "every" | "a" | "an" | "one")
            && tokens[at + 1].is_word()
            && writes(at + 2)
    });
    if let Some(one) = one {
        return Some(one + 1);
    }
    let each = (amount.tokens.end..range.end).find(|at| matches!(place.word(*at), "each" | "every"))?;
    let sends = (each + 1..range.end.min(each + 5)).any(writes);
    let plural = |at: &usize| {
        let token = &tokens[*at];
        token.is_word() && noun::is_plural(&token.word) && !noun::stops(&token.word)
    };
    (start..end).rev().find(plural).filter(|_| sends)
}
