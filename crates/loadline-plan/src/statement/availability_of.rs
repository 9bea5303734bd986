//! Whose availability a share is, and over which time it is measured: `99.9 %, measured weekly`, `orders go through the national
//! clearing system; its SLA is 99.9 %`, `availability of the gateway: 99.99 %`.

use super::amount::{Amount, Measure, Per, of_sentence};
use super::cue;
use super::mark::Mark;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit::{self, DAY};
use std::ops::Range;

/// Words that lead to the time over which it is measured.
const OVER: &[&str] =
    &["by", "per", "each", "every", "over", "any", "in", "a", "one", "the", "rolling", "calendar", "by the"];
/// Words by which it is asked for.
#[rustfmt::skip]
const ASKED: &[&str] = &[
    "must", "should", "shall", "has to", "have to", "need", "needs to", "want", "required", "target", "goal", "expected", "demanded", "is to be",
    "are to be", "we promise", "our own", "ourselves", "wanted", "aim*", "demand", "demands", "satisf*", "our",
];
/// Words by which something of ours rests on somebody else.
#[rustfmt::skip]
const RESTS: &[&str] = &[
    "go through", "goes through", "depend on", "depends on", "rely on", "relies on", "checked against", "without which", "we call", "we ask",
    "a call to", "one call to", "needs an answer from", "need an answer from", "entered in", "without the", "needs the", "need the", "pass through",
    "passes through", "routed through", "hang on", "hangs on", "handed to", "forwarded to", "verified by", "verified with", "we use", "checked with",
    "checked by", "confirmed by", "needs a reply from", "is looked up in", "are looked up in", "work without it", "do without it", "work without them", "without whom", "without whose", "without our", "the only way in", "sign-on is by", "sign on is by", "login is by", "log in by", "sign in by", "get in through", "log in with", "log on with", "sign in with", "login runs through", "logs in with", "runs through",
];
/// Words for what was spoken of before, or for what somebody lays down.
#[rustfmt::skip]
const THEIRS: &[&str] = &[
    "its", "it", "their", "they", "that", "which", "whose", "the contract", "this", "at an availability", "each of the two", "each of them", "both of them", "each of these",
];

/// Words for what is ours.
const OURS: &[&str] =
    &["app", "service", "system", "site", "platform", "portal", "website", "tool", "software"];

/// Corrects whose the shares are that are called an availability, and adds the time over which they are measured.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        if amount.measure != Measure::Share || !(0.9..1.0).contains(&amount.value) {
            continue;
        }
        match reading.roles[index] {
            Some(Role::DependencySla) if is_of_our_gateway(reading, amount) => {
                reading.roles[index] = Some(Role::Availability);
            }
            Some(Role::Availability) | None
                if is_of_what_it_rests_on(reading, amount)
                    || is_one_more_in_brackets(reading, index)
                    || is_guaranteed_to_us(reading, index)
                    || is_beside_a_limit(reading, index) =>
            {
                reading.roles[index] = Some(Role::DependencySla);
            }
            _ => {}
        }
        if reading.roles[index] == Some(Role::Availability)
            && let Some(seconds) = measured_over(reading, index)
        {
            reading.amounts[index].per.push(Per::Period(seconds));
        }
    }
}

/// The tokens of an amount's sentence between two signs that part what is said.
fn clause(place: &Place<'_>) -> Range<usize> {
    let ends = |at: &usize| matches!(place.word(*at), ";" | ".");
    let Place { range, amount, .. } = *place;
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    from..(amount.tokens.end..range.end).find(ends).unwrap_or(range.end)
}

/// `measured weekly`, `weekly availability`, `on a yearly basis`, `measured by the quarter`
fn measured_over(reading: &Reading<'_>, index: usize) -> Option<f64> {
    let amount = &reading.amounts[index];
    let own = of_sentence(&reading.amounts, amount.sentence);
    let known = amount.period().is_some()
        || own.clone().any(|at| matches!(reading.roles[at], Some(Role::Window | Role::Downtime)))
        || own.clone().any(|at| at != index && reading.roles[at] == Some(Role::Availability));
    let place = reading.place(amount);
    let clause = clause(&place);
    let of_another = |at: usize| own.clone().any(|other| reading.amounts[other].tokens.contains(&at));
    let measured = cue::find(
        reading.tokens,
        clause.clone(),
        &[
            "measured",
            "counted",
            "calculated",
            "assessed",
            "evaluated",
            "averaged",
            "reckoned",
            "basis",
            "course of",
        ],
    );
    let word = |at: usize| place.word(at);
    let mut found = clause.clone().filter(|at| !of_another(*at)).filter_map(|at| {
        let named = unit::adverb(word(at)).filter(|seconds| *seconds >= DAY);
        let near = matches!(word(at + 1), "availability" | "uptime" | "basis") || measured.is_some();
        if near && named.is_some() {
            return named;
        }
        let led = at
            .checked_sub(1)
            .is_some_and(|before| OVER.contains(&word(before)) || word(before) == "measured");
        unit::duration(word(at), false).filter(|seconds| led && measured.is_some() && *seconds >= DAY)
    });
    let first = found.next().filter(|_| !known)?;
    found.all(|other| other == first).then_some(first)
}

