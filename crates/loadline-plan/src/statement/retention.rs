//! Times for which several parts are kept, said with one verb: `records are kept 10 years, heartbeats two weeks`.

use super::amount::Measure;
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit::{DAY, HOUR, MONTH, WEEK};
use std::ops::Range;

/// Words between two such times at most.
const BETWEEN: usize = 5;

/// A time in a list with the size of a record or its copies: `a ride record: 3 kB, 7 years, three copies`.
pub(super) fn listed(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        let long = amount.measure == Measure::Duration
            && !amount.every
            && amount.value >= WEEK
            && amount.per.is_empty();
        if !long || !matches!(roles[index], None | Some(Role::Deadline)) {
            continue;
        }
        let kept = |other: usize| matches!(roles[other], Some(Role::RecordSize | Role::Copies));
        let listed = |first: usize, second: usize| {
            let (first, second) = (&amounts[first], &amounts[second]);
            first.sentence == second.sentence
                && first.tokens.end < second.tokens.start
                && second.tokens.start - first.tokens.end <= 2
                && tokens[first.tokens.end].is(",")
        };
        let before = index > 0 && kept(index - 1) && listed(index - 1, index);
        let behind = index + 1 < amounts.len() && kept(index + 1) && listed(index, index + 1);
        if before || behind {
            roles[index] = Some(Role::Retention);
        }
    }
}

/// `the load climbs to 4 times the daily average and stays there for an hour`: how long a peak lasts, and not how long something is kept.
pub(super) fn of_a_peak(reading: &mut Reading<'_>) {
    const KEPT: &[&str] =
        &["kept", "stored", "retained", "archived", "delet*", "saved", "retention", "copies"];
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let short = amount.measure == Measure::Duration && amount.value <= DAY;
        if !short || reading.roles[index] != Some(Role::Retention) {
            continue;
        }
        let range = reading.ranges[amount.sentence].clone();
        // `In the morning it is 4 times the average. It stays there for an hour.`
        let stays =
            ["stays there", "remains there", "at that level", "at this level", "that high", "this high"];
        let goes_on = cue::find(reading.tokens, range.clone(), &stays).is_some();
        let peak = reading.amounts.iter().zip(&reading.roles).any(|(peak, role)| {
            let near = peak.sentence == amount.sentence || goes_on && peak.sentence + 1 == amount.sentence;
            near && peak.tokens.end <= amount.tokens.start
                && matches!(role, Some(Role::PeakFactor | Role::PeakRate))
        });
        if peak && cue::find(reading.tokens, range, KEPT).is_none() {
            reading.roles[index] = Some(Role::PeakLength);
        }
    }
}

