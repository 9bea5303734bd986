//! All that is done: what each amount says of it, in the order of the text.

use super::Doings;
use crate::statement::amount::{Amount, Measure};
use crate::statement::is_a;
use crate::statement::mark::Mark;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::stated::{Activity, Base};
use crate::statement::token::Token;
use crate::statement::unit::DAY;
use crate::statement::vocabulary::{Class, class_of};
use loadline_base::Span;

/// Finds what is done: of every amount without a role, and of a population with a short period (`dispatchers refresh every 5 s`).
pub(in crate::statement) fn find(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, amounts, populations, roles, activities, marks, .. } = reading;
    // `a pitch can be booked once per night` says what may not be, and nothing that is done.
    let limits = |amount: &Amount| {
        let mut once = marks.iter().filter(|(mark, _)| *mark == Mark::OnceOnly);
        let within = |place: Span| place.start < amount.span.end && amount.span.start < place.end;
        amount.measure == Measure::Times && amount.value == 1.0 && once.any(|(_, place)| within(*place))
    };
    for (index, amount) in amounts.iter().enumerate() {
        let doings = Doings { tokens, sentence: ranges[amount.sentence].clone(), amounts, populations };
        match roles[index] {
            Some(Role::Population) => {
                let by = populations.iter().position(|population| population.span == amount.span);
                match amount.period().filter(|period| *period < DAY) {
                    // `3,000 tills in 40 stores send a receipt every minute`: the tills do.
                    Some(period) => {
                        let by = by.map(|by| doings.inside(by));
                        activities.extend(doings.refrain(amount, by, period));
                    }
                    None => activities.extend(doings.once(amount, by)),
                }
            }
            // A message with its size and its pace is both: `a 200 byte reading every 15 minutes`.
            Some(Role::RecordSize | Role::ResponseSize) | None => {
                if is_a::is_one(tokens, amount) || is_a::is_sized(tokens, amount, amounts) {
                    continue;
                }
                if limits(amount) {
                    roles[index] = Some(Role::Heard);
                    continue;
                }
                if doings.counted_already(amount) {
                    roles[index] = Some(Role::Population);
                    continue;
                }
                if doings.calls_out(amount) {
                    roles[index] = Some(Role::Activity).filter(|_| amount.value == 1.0);
                    continue;
                }
                if doings.is_when(amount)
                    || doings.of_an_interval_behind(amount)
                    || doings.is_measured(amount)
                    || doings.of_the_house(amount)
                    || amount.measure == Measure::Times && doings.of_another_in_front(amount)
                {
                    roles[index] = Some(Role::Activity);
                    continue;
                }
                if is_there_already(tokens, amount) {
                    roles[index] = Some(Role::StoredTotal);
                    continue;
                }
                let Some(activity) = doings.activity(amount) else {
                    // `the phone stores one point of 16 bytes per second`: the size of what nobody says the number of.
                    let brisk = amount.period().is_some_and(|period| period < DAY);
                    if brisk && amount.measure == Measure::Size && doings.of_nobody_known(amount) {
                        roles[index] = None;
                    }
                    continue;
                };
                if roles[index].is_none() {
                    // `one 120 kB payslip a month` says how often and how large.
                    roles[index] = Some(match (amount.measure, activity.class) {
                        (Measure::Size, Class::Read) => Role::ResponseSize,
                        (Measure::Size, _) => Role::RecordSize,
                        _ => Role::Activity,
                    });
                }
                // `one 600 byte message every 10 seconds` is said by the count and by the size; it is done once.
                let known = activities.iter().any(|known: &Activity| {
                    known.sentence == activity.sentence
                        && known.tokens.end > activity.tokens.start
                        && known.period == activity.period
                });
                if !known {
                    activities.push(activity);
                }
            }
            Some(_) => {}
        }
    }
    multiply_all(reading);
    at_each(reading);
}

