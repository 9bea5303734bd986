//! The share of the time that it may be down: `the receiving side may fail for 0.2 % of the time`, `0.5 % of downtime is acceptable`.

use super::amount::Measure;
use super::cue;
use super::noun;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit::DAY;
use super::vocabulary::members;

/// Share of the time that anybody would call failing now and then.
const MOST: f64 = 0.1;
/// Words of being down.
const DOWN: &[&str] =
    &["fail", "fails", "down", "downtime", "unavailab*", "unreachable", "offline", "outage*"];
/// Words by which it is put up with.
#[rustfmt::skip]
const ALLOWED: &[&str] = &[
    "may", "accept*", "tolera*", "allow*", "permi*", "maximum", "max", "at most", "more than", "fine", "exceed*", "must not", "limit*", "can",
];

/// Turns such a share into the share of the time that it is there.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let small = amount.measure == Measure::Share && amount.value > 0.0 && amount.value < MOST;
        let known = matches!(reading.roles[index], Some(Role::Growth | Role::HitRatio | Role::OutageShare));
        if !small || known || !is_of_the_time(&reading.place(amount)) {
            continue;
        }
        let sentence = amount.sentence;
        let amount = &mut reading.amounts[index];
        amount.value = 1.0 - amount.value;
        reading.roles[index] = Some(Role::Availability);
        for (other, role) in reading.amounts.iter().zip(reading.roles.iter_mut()) {
            let days = other.measure == Measure::Duration && other.value >= DAY && other.sentence == sentence;
            if days && matches!(role, None | Some(Role::PeakLength | Role::Deadline)) {
                *role = Some(Role::Window);
            }
        }
    }
}

/// Whether a share is of the time in which it is down, and that is allowed.
fn is_of_the_time(place: &Place<'_>) -> bool {
    let says = |words: &[&str]| cue::find(place.tokens, place.range.clone(), words).is_some();
    let end = place.amount.tokens.end;
    let near = place.amount.tokens.start..place.range.end.min(end + 4);
    // `for 0.01 % of thirty days`
    let of_days = place.word(end) == "of" && matches!(place.word(end + 2), "days" | "day");
    let time = cue::find(place.tokens, near, &["of the time", "downtime", "of time", "unavailab*"]).is_some();
    let from = place.range.start.max(place.amount.tokens.start.saturating_sub(7));
    let allowed = cue::find(place.tokens, from..place.range.end.min(end + 7), ALLOWED).is_some();
    // `phones are offline 5 % of the time`
    let theirs = (place.range.start..place.amount.tokens.start).any(|at| {
        let one = noun::singular(place.word(at));
        noun::is_plural(place.word(at)) && members(&one).is_some()
    });
    (time || of_days) && says(DOWN) && allowed && !theirs
}
