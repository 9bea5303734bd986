//! What is done to a part of something that is done already: `22 % of the newsletters are opened`, `owners watch every third clip`,
//! `a tenth of the photos gets printed`. Of calls a share is a part of them; of what is sent or stored it is something done besides.

use super::amount::{Amount, Measure};
use super::each;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::{Activity, Base};
use super::vocabulary::{Class, class_of, class_of_verb, is_call};

/// Words between a share and what is done with it at most.
const REACH: usize = 7;

/// Adds what is done to a share of something.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let share =
            amount.measure == Measure::Share && (0.0..1.0).contains(&amount.value) && amount.per.is_empty();
        let free = matches!(reading.roles[index], None | Some(Role::ReadShare | Role::WriteShare));
        if !share || !free {
            continue;
        }
        let place = reading.place(amount);
        let made = of_what_is_there(&place, &reading.activities)
            .or_else(|| leads_to(&place, &reading.amounts, &reading.activities));
        if let Some(made) = made {
            reading.activities.push(made);
            reading.roles[index] = Some(Role::Activity);
        }
    }
}

/// `1 % of the visits end with a sign-up`: what a share of something leads to that only holds what is done.
fn leads_to(place: &Place<'_>, amounts: &[Amount], activities: &[Activity]) -> Option<Activity> {
    let amount = place.amount;
    let end = amount.tokens.end - usize::from(place.word(amount.tokens.end - 1) == "of");
    if place.word(end) != "of" {
        return None;
    }
    // What is counted, and is done no more by itself.
    let whole = |at: usize| {
        let one = noun::singular(place.word(at));
        let base = amounts.iter().find(|base| base.head() == one && each::holds(&one))?;
        let held = activities.iter().find(|held| held.of.as_ref().is_some_and(|of| of.span == base.span))?;
        Some((held, held.of.clone()?, at))
    };
    let (held, base, at) = (end + 1..end + 4).find_map(whole)?;
    let verb = place.word(at + 1);
    let leads = ["lead", "end", "result", "turn", "finish", "convert", "close"]
        .iter()
        .any(|stem| verb.starts_with(stem));
    let link = matches!(place.word(at + 2), "to" | "with" | "in" | "into");
    let article = usize::from(matches!(place.word(at + 3), "a" | "an" | "one"));
    let what = noun::singular(place.word(at + 3 + article));
    let named = !what.is_empty() && !noun::stops(&what) && class_of(&what) != Some(Class::Read);
    (leads && link && named).then(|| Activity {
        what,
        verb: None,
        class: Class::Write,
        count: base.count * amount.value,
        paced: false,
        span: amount.span,
        of: Some(Base { span: base.span, count: base.count, times: amount.value }),
        // Made by one of the calls of that visit.
        part: is_call(&held.what),
        deed: None,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        ..held.clone()
    })
}

/// What is done to a share of what is done already, where that writes and is no mere call.
fn of_what_is_there(place: &Place<'_>, activities: &[Activity]) -> Option<Activity> {
    let Place { range, amount, .. } = *place;
    let known = |at: usize| {
        let one = noun::singular(place.word(at));
        activities
            .iter()
            .position(|base| base.what == one && !is_call(&base.what) && base.class != Class::Read)
    };
    let last = || {
        let before = activities.iter().enumerate().filter(|(_, base)| {
            base.tokens.end <= amount.tokens.start && amount.sentence - base.sentence <= 1
        });
        before.max_by_key(|(_, base)| base.tokens.start).map(|(index, _)| index)
    };
    // `22 % of them`, `every third clip`, `a tenth of the photos`
    let end = amount.tokens.end - usize::from(place.word(amount.tokens.end - 1) == "of");
    let (base, at) = if place.word(end) == "of" {
        let named = (end + 1..end + 4).find(|at| known(*at).is_some());
        let pronoun =
            (end + 1..end + 3).find(|at| matches!(place.word(*at), "them" | "these" | "those" | "which"));
        match (named, pronoun) {
            (Some(at), _) => (known(at)?, at + 1),
            (None, Some(at)) => (last()?, at + 1),
            _ => return None,
        }
    } else {
        (known(end)?, end + 1)
    };
    let source = &activities[base];
    if is_call(&source.what) || source.class == Class::Read {
        return None;
    }
    // `are opened`, `gets printed`, `is looked at`
    let passive =
        (at..at + 2).find(|at| matches!(place.word(*at), "are" | "is" | "get" | "gets" | "were" | "will"));
    let behind = passive.and_then(|passive| {
        (passive + 1..passive + 3).find_map(|at| class_of_verb(place.word(at)).map(|class| (at, class)))
    });
    // `owners watch every third clip`
    let from = range.start.max(amount.tokens.start.saturating_sub(REACH));
    let before = || {
        let clause =
            (from..amount.tokens.start).rev().take_while(|at| !matches!(place.word(*at), "," | ";" | "."));
        clause.into_iter().find_map(|at| class_of_verb(place.word(at)).map(|class| (at, class)))
    };
    let (verb, class) = behind.or_else(|| if passive.is_none() { before() } else { None })?;
    let done = noun::singular(place.word(verb));
    (class == Class::Read).then(|| Activity {
        what: source.what.clone(),
        verb: Some(done.clone()),
        class,
        count: source.count * amount.value,
        paced: false,
        span: amount.span,
        of: Some(Base { span: source.span, count: source.count, times: amount.value }),
        part: false,
        deed: Some(done),
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        ..source.clone()
    })
}
