//! Roles that follow from another amount beside: percentiles, shares of answers in time, sizes of what is done, records
//! written together, the lower one of two peaks.

mod size;

use super::activity::is_sent_from;
use super::amount::{Amount, Measure};
use super::each;
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::unit::{DAY, HOUR, MONTH};
use super::vocabulary::{Class, class_of, class_of_verb, is_call, is_machine_made};
use size::{
    asked_or_scanned, counted_before, is_of_a_call, is_of_a_thing, is_of_an_answer, is_of_one,
    is_of_what_is_entered, is_sent_back, is_written, named, said_of, typical_sizes,
};

/// Of two rates in one sentence that are called peaks, the lower one is the average: `350 a second, peaking at 1,200`.
pub(super) fn lower_peaks(reading: &mut Reading<'_>) {
    let Reading { amounts, roles, .. } = reading;
    for index in 0..amounts.len() {
        let higher = amounts.iter().zip(roles.iter()).any(|(other, role)| {
            *role == Some(Role::PeakRate)
                && other.sentence == amounts[index].sentence
                && other.per_second() > amounts[index].per_second()
        });
        if higher && roles[index] == Some(Role::PeakRate) {
            roles[index] = None;
        }
    }
}

/// How many records of a size are written at once: `two ledger rows of 512 bytes`. The count gets its role from the size.
pub(super) fn multiples(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, times, .. } = reading;
    for index in 1..amounts.len() {
        let (before, size) = (&amounts[index - 1], &amounts[index]);
        let counted = before.measure == Measure::Count
            && before.sentence == size.sentence
            && before.tokens.end + 1 == size.tokens.start
            && before.period().is_none()
            && (2.0..=1_000.0).contains(&before.value);
        let verb = before.tokens.start.checked_sub(1).and_then(|at| class_of_verb(&tokens[at].word));
        if counted && verb == Some(Class::Read) && roles[index] == Some(Role::RecordSize) {
            // `watches 3 clips of 25 MB`: what is read is sent, and not kept.
            roles[index] = Some(Role::ResponseSize);
        } else if counted
            && (verb == Some(Class::Write) || causes(tokens, before))
            && of_each_member(tokens, before)
        {
            // `each submits 2 files of 3 MB`: done twice, and no parts of one thing.
        } else if counted && is_sent_from(tokens, size.tokens.end) {
            // `288 messages of 1.5 kB are sent by each box`: so are these.
        } else if counted && roles[index] == Some(Role::RecordSize) && roles[index - 1].is_none() {
            times[index] = (before.value, Some(before.span));
            roles[index - 1] = Some(Role::RecordsPerWrite);
        }
    }
}

/// Whether a count is what each of something causes: `each process causes six messages`.
fn causes(tokens: &[Token], amount: &Amount) -> bool {
    const CAUSE: &[&str] = &["causes", "triggers", "generates", "leads", "results", "involves", "means"];
    let from = amount.tokens.start.saturating_sub(3);
    tokens[from..amount.tokens.start].iter().any(|token| CAUSE.contains(&token.word.as_str()))
}

/// Whether a count is what each of somebody does, and not what each of some things consists of.
fn of_each_member(tokens: &[Token], amount: &Amount) -> bool {
    let from = (0..amount.tokens.start).rev().find(|at| matches!(tokens[*at].word.as_str(), "." | ":" | ";"));
    let from = from.map_or(0, |at| at + 1);
    // `each build writes 40 objects of 250 kB`
    let actor = each::other_actor(tokens, from, amount.tokens.start);
    // `each process causes six messages of 900 bytes`
    let caused = || {
        let sent = is_call(amount.head()) || is_machine_made(amount.head());
        each::other_doer(tokens, from, amount.tokens.start)
            .filter(|thing| sent && class_of(thing) != Some(Class::Write))
    };
    if actor.filter(|thing| class_of(thing) != Some(Class::Write)).or_else(caused).is_some() {
        return true;
    }
    each::other_thing(tokens, from, amount.tokens.start).is_none()
        && each::member_or_pronoun(tokens, from, amount.tokens.start)
}

