//! What has to be there in a short time after somebody asked for it or did something: `previews should appear within 700 ms`,
//! `strokes have to show up on the other screens within 150 ms`. That is a latency, and no age that what is shown may have.

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
        let range = &ranges[amount.sentence];
        let ends = |at: &usize| tokens[*at].is(";");
        let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
        let to = (amount.tokens.end..range.end).find(ends).unwrap_or(range.end);
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