/// `we need positions for seven days, after that they are dropped`: a time after which it is gone.
pub(super) fn until_gone(reading: &mut Reading<'_>) {
    const GONE: &[&str] = &[
        "delet*",
        "dropped",
        "drop",
        "discard*",
        "remov*",
        "purg*",
        "eras*",
        "thrown",
        "throw",
        "gone",
        "expire*",
        "goes",
        "wip*",
        "forg*",
        "overwritten",
        "vanish*",
        "disappear*",
        "go",
        "shred*",
        "destroy*",
        "nobody needs",
        "no longer needed",
        "not needed",
    ];
    const THEN: &[&str] =
        &["after that", "then", "afterwards", "after which", "later", "thereafter", "afterward", "no longer"];
    const NEED: &[&str] = &[
        "need",
        "needs",
        "needed",
        "require*",
        "want*",
        "have",
        "available",
        "last",
        "lasts",
        "good",
        "count",
        "counts",
    ];
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles.iter_mut()) {
        let long = amount.measure == Measure::Duration && !amount.every && amount.value >= HOUR;
        if !long
            || !amount.per.is_empty()
            || !matches!(role, None | Some(Role::Deadline | Role::PeakLength | Role::Erasure))
        {
            continue;
        }
        let range = &ranges[amount.sentence];
        // `shall go live 40 weeks after award`: nothing is gone then.
        if cue::find(tokens, range.start..amount.tokens.start, &["go live", "goes live"]).is_some() {
            continue;
        }
        let led = amount.tokens.start.checked_sub(1).is_some_and(|at| tokens[at].is("for"));
        let needed = || cue::find(tokens, range.start..amount.tokens.start, NEED).is_some();
        // `each is recorded with 300 bytes for three years`
        let recorded = || {
            let written =
                ["recorded", "logged", "filed", "noted", "written", "documented", "registered", "journaled"];
            let sized =
                amounts.iter().any(|size| size.sentence == amount.sentence && size.measure == Measure::Size);
            amount.value >= WEEK
                && sized
                && cue::find(tokens, range.start..amount.tokens.start, &written).is_some()
        };
        // In its sentence, or in the next.
        let end = ranges.get(amount.sentence + 1).map_or(range.end, |next| next.end);
        let gone = || {
            let then = cue::find(tokens, amount.tokens.end..end.min(amount.tokens.end + 14), THEN)?;
            cue::find(tokens, then.start..end.min(then.end + 6), GONE)
        };
        // `originals are deleted 30 days after delivery`
        let after =
            amount.value >= WEEK && tokens.get(amount.tokens.end).is_some_and(|next| next.is("after")) && {
                let near = range.start.max(amount.tokens.start.saturating_sub(4))..amount.tokens.start;
                let asked = cue::find(
                    tokens,
                    amount.tokens.end..range.end.min(amount.tokens.end + 5),
                    &["request*", "ask*", "demand*"],
                );
                cue::find(tokens, near, GONE).is_some() && asked.is_none()
            };
        // `after 30 days we delete it`
        let led_after = amount.tokens.start.checked_sub(1).is_some_and(|at| tokens[at].is("after"));
        let then = || {
            let behind = amount.tokens.end..range.end.min(amount.tokens.end + 5);
            let asked = cue::find(tokens, range.clone(), &["request*", "ask*", "demand*", "leav*"]);
            cue::find(tokens, behind, GONE).is_some() && asked.is_none()
        };
        // `we delete it after 18 months`
        let before = || {
            let near = range.start.max(amount.tokens.start.saturating_sub(5))..amount.tokens.start;
            let around = near.start..range.end.min(amount.tokens.end + 5);
            let asked = cue::find(tokens, around, &["request*", "ask*", "demand*", "leav*"]);
            cue::find(tokens, near, GONE).is_some() && asked.is_none()
        };
        let word_before =
            |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| tokens[at].word.as_str());
        // `what is older than two years is deleted`, `purge everything older than two years`
        let older = || {
            let near =
                range.start.max(amount.tokens.start.saturating_sub(8))..range.end.min(amount.tokens.end + 5);
            (word_before(2), word_before(1)) == ("older", "than") && cue::find(tokens, near, GONE).is_some()
        };
        // `it must not be deleted for two years`
        let not_before = || {
            let near = range.start.max(amount.tokens.start.saturating_sub(6))..amount.tokens.start;
            led && cue::find(tokens, near.clone(), &["not", "never", "nothing", "none"]).is_some()
                && cue::find(tokens, near, GONE).is_some()
        };
        // `we need it for two years`
        let needed_so_long = || {
            let it = matches!(word_before(2), "it" | "them" | "these" | "those" | "data" | "records");
            led && it
                && amount.value >= MONTH
                && matches!(word_before(3), "need" | "needs" | "want" | "wants")
        };
        // `the accountants insist on five years of them`
        let wanted = || {
            let word = |by: usize| tokens.get(amount.tokens.end + by).map_or("", |token| token.word.as_str());
            let of_them = word(0) == "of"
                && matches!(
                    word(1),
                    "them" | "it" | "that" | "this" | "these" | "those" | "history" | "records"
                );
            let says = &[
                "insist*",
                "want",
                "wants",
                "demand*",
                "requir*",
                "rules",
                "law",
                "have to be there",
                "must be there",
                "needed",
            ];
            // `per write we store 800 bytes; four years of that`
            let goes_on = || {
                let begins =
                    amount.tokens.start == range.start || matches!(word_before(1), ";" | ":" | "," | "-");
                // `six months of this project are over`
                let at = amount.tokens.end + 2;
                let ends = at >= range.end || !tokens[at].is_word();
                begins
                    && ends
                    && amounts.iter().any(|size| {
                        size.measure == Measure::Size
                            && size.sentence + 1 >= amount.sentence
                            && size.tokens.end <= amount.tokens.start
                    })
            };
            of_them
                && amount.value >= MONTH
                && (goes_on() || cue::find(tokens, range.clone(), says).is_some())
        };
        let after = after
            || amount.value >= WEEK && passes(&Place { tokens, range, amount }, GONE)
            || wanted()
            || older()
            || not_before()
            || needed_so_long()
            || amount.value >= DAY && led_after && (then() || before());
        if after || led && (needed() && gone().is_some() || recorded()) {
            *role = Some(Role::Retention);
        }
    }
}

