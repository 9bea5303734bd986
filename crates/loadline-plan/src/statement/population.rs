//! Who uses the system: users, devices, places, with their number and on which basis it is counted.

mod by_the_clock;
mod connected;
mod in_all;
mod kind;
mod nest;
mod of_them;
mod of_whom;
mod per_place;
mod said;

use super::actor::is_others;
use super::amount::{Amount, Bound, Measure};
use super::cue;
use super::each;
use super::mark::Mark;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::{Basis, Population};
use super::token::Token;
use super::unit::{DAY, HOUR, MONTH, WEEK};
use super::vocabulary::{Class, Members, class_of, is_action, is_call, is_display, members};
use by_the_clock::each_sends_by_the_clock;
use connected::connected;
use in_all::said_in_all;
use kind::{
    acts_by_the_clock, acts_inside, also, are_devices, device_in_each, device_of_each, does_each,
    each_follows, has_one_each, holds_members, person, renews, sends, stands_for,
};
use loadline_base::Span;
use nest::nest;
pub(super) use nest::stands_in;
use of_them::{active_of, of_them};
use of_whom::part_of_whom;
pub(super) use said::are_noted;
use said::{
    is_each_of, is_object, is_of_a_day, is_of_each, is_part_active, is_seen, is_state, is_where, is_written,
    leading_time, spoken_of_one_by_one,
};

/// Tokens of a text in which nouns that are spoken of one by one are looked for.
const SPOKEN_OF: usize = 20_000;

/// Finds who uses it: what amounts without a role count, and those who are connected at the same time.
pub(super) fn find(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, spans, marks, amounts, roles, populations, .. } = reading;
    let named = spoken_of_one_by_one(&tokens[..tokens.len().min(SPOKEN_OF)]);
    for (amount, role) in amounts.iter().zip(roles) {
        if role.is_some() && *role != Some(Role::Concurrent) {
            continue;
        }
        let sentence = &ranges[amount.sentence];
        let named = |noun: &str| named.iter().any(|name| name == noun);
        // `a slot must never be given to two citizens` counts nobody.
        if is_of_what_may_not_be(amount, tokens) && once_only(marks, spans[amount.sentence]) {
            continue;
        }
        let found = population(&Place { tokens, range: sentence, amount }, amounts, populations, named);
        let there = || role.and_then(|_| connected(amount));
        let Some(mut found) = found.or_else(there) else { continue };
        nest(&mut found, populations, tokens, sentence);
        // `52 sailings, each with up to 900 passengers`: in each of something of which nothing was made.
        let start = amount.tokens.start;
        let held = cue::find(
            tokens,
            start.saturating_sub(5)..start,
            &["each with", "each carrying", "each holding", "each having"],
        );
        if amount.bound == Some(Bound::AtMost) && found.each.is_none() && held.is_some() {
            continue;
        }
        said_in_all(&found, populations, tokens);
        match role {
            Some(_) => found.basis = Basis::AtOnce,
            None => *role = Some(Role::Population),
        }
        populations.push(found);
    }
    per_place::multiply(populations, tokens, ranges);
}

/// Whether a sentence says that something may be done only once.
fn once_only(marks: &[(Mark, Span)], sentence: Span) -> bool {
    marks.iter().any(|(mark, place)| *mark == Mark::OnceOnly && sentence.covers(*place))
}

