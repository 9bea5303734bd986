//! How often one thing is done for another: `people look at slots ten times as often as they book`, `40 events per match`,
//! `each match has 40 events`. What is said of an activity that has a rate gives a rate to the other.

mod chain;
mod handled;
mod per_write;

use chain::{Link, chain};
use handled::{by_each_thing, handled};
pub(super) use per_write::apply as reads_per_write;

use super::amount::{Amount, Measure};
use super::collected;
use super::each;
use super::is_a;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stance;
use super::stated::{Activity, Base};
use super::stem::same;
use super::token::Token;
use super::vocabulary::{Class, class_of, class_of_verb, is_call, members};
use loadline_base::Span;
use std::ops::Range;

/// What follows a multiple that compares two activities.
const AS_OFTEN: &[&[&str]] = &[
    &["as", "often", "as"],
    &["as", "frequently", "as"],
    &["more", "often", "than"],
    &["more", "frequently", "than"],
    &["as", "much", "as"],
    &["as", "many", "times", "as"],
    &["higher", "than"],
    &["more", "than"],
    &["busier", "than"],
];

/// Adds the activities that are said as a multiple of another one. What a write consists of is records of it, whose number
/// goes to the size beside (`times`).
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let factor = amount.measure == Measure::Factor && amount.thing().is_none();
        if factor
            && matches!(
                reading.roles[index],
                None | Some(Role::PeakFactor | Role::GrowthFactor | Role::ReadsPerWrite | Role::Copies)
            )
            && let Some(made) = handled(reading, amount)
        {
            reading.activities.push(made);
            reading.roles[index] = Some(Role::Activity);
            continue;
        }
        let Reading { tokens, ranges, amounts, roles, times, activities, .. } = &mut *reading;
        let amount = &amounts[index];
        let place = Place::of(tokens, ranges, amount);
        match (amount.measure, roles[index]) {
            (Measure::Factor, None | Some(Role::PeakFactor | Role::GrowthFactor | Role::ReadsPerWrite)) => {
                if amount.thing().is_some() {
                    for_each(&place, &mut roles[index], activities);
                } else if let Some(made) = by_each_thing(&place, activities) {
                    activities.push(made);
                    roles[index] = Some(Role::Activity);
                } else {
                    // `check a parcel 3 times on average` says how often, and nothing of a peak.
                    let word = |at: usize| {
                        tokens.get(amount.tokens.end + at).map_or("", |token| token.word.as_str())
                    };
                    if word(0) == "on" && word(1) == "average" {
                        roles[index] = None;
                    }
                    compare(&place, &mut roles[index], activities);
                }
            }
            (Measure::Count, None | Some(Role::ReadsPerWrite)) if !is_a::is_one(tokens, amount) => {
                // `40 photos`, where it is 2 MB `per photo`, or `a photo has 2 MB`
                let size = amounts.iter().zip(roles.iter()).position(|(other, role)| {
                    let of = other.thing().map(str::to_owned).or_else(|| collected::size_of(tokens, other));
                    *role == Some(Role::RecordSize) && of.as_deref() == Some(amount.head())
                });
                let reads = roles[index] == Some(Role::ReadsPerWrite);
                match chain(&place, activities).filter(|link| !(reads && of_calls(link, activities))) {
                    Some(Link::Activity(made)) => {
                        activities.push(*made);
                        roles[index] = Some(Role::Activity);
                    }
                    Some(Link::Records) if size.is_some() => {
                        times[size.unwrap_or(index)] = (amount.value, Some(amount.span));
                        roles[index] = Some(Role::RecordsPerWrite);
                    }
                    Some(Link::Records) | None => {}
                }
            }
            _ => {}
        }
    }
    let Reading { tokens, amounts, activities, .. } = reading;
    let held: Vec<(Span, bool)> = activities
        .iter()
        .filter_map(|activity| {
            Some((activity.of.as_ref()?.span, activity.verb.as_ref() == Some(&activity.what)))
        })
        .collect();
    let calls: Vec<Span> = activities
        .iter()
        .filter(|activity| is_call(&activity.what))
        .filter_map(|activity| Some(activity.of.as_ref()?.span))
        .collect();
    // What is only counted for what is done to each of it: sessions, and parcels that are scanned. A ride that causes calls is
    // written by one of them.
    activities.retain_mut(|activity| {
        let mut own = held.iter().filter(|(span, _)| *span == activity.span).peekable();
        let counts = own.peek().is_none()
            || is_made(tokens, activity)
            || !(each::holds(&activity.what) || own.any(|(_, handled)| *handled));
        let sized = || {
            amounts.iter().any(|size| {
                size.measure == Measure::Size
                    && collected::size_of(tokens, size).as_deref() == Some(activity.what.as_str())
            })
        };
        let within = calls.contains(&activity.span);
        let stored = !counts && (activity.class == Class::Write && within || sized());
        activity.part = stored && within;
        counts || stored
    });
}

