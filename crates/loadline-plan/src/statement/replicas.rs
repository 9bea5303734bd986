//! Copies beside the one that is written to: `one primary with two replicas` are three.

use super::place::Place;
use super::reading::Reading;
use super::role::Role;

/// Counts the first copy where only those that follow it are counted.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        if reading.roles[index] == Some(Role::Copies)
            && amount.value >= 1.0
            && follows_a_first(&reading.place(amount))
        {
            reading.amounts[index].value += 1.0;
        }
    }
}

/// Whether an amount counts copies that follow another one named in the sentence.
fn follows_a_first(place: &Place<'_>) -> bool {
    const FIRST: &[&str] = &["primary", "leader", "master", "original"];
    let amount = place.amount;
    let follow =
        matches!(amount.head(), "replica" | "follower" | "secondary" | "standby" | "mirror" | "copy")
            && (amount.head() != "copy" || amount.value == 1.0);
    let near = place.range.start..place.range.end;
    let among = near.clone().any(|at| {
        matches!(place.word(at), "including" | "included" | "counting")
            || place.word(at) == "of" && matches!(place.word(at + 1), "which" | "them" | "whom")
    });
    let first = near.into_iter().find(|at| FIRST.contains(&place.word(*at)) && !among);
    follow && first.is_some_and(|first| !amount.tokens.contains(&first))
}
