//! The least that sets of events come to together, without a diagram: what each adds to those before it.

use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;

/// A lower bound of the probability that all events of at least one set happen; each set ascending.
///
/// The sum over sets of P(this one and none before it). Given that the events of a set happen, that the others do not are
/// falling functions of independent events, so all of them together are at least as likely as their product (Harris 1960,
/// "A lower bound for the critical probability in a certain percolation process").
pub(crate) fn at_least_one_of(sets: &[Vec<EventId>], q: &Probabilities) -> f64 {
    let mut sum = 0.0;
    for (place, set) in sets.iter().enumerate() {
        let mut share: f64 = set.iter().map(|event| q.of(*event)).product();
        for before in &sets[..place] {
            if share == 0.0 {
                break;
            }
            share *= 1.0 - others(before, set).map(|event| q.of(event)).product::<f64>();
        }
        sum += share;
    }
    sum
}

/// The events of one set that are not in another; both ascending.
fn others<'s>(set: &'s [EventId], given: &'s [EventId]) -> impl Iterator<Item = EventId> + 's {
    let mut given = given.iter().copied().peekable();
    set.iter().copied().filter(move |event| {
        while given.next_if(|given| given < event).is_some() {}
        given.peek() != Some(event)
    })
}
