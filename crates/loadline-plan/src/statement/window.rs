//! Events that fall into a window of time: `70 % of orders come between 17:00 and 21:00`, `most of them between 7 and 9 in
//! the morning`, `80 % are issued within the first three days of the month`.

use super::amount::{Amount, Measure, Per};
use super::cue;
use super::grammar::clip;
use super::mark::Mark;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::roles::is_of_a_week;
use super::token::{Kind, Token};
use super::unit::DAY;
use loadline_base::{FileId, Span};

/// An hour of the day without a number.
pub(crate) const HOUR: &[&str] = &[
    "the hour",
    "first hour",
    "last hour",
    "final hour",
    "single hour",
    "one hour",
    "peak hour",
    "busiest hour",
    "rush hour",
    "busy hour",
    "lunch hour",
    "worst hour",
];
/// Words for a large part that names no number.
const MOST: &[&str] =
    &["most", "mostly", "mainly", "predominantly", "the bulk", "majority", "nearly all", "almost all"];
/// Words of sentences that promise an answer in a time, and tell nothing of when events come.
#[rustfmt::skip]
const PROMISES: &[&str] = &[
    "must", "should", "answer*", "respon*", "deliver*", "processed", "resolved", "complet*", "confirm*", "p50", "p90", "p95",
    "p99", "latenc*", "availab*", "uptime", "sla", "slo", "kept", "stored", "retain*", "delet*", "restor*", "acknowledg*",
];
/// Words of how people spend their time, which say nothing of what comes in.
const ELSE: &[&str] = &["work", "works", "on duty", "on shift"];
/// Words of what comes.
#[rustfmt::skip]
const COME: &[&str] = &[
    "arriv*", "come", "comes", "fall", "falls", "happen*", "placed", "made", "occur*", "land", "sent", "take place", "pour*",
    "reach*",
];
/// Least length of a window; shorter ones are times of answers.
const LEAST: f64 = 600.0;
/// Tokens between the share and its window at most.
const REACH: usize = 16;

/// Gives a share of events and the window they fall into their roles. A share in words is noted as a mark.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, marks, .. } = reading;
    for index in 0..amounts.len() {
        let window = &amounts[index];
        let range = &ranges[window.sentence];
        if !is_window(&Place::of(tokens, ranges, window))
            || cue::find(tokens, range.clone(), PROMISES).is_some()
            || cue::find(tokens, range.clone(), ELSE).is_some()
        {
            continue;
        }
        let from = range.start.max(window.tokens.start.saturating_sub(REACH));
        let most_at = cue::find(tokens, from.min(window.tokens.start)..window.tokens.start, MOST)
            .map(|most| most.start);
        let beside = |other: usize| is_part(&amounts[other]) && amounts[other].sentence == window.sentence;
        let before = (0..amounts.len()).rev().find(|other| {
            let start = amounts[*other].tokens.start;
            beside(*other)
                && (from..window.tokens.start).contains(&start)
                // `70 % of them order, nearly all of them at noon`
                && most_at.is_none_or(|most| most < start)
        });
        // `between 5 pm and 8 pm, 40 % of the clips arrive`, `from 17:00 to 20:00 we see 45 % of the day's traffic`
        let behind = || {
            (0..amounts.len()).find(|other| {
                let place = Place::of(tokens, ranges, &amounts[*other]);
                let start = place.amount.tokens.start;
                // `between six and eight (two hours) we get 30 % of a day's calls`
                let told = in_brackets(tokens, window.tokens.end, start);
                let near =
                    |reach: usize| (window.tokens.end..window.tokens.end + reach + told).contains(&start);
                beside(*other)
                    && most_at.is_none()
                    && (near(5) && comes(&place) || near(9) && (is_of_a_day(&place) || is_got(&place)))
            })
        };
        if let Some(share) = before.or_else(behind) {
            let place = Place::of(tokens, ranges, &amounts[share]);
            let said_of = place.amount.tokens.start > window.tokens.start
                || is_of_a_day(&place)
                || (place.amount.tokens.start..window.tokens.start).any(|at| {
                    matches!(place.word(at), "of" | "are" | "is")
                        // `20 % between 12 and 13`
                        || place.amount.tokens.end == window.tokens.start
                        || COME.iter().any(|come| cue::matches(tokens, at, come).is_some())
                });
            let else_known = matches!(
                roles[share],
                Some(
                    Role::Growth
                        | Role::HitRatio
                        | Role::HeadroomShare
                        | Role::Availability
                        | Role::DependencySla
                )
            );
            let weekly = is_of_a_week(tokens, &ranges[amounts[share].sentence], &amounts[share]);
            if said_of && !else_known && !weekly {
                (roles[share], roles[index]) = (Some(Role::PeakShare), Some(Role::PeakLength));
            }
        } else if window.tokens.start > from
            && let Some(most) = cue::find(tokens, from..window.tokens.start, MOST)
            && !tokens.get(most.start.wrapping_sub(1)).is_some_and(|token| token.is("at"))
            && matches!(roles[index], None | Some(Role::PeakLength | Role::Deadline))
        {
            roles[index] = Some(Role::PeakLength);
            let span = Span::new(FileId(0), clip(tokens[most.start].start), clip(tokens[most.end - 1].end));
            marks.push((Mark::MostInWindow, span));
        }
    }
}

