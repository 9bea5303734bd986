//! Events without which a top never holds: at least one of them must happen, whatever else does. That bounds its
//! probability from above, and in circles too, where bounds gate by gate say nothing.

use super::{Circuit, Op, Upwards};
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;

/// Inputs of gates touched at most; what is not tried by then stays among the events.
const TOUCHED: usize = 20_000_000;

/// Events of which one must happen for the only top of a circuit to hold; the likeliest ones are left out first. `None`
/// when it may hold without any event, or when more failures may mend it.
pub(crate) fn initiating(circuit: &Circuit, typical: Option<&Probabilities>) -> Option<Vec<EventId>> {
    if !circuit.is_coherent() {
        return None;
    }
    let mut events: Vec<EventId> = circuit
        .nodes
        .iter()
        .filter_map(|node| match node.op {
            Op::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    if let Some(typical) = typical {
        events.sort_by(|a, b| typical.of(*b).total_cmp(&typical.of(*a)));
    }
    let mut upwards = Upwards::new(circuit);
    let mut touched = 0;
    if !upwards.stays_false(None, &mut touched) {
        return None;
    }
    // Whatever does not bring the top about together with those left out before may be left out as well.
    events.retain(|event| touched > TOUCHED || !upwards.stays_false(Some(*event), &mut touched));
    Some(events)
}
