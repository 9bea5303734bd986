//! What our own workers get through, said without naming them: `250 readings a second can be processed`, `we get 2,000 a second through
//! altogether`.

use super::others::is_external;
use super::{TOGETHER, starts, word};
use crate::statement::amount::{Amount, Measure};
use crate::statement::cue;
use crate::statement::noun;
use crate::statement::place::Place;
use crate::statement::vocabulary::members;

/// Whether a rate is what can be worked off: `250 readings a second can be processed`; without `can` only where something
/// else says what comes in.
pub(super) fn is_worked_off(place: &Place<'_>, amounts: &[Amount]) -> bool {
    let Place { tokens, range, amount } = *place;
    const DONE: &[&str] = &[
        "process", "handled", "digest", "drain", "consumed", "worked", "absorbed", "cleared", "ingested",
        "caught",
    ];
    let mut at = amount.tokens.end;
    let can = matches!(word(tokens, at), "can" | "could" | "may");
    at += usize::from(can);
    let passive = matches!(word(tokens, at), "are" | "is" | "be" | "get");
    at += 1;
    while matches!(word(tokens, at), "being" | "normally" | "usually" | "currently" | "at" | "most") {
        at += 1;
    }
    let done = range.contains(&at) && starts(word(tokens, at), DONE);
    let comes = || {
        amounts.iter().any(|other| {
            other.every && other.measure == Measure::Duration
                || other.span != amount.span && other.measure == Measure::Size && other.period().is_some()
        })
    };
    passive && done && (can || comes())
}

/// `the stream job gets 2,000 messages a second done`, `we get 2,000 a second through altogether`, and not what one server does.
pub(super) fn gets_done(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let behind = amount.tokens.end;
    // `through MQTT` and `through partners` say how they come in.
    let in_all =
        word(tokens, behind + 1) == "in" && matches!(word(tokens, behind + 2), "all" | "total" | "sum");
    let ends = tokens.get(behind + 1).is_none_or(|next| !next.is_word())
        || behind + 1 >= range.end
        || TOGETHER.contains(&word(tokens, behind + 1))
        || in_all
        || matches!(word(tokens, behind + 1), "and" | "but" | "while" | "when" | "now" | "today")
        || word(tokens, behind + 1) == "at"
            && matches!(word(tokens, behind + 2), "best" | "most" | "present");
    let through = word(tokens, behind) == "through" && ends;
    let gets =
        amount.tokens.start > range.start && matches!(word(tokens, amount.tokens.start - 1), "get" | "gets");
    let single = (range.start..amount.tokens.start)
        .any(|at| matches!(word(tokens, at), "one" | "each" | "every" | "per" | "single" | "a" | "an"));
    gets && !single && (word(tokens, behind) == "done" || through)
}

/// `after an outage at our network provider, analysis can process 24,000 readings per second altogether`
pub(super) fn is_processed_in_all(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let ends = |at: &usize| matches!(word(tokens, *at), "," | ";" | "while" | "." | "and");
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    let own = from..amount.tokens.start;
    let works =
        own.clone().any(|at| starts(word(tokens, at), &["process", "digest", "drain", "consum", "absorb"]));
    let theirs = own.into_iter().any(|at| is_external(tokens, range, at));
    let behind = amount.tokens.start..range.end.min(amount.tokens.end + 4);
    works && !theirs && behind.into_iter().any(|at| TOGETHER.contains(&word(tokens, at)))
}

/// `the import handles 2,500 readings per second in all`, beside what comes in.
pub(super) fn carries_in_total(place: &Place<'_>, amounts: &[Amount]) -> bool {
    let Place { tokens, range, amount } = *place;
    const CARRIES: &[&str] = &[
        "handl", "manag", "process", "digest", "sustain", "drain", "clear", "absorb", "cop", "can", "work",
        "crunch",
    ];
    let clause = (range.start..amount.tokens.start)
        .rev()
        .find(|at| matches!(word(tokens, *at), ";" | "," | ":"))
        .map_or(range.start, |at| at + 1);
    // `our present decoders take 16 blocks per second altogether`
    let machines = |at: &usize| {
        let ends = word(tokens, *at);
        let led = (at.saturating_sub(2).max(clause)..*at)
            .any(|at| matches!(word(tokens, at), "our" | "the" | "all"));
        (ends.ends_with("ers") || ends.ends_with("ors")) && led && members(&noun::singular(ends)).is_none()
    };
    let doers = (clause..amount.tokens.start).rev().find(machines);
    let take = |at: usize| matches!(word(tokens, at + 1), "take" | "get" | "do" | "finish" | "decode");
    let verb =
        (clause..amount.tokens.start).any(|at| starts(word(tokens, at), CARRIES)) || doers.is_some_and(take);
    let behind = amount.tokens.end..range.end.min(amount.tokens.end + 5);
    let total = behind.clone().any(|at| {
        TOGETHER.contains(&word(tokens, at)) || word(tokens, at) == "in" && word(tokens, at + 1) == "all"
    });
    let paced = amounts.iter().any(|other| {
        other.every && other.measure == Measure::Duration
            || other.period().is_some() && other.measure == Measure::Size
            || other.is_rate() && other.span != amount.span && other.thing().is_none() && other.value <= 60.0
    });
    verb && total && paced
}

/// `reports are processed at up to 3,000 per second`
pub(super) fn is_processed_at(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let from = range.start.max(amount.tokens.start.saturating_sub(5));
    let at = cue::find(
        tokens,
        from..amount.tokens.start,
        &[
            "are processed at",
            "is processed at",
            "are worked off at",
            "is worked off at",
            "are digested at",
            "are consumed at",
        ],
    );
    let each = (from..amount.tokens.start).any(|at| matches!(word(tokens, at), "each" | "one" | "single"));
    at.is_some() && !each
}