/// Whether something is said of each of the calls that may do either.
fn of_calls(link: &Link, activities: &[Activity]) -> bool {
    let Link::Activity(made) = link else { return false };
    let base = made.of.as_ref().and_then(|of| activities.iter().find(|base| base.span == of.span));
    base.is_some_and(|base| is_call(&base.what))
}

/// `216,000 bookings are made a day, and for each booking the portal is asked 12 times`: done itself, whatever is done for it.
fn is_made(tokens: &[Token], activity: &Activity) -> bool {
    const MADE: &[&str] = &["made", "placed", "booked", "created", "submitted", "written", "filed", "issued"];
    let end = tokens.len().min(activity.tokens.end + 3);
    let word = |at: usize| tokens[at].word.as_str();
    (activity.tokens.start + 1..end)
        .any(|at| MADE.contains(&word(at)) && matches!(word(at - 1), "are" | "is" | "get" | "were"))
}

/// A verb, what it is done to, and whether it changes state.
pub(super) struct Deed {
    pub(super) verb: String,
    pub(super) object: Option<String>,
    pub(super) class: Class,
}

/// `look at slots ten times as often as they book`
fn compare(place: &Place<'_>, role: &mut Option<Role>, activities: &mut Vec<Activity>) {
    let Place { tokens, range, amount } = *place;
    let word = |at: usize| place.word(at);
    let behind = amount.tokens.end;
    let phrase =
        AS_OFTEN.iter().find(|phrase| phrase.iter().enumerate().all(|(at, part)| word(behind + at) == *part));
    let counted = || {
        if word(behind) == "more" {
            return (behind + 1..range.end.min(behind + 5)).find(|at| word(*at) == "than").map(Some);
        }
        (word(behind) == "as" && word(behind + 1) == "many")
            .then(|| (behind + 2..range.end).find(|at| word(*at) == "as"))
    };
    if phrase.is_none()
        && counted() == Some(None)
        && let Some(made) = of_the_last(place, activities)
    {
        activities.push(made);
        *role = Some(Role::Activity);
        return;
    }
    let right = match (phrase, counted()) {
        (Some(phrase), _) => behind + phrase.len(),
        (None, Some(Some(at))) => at + 1,
        _ => return,
    };
    // `five times as many requests as usual` compares the load with itself.
    let usual = (right..right + 3).any(|at| {
        stance::calls(word(at)) == Some(stance::Stance::Average)
            || matches!(word(at), "otherwise" | "else" | "other" | "before" | "everyday" | "quiet")
    });
    if usual {
        *role = Some(Role::PeakFactor);
        return;
    }
    // What is compared is no multiple of the load, whatever its words.
    *role = None;
    let clause = (range.start..amount.tokens.start)
        .rev()
        .take_while(|at| !matches!(tokens[*at].word.as_str(), "," | ";" | ":" | "." | "|"))
        .last()
        .unwrap_or(amount.tokens.start);
    let clause = clause + usize::from(matches!(word(clause), "and" | "but" | "while"));
    let left = match phrase {
        Some(_) => deed(tokens, clause..amount.tokens.start),
        // `ten times as many searches as bookings`
        None => last_deed(tokens, (behind + 2).min(right - 1)..right - 1),
    };
    let (Some(left), Some(right)) = (left, deed(tokens, right..range.end.min(right + 8))) else { return };
    let known = |deed: &Deed, activities: &[Activity]| {
        activities.iter().position(|activity| {
            let names = || {
                [Some(&activity.what), activity.verb.as_ref(), activity.deed.as_ref()].into_iter().flatten()
            };
            let object = |name: &String| deed.object.as_ref().is_some_and(|object| same(name, object));
            names().any(|name| same(name, &deed.verb)) || activity.class == deed.class && names().any(object)
        })
    };
    let (base, made, times) = match (known(&right, activities), known(&left, activities)) {
        (Some(base), None) => (base, left, amount.value),
        (None, Some(base)) => (base, right, 1.0 / amount.value),
        (None, None) if left.class == Class::Read && right.class == Class::Write => {
            *role = Some(Role::ReadsPerWrite);
            return;
        }
        _ => return,
    };
    let made = multiple(&activities[base], amount, made, times);
    activities.push(made);
    *role = Some(Role::Activity);
}