/// The population an amount counts, when it counts one. `named` tells whether a noun is spoken of as `each …` or
/// `per …` anywhere in the statement.
fn population(
    place: &Place<'_>,
    amounts: &[Amount],
    before: &[Population],
    named: impl Fn(&str) -> bool,
) -> Option<Population> {
    let Place { tokens, range: sentence, amount } = *place;
    let part = part_of_whom(place, before).or_else(|| in_other_words(amount, before, tokens));
    if let Some(part) = part.or_else(|| active_of(place, before)).or_else(|| of_them(place, before)) {
        return Some(part);
    }
    let thing = amount.thing().filter(|thing| members(thing).is_some());
    // `12 calls per user` is done, `300 signals per turbine` are there.
    let done = thing.is_some()
        && (amount.period().is_some() || is_action(amount.head()) && members(amount.head()).is_none());
    // `2.500 sensors`: there are no halves of one, so that it is not known what is meant.
    let halves = amount.value.fract() != 0.0;
    if amount.measure != Measure::Count || amount.article || amount.value < 1.0 || halves || done {
        return None;
    }
    let noun = amount.noun.as_ref()?;
    // `20,000 beacons per second` are no 20,000 beacons.
    let by_the_clock =
        || amount.tokens.clone().any(|at| matches!(place.word(at), "every" | "each" | "once" | "twice"));
    if amount.period().is_some_and(|period| period < HOUR) && !by_the_clock() && is_action(&noun.head) {
        return None;
    }
    // `on an average day 5.4 million passages are reported`: done, and nobody who does it.
    if are_noted(sentence, tokens, (amount, amounts)) && is_of_a_day(place) {
        return None;
    }
    // `two participants each`: nobody builds for two.
    let pair =
        amount.value <= 2.0 && members(&noun.head) == Some(Members::People) && amount.period().is_none();
    let others = amount.value <= 5.0 && is_others(&noun.head);
    // `around the clock, in three shifts`
    let shifts = noun.head == "shift";
    // `a skier needs 24 calls until the pass is paid for, and every call is logged`
    let calls = is_call(&noun.head) && members(&noun.head).is_none();
    if is_object(amount, tokens) || pair || others || shifts || calls {
        return None;
    }
    let state =
        is_state(&noun.head).then(|| noun::Noun { head: "user".to_owned(), words: noun.words.clone() });
    let noun = state.as_ref().unwrap_or(noun);
    let known = members(&noun.head)
        .or_else(|| person(place, noun))
        .or_else(|| renews(amount, noun, tokens))
        .or_else(|| sends(amount, noun, tokens))
        .or_else(|| does_each(amount, noun, tokens));
    // `customers open 60,000 dashboards a day`
    let seen = is_display(&noun.head) && amount.period() == Some(DAY) && is_seen(place);
    if seen {
        return None;
    }
    let of_each = || device_of_each(place, &named).filter(|_| known.is_none());
    let carried = device_in_each(place).or_else(of_each);
    let known = if carried.is_some() { Some(Members::Machines) } else { known };
    let known = if are_devices(&noun.head, tokens) { Some(Members::Machines) } else { known };
    let kind = match known {
        Some(kind) if amount.value > 1.0 => kind,
        // People do things, machines and places have them: `15 messages per user` is done.
        None if amount.value > 1.0 && thing.is_some_and(|thing| members(thing) != Some(Members::People)) => {
            Members::Machines
        }
        None if amount.value > 1.0
            && amount.period().is_none()
            && (each_follows(amount, tokens)
                || is_each_of(place)
                || stands_for(amount, before, tokens)
                || has_one_each(place) && !also(place, &named).is_empty()) =>
        {
            Members::Machines
        }

        // `64 floors, 40 rooms on each floor`
        None if amount.value > 1.0
            && amount.period().is_none()
            && !is_action(&noun.head)
            && amount.thing().is_some_and(|thing| before.iter().any(|known| known.is_called(thing))) =>
        {
            Members::Places
        }
        // `420 trams report where they are every three seconds`
        None if amount.value > 1.0 && class_of(&noun.head).is_none() && acts_inside(amount, tokens) => {
            Members::Machines
        }
        // `60 views` are done, even where something is said of `each view`.
        None if amount.value > 1.0
            && amount.period().is_none()
            && amount.thing().is_none()
            && named(&noun.head)
            && !is_call(&noun.head)
            && !is_display(&noun.head)
            && !(is_of_each(amount, tokens) && is_written(amount, tokens))
            && !(is_action(&noun.head) && is_of_a_day(place))
            && !(is_action(&noun.head) && is_of_each(amount, tokens))
            && class_of(&noun.head) != Some(Class::Read) =>
        {
            Members::Places
        }
        // `650 farms with 24 cages each`
        None if amount.value > 1.0
            && class_of(&noun.head).is_none()
            && each::held_by(tokens, amounts, amount)
                .is_some_and(|whole| before.iter().any(|known| known.span == amounts[whole].span)) =>
        {
            Members::Machines
        }
        None if amount.value > 1.0 && amount.per.is_empty() && holds_members(amount, amounts, tokens) => {
            Members::Places
        }
        None if each_sends_by_the_clock(place, amounts) => Members::Machines,
        None if amount.value > 1.0 && amount.per.is_empty() => acts_by_the_clock(amount, amounts, tokens)?,
        _ => return None,
    };
    // `heat pumps of 310,000 households report`: the pumps do, one in each.
    let of = amount.tokens.start.checked_sub(2).filter(|at| {
        let worn = matches!(tokens[at + 1].word.as_str(), "on" | "in" | "inside" | "aboard");
        *at >= sentence.start && (kind != Members::Machines || worn)
    });
    let device = of
        .filter(|at| {
            matches!(tokens[at + 1].word.as_str(), "of" | "in" | "at" | "on" | "inside" | "aboard")
                && noun::is_plural(&tokens[*at].word)
        })
        .map(|at| noun::singular(&tokens[at].word))
        .filter(|one| members(one) == Some(Members::Machines))
        .filter(|one| amounts.iter().all(|other| other.head() != one));
    let kind = if device.is_some() { Members::Machines } else { kind };
    let around =
        sentence.start.max(amount.tokens.start.saturating_sub(6))..sentence.end.min(amount.tokens.end + 9);
    let has = |words: &[&str]| cue::find(tokens, around.clone(), words).is_some();
    let inside = |words: &[&str]| {
        cue::find(tokens, amount.tokens.clone(), words).is_some()
            || words.iter().any(|word| noun.words.split(' ').any(|own| own == *word))
    };
    let people = kind == Members::People && amount.per.is_empty();
    let period = amount.period().or_else(|| leading_time(place).filter(|_| people));
    let basis = if inside(&["registered", "enrolled", "subscribed", "insured"]) {
        Basis::Registered
    } else if inside(&["daily", "dau", "daus"]) || period == Some(DAY) {
        Basis::Daily
    } else if inside(&["monthly", "mau", "maus", "weekly", "wau"])
        || period.is_some_and(|period| period == MONTH || period == WEEK)
    {
        Basis::Monthly
    } else if has(&["dau", "daily active"])
        && !is_part_active(tokens, &around)
        && !has(&["mau", "monthly"])
        && known == Some(Members::People)
    {
        Basis::Daily
    } else if has(&["mau", "monthly active"]) && known == Some(Members::People) {
        Basis::Monthly
    } else if has(&[
        "registered",
        "registrations",
        "signed up",
        "sign ups",
        "accounts",
        "on file",
        "in the database",
    ]) && known == Some(Members::People)
    {
        Basis::Registered
    } else {
        Basis::Plain
    };
    Some(Population {
        each: None,
        noun: noun.head.clone(),
        also: {
            let own = also(place, &named);
            let carried = carried.filter(|one| !own.contains(one));
            own.into_iter().chain(device).chain(carried).collect()
        },
        words: noun.words.clone(),
        value: amount.value,
        members: kind,
        basis,
        within: period.filter(|period| *period >= DAY),
        located: kind == Members::Places && is_where(place),
        span: amount.span,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
    })
}

