//! How long an outage is that is told with what follows it, whatever the verb: `a storm may cut the satellite link for six hours; the
//! containers save their reports meanwhile and reconnect as soon as it is back`, `twenty minutes of saved messages have to be absorbed`.

use super::amount::{Amount, Measure};
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::unit::{DAY, MINUTE};

/// Word stems of being cut off.
#[rustfmt::skip]
const CUT: &[&str] = &[
    "cut", "cuts", "separat*", "isolat*", "sever", "severs", "severed", "interrupt*", "outage*", "fail*", "fault*", "storm*", "breakdown*",
    "break* down", "breaks", "disturb*", "lose", "loses", "losing", "lost", "loss", "gone", "goes", "down", "dead", "dark", "disconnect*", "unreachable",
    "without", "blackout*", "black out", "knock*", "disrupt*", "jam*", "out for", "unavailable", "absent", "miss*", "silen*", "offline", "split*",
];
/// What is cut.
#[rustfmt::skip]
const LINK: &[&str] = &[
    "link*", "network*", "carrier*", "uplink*", "connection*", "connectivity", "coverage", "radio", "satellite*", "mobile", "cellular", "backbone",
    "fibre*", "fiber*", "cable*", "line", "lines", "signal", "gateway*", "switch", "internet", "router*", "gsm", "lte", "wifi", "modem*", "broadband",
    "antenna*", "base station*", "data centre*", "data center*", "power",
];
/// What follows an outage.
#[rustfmt::skip]
const AFTER: &[&str] = &[
    "reconnect*", "come back", "comes back", "came back", "is back", "are back", "at once", "buffer*", "backlog*", "catch* up", "caught up",
    "dial* in", "missed", "unsent", "pent up", "all together", "simultaneously", "meanwhile", "on top of", "queued", "piled up", "make up for",
    "report back", "returns", "stored messages", "stored reports", "stored readings", "saved messages", "saved reports", "saved readings",
    "what they stored", "what they saved", "what they held", "hold* back", "held back", "log* in again", "on the line again",
];
/// What is said of other times near by.
#[rustfmt::skip]
const OTHERS: &[&str] = &[
    "old", "older", "stale*", "retain*", "kept", "deleted", "erased", "within", "launch*", "availab*", "behind", "lag*", "restor*", "recover*", "at most",
    "no more than", "answer*", "respon*",
];
/// What is said of messages that could not be sent.
#[rustfmt::skip]
const SAVED: &[&str] = &[
    "saved", "stored", "buffered", "queued", "unsent", "accumulated", "delayed", "withheld", "undelivered", "missed", "backed", "held", "pent", "hoarded",
    "cached", "collected", "piled",
];

/// Gives the only time of an outage that nothing else was made of its role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    if !reading.roles.contains(&Some(Role::Outage)) {
        for told in [is_of_what_was_saved, is_told_with_what_follows, is_supposed] {
            let mut found = (0..reading.amounts.len()).filter(|index| may_be(reading, *index, told));
            if let Some(index) = found.next().filter(|_| found.next().is_none()) {
                reading.roles[index] = Some(Role::Outage);
                break;
            }
        }
    }
    same_again(reading);
}

/// Whether an amount may be the length of an outage, and is told as one.
fn may_be(reading: &Reading<'_>, index: usize, told: fn(&Reading<'_>, &Amount) -> bool) -> bool {
    let amount = &reading.amounts[index];
    let supposed = reading.roles[index] == Some(Role::Downtime) && is_supposed(reading, amount);
    let open = matches!(reading.roles[index], None | Some(Role::Retention | Role::Latency)) || supposed;
    open && is_short_time(amount) && told(reading, amount)
}

/// `if the ledger is unavailable for 1 hour, messages queue up`: what may happen, and not what is allowed.
fn is_supposed(reading: &Reading<'_>, amount: &Amount) -> bool {
    const QUEUED: &[&str] = &[
        "queue up",
        "queues up",
        "queue",
        "pile up",
        "piles up",
        "back up",
        "wait",
        "are buffered",
        "build up",
        "accumulate*",
    ];
    let range = &reading.ranges[amount.sentence];
    let start = amount.tokens.start;
    let clause = (range.start..start)
        .rev()
        .find(|at| matches!(reading.tokens[*at].word.as_str(), ";" | ":" | "."))
        .map_or(range.start, |at| at + 1);
    let supposed = matches!(
        reading.tokens[clause].word.as_str(),
        "if" | "when" | "whenever" | "while" | "should" | "suppose"
    );
    let behind = amount.tokens.end..range.end.min(amount.tokens.end + 9);
    supposed && cue::find(reading.tokens, behind, QUEUED).is_some()
}

/// A time that an outage may last.
fn is_short_time(amount: &Amount) -> bool {
    amount.measure == Measure::Duration
        && !amount.every
        && amount.per.is_empty()
        && (MINUTE..=2.0 * DAY).contains(&amount.value)
}

/// `twenty minutes of saved messages`, `an hour's worth of unsent reports`
fn is_of_what_was_saved(reading: &Reading<'_>, amount: &Amount) -> bool {
    let word = |at: usize| reading.tokens.get(at).map_or("", |token| token.word.as_str());
    let mut at = amount.tokens.end;
    at += usize::from(word(at) == "worth");
    let of = word(at) == "of";
    at += 1;
    at += usize::from(matches!(word(at), "such" | "their" | "the" | "these"));
    let near = reading.ranges[amount.sentence].start.max(amount.tokens.start.saturating_sub(5));
    let kept =
        cue::find(reading.tokens, near..amount.tokens.start, &["keep*", "retain*", "store*"]).is_some();
    of && SAVED.contains(&word(at)) && !kept
}

/// `a storm may cut the satellite link for six hours; all of them reconnect as soon as it is back`
fn is_told_with_what_follows(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let near = range.start.max(amount.tokens.start.saturating_sub(5))..range.end.min(amount.tokens.end + 3);
    let end = reading.ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
    let clause =
        range.start.max(amount.tokens.start.saturating_sub(14))..range.end.min(amount.tokens.end + 9);
    let says = |range, words: &[&str]| cue::find(reading.tokens, range, words).is_some();
    says(clause.clone(), CUT) && says(clause, LINK) && says(range.start..end, AFTER) && !says(near, OTHERS)
}

/// Takes the same length told once more for the same outage, and for no time of keeping: `coverage was gone for three hours, and we want to
/// survive three hours of reports to catch up on`.
fn same_again(reading: &mut Reading<'_>) {
    let Reading { amounts, roles, .. } = reading;
    let outage = (0..amounts.len()).find(|index| roles[*index] == Some(Role::Outage));
    let Some(outage) = outage.map(|index| (amounts[index].value.to_bits(), amounts[index].sentence)) else {
        return;
    };
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let same = amount.value.to_bits() == outage.0 && amount.sentence.abs_diff(outage.1) <= 3;
        if same && *role == Some(Role::Retention) && is_short_time(amount) {
            *role = Some(Role::Outage);
        }
    }
}
