//! Who does what, told by elimination: where one of those that are counted does nothing, and one quantity is left that says how often
//! something is done, it is said of them, in whatever words.

use super::Doings;
use crate::statement::amount::{Amount, Bound, Measure};
use crate::statement::noun;
use crate::statement::past;
use crate::statement::reading::Reading;
use crate::statement::role::Role;
use crate::statement::stated::{Activity, Basis, Population};
use crate::statement::token::word_at;
use crate::statement::unit::{self, DAY, HOUR};
use crate::statement::vocabulary::{Class, Members, is_call, is_display, is_machine_made, members};

/// Calls that one of some people makes on a day at most.
const MOST_CALLS: f64 = 1_000.0;
/// Machines from which on a rate of less than one a day for each is none of all together.
const FLEET: f64 = 100.0;

/// Gives what is left to those who do nothing else.
pub(in crate::statement) fn find_by_elimination(reading: &mut Reading<'_>) {
    fleet_as_a_whole(reading);
    let mut idle = (0..reading.populations.len()).filter(|by| is_idle(reading, *by));
    let Some(by) = idle.next().filter(|_| idle.next().is_none()) else { return };
    let left: Vec<usize> = (0..reading.amounts.len()).filter(|index| may_mean(reading, *index, by)).collect();
    let machines = reading.populations[by].members == Members::Machines;
    let in_a_time = || Some(so_many_in_a_time(reading, by)?).filter(|_| machines && left.is_empty());
    let (index, within) = match left[..] {
        [index] => (index, None),
        _ => {
            let Some((index, within)) = in_a_time() else { return };
            (index, Some(within))
        }
    };
    let amount = &reading.amounts[index];
    let doings = Doings::of(reading, amount);
    let (count, period) = match amount.measure {
        Measure::Duration => (1.0, amount.value),
        _ if within.is_some() => (amount.value, within.unwrap_or(DAY)),
        _ => (amount.value, amount.period().unwrap_or(DAY)),
    };
    let noun = Some(amount.head()).filter(|head| !head.is_empty()).or(machines.then_some("message"));
    let day_assumed = within.is_none()
        && amount.period().is_none()
        && amount.measure == Measure::Count
        && reading.populations[by].basis != Basis::Daily;
    let mut made = doings.make(amount, noun, Some(by), count, period, day_assumed);
    made.paced = machines;
    let made = doings.as_sent(made);
    reading.activities.push(made);
    reading.activities.sort_by_key(|activity| activity.tokens.start);
    reading.roles[index] = Some(Role::Activity);
    // What is done so often is no part of one of it.
    let span = reading.amounts[index].span;
    for times in reading.times.iter_mut().filter(|times| times.1 == Some(span)) {
        *times = (1.0, None);
    }
}

/// So many that machines send in a time said apart, and that time: `per hour, 180 messages are to be expected from each tracker`, `within
/// a minute each tracker reports three times`.
fn so_many_in_a_time(reading: &Reading<'_>, by: usize) -> Option<(usize, f64)> {
    let population = &reading.populations[by];
    let counts = |index: &usize| {
        let amount = &reading.amounts[*index];
        let open = matches!(reading.roles[*index], None | Some(Role::RecordsPerWrite));
        let sent = amount.measure == Measure::Count && is_machine_made(amount.head())
            || amount.measure == Measure::Factor && amount.value.fract() == 0.0;
        open && sent
            && amount.per.is_empty()
            && amount.value >= 1.0
            && amount.tokens.start >= population.tokens.end
    };
    let mut found = (0..reading.amounts.len()).filter(counts);
    let index = found.next().filter(|_| found.next().is_none())?;
    let amount = &reading.amounts[index];
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let one = |at: usize| {
        let noun = noun::singular(word(at));
        population.is_called(&noun) || matches!(word(at), "them" | "these" | "those" | "one")
    };
    // `to the owner of each tracker` says of whom it is, and not that they send it.
    let led = |at: usize| {
        at > range.start && matches!(word(at - 1), "of" | "to" | "for" | "in" | "on" | "at" | "with")
    };
    let each = range.clone().any(|at| {
        matches!(word(at), "each" | "every" | "a" | "one") && !led(at) && (at + 1..at + 4).any(one)
    });
    let times: Vec<f64> = range
        .clone()
        .filter(|at| matches!(word(*at), "per" | "within" | "in" | "every" | "each" | "during"))
        .filter_map(|at| {
            let article = usize::from(matches!(word(at + 1), "a" | "an" | "one" | "each" | "every" | "any"));
            // `within an hour of an alarm`
            unit::duration(word(at + 1 + article), false).filter(|_| word(at + 2 + article) != "of")
        })
        .filter(|seconds| *seconds <= DAY)
        .collect();
    let time = *times.first()?;
    (each && times.iter().all(|other| other.to_bits() == time.to_bits())).then_some((index, time))
}