/// Roles that follow from another amount beside: percentiles, shares of answers in time, members of teams.
pub(super) fn attach(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, roles, activities, .. } = reading;
    typical_sizes(tokens, amounts, roles);
    for index in 0..amounts.len() {
        let amount = &amounts[index];
        let nearest = |wanted: Role, reach: usize, roles: &[Option<Role>]| {
            amounts.iter().zip(roles).any(|(other, role)| {
                *role == Some(wanted)
                    && other.sentence == amount.sentence
                    && other.tokens.start.abs_diff(amount.tokens.start) <= reach
            })
        };
        match (amount.measure, roles[index]) {
            // `ten times the average within a minute` says how steeply it rises.
            (Measure::Duration, Some(Role::Latency)) if is_rise(tokens, amounts, roles, index) => {
                roles[index] = None;
            }
            // `a fifth of the traffic of a day` says of what it is.
            (Measure::Duration, None) if !amount.every && nearest(Role::PeakShare, 16, roles) => {
                roles[index] = Some(if amount.value == DAY { Role::Heard } else { Role::PeakLength });
            }
            (Measure::Size, None | Some(Role::RecordSize))
                if amount.period().is_none()
                    && is_of_an_answer(tokens, ranges[amount.sentence].start, amount)
                    && !is_written(tokens, amount, activities) =>
            {
                roles[index] = Some(Role::ResponseSize);
            }
            (Measure::Size, Some(Role::RecordSize)) if asked_or_scanned(tokens, amount) => {
                roles[index] = None
            }
            // `1.5 TB a day`: a flow of data.
            (Measure::Size, None)
                if amount.thing().is_none()
                    && amount.value >= 1e8
                    && amount.period().is_some_and(|period| (HOUR..=MONTH).contains(&period)) =>
            {
                roles[index] = Some(Role::DataRate);
            }
            // `answers are 3 kB`, where answers are what is written.
            (Measure::Size, Some(Role::ResponseSize))
                if is_written(tokens, amount, activities)
                    || is_of_what_is_entered(tokens, ranges, (amounts, roles), amount) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `meters are polled twice an hour; each answers with 64 bytes`: that comes in.
            (Measure::Size, Some(Role::ResponseSize))
                if !activities.is_empty()
                    && activities
                        .iter()
                        .all(|own| own.class == Class::Write && own.paced && own.by.is_some()) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `one play event of 200 bytes`: what the count says is done decides.
            (Measure::Size, Some(Role::RecordSize | Role::ResponseSize))
                if counted_before(amount, activities).is_some() =>
            {
                let read = counted_before(amount, activities) == Some(Class::Read);
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // `looks at 50 photos a day, each delivered as a 400 kB preview`
            (Measure::Size, None | Some(Role::RecordSize))
                if amount.period().is_none() && is_sent_back(tokens, amount, activities) =>
            {
                roles[index] = Some(Role::ResponseSize);
            }
            // `3 MB per build`: the size of what is done already.
            (Measure::Size, None | Some(Role::RecordSize | Role::ResponseSize))
                if amount.period().is_none() && named(tokens, amount, activities).is_some() =>
            {
                // Of calls that do both, the words beside decide: `we send back 8 kB per request`.
                let sent = roles[index] == Some(Role::ResponseSize) && is_of_a_call(tokens, amount);
                let read = sent || named(tokens, amount, activities) == Some(Class::Read);
                // A page is what is sent back, also where one view in a hundred writes.
                let page = said_of(tokens, amount).is_some_and(|thing| {
                    class_of(&thing) == Some(Class::Read)
                        && named(tokens, amount, activities) == Some(Class::Mixed)
                });
                let read = read || page;
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // A size beside what is done is the size of it: `send their position every 4 seconds, 120 bytes`.
            (Measure::Size, None)
                if amount.period().is_none()
                    && !asked_or_scanned(tokens, amount)
                    && (nearest(Role::Activity, 16, roles) || nearest(Role::Population, 16, roles)) =>
            {
                let read = amount.thing().is_some_and(|thing| class_of(thing) == Some(Class::Read));
                roles[index] = Some(if read { Role::ResponseSize } else { Role::RecordSize });
            }
            // `a node takes 30 messages per second; 1.25x`
            (Measure::Factor, None)
                if (1.0..=5.0).contains(&amount.value)
                    && amount.period().is_none()
                    && nearest(Role::InstanceCapacity, 14, roles)
                    && !roles
                        .iter()
                        .any(|role| matches!(role, Some(Role::Headroom | Role::HeadroomShare))) =>
            {
                roles[index] = Some(Role::Headroom);
            }
            // `what is written, 3 kB per write`
            (Measure::Size, None) if amount.thing() == Some("write") && amount.period().is_none() => {
                roles[index] = Some(Role::RecordSize);
            }
            // `800 bytes per appointment, five years of retention`, `every move (3 kB) is kept for a year`
            (Measure::Size, None)
                if amount.period().is_none()
                    && is_of_a_thing(tokens, amount)
                    && (nearest(Role::Retention, 16, roles) || nearest(Role::Copies, 16, roles)) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `the others extend a session and write 2 KiB`
            (Measure::Size, None)
                if amount.per.is_empty()
                    && amount.tokens.start.checked_sub(1).is_some_and(|at| {
                        matches!(tokens[at].word.as_str(), "write" | "writes" | "store" | "stores")
                    }) =>
            {
                roles[index] = Some(Role::RecordSize);
            }
            // `an enrolment: 600 bytes`, whatever it is
            (Measure::Size, None) if amount.period().is_none() && is_of_one(tokens, amount) => {
                roles[index] = Some(Role::RecordSize);
            }
            (Measure::Percentile, None) if nearest(Role::Latency, 16, roles) => {
                roles[index] = Some(Role::Percentile)
            }
            (Measure::Share, None)
                if amount.period().is_none() && amount.value >= 0.5 && nearest(Role::Latency, 14, roles) =>
            {
                roles[index] = Some(Role::LatencyShare);
            }
            _ => {}
        }
    }
}

/// Whether a time is the one in which a peak rises, said right behind it.
fn is_rise(tokens: &[Token], amounts: &[Amount], roles: &[Option<Role>], index: usize) -> bool {
    let amount = &amounts[index];
    let Some(peak) = index.checked_sub(1).filter(|before| {
        matches!(roles[*before], Some(Role::PeakFactor | Role::PeakRate))
            && amounts[*before].sentence == amount.sentence
    }) else {
        return false;
    };
    let between = tokens.get(amounts[peak].tokens.end..amount.tokens.start).unwrap_or(&[]);
    let says = |words: &[&str]| between.iter().any(|token| words.contains(&token.word.as_str()));
    amount.value >= 20.0
        && says(&["within", "in", "inside"])
        && !says(&[";", "must", "answer", "answered", "respond"])
}