/// Whether a share is said of a gateway of our own: no other is spoken of, and it is asked for.
fn is_of_our_gateway(reading: &Reading<'_>, amount: &Amount) -> bool {
    const OTHERS: &[&str] = &[
        "provider*",
        "outside",
        "partner*",
        "third part*",
        "external*",
        "supplier*",
        "vendor*",
        "their",
        "bank*",
        "operator*",
        "contract*",
    ];
    let place = reading.place(amount);
    let clause = clause(&place);
    let says = |words: &[&str]| cue::find(reading.tokens, clause.clone(), words).is_some();
    let external =
        reading.marks.iter().any(|(mark, _)| *mark == Mark::External) || !reading.outsides.is_empty();
    let ours =
        reading.roles.contains(&Some(Role::Availability)) || reading.roles.contains(&Some(Role::Downtime));
    let asked = says(ASKED) || says(&["availability"]) && !says(&["promis*", "guarant*", "is only", "sla"]);
    says(&["gateway"]) && !says(OTHERS) && !external && !ours && asked
}

/// `SLA 99.9 %, rate limit 500 requests per second`, `Payment provider: no substitute. SLA 99.8 %.`: both are of whoever limits us.
fn is_beside_a_limit(reading: &Reading<'_>, index: usize) -> bool {
    let own = &reading.amounts[index];
    let named = || {
        let before = own.sentence.checked_sub(1).map(|at| &reading.ranges[at]);
        let mut places = reading.outsides.iter().flat_map(|outside| &outside.places);
        before.is_some_and(|before| places.any(|place| before.contains(&place.start)))
    };
    let limited = of_sentence(&reading.amounts, own.sentence)
        .any(|at| reading.roles[at] == Some(Role::Quota))
        || named();
    let another = |at: usize| {
        at != index
            && reading.amounts[at].sentence != own.sentence
            && matches!(reading.roles[at], Some(Role::Availability | Role::Downtime))
    };
    let start = own.tokens.start;
    let sla = cue::find(reading.tokens, start.saturating_sub(3)..start, &["sla"]).is_some();
    let sla = sla || is_allowed_with_it(reading, own);
    limited && sla && (0..reading.amounts.len()).any(another)
}

/// `Customs promises 99.3 % and allows 540,000 requests per hour`: who promises a share and limits us in one breath.
fn is_allowed_with_it(reading: &Reading<'_>, own: &Amount) -> bool {
    const ALLOWS: &[&str] = &[
        "allows",
        "permits",
        "admits",
        "accepts",
        "grants",
        "tolerates",
        "lets us",
        "takes no more",
        "limits us",
        "allow",
        "permit",
    ];
    let quota = of_sentence(&reading.amounts, own.sentence).find(|at| {
        reading.roles[*at] == Some(Role::Quota) && reading.amounts[*at].tokens.start >= own.tokens.end
    });
    quota.is_some_and(|quota| {
        let between = own.tokens.end..reading.amounts[quota].tokens.start;
        let joined = between.clone().any(|at| reading.tokens[at].is("and"));
        joined && cue::find(reading.tokens, between, ALLOWS).is_some()
    })
}

/// Whether a share stands in brackets as the one of another external before it: `both the payment provider (SLA 99.9 %) and the vehicle
/// check (SLA 99.9 %)`.
fn is_one_more_in_brackets(reading: &Reading<'_>, index: usize) -> bool {
    let word = |at: usize| place_word(reading, at);
    // The bracket before, and one word at most between.
    let opened = |amount: &Amount| {
        let start = amount.tokens.start;
        (1..=2).find(|by| start >= *by && word(start - by) == "(").map(|by| start - by + 1..start)
    };
    let own = &reading.amounts[index];
    let Some(lead) = opened(own) else { return false };
    of_sentence(&reading.amounts, own.sentence).take_while(|other| *other < index).any(|other| {
        let before = &reading.amounts[other];
        reading.roles[other] == Some(Role::DependencySla)
            && opened(before)
                .is_some_and(|first| first.len() == lead.len() && first.map(word).eq(lead.clone().map(word)))
    })
}

