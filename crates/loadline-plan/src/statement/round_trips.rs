//! How long each of several round trips takes: `four round trips, one after the other, to the warehouse system, at 45 ms each`.

use super::amount::{Amount, Measure};
use super::cue;
use super::reading::Reading;
use super::role::Role;
use super::unit::MINUTE;

/// Seconds that a round trip takes at most.
const LONGEST: f64 = 5.0;

/// Gives the time of each of the round trips that are counted in its sentence its role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let open = matches!(reading.roles[index], None | Some(Role::Latency));
        let counted = |other: &Amount| {
            other.sentence == amount.sentence
                && other.tokens.start < amount.tokens.start
                && other.measure == Measure::Count
        };
        let trips = reading.amounts.iter().zip(&reading.roles);
        let trips =
            trips.filter(|(_, role)| **role == Some(Role::RoundTrips)).any(|(other, _)| counted(other));
        let each =
            reading.tokens.get(amount.tokens.end).is_some_and(|next| next.is("each") || next.is("apiece"));
        let led = amount.tokens.start.checked_sub(1).is_some_and(|at| {
            matches!(reading.tokens[at].word.as_str(), "of" | "at" | "with" | "takes" | "taking" | "(")
        });
        let short = amount.measure == Measure::Duration && !amount.every && amount.value <= LONGEST;
        if short && open && trips && (each || led) {
            reading.roles[index] = Some(Role::RoundTrip);
        }
    }
    asked_in_a_row(reading);
    allowed_for_all(reading);
}

/// `it takes three round trips, 120 ms each, and a door must unlock within 300 ms`, in either order: the time in which all of them must be
/// done.
fn allowed_for_all(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let known = |role: Role| {
            reading
                .amounts
                .iter()
                .zip(&reading.roles)
                .any(|(other, own)| other.sentence == amount.sentence && *own == Some(role))
        };
        let before =
            |by: usize| amount.tokens.start.checked_sub(by).map_or("", |at| reading.tokens[at].word.as_str());
        let led = matches!(before(1), "within" | "under" | "below" | "inside")
            || matches!((before(2), before(1)), ("at", "most") | ("less" | "longer" | "more", "than"));
        let short = amount.measure == Measure::Duration && !amount.every && amount.value <= MINUTE;
        let open = reading.roles[index].is_none() && !reading.roles.contains(&Some(Role::Latency));
        if short && led && open && known(Role::RoundTrips) && known(Role::RoundTrip) {
            reading.roles[index] = Some(Role::Latency);
        }
    }
}

/// `we ask the store four times in a row, and each round trip takes 45 ms`, `it goes back and forth four times, 45 ms per round trip`: as
/// many round trips.
fn asked_in_a_row(reading: &mut Reading<'_>) {
    const ROW: &[&str] = &[
        "in a row",
        "one after the other",
        "one after another",
        "in sequence",
        "in succession",
        "consecutive*",
        "sequential*",
        "back and forth",
        "there and back",
        "to and fro",
    ];
    if reading.roles.contains(&Some(Role::RoundTrips)) {
        return;
    }
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let times = matches!(amount.measure, Measure::Factor | Measure::Times) && amount.per.is_empty();
        let few = (2.0..=50.0).contains(&amount.value);
        let open =
            matches!(reading.roles[index], None | Some(Role::Copies | Role::PeakFactor | Role::Retries));
        let timed = reading
            .amounts
            .iter()
            .zip(&reading.roles)
            .any(|(other, role)| other.sentence == amount.sentence && *role == Some(Role::RoundTrip));
        let sentence = reading.ranges[amount.sentence].clone();
        if times && few && open && timed && cue::find(reading.tokens, sentence, ROW).is_some() {
            reading.roles[index] = Some(Role::RoundTrips);
        }
    }
}
