//! Growth said as a multiple of what there is, with the time it takes beside it: `in three years we expect ten times as many builds`,
//! `the number of meters will be five times as large within two years`. And whether it is to be sized for that from the start.

use super::amount::{Measure, Per};
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::token::{Token, word_at};
use super::unit::MONTH;
use std::ops::Range;

/// Words that speak of the time to come.
#[rustfmt::skip]
const TO_COME: &[&str] = &[
    "expect*", "forecast*", "anticipat*", "foresee*", "reckon*", "will", "plan*", "predict*", "hope*", "grow*", "growth", "rise*",
    "increas*", "shall", "assume*", "want*", "going to", "project*", "aim*",
];

/// Words of what something would lead to.
#[rustfmt::skip]
const MAY_COME: &[&str] = &[
    "will have to", "would have to", "have to carry", "must carry", "have to bear", "have to handle", "would need to", "would be", "would mean", "would get", "would bring", "would see", "will be", "could be", "might be",
    "will face", "would face", "will get", "will need to", "could face", "could get", "may have to", "might have to", "must be able", "would come", "become", "could grow", "may grow", "might grow", "has to be", "have to be", "must be",
];
/// Words of others who come to it for good; what breaks out or is recalled makes a peak.
#[rustfmt::skip]
const JOIN: &[&str] = &[
    "join*", "sign up", "signs up", "sign on", "signs on", "win", "wins", "won", "contract", "adopt*", "expand*", "roll* out", "take part", "takes part",
    "on board", "follow", "follows", "merge*", "acquir*", "take over", "takes over", "succe*", "catches on", "nationwide", "whole country", "other countries",
    "other cities", "other regions", "other states", "more countries", "more cities", "introduc*",
];

/// Words of building something for a load.
#[rustfmt::skip]
const SIZED: &[&str] = &[
    "sized", "size", "sizing", "dimension*", "built for", "build for", "designed for", "design for", "laid out for", "provision*",
    "cope with", "carry", "ready for", "prepared for", "planned for", "plan for", "plan with", "capacity for", "handle", "hold",
    "room for", "build it", "build them", "design it", "size it", "lay it out", "build the", "design the",
];

/// Gives a multiple and the time beside it their roles.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let times = &amounts[index];
        let open =
            matches!(roles[index], None | Some(Role::PeakFactor | Role::GrowthFactor | Role::Headroom));
        if times.measure != Measure::Factor || times.value <= 1.0 || !times.per.is_empty() || !open {
            continue;
        }
        let range = &ranges[times.sentence];
        let word = |at: usize| word_at(tokens, range, at);
        let led = |at: usize| {
            (range.start.max(at.saturating_sub(4))..at)
                .any(|at| matches!(word(at), "in" | "within" | "over" | "after" | "next" | "inside" | "from"))
        };
        let time = (0..amounts.len()).find(|other| {
            let time = &amounts[*other];
            time.sentence == times.sentence
                && time.measure == Measure::Duration
                && !time.every
                && time.value >= 3.0 * MONTH
                && time.per.is_empty()
                && matches!(roles[*other], None | Some(Role::Deadline))
                && (led(time.tokens.start) || word(time.tokens.end) == "from")
        });
        let peak =
            cue::find(tokens, range.clone(), &["peak*", "busiest", "average", "normal*", "usual*"]).is_some();
        let Some(time) = time.filter(|_| !peak && cue::find(tokens, range.clone(), TO_COME).is_some()) else {
            continue;
        };
        let seconds = amounts[time].value;
        let behind = times.tokens.end..ranges.get(times.sentence + 1).map_or(range.end, |next| next.end);
        let sized = is_sized_for(tokens, &behind, range.end);
        amounts[index].per.push(Per::Period(seconds));
        roles[index] = Some(if sized { Role::GrownLoad } else { Role::GrowthFactor });
        roles[time] = Some(Role::GrowthTime);
    }
}