/// The same people by the day: `2 million people a week, i.e. 300,000 per day`.
fn in_other_words(amount: &Amount, before: &[Population], tokens: &[Token]) -> Option<Population> {
    let whole = before.last().filter(|whole| whole.sentence == amount.sentence)?;
    let led = amount.tokens.start.checked_sub(3).is_some_and(|at| {
        tokens[at..amount.tokens.start].iter().any(|token| {
            matches!(token.word.as_str(), "i.e" | "ie" | "or" | "so" | "is" | "meaning" | "means" | "equals")
        })
    });
    // `on a day that is about 17,000`
    let on_a_day = amount.period().is_none()
        && (amount.tokens.start.saturating_sub(7)..amount.tokens.start.saturating_sub(2)).any(|at| {
            let day = |at: usize| tokens.get(at).is_some_and(|token| token.is("day"));
            tokens[at].is("on") && (day(at + 2) || day(at + 3))
        });
    let daily = amount.measure == Measure::Count
        && amount.noun.is_none()
        && (amount.period() == Some(DAY) || on_a_day)
        && whole.members == Members::People
        && (1.0..=whole.value).contains(&amount.value);
    (led && daily).then(|| Population {
        value: amount.value,
        basis: Basis::Daily,
        within: Some(DAY),
        each: None,
        span: amount.span,
        tokens: amount.tokens.clone(),
        ..whole.clone()
    })
}

/// `to two citizens`, `by two passengers at once`: those of a thing that may not be.
fn is_of_what_may_not_be(amount: &Amount, tokens: &[Token]) -> bool {
    let before = amount.tokens.start.checked_sub(1).map_or("", |at| tokens[at].word.as_str());
    amount.measure == Measure::Count
        && amount.value == 2.0
        && matches!(before, "to" | "by" | "for" | "from" | "with")
}