/// `sends 40 messages a day and reads five times as many`: as many of the same as said right before.
fn of_the_last(place: &Place<'_>, activities: &[Activity]) -> Option<Activity> {
    let Place { tokens, range, amount } = *place;
    let base = activities
        .iter()
        .filter(|base| range.contains(&base.tokens.start) && base.tokens.end <= amount.tokens.start)
        .max_by_key(|base| base.tokens.start)?;
    // `there are 8,640 bookings a day and 50 times as many searches`
    let compared = || {
        let one = noun::singular(place.word(amount.tokens.end + 2));
        let class = class_of(&one).filter(|_| members(&one).is_none() && !same(&one, &base.what))?;
        Some(Deed { verb: one, object: None, class })
    };
    let mut made = deed(tokens, base.tokens.end..amount.tokens.start + 1)
        .or_else(|| {
            let at = amount.tokens.start.checked_sub(1)?;
            deed(tokens, at..amount.tokens.start)
        })
        .or_else(compared)?;
    // What is read is the same as what is sent: the verb alone tells them apart.
    made.object = None;
    Some(multiple(base, amount, made, amount.value))
}

/// `guests search 30 times for every booking`
fn for_each(place: &Place<'_>, role: &mut Option<Role>, activities: &mut Vec<Activity>) {
    let Place { tokens, range, amount } = *place;
    let Some(base) = amount.thing().and_then(|thing| named(activities, thing)) else { return };
    let clause = (range.start..amount.tokens.start)
        .rev()
        .take_while(|at| !matches!(tokens[*at].word.as_str(), "," | ";" | ":" | "|"))
        .last()
        .unwrap_or(amount.tokens.start);
    let Some(made) = deed(tokens, clause..amount.tokens.start) else { return };
    let made = multiple(&activities[base], amount, made, amount.value);
    activities.push(made);
    *role = Some(Role::Activity);
}

/// What is done so many times as often as something else.
pub(super) fn multiple(base: &Activity, amount: &Amount, made: Deed, times: f64) -> Activity {
    Activity {
        what: made.object.clone().unwrap_or_else(|| made.verb.clone()),
        verb: made.object.is_some().then_some(made.verb),
        class: made.class,
        count: base.count * times,
        span: amount.span,
        of: Some(Base { span: base.span, count: base.count, times }),
        part: false,
        deed: None,
        sentence: amount.sentence,
        tokens: amount.tokens.clone(),
        ..base.clone()
    }
}

/// `photos are viewed`: the last verb among tokens, and the noun before it.
fn last_deed(tokens: &[Token], range: Range<usize>) -> Option<Deed> {
    let person = |word: &str| members(&noun::singular(word)).is_some();
    let verb = |at: &usize| {
        let token = &tokens[*at];
        token.is_word() && !person(&token.word) && class_of_verb(&token.word).is_some()
    };
    let at = range.clone().rev().find(verb)?;
    let object = (range.start..at)
        .map(|place| &tokens[place])
        .find(|token| token.is_word() && !noun::stops(&token.word) && !person(&token.word))
        .map(|token| noun::singular(&token.word));
    Some(Deed { verb: noun::singular(&tokens[at].word), object, class: class_of_verb(&tokens[at].word)? })
}

/// The first verb among tokens, and the last noun behind it.
fn deed(tokens: &[Token], range: Range<usize>) -> Option<Deed> {
    let person = |word: &str| members(&noun::singular(word)).is_some();
    let ends = |token: &Token| matches!(token.word.as_str(), "." | "," | ";" | "and" | "(");
    let end = range.clone().find(|at| ends(&tokens[*at])).unwrap_or(range.end);
    let at = (range.start..end).find(|at| {
        let token = &tokens[*at];
        token.is_word() && !person(&token.word) && class_of_verb(&token.word).is_some()
    })?;
    let class = class_of_verb(&tokens[at].word)?;
    let object = (at + 1..end)
        .rev()
        .map(|place| &tokens[place])
        .find(|token| token.is_word() && !noun::stops(&token.word) && !person(&token.word))
        .map(|token| noun::singular(&token.word))
        .filter(|word| {
            !matches!(word.as_str(), "about" | "roughly" | "something" | "it" | "often" | "least" | "some")
        });
    Some(Deed { verb: noun::singular(&tokens[at].word), object, class })
}

/// The activity that a noun names.
pub(super) fn named(activities: &[Activity], thing: &str) -> Option<usize> {
    activities.iter().position(|activity| {
        !is_call(&activity.what)
            && (same(&activity.what, thing) || activity.verb.as_ref().is_some_and(|verb| same(verb, thing)))
    })
}
