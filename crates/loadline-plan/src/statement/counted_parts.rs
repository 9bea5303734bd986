//! Parts of what is done that are counted: `12 requests, two of which are writes`, `ten calls: seven queries and three check-ins`.

use super::amount::{Amount, Measure, of_sentence};
use super::noun;
use super::parts::changes;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Activity;
use super::vocabulary::{Class, class_of, class_of_verb, is_call};
use std::ops::Range;

/// Words passed between a part and what is said of it.
const PASSED: &[&str] = &[
    "is", "are", "being", "a", "an", "the", "only", "just", "really", "actually", "to", "for", "that",
    "which", "will", "of", "them", "these", "those", "each", "then", "both", "all", "sort", "kind", "do",
    "does", "have", "has",
];
/// Words passed between `of which` and a part.
const ABOUT: &[&str] =
    &["exactly", "only", "just", "about", "precisely", "some", "roughly", "on", "average", "around", "maybe"];

/// Parts of one activity, by the places of their amounts.
struct Parts {
    whole: usize,
    /// How many there are of the whole each time.
    times: f64,
    parts: Vec<usize>,
    /// The whole, said once more: `nine of these 45`.
    again: Option<usize>,
}

/// Turns the part of what is done that writes, or reads, into a share of it.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for sentence in 0..reading.ranges.len() {
        let Some(found) = parts(reading, sentence) else { continue };
        let classes: Vec<Option<Class>> =
            found.parts.iter().map(|part| class(reading, &found, *part)).collect();
        let sum = |wanted: Class| -> f64 {
            let of = found.parts.iter().zip(&classes).filter(|(_, class)| **class == Some(wanted));
            of.map(|(part, _)| reading.amounts[*part].value).sum()
        };
        let (writes, reads) = (sum(Class::Write), sum(Class::Read));
        if classes.contains(&None) {
            continue;
        }
        let (role, share) = match writes > 0.0 {
            true => (Role::WriteShare, writes / found.times),
            false => (Role::ReadShare, reads / found.times),
        };
        let wanted = if writes > 0.0 { Class::Write } else { Class::Read };
        let Some(first) = classes.iter().position(|class| *class == Some(wanted)).map(|at| found.parts[at])
        else {
            continue;
        };
        let Reading { amounts, roles, activities, .. } = reading;
        activities[found.whole].class = Class::Mixed;
        for part in found.parts.iter().chain(&found.again) {
            let span = amounts[*part].span;
            activities.retain(|other| other.span != span);
            roles[*part] = Some(Role::Activity);
        }
        let amount = &mut amounts[first];
        (amount.value, amount.measure, amount.article) = (share, Measure::Share, false);
        roles[first] = Some(role);
    }
}

/// The counted parts of a sentence, and what they are parts of.
fn parts(reading: &Reading<'_>, sentence: usize) -> Option<Parts> {
    let Reading { amounts, roles, activities, populations, .. } = reading;
    let may = |index: &usize| {
        let amount = &amounts[*index];
        amount.measure == Measure::Count
            && amount.period().is_none()
            && matches!(roles[*index], None | Some(Role::Activity | Role::RecordsPerWrite))
            && populations.iter().all(|known| known.span != amount.span)
    };
    let own: Range<usize> = of_sentence(amounts, sentence);
    let counted: Vec<usize> = own.filter(may).collect();
    let leads = |index: usize| {
        let place = reading.place(&amounts[index]);
        leads(&place).or_else(|| {
            (of_the_whole_before(&place, activities) || reads_or_writes(&place, activities)).then_some(None)
        })
    };
    let led = counted.iter().position(|index| leads(*index).is_some());
    let of_sentence = |own: &&(usize, &Activity)| own.1.sentence == sentence && own.1.class != Class::Write;
    let all: Vec<(usize, &Activity)> = activities.iter().enumerate().collect();
    let times = |activity: &Activity| activity.of.as_ref().map_or(activity.count, |base| base.times);
    let Some(led) = led else {
        // Without a word that says so only what adds up is a list of parts.
        let mut wholes = all.iter().filter(of_sentence);
        return wholes.find_map(|(whole, activity)| {
            let behind = |index: &usize| amounts[*index].tokens.start >= activity.tokens.end;
            let parts: Vec<usize> = counted.iter().copied().filter(behind).collect();
            let sum: f64 = parts.iter().map(|part| amounts[*part].value).sum();
            let first = &amounts[*parts.first()?];
            let whole_list = parts.len() >= 2 && sum == times(activity) && listed(reading, activity, first);
            let list = whole_list || sum < times(activity) && written_beside(reading, activity, first);
            list.then(|| Parts { whole: *whole, times: times(activity), parts, again: None })
        });
    };
    let first = &amounts[counted[led]];
    let before = |own: &&(usize, &Activity)| {
        let begins = begins(&reading.place(first)) && own.1.sentence + 1 == sentence;
        of_sentence(own) && own.1.tokens.end <= first.tokens.start || begins && own.1.class != Class::Write
    };
    let again = leads(counted[led]).flatten();
    let again = again.and_then(|at| counted.iter().copied().find(|part| amounts[*part].tokens.start == at));
    // `two of the ten requests that a user makes are writes`
    let named = |own: &&(usize, &Activity)| again.is_some_and(|again| own.1.span == amounts[again].span);
    let before = all.iter().filter(before).max_by_key(|(_, own)| own.tokens.start);
    let again_told = again.filter(|_| before.is_some());
    let (whole, activity) = before.or_else(|| all.iter().find(named))?;
    let again = again_told;
    let times = times(activity);
    let behind = |part: &usize| {
        let own = amounts[*part].span == activity.span;
        *part >= counted[led] && Some(*part) != again && !own && amounts[*part].value < times
    };
    let parts: Vec<usize> = counted.iter().copied().filter(behind).collect();
    let sum: f64 = parts.iter().map(|part| amounts[*part].value).sum();
    // `144 million calls, 15 of 16 of which only read`
    let times = again.map_or(times, |again| amounts[again].value);
    (!parts.is_empty() && sum <= times).then_some(Parts { whole: *whole, times, parts, again })
}

