//! Whose flow of data it is: `each laboratory uploads 150 GB a day` is said of each, and `scientists read 2 TB a day` stores
//! nothing.

use super::activity::Doings;
use super::amount::Measure;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::stated::Basis;
use super::vocabulary::{Class, Members, class_of_verb};

/// Multiplies a flow of data that is said of each of somebody, and drops one that is only read.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        if reading.roles[index] != Some(Role::DataRate) {
            continue;
        }
        let amount = &reading.amounts[index];
        let doings = Doings::of(reading, amount);
        let each = doings.is_of_each(amount);
        let by = doings.member(amount).map(|by| &reading.populations[by]);
        match (is_read(&reading.place(amount)), each, by) {
            (false, false, _) => {}
            (false, true, Some(by)) => reading.times[index] = (by.value, Some(by.span)),
            // Read only, or of each of somebody whose number nobody says.
            _ => reading.roles[index] = None,
        }
    }
    streams_in(reading);
}

/// `2,500 cameras, and a camera sends 4 Mbit/s`: what each of some machines sends comes in, all of the time.
fn streams_in(reading: &mut Reading<'_>) {
    if reading.roles.contains(&Some(Role::Concurrent)) {
        return;
    }
    for index in 0..reading.roles.len() {
        let amount = &reading.amounts[index];
        let each = reading.roles[index] == Some(Role::StreamRate)
            || reading.roles[index].is_none() && Doings::of(reading, amount).is_of_each(amount);
        if amount.measure != Measure::Bits || !each || amount.period() != Some(1.0) {
            continue;
        }
        let by = Doings::of(reading, amount).member(amount).map(|by| &reading.populations[by]);
        let by = by.filter(|by| by.members == Members::Machines && by.basis != Basis::AtOnce);
        if let Some(by) = by.filter(|_| is_sent(&reading.place(amount))) {
            reading.times[index] = (by.value, Some(by.span));
            reading.roles[index] = Some(Role::DataRate);
        }
    }
}

/// Whether the nearest verb before a flow sends it.
fn is_sent(place: &Place<'_>) -> bool {
    const SEND: &[&str] =
        &["send", "deliver", "produc", "generat", "transmit", "upload", "stream", "record", "emit"];
    let from = place.range.start.max(place.amount.tokens.start.saturating_sub(6));
    (from..place.amount.tokens.start).any(|at| SEND.iter().any(|stem| place.word(at).starts_with(stem)))
}

/// Whether the nearest verb before a flow only reads.
fn is_read(place: &Place<'_>) -> bool {
    let Place { tokens, range, amount } = *place;
    let from = range.start.max(amount.tokens.start.saturating_sub(6));
    let verb = (from..amount.tokens.start)
        .rev()
        .take_while(|at| !matches!(tokens[*at].word.as_str(), ";" | "," | "."))
        .find_map(|at| class_of_verb(&tokens[at].word));
    verb == Some(Class::Read)
}