/// Whether a share is what something is good for on which something of ours rests, said right before.
fn is_of_what_it_rests_on(reading: &Reading<'_>, amount: &Amount) -> bool {
    let place = reading.place(amount);
    let mut own = clause(&place);
    // `which is up 99.5 %, and we want to be up 99.9 %`: what we want is another matter.
    let turns = |at: &usize| {
        matches!(place.word(*at), "and" | "but" | "while" | "whereas" | "yet")
            && matches!(place.word(at + 1), "we" | "our" | "ours")
    };
    own.end = (amount.tokens.end..own.end).find(turns).unwrap_or(own.end);
    let says = |range: Range<usize>, words: &[&str]| cue::find(reading.tokens, range, words);
    let from = match amount.sentence.checked_sub(1) {
        // `Every order goes through the clearing system. It has an SLA of 99.9 %.`
        Some(before)
            if own.start == place.range.start
                && says(own.start..own.end.min(own.start + 4), THEIRS).is_some() =>
        {
            reading.ranges[before].start
        }
        _ => place.range.start,
    };
    let Some(rests) = says(from..amount.tokens.start, RESTS) else { return false };
    // `drivers rely on the app, which is available 99.9 % of the time`
    let word = |by: usize| place_word(reading, rests.end + by);
    // `one call to our payment provider`
    let provider = word(0) == "our" && (1..=3).any(|by| word(by).starts_with("provider"));
    let ours = matches!(word(0), "it" | "us" | "our" | "this") && !provider
        || word(0) == "the" && OURS.contains(&word(1)) && word(2) != "of";
    if ours {
        return false;
    }
    let behind = rests.end.max(own.start);
    // What it promises is said already.
    let known = reading.amounts.iter().zip(&reading.roles).any(|(other, role)| {
        *role == Some(Role::DependencySla) && (rests.end..amount.tokens.start).contains(&other.tokens.start)
    });
    let bracket = amount.tokens.start.checked_sub(1).is_some_and(|at| reading.tokens[at].is("("));
    let theirs = (behind < amount.tokens.start).then(|| says(behind..amount.tokens.start, THEIRS)).flatten();
    // `its SLA is 99.9 %, whereas our licence demands 99.99 %`
    let turned = |theirs: Range<usize>| {
        let between = theirs.end..amount.tokens.start;
        !between.is_empty() && says(between, &["our", "we", "whereas", "us", ")"]).is_some()
    };
    !known
        && says(own.clone(), ASKED).is_none()
        && (bracket
            || theirs.is_some_and(|theirs| !turned(theirs))
            || says(amount.tokens.end..own.end, &["is what it", "is what they"]).is_some())
        && says(from..amount.tokens.start, &["database*", "our own"]).is_none()
}

/// `We aim for 99.9 %. The analysis host itself is guaranteed at 99.95 %.`: what begins a sentence and is none of ours is guaranteed
/// besides what we aim for.
fn is_guaranteed_to_us(reading: &Reading<'_>, index: usize) -> bool {
    const GUARANTEED: &[&str] = &[
        "is guaranteed",
        "guarantees",
        "comes with",
        "is promised",
        "promises",
        "is rated",
        "is specified",
        "is certified",
        "has an sla",
        "is contractually",
        "commits itself",
        "is covered by",
        "carries an sla",
        "is offered",
        "is warranted",
        "warrants",
        "assures",
        "certifies",
    ];
    /// Of these, what somebody does.
    const DO: &[&str] = &["guarantees", "promises", "commits itself", "warrants", "assures", "certifies"];
    /// What is ours though it guarantees something.
    const PAPERS: &[&str] = &[
        "contract",
        "agreement",
        "sla",
        "law",
        "tender",
        "licence",
        "team",
        "regulator",
        "ministry",
        "board",
    ];
    let amount = &reading.amounts[index];
    let place = reading.place(amount);
    let clause = clause(&place);
    let first = clause.start;
    let aim = (0..reading.amounts.len())
        .any(|other| other != index && reading.roles[other] == Some(Role::Availability));
    // `we have been promised 99.95 %`
    let to_us = [
        "we have been promised",
        "we were promised",
        "we are promised",
        "we have been guaranteed",
        "we are guaranteed",
        "we were guaranteed",
        "we have been assured",
        "we were assured",
        "are promised to us",
        "is promised to us",
        "are guaranteed to us",
        "is guaranteed to us",
    ];
    if aim && cue::find(reading.tokens, clause.clone(), &to_us).is_some() {
        return true;
    }
    // `for the laboratory system behind it 99.95 % are guaranteed`
    let behind = amount.tokens.end..clause.end.min(amount.tokens.end + 3);
    let passive =
        ["are guaranteed", "is guaranteed", "are promised", "is promised", "are assured", "is assured"];
    let for_it = place.word(first) == "for"
        && matches!(place.word(first + 1), "the" | "this" | "that" | "its")
        && !(first + 2..first + 4).any(|at| OURS.contains(&place.word(at)) && place.word(at - 1) == "the")
        && cue::find(reading.tokens, behind, &passive).is_some();
    if aim && for_it {
        return true;
    }
    let led = matches!(place.word(first), "the" | "this" | "that" | "its" | "their");
    let near = first + 1..amount.tokens.start;
    let Some(said) = cue::find(reading.tokens, near, GUARANTEED) else { return false };
    let last =
        if place.word(said.start - 1) == "itself" { said.start.saturating_sub(2) } else { said.start - 1 };
    let ours = OURS.contains(&place.word(last));
    let earlier = || {
        let name = place.word(last);
        reading.tokens[..first].iter().any(|token| token.word == name)
    };
    let does = DO.contains(&place.word(said.start)) && !PAPERS.contains(&place.word(last));
    led && !ours && aim && (earlier() || does) && cue::find(reading.tokens, clause, ASKED).is_none()
}

/// The word at a place of the statement.
fn place_word<'a>(reading: &Reading<'a>, at: usize) -> &'a str {
    reading.tokens.get(at).map_or("", |token| token.word.as_str())
}