/// Whether a list of parts begins between what is done and an amount.
fn listed(reading: &Reading<'_>, whole: &Activity, part: &Amount) -> bool {
    let between = reading.tokens.get(whole.tokens.end..part.tokens.start).unwrap_or(&[]);
    between.iter().any(|token| {
        matches!(token.word.as_str(), ":" | "(" | "," | ";" | "namely" | "i.e" | "ie" | "-" | "–" | "—")
    })
}

/// `five calls: check-in and check-out, both written, and three queries`: whether what is not counted of a list is said to be written.
fn written_beside(reading: &Reading<'_>, whole: &Activity, part: &Amount) -> bool {
    let between = reading.tokens.get(whole.tokens.end..part.tokens.start).unwrap_or(&[]);
    let says = |words: &[&str]| between.iter().any(|token| words.contains(&token.word.as_str()));
    says(&[":"]) && says(&["written", "writes", "writing", "write"]) && !says(&[";"])
}

/// Whether an amount is said to be a part, `of which two` or `two of them`; with the place of the whole where that is said once more.
fn leads(place: &Place<'_>) -> Option<Option<usize>> {
    let these = |word: &str| matches!(word, "which" | "these" | "those" | "them");
    let start = place.behind(ABOUT);
    let before =
        start >= place.range.start + 2 && these(place.word(start - 1)) && place.word(start - 2) == "of";
    // `of these, two are writes`
    let comma = start >= place.range.start + 3
        && place.word(start - 1) == ","
        && these(place.word(start - 2))
        && place.word(start - 3) == "of";
    // `ten requests, among them two writes`
    let among =
        start >= place.range.start + 2 && these(place.word(start - 1)) && place.word(start - 2) == "among";
    let includes =
        start > place.range.start && matches!(place.word(start - 1), "including" | "includes" | "include");
    let end = place.amount.tokens.end;
    // `ten requests: two writes, the others reads`
    let rest = (end..end + 6).any(|at| is_rest(place, at));
    let behind = place.word(end) == "of" && (these(place.word(end + 1)) || place.word(end + 1) == "the");
    let number = behind && place.tokens.get(end + 2).is_some_and(|token| token.is_number());
    let them = behind && place.word(end + 1) != "the";
    // `two writes among ten requests`
    if place.word(end) == "among" && place.tokens.get(end + 1).is_some_and(|token| token.is_number()) {
        return Some(Some(end + 1));
    }
    // `two of each user's ten requests`
    let owner = place.tokens.get(end + 2).is_some_and(|token| token.end - token.start > token.word.len());
    if owner && place.word(end) == "of" && matches!(place.word(end + 1), "each" | "every") {
        return Some(
            (end + 3..end + 5).find(|at| place.tokens.get(*at).is_some_and(|token| token.is_number())),
        );
    }
    // `144 million calls, 15 of 16 of which only read`
    let number_at = |at: usize| place.tokens.get(at).is_some_and(|token| token.is_number());
    if place.word(end) == "of"
        && number_at(end + 1)
        && place.word(end + 2) == "of"
        && these(place.word(end + 3))
    {
        return Some(Some(end + 1));
    }
    (before || among || comma || them || number || includes || rest).then_some(number.then_some(end + 2))
}