/// Whether nobody says what the members of a population do, who must do something: the only ones of their kind.
fn is_idle(reading: &Reading<'_>, by: usize) -> bool {
    let Population { members, located, noun, basis, .. } = &reading.populations[by];
    // Those of them who are connected at the same time are no others.
    let same = |other: &Population| other.noun == *noun && other.basis != Basis::AtOnce;
    if *basis == Basis::AtOnce && reading.populations.iter().any(same) {
        return false;
    }
    let does = |activity: &Activity| activity.by == Some(by);
    // What is said in total says what people do.
    let calls = |activity: &Activity| {
        activity.by.is_none() && (is_call(&activity.what) || *members == Members::Machines)
    };
    let holds = reading.populations.iter().any(|other| other.each.is_some_and(|(_, whole)| whole == by));
    let kind = matches!(members, Members::People | Members::Machines) && !located;
    kind && !holds && !reading.activities.iter().any(|activity| does(activity) || calls(activity))
}

/// Whether an amount that nothing was made of may say what the members of a population do.
fn may_mean(reading: &Reading<'_>, index: usize, by: usize) -> bool {
    let (amount, population) = (&reading.amounts[index], &reading.populations[by]);
    let sentence = reading.spans[amount.sentence];
    let outside =
        reading.outsides.iter().flat_map(|outside| &outside.spans).any(|span| sentence.covers(*span));
    let behind = amount.tokens.start >= population.tokens.end || amount.sentence == population.sentence;
    // `the council had two requests: a map and a calendar` says nothing of what members do.
    let theirs = amount.sentence == population.sentence || speaks_of_each(reading, amount, population);
    if past::is_over(reading.tokens, &reading.ranges[amount.sentence]) || !theirs {
        return false;
    }
    if reading.roles[index].is_some()
        || amount.article
        || outside
        || !behind
        || amount.bound == Some(Bound::AtMost)
    {
        return false;
    }
    match population.members {
        Members::People => {
            is_of_people(amount)
                || is_so_often(reading, amount, population)
                || their_devices_do(reading, amount)
        }
        Members::Machines => is_of_machines(amount),
        Members::Places => false,
    }
}

/// Whether the sentence of an amount speaks of one of some members, or of all of them.
fn speaks_of_each(reading: &Reading<'_>, amount: &Amount, population: &Population) -> bool {
    const EACH: &[&str] = &["each", "every", "per", "they", "their", "all", "them", "apiece", "everyone"];
    let word = |at: usize| word_at(reading.tokens, &reading.ranges[amount.sentence], at);
    // The `every` of an interval is none of a member.
    reading.ranges[amount.sentence].clone().filter(|at| !amount.tokens.contains(at)).any(|at| {
        let one = noun::singular(word(at));
        let article = matches!(word(at), "a" | "an" | "one")
            && members(word(at + 1))
                .is_some_and(|kind| kind == Members::Machines || kind == population.members);
        EACH.contains(&word(at)) || population.is_called(&one) || article
    })
}

/// `A phone makes 15 calls a day`, `24 requests`
fn is_of_people(amount: &Amount) -> bool {
    let daily =
        amount.period().is_none_or(|period| period >= HOUR && amount.value * DAY / period <= MOST_CALLS);
    let counted = amount.measure == Measure::Count && amount.thing().is_none() && is_call(amount.head());
    counted && daily && (1.0..=MOST_CALLS).contains(&amount.value)
}

