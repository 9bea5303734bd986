//! What is done every so many seconds as long as something lasts: `for every ride the app polls the position every 3 seconds over 12
//! minutes` is 240 polls a ride.

use super::amount::Measure;
use super::each;
use super::noun;
use super::place::Place;
use super::ratio::{self, Deed};
use super::reading::Reading;
use super::role::Role;
use super::token::Token;
use super::unit::HOUR;
use super::vocabulary::{Class, class_of, class_of_verb};
use loadline_base::Span;

/// Words before a time that something lasts.
const LASTS: &[&str] =
    &["over", "for", "during", "lasting", "lasts", "takes", "within", "of", "about", "roughly", "around"];

/// Adds what is done again and again while something else lasts.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let every = &reading.amounts[index];
        // `every 20 seconds`, `one call every 20 seconds`
        let paced = every.measure == Measure::Duration && every.every;
        let counted = every.is_rate() && every.period().is_some_and(|period| period < HOUR);
        let pace = if paced { every.value } else { every.period().unwrap_or(1.0) / every.value.max(1e-9) };
        let open = if paced {
            reading.roles[index].is_none()
        } else {
            matches!(reading.roles[index], None | Some(Role::Activity))
        };
        if !(paced || counted) || !open {
            continue;
        }
        let Place { tokens, range, .. } = reading.place(every);
        let thing = every.thing().map(str::to_owned);
        let thing = thing
            .or_else(|| each::other_thing(tokens, range.start, every.tokens.start))
            .or_else(|| within(tokens, range.start, every.tokens.start));
        let Some(base) = thing.and_then(|thing| ratio::named(&reading.activities, &thing)) else { continue };
        let length = (0..reading.amounts.len()).find(|other| {
            let time = &reading.amounts[*other];
            let led =
                time.tokens.start.checked_sub(1).is_some_and(|at| LASTS.contains(&tokens[at].word.as_str()));
            time.sentence == every.sentence
                && time.measure == Measure::Duration
                && !time.every
                && time.value > pace
                && led
                && matches!(
                    reading.roles[*other],
                    None | Some(Role::PeakLength | Role::Latency | Role::DutyTime)
                )
        });
        let Some(length) = length else { continue };
        let Some(deed) = done(&reading.place(every)) else { continue };
        let time = &reading.amounts[length];
        let mut made = ratio::multiple(&reading.activities[base], every, deed, time.value / pace);
        made.span = Span::new(
            every.span.file,
            every.span.start.min(time.span.start),
            every.span.end.max(time.span.end),
        );
        let own = every.tokens.clone();
        reading.activities.retain(|other| !(own.start < other.tokens.end && other.tokens.start < own.end));
        reading.activities.push(made);
        (reading.roles[index], reading.roles[length]) = (Some(Role::Activity), Some(Role::Activity));
    }
}

/// What is done so often: what is counted, or the verb before. Of `the app polls the driver's position` the verb, and not what it is
/// done to.
fn done(place: &Place<'_>) -> Option<Deed> {
    let Place { tokens, range, amount } = *place;
    if !amount.head().is_empty() {
        let class = class_of(amount.head()).unwrap_or(Class::Mixed);
        let head = amount.head().to_owned();
        return Some(Deed { verb: head.clone(), object: Some(head), class });
    }
    let verb = |at: &usize| class_of_verb(&tokens[*at].word).is_some();
    let places: Vec<usize> = (range.start..amount.tokens.start).filter(verb).collect();
    let plain = |at: &&usize| tokens[**at].word.ends_with('s');
    let at = *places.iter().rfind(plain).or(places.last())?;
    let verb = tokens[at].word.trim_end_matches('s').to_owned();
    Some(Deed { verb, object: None, class: class_of_verb(&tokens[at].word)? })
}

/// `within a session`, `during the ride`: what it is done in.
fn within(tokens: &[Token], from: usize, to: usize) -> Option<String> {
    (from..to).rev().find_map(|at| {
        let led = matches!(tokens[at].word.as_str(), "within" | "during" | "in" | "per" | "over");
        let article =
            usize::from(matches!(tokens[at + 1].word.as_str(), "a" | "an" | "the" | "one" | "such"));
        let noun =
            tokens.get(at + 1 + article).filter(|noun| led && noun.is_word() && at + 1 + article < to)?;
        Some(noun::singular(&noun.word)).filter(|noun| each::holds(noun) || class_of(noun).is_some())
    })
}