/// `if the big marathons sign up, we will have to deal with ten times the load`, `tell us what ten times the load would mean`: what would be
/// is no peak beside one that is said, and nothing that is kept in reserve.
pub(super) fn of_what_may_come(reading: &mut Reading<'_>) {
    /// From here on so many times the load is no reserve.
    const MUCH: f64 = 5.0;
    let factors: Vec<usize> = (0..reading.amounts.len())
        .filter(|at| {
            matches!(reading.roles[*at], None | Some(Role::PeakFactor | Role::Headroom | Role::GrowthFactor))
        })
        .filter(|at| reading.amounts[*at].measure == Measure::Factor)
        .collect();
    let (may, said): (Vec<usize>, Vec<usize>) =
        factors.into_iter().partition(|at| may_come(&reading.place(&reading.amounts[*at])));
    let peak = said.into_iter().any(|at| reading.roles[at] == Some(Role::PeakFactor))
        || reading.roles.iter().any(|role| matches!(role, Some(Role::PeakRate | Role::PeakShare)));
    for at in may {
        let value = reading.amounts[at].value;
        match reading.roles[at] {
            Some(Role::PeakFactor) if peak => reading.roles[at] = Some(Role::Heard),
            None | Some(Role::Headroom) if value >= MUCH => reading.roles[at] = Some(Role::Heard),
            _ => {}
        }
    }
}

/// Whether so many times the load is only thought of: behind a condition, or asked after.
fn may_come(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let says = |range: Range<usize>, words: &[&str]| cue::find(tokens, range, words).is_some();
    let ends = |at: &usize| matches!(place.word(*at), ";" | ":");
    let first = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (end..range.end).find(ends).unwrap_or(range.end);
    let asked = says(first.max(start.saturating_sub(8))..start, &["what"])
        && says(first..to, &["would", "means", "it takes", "happens", "involves", "costs", "requires"]);
    // `tell us the same figures for ten times today's load`, `show me those figures as well`
    #[rustfmt::skip]
    const FIGURES: &[&str] = &[
        "figures for", "figures at", "the same figures", "those figures", "these figures", "same numbers", "those numbers", "numbers for", "numbers at",
        "need to know", "want to know", "like to know", "wants to know", "would like to see", "want to see", "also show", "please show", "show me",
        "show us", "tell us", "tell me", "calculate it for", "also for",
    ];
    let asked = asked || says(first..to, FIGURES) && amount.value >= 5.0;
    let led =
        matches!(place.word(first), "if" | "should" | "suppose" | "supposing" | "assuming" | "were" | "once")
            || place.word(first) == "in" && place.word(first + 1) == "case"
            || says(
                end..to,
                &[
                    "if",
                    "in case",
                    "should",
                    "may join",
                    "might join",
                    "could join",
                    "may follow",
                    "might follow",
                ],
            );
    // `if a disease breaks out` makes a peak, and what a reserve is for is none of it.
    let else_said =
        !says(first..to, JOIN) || says(first..to, &["headroom", "spare", "reserve*", "peak*", "margin"]);
    asked || led && says(first..to, MAY_COME) && !else_said
}

/// Whether what follows growth says that it is built for that: `and the new platform is to be sized for that`. In the next sentence,
/// from the token `next` on, only where that one speaks of nothing else.
fn is_sized_for(tokens: &[Token], behind: &Range<usize>, next: usize) -> bool {
    let word = |at: usize| word_at(tokens, behind, at);
    let pronoun = |at: usize| {
        matches!(word(at), "that" | "this" | "then" | "those" | "these")
            || word(at) == "it" && word(at - 1) == "for"
    };
    let refused = |at: usize| {
        matches!(
            word(at),
            "not"
                | "no"
                | "never"
                | "n't"
                | "needn't"
                | "later"
                | "without"
                | "if"
                | "what"
                | "show"
                | "once"
        )
    };
    let here = behind.start..next.min(behind.end);
    let other = tokens[next.min(behind.end)..behind.end].iter().any(|token| token.is_number());
    let within = if other { here } else { behind.clone() };
    let Some(sized) = cue::find(tokens, within.clone(), SIZED) else { return false };
    let near = within.start.max(sized.start.saturating_sub(9))..within.end.min(sized.end + 5);
    near.clone().any(pronoun) && !near.into_iter().any(refused)
}
