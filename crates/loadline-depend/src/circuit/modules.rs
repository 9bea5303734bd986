//! Modules: nodes whose events occur nowhere outside them. A linear search by the dates at which a walk meets each node
//! (Dutuit and Rauzy, "A linear-time algorithm to find modules of fault trees", 1996).

use super::{Circuit, Op, Wire};
use crate::fault_tree::EventId;
use rustc_hash::FxHashSet;

/// When the walk met a node.
#[derive(Clone, Copy, Default)]
struct Dates {
    first: u32,
    leave: u32,
    last: u32,
}

/// Which nodes are modules. A circle counts as one node and is none itself.
pub(super) fn modules(circuit: &Circuit) -> Vec<bool> {
    let dates = walk(circuit);
    let mut modules = vec![false; circuit.nodes.len()];
    // Earliest and latest date at which anything below a node was met.
    let mut span = vec![(u32::MAX, 0_u32); circuit.nodes.len()];
    let mut index = 2;
    while index < circuit.nodes.len() {
        let wire = Wire(u32::try_from(index).unwrap_or(u32::MAX));
        let below = below(circuit, wire).fold((u32::MAX, 0), |(first, last), input| {
            let (own, inner) = (dates[head(circuit, input)], span[input.index()]);
            (first.min(own.first).min(inner.0), last.max(own.last).max(inner.1))
        });
        let end = circuit.circle(wire).map_or(index + 1, |circle| circle.end);
        span[index..end].fill(below);
        let own = dates[index];
        let apart = below.0 > own.first && below.1 < own.leave;
        let gate = !matches!(circuit.nodes[index].op, Op::Event(_));
        modules[index] = gate && apart && own.first > 0 && circuit.circle(wire).is_none();
        index = end;
    }
    modules
}

/// The node that stands for a node in the walk: the first of its circle, or itself.
fn head(circuit: &Circuit, wire: Wire) -> usize {
    circuit.circle(wire).map_or(wire.index(), |circle| circle.start)
}

/// What enters a node, or its circle from outside.
fn below(circuit: &Circuit, wire: Wire) -> impl Iterator<Item = Wire> + '_ {
    let members = circuit.circle(wire).cloned().unwrap_or(wire.index()..wire.index() + 1);
    let outside = members.clone();
    let inputs = circuit.nodes[members].iter().flat_map(|node| node.inputs.iter().copied());
    inputs.filter(move |input| input.0 > 1 && !outside.contains(&input.index()))
}

fn walk(circuit: &Circuit) -> Vec<Dates> {
    let mut dates = vec![Dates::default(); circuit.nodes.len()];
    let mut now = 0;
    // Events that must stay on top are met before anything else, so nothing that holds them is apart.
    let kept: FxHashSet<EventId> = circuit.first.iter().copied().collect();
    for (node, dates) in circuit.nodes.iter().zip(&mut dates) {
        if let Op::Event(event) = node.op
            && kept.contains(&event)
        {
            now += 1;
            *dates = Dates { first: now, leave: now, last: now };
        }
    }
    for top in &circuit.tops {
        let mut path = Vec::new();
        meet(circuit, *top, &mut dates, &mut now, &mut path);
        while let Some((node, inputs)) = path.last_mut() {
            match inputs.pop() {
                Some(input) => meet(circuit, input, &mut dates, &mut now, &mut path),
                None => {
                    now += 1;
                    dates[*node].leave = now;
                    dates[*node].last = now;
                    path.pop();
                }
            }
        }
    }
    dates
}

fn meet(
    circuit: &Circuit,
    wire: Wire,
    dates: &mut [Dates],
    now: &mut u32,
    path: &mut Vec<(usize, Vec<Wire>)>,
) {
    let node = head(circuit, wire);
    *now += 1;
    let dates = &mut dates[node];
    dates.last = *now;
    if dates.first == 0 {
        dates.first = *now;
        let mut inputs: Vec<Wire> = below(circuit, wire).collect();
        inputs.reverse();
        path.push((node, inputs));
    }
}