/// `each of them goes through a turnstile 16 times`, and nothing is said of a load.
fn is_so_often(reading: &Reading<'_>, amount: &Amount, population: &Population) -> bool {
    const MOST: f64 = 100.0;
    let daily = amount.period().is_none_or(|period| period >= HOUR);
    let times = matches!(amount.measure, Measure::Factor | Measure::Times) && amount.value.fract() == 0.0;
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let next = word(amount.tokens.end);
    let compared =
        matches!(next, "the" | "as" | "that" | "its" | "this" | "more" | "higher" | "faster" | "larger")
            || amount.tokens.start > range.start && word(amount.tokens.start - 1) == "by";
    let each = (range.start..amount.tokens.start).any(|at| {
        let one = matches!(word(at), "each" | "every") || matches!(word(at), "a" | "one" | "per");
        let theirs = population.is_called(&noun::singular(word(at + 1)));
        one && theirs || (word(at), word(at + 1), word(at + 2)) == ("each", "of", "them")
    });
    // `900,000 recipients look up their parcel, three times each`
    let each = each || amount.sentence == population.sentence && matches!(next, "each" | "apiece");
    times && daily && each && !compared && (1.0..=MOST).contains(&amount.value)
}

/// `150 forecasters are on duty. Their workstations poll the system every 30 seconds`
fn their_devices_do(reading: &Reading<'_>, amount: &Amount) -> bool {
    let range = &reading.ranges[amount.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let theirs = (range.start..amount.tokens.start).any(|at| {
        let device = noun::singular(word(at + 1));
        word(at) == "their" && (members(&device) == Some(Members::Machines) || is_display(&device))
    });
    amount.measure == Measure::Duration && amount.every && amount.value <= HOUR && theirs
}

/// `Once a minute a reading goes out`, `reports every 30 seconds`, `four readings an hour`
fn is_of_machines(amount: &Amount) -> bool {
    let often = amount.period().is_some_and(|period| period <= DAY) && amount.thing().is_none();
    match amount.measure {
        // `one every 5 seconds from each meter`
        Measure::Duration => (amount.every || amount.thing().is_some()) && amount.value <= DAY,
        Measure::Times => often,
        Measure::Count => often && is_machine_made(amount.head()) && amount.value <= 1_000.0,
        _ => false,
    }
}

/// Gives what would be less than one a day for each of many machines to each of them: `one ping every 15 seconds from each of our 150,000
/// scooters` is not one of all together.
fn fleet_as_a_whole(reading: &mut Reading<'_>) {
    let Reading { tokens, ranges, populations, activities, .. } = reading;
    let idle = |by: usize, activities: &[Activity]| {
        let machines = &populations[by];
        machines.members == Members::Machines
            && machines.value >= FLEET
            && activities.iter().all(|activity| activity.by != Some(by))
    };
    let mut idle = (0..populations.len()).filter(|by| idle(*by, activities));
    let Some(by) = idle.next().filter(|_| idle.next().is_none()) else { return };
    let value = populations[by].value;
    let noun = populations[by].noun.clone();
    let each = |activity: &Activity| {
        ranges[activity.sentence].clone().any(|at| {
            matches!(tokens[at].word.as_str(), "each" | "every" | "they" | "their" | "all")
                || noun::singular(&tokens[at].word) == noun
        })
    };
    let few = |activity: &Activity| {
        activity.by.is_none()
            && activity.of.is_none()
            && activity.class != Class::Read
            && activity.period <= HOUR
            && is_machine_made(&activity.what)
            && activity.per_second() * DAY < value
            && each(activity)
    };
    let mut of_each = activities.iter_mut().filter(|activity| few(activity));
    let first = of_each.next();
    if let Some(activity) = first.filter(|_| of_each.next().is_none()) {
        (activity.by, activity.paced, activity.class) = (Some(by), true, Class::Write);
    }
}
