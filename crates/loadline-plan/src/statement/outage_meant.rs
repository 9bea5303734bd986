//! How long an outage is that the sentence before speaks of: `stations buffer when the link is cut. Assume two hours of it`.

use super::amount::Measure;
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::unit::{DAY, MINUTE};

/// Words of an outage.
#[rustfmt::skip]
pub(super) const OUTAGE: &[&str] = &[
    "outage*", "offline", "is cut", "are cut", "is down", "are down", "goes down", "go down", "fails", "fail", "failure*", "is lost", "buffer*",
    "interrupt*", "disconnect*", "is away", "are away", "is gone", "unreachable", "breaks", "no signal", "no coverage", "hold* back", "drops out",
    "without network", "without a network", "out of reach", "sav* up",
];
/// Words that say what is reckoned with.
const ASSUME: &[&str] = &[
    "assume", "reckon", "count", "plan", "expect", "suppose", "allow", "say", "last", "lasts", "take",
    "takes",
];
/// Words of anything else that may last so long.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "keep*", "kept", "retain*", "stor*", "answer*", "respon*", "within", "availab*", "launch*", "deliver*", "old", "restor*", "recover*", "visible",
    "screen*", "delet*",
];

/// Gives a time that is reckoned with the role of an outage, where the sentence before tells of one whose length nobody says.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        if reading.roles.contains(&Some(Role::Outage)) {
            return;
        }
        let amount = &reading.amounts[index];
        let range = &reading.ranges[amount.sentence];
        let time =
            amount.measure == Measure::Duration && !amount.every && (MINUTE..=DAY).contains(&amount.value);
        let open = matches!(reading.roles[index], None | Some(Role::Latency));
        let Some(before) = amount.sentence.checked_sub(1).filter(|_| time && open && amount.per.is_empty())
        else {
            continue;
        };
        let from = range.start.max(amount.tokens.start.saturating_sub(5));
        let assumed = cue::find(reading.tokens, from..amount.tokens.start, ASSUME).is_some();
        let told = cue::find(reading.tokens, reading.ranges[before].clone(), OUTAGE).is_some();
        let to = range.end.min(amount.tokens.end + 4);
        let other = cue::find(reading.tokens, from..to, OTHERS).is_some();
        if assumed && told && !other {
            reading.roles[index] = Some(Role::Outage);
        }
    }
}
