//! Events that fall into a window of time: `70 % of orders come between 17:00 and 21:00`, `most of them between 7 and 9 in
//! the morning`, `80 % are issued within the first three days of the month`.

use super::amount::Measure;
use super::cue;
use super::grammar::clip;
use super::mark::Mark;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use loadline_base::{FileId, Span};

/// Words for a large part that names no number.
const MOST: &[&str] =
    &["most", "mostly", "mainly", "predominantly", "the bulk", "majority", "nearly all", "almost all"];
/// Words of sentences that promise an answer in a time, and tell nothing of when events come.
#[rustfmt::skip]
const PROMISES: &[&str] = &[
    "must", "should", "answer*", "respon*", "deliver*", "processed", "resolved", "complet*", "confirm*", "p50", "p90", "p95",
    "p99", "latenc*", "availab*", "uptime", "sla", "slo", "kept", "stored", "retain*", "delet*", "restor*", "acknowledg*",
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
        {
            continue;
        }
        let from = range.start.max(window.tokens.start.saturating_sub(REACH));
        let most_at = cue::find(tokens, from.min(window.tokens.start)..window.tokens.start, MOST)
            .map(|most| most.start);
        let share = (0..amounts.len()).rev().find(|other| {
            let share = &amounts[*other];
            share.sentence == window.sentence
                && share.measure == Measure::Share
                && share.value < 1.0
                && share.per.is_empty()
                // `up 99.95 % of the time over 30 days`
                && tokens.get(share.tokens.end.saturating_sub(1)).is_none_or(|last| !last.is("time"))
                && (from..window.tokens.start).contains(&share.tokens.start)
                // `70 % of them order, nearly all of them at noon`
                && most_at.is_none_or(|most| most < share.tokens.start)
        });
        // `between 5 pm and 8 pm, 40 % of the clips arrive`
        let share = share.or_else(|| {
            (0..amounts.len()).find(|other| {
                let share = &amounts[*other];
                share.sentence == window.sentence
                    && share.measure == Measure::Share
                    && share.value < 1.0
                    && share.per.is_empty()
                    && (window.tokens.end..window.tokens.end + 5).contains(&share.tokens.start)
                    && most_at.is_none()
                    && comes(&Place::of(tokens, ranges, share))
            })
        });
        if let Some(share) = share {
            let said_of = amounts[share].tokens.start > window.tokens.start
                || (amounts[share].tokens.start..window.tokens.start)
                    .any(|at| matches!(tokens[at].word.as_str(), "of" | "are" | "is"));
            if said_of && !matches!(roles[share], Some(Role::Growth | Role::HitRatio | Role::HeadroomShare)) {
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

/// Whether a share is of what comes: `40 % of the clips arrive`.
fn comes(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount: share } = *place;
    const COME: &[&str] = &[
        "arriv*",
        "come",
        "comes",
        "fall",
        "falls",
        "happen*",
        "placed",
        "made",
        "occur*",
        "land",
        "sent",
        "take place",
    ];
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
    of && (cue::find(tokens, behind.clone(), COME).is_some() || done())
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
                "the" | "first" | "last" | "a" | "about" | "within" | "in" | "during" | "over"
            )
        })
        .any(|token| matches!(token.word.as_str(), "within" | "in" | "during" | "over"));
    amount.measure == Measure::Duration
        && !amount.every
        && amount.value >= LEAST
        && (matches!(first, "between" | "from") || led)
}
