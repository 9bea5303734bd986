//! What is done every so many seconds as long as something lasts: `for every ride the app polls the position every 3 seconds over 12
//! minutes` is 240 polls a ride.

use super::amount::Measure;
use super::each;
use super::place::Place;
use super::ratio::{self, Deed};
use super::reading::Reading;
use super::role::Role;
use super::vocabulary::class_of_verb;
use loadline_base::Span;

/// Words before a time that something lasts.
const LASTS: &[&str] =
    &["over", "for", "during", "lasting", "lasts", "takes", "within", "of", "about", "roughly", "around"];

/// Adds what is done again and again while something else lasts.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let every = &reading.amounts[index];
        if every.measure != Measure::Duration || !every.every || reading.roles[index].is_some() {
            continue;
        }
        let Place { tokens, range, .. } = reading.place(every);
        let thing = every.thing().map(str::to_owned);
        let thing = thing.or_else(|| each::other_thing(tokens, range.start, every.tokens.start));
        let Some(base) = thing.and_then(|thing| ratio::named(&reading.activities, &thing)) else { continue };
        let length = (0..reading.amounts.len()).find(|other| {
            let time = &reading.amounts[*other];
            let led =
                time.tokens.start.checked_sub(1).is_some_and(|at| LASTS.contains(&tokens[at].word.as_str()));
            time.sentence == every.sentence
                && time.measure == Measure::Duration
                && !time.every
                && time.value > every.value
                && led
                && matches!(
                    reading.roles[*other],
                    None | Some(Role::PeakLength | Role::Latency | Role::DutyTime)
                )
        });
        let Some(length) = length else { continue };
        // Of `the app polls the driver's position` the verb, and not what it is done to.
        let verb = |at: &usize| class_of_verb(&tokens[*at].word).is_some();
        let places: Vec<usize> = (range.start..every.tokens.start).filter(verb).collect();
        let plain = |at: &&usize| tokens[**at].word.ends_with('s');
        let Some(at) = places.iter().rfind(plain).or(places.last()) else { continue };
        let verb = tokens[*at].word.trim_end_matches('s').to_owned();
        let Some(class) = class_of_verb(&tokens[*at].word) else { continue };
        let time = &reading.amounts[length];
        let deed = Deed { verb, object: None, class };
        let mut made = ratio::multiple(&reading.activities[base], every, deed, time.value / every.value);
        made.span = Span::new(
            every.span.file,
            every.span.start.min(time.span.start),
            every.span.end.max(time.span.end),
        );
        reading.activities.push(made);
        (reading.roles[index], reading.roles[length]) = (Some(Role::Activity), Some(Role::Activity));
    }
}