/// `of the ten requests that each user makes, two are writes`: whether the sentence begins with the whole, and the part is behind it.
fn of_the_whole_before(place: &Place<'_>, activities: &[Activity]) -> bool {
    let ends = |at: &usize| matches!(place.word(*at), ";" | ":");
    let from = (place.range.start..place.amount.tokens.start).rev().find(ends);
    let from = from.map_or(place.range.start, |at| at + 1);
    let led = place.word(from) == "of"
        && matches!(place.word(from + 1), "the" | "these" | "those" | "all" | "every");
    let start = place.behind(ABOUT);
    let comma = start > from && place.word(start - 1) == ",";
    let whole = |own: &Activity| (from + 2..from + 5).contains(&own.tokens.start) && own.tokens.end < start;
    led && comma && activities.iter().any(whole)
}

/// `ten requests each: eight only read`, `ten requests, two write`: whether a part is told right behind the whole by its verb alone.
fn reads_or_writes(place: &Place<'_>, activities: &[Activity]) -> bool {
    let (start, end) = (place.behind(ABOUT), place.amount.tokens.end);
    let listed = start > place.range.start && matches!(place.word(start - 1), ":" | "," | ";");
    let only = usize::from(matches!(place.word(end), "only" | "just" | "merely"));
    let verb = place.word(end + only);
    let does = matches!(class_of_verb(verb), Some(Class::Read | Class::Write)) && !verb.ends_with('s');
    let near = |own: &Activity| {
        is_call(&own.what)
            && own.sentence == place.amount.sentence
            && (own.tokens.end..own.tokens.end + 4).contains(&start)
    };
    listed && does && place.amount.noun.is_none() && activities.iter().any(near)
}

/// Whether `the others` or `the rest` begins at a token.
fn is_rest(place: &Place<'_>, at: usize) -> bool {
    let named = matches!(place.word(at + 1), "others" | "other" | "rest" | "remaining" | "remainder");
    named && place.word(at) == "the"
}

/// Whether an amount stands at the beginning of its sentence.
fn begins(place: &Place<'_>) -> bool {
    place.amount.tokens.start <= place.range.start + 4
}

/// Whether a part writes or reads, by what it counts or is said to be.
fn class(reading: &Reading<'_>, found: &Parts, part: usize) -> Option<Class> {
    let place = reading.place(&reading.amounts[part]);
    let what = &reading.activities[found.whole].what;
    let next = found.parts.iter().map(|other| reading.amounts[*other].tokens.start);
    let next = next.filter(|start| *start >= place.amount.tokens.end).min().unwrap_or(place.range.end);
    let next = next.min(place.range.end);
    let rest = (place.amount.tokens.end..next).find(|at| is_rest(&place, *at));
    let clause = place.amount.tokens.end..rest.unwrap_or(next);
    // `1.5 million are postings of points (writes)`
    let named = clause.clone().find_map(|at| match place.word(at) {
        "writes" | "write" | "written" => Some(Class::Write),
        "reads" | "read" | "read-only" => Some(Class::Read),
        ";" => None,
        _ => None,
    });
    let of_class = |word: &str| {
        let one = noun::singular(word);
        if one == *what {
            return None;
        }
        let class = match word {
            // Calls are for reading, sensors give readings.
            "reading" => Some(Class::Read),
            _ if changes(word) => Some(Class::Write),
            _ => class_of(&one),
        };
        class.filter(|class| *class != Class::Mixed)
    };
    let words = || clause.clone().map(|at| place.word(at));
    let again = found.again.map(|again| reading.amounts[again].tokens.clone());
    let mut said = clause
        .clone()
        .filter(|at| again.as_ref().is_none_or(|again| !again.contains(at)))
        .map(|at| place.word(at));
    let skip = |word: &&str| PASSED.contains(word) || noun::singular(word) == *what;
    let predicate = || said.by_ref().find(|word| !skip(word)).and_then(of_class);
    // `two queues record the rest of the traffic` counts no calls.
    let counts = place.amount.noun.as_ref().and_then(|noun| noun.words.split(' ').next_back());
    let other = |word: &str| {
        let one = noun::singular(word);
        noun::is_plural(word) && of_class(word).is_none() && one != *what && !is_call(&one)
    };
    if counts.is_some_and(other) {
        return None;
    }
    let own =
        place.amount.noun.as_ref().and_then(|noun| noun.words.split(' ').next_back().and_then(of_class));
    let rest = || words().take(5).find_map(of_class);
    named.or(own).or_else(predicate).or_else(rest)
}
