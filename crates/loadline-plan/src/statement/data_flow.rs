//! Whose flow of data it is: `each laboratory uploads 150 GB a day` is said of each, and `scientists read 2 TB a day` stores
//! nothing.

use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::vocabulary::{Class, class_of_verb};

/// Multiplies a flow of data that is said of each of somebody, and drops one that is only read.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        if reading.roles[index] != Some(Role::DataRate) {
            continue;
        }
        let amount = &reading.amounts[index];
        let doings = reading.doings(amount);
        let each = doings.is_of_each(amount);
        let by = doings.member(amount).map(|by| &reading.populations[by]);
        match (is_read(&reading.place(amount)), each, by) {
            (false, false, _) => {}
            (false, true, Some(by)) => reading.times[index] = (by.value, Some(by.span)),
            // Read only, or of each of somebody whose number nobody says.
            _ => reading.roles[index] = None,
        }
    }
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