/// Whether something goes when so much time has passed: `90 days later it may go`, `once 90 days have passed it may be deleted`, `it may
/// not go before 90 days have passed`, `until it is 90 days old`.
fn passes(place: &Place<'_>, gone: &[&str]) -> bool {
    /// Words around the time at most.
    const REACH: usize = 8;
    let Place { tokens, range, amount } = *place;
    let (start, end) = (amount.tokens.start, amount.tokens.end);
    let before = |by: usize| start.checked_sub(by).map_or("", |at| place.word(at));
    let around = range.start.max(start.saturating_sub(REACH))..range.end.min(end + REACH);
    let says = |range: Range<usize>, words: &[&str]| cue::find(tokens, range, words).is_some();
    if says(around.clone(), &["request*", "ask*", "demand*", "leav*"]) {
        return false;
    }
    let goes = says(end..around.end, gone);
    let refused = || {
        let near = around.start..start;
        says(near.clone(), &["not", "nothing", "never", "none", "cannot"]) && says(near, gone)
    };
    let old = place.word(end) == "old";
    match place.word(end) {
        "later" | "afterwards" | "on" | "thereafter" if goes => true,
        "later" if says(around.start..start, gone) => true,
        "have" | "has" if place.word(end + 1) == "passed" => {
            matches!(before(1), "once" | "when" | "after") && goes || before(1) == "before" && refused()
        }
        _ => {
            old && before(3) == "until"
                || old && matches!(before(3), "when" | "once") && goes
                || before(1) == "within" && refused()
        }
    }
}

/// The answer to a question of one's own: `videos are kept forever? assume 3 years`.
pub(super) fn answered(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles) {
        let long = amount.measure == Measure::Duration && !amount.every && amount.value >= WEEK;
        let Some(before) = amount.sentence.checked_sub(1).and_then(|index| ranges.get(index)) else {
            continue;
        };
        let asked = tokens[before.clone()].last().is_some_and(|token| token.is("?"));
        let first = ranges[amount.sentence].start;
        let answer = amount.tokens.start <= first + 3
            && (first..amount.tokens.start).all(|at| {
                matches!(
                    tokens[at].word.as_str(),
                    "assume" | "say" | "let's" | "we" | "rather" | "probably" | "about" | "for"
                )
            });
        let kept = || {
            cue::find(tokens, before.clone(), &["kept", "keep*", "retain*", "stored", "retention", "hold"])
        };
        if long && role.is_none() && asked && answer && kept().is_some() {
            *role = Some(Role::Retention);
        }
    }
}

/// Gives a time that only names its part the role of the one it is coupled with.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, .. } = reading;
    for index in 1..amounts.len() {
        let amount = &amounts[index];
        // `photos are kept 60 days, orders (4 kB) 10 years`
        let sized = amounts[index - 1].measure == Measure::Size && index > 1;
        let last = index - 1 - usize::from(sized);
        let before = &amounts[last];
        let long = amount.measure == Measure::Duration && !amount.every && amount.value >= HOUR;
        let coupled = before.sentence == amount.sentence && roles[last] == Some(Role::Retention);
        let free = matches!(roles[index], None | Some(Role::Deadline | Role::Outage));
        if !long || !coupled || !free {
            continue;
        }
        let between = tokens.get(before.tokens.end..amount.tokens.start).unwrap_or(&[]);
        let joins =
            between.first().is_some_and(|token| matches!(token.word.as_str(), "," | "and" | ";" | "/"));
        let words = between.iter().filter(|token| token.is_word()).count();
        let other = between.iter().any(|token| {
            matches!(
                token.word.as_str(),
                "." | "launch" | "live" | "within" | "deleted" | "erased" | "request"
            )
        });
        if joins && (1..=BETWEEN).contains(&words) && !other {
            roles[index] = Some(Role::Retention);
        }
    }
}