/// Multiplies a rate by what has it: `32 channels at 500 samples per second`.
fn at_each(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, populations, roles, activities, .. } = reading;
    for index in 1..amounts.len() {
        let (before, rate) = (&amounts[index - 1], &amounts[index]);
        let things = before.measure == Measure::Count
            && before.per.is_empty()
            && before.value > 1.0
            && !before.head().is_empty()
            && populations.iter().all(|known| known.span != before.span);
        let at = before.tokens.end + 1 == rate.tokens.start && tokens[before.tokens.end].is("at");
        if !things || !at || !rate.is_rate() || before.sentence != rate.sentence {
            continue;
        }
        let Some(own) = activities.iter().position(|own| own.span == rate.span) else { continue };
        let own = &mut activities[own];
        own.of = Some(Base { span: before.span, count: before.value, times: own.count });
        own.count *= before.value;
        activities.retain(|other| other.span != before.span);
        roles[index - 1] = Some(Role::Activity);
    }
}

/// Multiplies what is done by counts with `each` behind it, and gives multiples of something done their role.
fn multiply_all(reading: &mut Reading<'_>) {
    let Reading { tokens, amounts, roles, activities, .. } = reading;
    for (amount, role) in amounts.iter().zip(roles.iter_mut()).filter(|(_, role)| role.is_none()) {
        if multiply(amount, tokens, activities) {
            *role = Some(Role::Activity);
        }
    }
    // What is so often done is told by what is done each time.
    for base in activities.iter().filter_map(|activity| activity.of.as_ref()) {
        for (amount, role) in
            amounts.iter().zip(roles.iter_mut()).filter(|(amount, _)| amount.span == base.span)
        {
            if amount.measure == Measure::Factor && matches!(role, None | Some(Role::PeakFactor)) {
                *role = Some(Role::Activity);
            }
        }
    }
}

/// Drops what is said twice: in `households order and each loads 50 pages; one in forty is an order` the share says the orders.
pub(in crate::statement) fn drop_twice_said(reading: &mut Reading<'_>) {
    let Reading { roles, populations, activities, .. } = reading;
    if !roles.contains(&Some(Role::WriteShare)) {
        return;
    }
    let more = |by: Option<usize>| activities.iter().filter(|other| other.by == by).count() > 1;
    let twice: Vec<Span> = activities
        .iter()
        .filter(|own| own.by.is_some_and(|by| populations[by].span == own.span) && more(own.by))
        .map(|own| own.span)
        .collect();
    activities.retain(|own| own.period < DAY || !twice.contains(&own.span));
}

/// `9 million pages scanned so far`: what is there, and not what is done in some time.
fn is_there_already(tokens: &[Token], amount: &Amount) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let end = amount.tokens.end;
    let said = (end..end + 3).any(|at| {
        matches!((word(at), word(at + 1)), ("so", "far") | ("to", "date"))
            || matches!(word(at), "already" | "existing")
    });
    let words = amount.noun.as_ref().map_or("", |noun| noun.words.as_str());
    let inside = words.split(' ').any(|word| word == "existing");
    amount.measure == Measure::Count && amount.per.is_empty() && (said || inside)
}

/// Multiplies the activity said before a count with `each`: `4 campaigns a month to 8,000 recipients each`. Whether it did.
fn multiply(amount: &Amount, tokens: &[Token], activities: &mut [Activity]) -> bool {
    let each = tokens.get(amount.tokens.end).is_some_and(|token| token.is("each") || token.is("apiece"));
    let last = tokens.get(amount.tokens.end + 1).is_none_or(|token| !token.is_word());
    if amount.measure != Measure::Count || amount.period().is_some() || !each || !last || amount.value < 1.0 {
        return false;
    }
    let before = activities
        .iter_mut()
        .filter(|activity| activity.sentence == amount.sentence && activity.tokens.end <= amount.tokens.start)
        .max_by_key(|activity| activity.tokens.start);
    // `make 10 requests each, and clerks make 200 requests each`: others do as many of the same.
    before.filter(|activity| activity.what != amount.head()).is_some_and(|activity| {
        // `90,000 conversations a day with 22 messages each`: the messages are what is done.
        if let Some(class) = class_of(amount.head()) {
            let (count, times) = (activity.count, amount.value);
            activity.of = Some(Base { span: activity.span, count, times });
            // Pages of what is handed in are handed in, too.
            let paper = matches!(amount.head(), "page" | "sheet" | "scan");
            let class = if paper && activity.class == Class::Write { Class::Write } else { class };
            (activity.what, activity.class, activity.span) = (amount.head().to_owned(), class, amount.span);
        }
        activity.count *= amount.value;
        true
    })
}