/// How many tokens stand in brackets between two others.
fn in_brackets(tokens: &[Token], from: usize, to: usize) -> usize {
    let sign = |at: usize, sign: &str| tokens.get(at).is_some_and(|token| token.is(sign));
    let near = from..to.min(from + REACH);
    let Some(opens) = near.clone().find(|at| sign(*at, "(")) else { return 0 };
    (opens..near.end).find(|at| sign(*at, ")")).map_or(0, |closes| closes + 1 - opens)
}

/// Whether an amount is a part of something, of a day at most: `60 %`, `half of a day's`.
fn is_part(amount: &Amount) -> bool {
    let daily = |per: &Per| *per == Per::Period(DAY);
    amount.measure == Measure::Share && amount.value < 1.0 && amount.per.iter().all(daily)
}

/// Whether a share is of all that comes on a day: `45 % of the day's traffic`, `a fifth of the loans of a day`.
fn is_of_a_day(place: &Place<'_>) -> bool {
    let Place { range, amount, .. } = *place;
    let from = amount.tokens.end.saturating_sub(1);
    let of = (from..range.end.min(from + 3)).find(|at| place.word(*at) == "of");
    let day = |of: usize| (of + 1..range.end.min(of + 9)).any(|at| matches!(place.word(at), "day" | "daily"));
    amount.period() == Some(DAY) || of.is_some_and(day) || is_half_the_day(place)
}

/// `half the day's calls`
fn is_half_the_day(place: &Place<'_>) -> bool {
    let at = place.amount.tokens.end;
    matches!(place.word(at), "the" | "a" | "one" | "each") && place.word(at + 1) == "day"
}

/// Gives a share of a day that falls into an hour its role, where the hour has no number: `in the hour before midnight a quarter of
/// the day's load arrives`.
pub(super) fn in_an_hour(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let share = &amounts[index];
        let open =
            matches!(roles[index], None | Some(Role::WriteShare | Role::ReadShare | Role::ActiveShare));
        if !is_part(share) || !open || !is_of_a_day(&Place::of(tokens, ranges, share)) {
            continue;
        }
        let range = &ranges[share.sentence];
        let long = amounts.iter().any(|other| {
            other.sentence == share.sentence
                && other.measure == Measure::Duration
                && !other.every
                && other.value < DAY
        });
        let promised = cue::find(tokens, range.clone(), PROMISES).is_some();
        if !long && !promised && cue::find(tokens, range.clone(), HOUR).is_some() {
            roles[index] = Some(Role::PeakShare);
        }
    }
}

/// Whether a share is of what comes: `40 % of the clips arrive`.
fn comes(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount: share } = *place;
    let behind = share.tokens.end.saturating_sub(1)..range.end.min(share.tokens.end + 7);
    let of = behind.clone().take(3).any(|at| tokens[at].is("of"));
    // `are issued`, `is paid`
    let done = || {
        behind.clone().any(|at| {
            let next = tokens.get(at + 1).map_or("", |token| token.word.as_str());
            matches!(tokens[at].word.as_str(), "are" | "is" | "get" | "were")
                && (next.ends_with("ed") || matches!(next, "sold" | "paid" | "bought" | "written"))
        })
    };
    (of || is_half_the_day(place)) && (cue::find(tokens, behind.clone(), COME).is_some() || done())
}

/// `between 12 and 13 we get 20 % of the requests`
fn is_got(place: &Place<'_>) -> bool {
    let start = place.amount.tokens.start;
    let of = (place.amount.tokens.end - 1..=place.amount.tokens.end).any(|at| place.word(at) == "of");
    let got = |word: &str| {
        matches!(word, "get" | "gets" | "see" | "sees" | "receive" | "receives" | "have" | "has")
    };
    of && (start.saturating_sub(2).max(place.range.start)..start).any(|at| got(place.word(at)))
}

/// `7 to 9 am`
fn is_clock(place: &Place<'_>) -> bool {
    place.amount.tokens.clone().any(|at| {
        matches!(place.word(at), "am" | "pm" | "a.m" | "p.m")
            || matches!(place.tokens[at].kind, Kind::Clock(_))
    })
}

/// Whether a duration is a window in which something happens.
fn is_window(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let first = tokens.get(amount.tokens.start).map_or("", |token| token.word.as_str());
    let from = range.start.max(amount.tokens.start.saturating_sub(3));
    let led = tokens[from..amount.tokens.start]
        .iter()
        .rev()
        .take_while(|token| {
            matches!(
                token.word.as_str(),
                "the"
                    | "first"
                    | "last"
                    | "next"
                    | "following"
                    | "a"
                    | "about"
                    | "within"
                    | "in"
                    | "during"
                    | "over"
                    | "into"
            )
        })
        .any(|token| matches!(token.word.as_str(), "within" | "in" | "during" | "over" | "into"));
    amount.measure == Measure::Duration
        && !amount.every
        && amount.value >= LEAST
        && (matches!(first, "between" | "from") || led || is_clock(place))
}
