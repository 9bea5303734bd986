//! What has to be there in a short time after somebody asked for it or did something: `previews should appear within 700 ms`,
//! `strokes have to show up on the other screens within 150 ms`. That is a latency, and no age that what is shown may have.

use super::amount::{Measure, of_sentence};
use super::cue;
use super::noun;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::vocabulary::is_machine_made;

/// Words of an age.
#[rustfmt::skip]
const AGE: &[&str] = &[
    "old", "older", "stale*", "fresh*", "age", "behind", "lag*", "delay*", "trail*", "outdated", "out of date", "up to date", "current",
];
/// Words of what comes by itself, apart from what machines send.
const COMES: &[&str] = &["change", "data", "alarm", "alert", "event", "price", "quote"];
/// Seconds below which whoever looks waits for it, whatever it is.
const AT_ONCE: f64 = 1.0;
/// Seconds up to which somebody waits for what was asked for.
const WAITED: f64 = 5.0;

/// Makes the time in which something has to appear a latency.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        if *role != Some(Role::Freshness) || amount.value > WAITED || !amount.per.is_empty() {
            continue;
        }
        // `is displayed within 800 ms and may be up to 24 hours old`: the age is that of the other time.
        let own = &amounts[of_sentence(amounts, amount.sentence)];
        let others =
            || own.iter().filter(|other| other.measure == Measure::Duration && other.every == amount.every);
        let before = others().map(|other| other.tokens.end).filter(|end| *end <= amount.tokens.start).max();
        let behind =
            others().map(|other| other.tokens.start).filter(|start| *start >= amount.tokens.end).min();
        let range = &ranges[amount.sentence];
        let ends = |at: &usize| tokens[*at].is(";");
        let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
        // `may be 24 hours old, but must be shown within 800 ms`
        let turns = |at: &usize| matches!(tokens[*at].word.as_str(), "," | "and" | "but" | "yet");
        let before = before.map(|end| (end..amount.tokens.start).find(turns).unwrap_or(end));
        let from = from.max(before.unwrap_or(from));
        let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
        let to = to.min(behind.unwrap_or(to));
        let aged = cue::find(tokens, from..to, AGE).is_some();
        let sent = |token: &Token| {
            let one = noun::singular(&token.word);
            is_machine_made(&one) || COMES.contains(&one.as_str())
        };
        let by_itself = tokens[from..amount.tokens.start].iter().any(sent);
        if !aged && (amount.value < AT_ONCE || !by_itself) {
            *role = Some(Role::Latency);
        }
    }
}
