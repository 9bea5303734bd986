//! Who calls whom, as a graph of calls and nodes: whether it ends, and how much follows from one request.

use super::{Unsound, unsound};
use crate::layout::{Fallback, Layout};

/// Edges of the graph that are followed at most; steps that share their calls could make endlessly many.
const MOST_EDGES: usize = 20_000_000;

/// The most first attempts of calls that follow from one request of any source, on average and with every fallback taken. Every
/// position must lead somewhere.
///
/// # Errors
/// When a call comes back to itself.
pub(super) fn most_calls(layout: &Layout) -> Result<f64, Unsound> {
    let order = callees_first(layout)?;
    let calls = layout.calls.len();
    let mut most = vec![0.0f64; calls + layout.nodes.len()];
    for at in order {
        most[at] = match layout.calls.get(at) {
            Some(call) => {
                let times = call.times.mean + call.times.misses.map_or(0.0, |(_, lookups)| lookups);
                let instead = match call.fallback {
                    Fallback::Instead(other) => most[other as usize],
                    Fallback::Fail | Fallback::Degrade => 0.0,
                };
                times * (1.0 + most[calls + call.to as usize] + instead)
            }
            None => called(layout, at - calls).map(|call| most[call as usize]).sum(),
        };
    }
    Ok(layout.sources.iter().map(|source| most[source.call as usize]).fold(0.0, f64::max))
}

/// The calls of a node.
fn called(layout: &Layout, node: usize) -> impl Iterator<Item = u32> {
    let steps = &layout.nodes[node].steps;
    layout.steps[steps.start as usize..steps.end as usize].iter().flat_map(Clone::clone)
}

/// Calls, then nodes behind them by their number: each after everything that it leads to.
fn callees_first(layout: &Layout) -> Result<Vec<usize>, Unsound> {
    let calls = layout.calls.len();
    let all = calls + layout.nodes.len();
    if edges(layout) > MOST_EDGES {
        return unsound("the nodes share their calls too often").map(|()| Vec::new());
    }
    // How many things lead to each, then Kahn's algorithm: callers first, and turned round.
    let next = |at: usize| -> Box<dyn Iterator<Item = usize> + '_> {
        match layout.calls.get(at) {
            Some(call) => {
                let instead = match call.fallback {
                    Fallback::Instead(other) => Some(other as usize),
                    Fallback::Fail | Fallback::Degrade => None,
                };
                Box::new(std::iter::once(calls + call.to as usize).chain(instead))
            }
            None => Box::new(called(layout, at - calls).map(|call| call as usize)),
        }
    };
    let mut callers = vec![0u32; all];
    (0..all).flat_map(next).for_each(|to| callers[to] += 1);
    let mut order: Vec<usize> = (0..all).filter(|at| callers[*at] == 0).collect();
    let mut done = 0;
    while let Some(at) = order.get(done).copied() {
        done += 1;
        for to in next(at) {
            callers[to] -= 1;
            if callers[to] == 0 {
                order.push(to);
            }
        }
    }
    if order.len() < all {
        return unsound("a call comes back to itself").map(|()| Vec::new());
    }
    order.reverse();
    Ok(order)
}

/// How many edges there are, without following them.
fn edges(layout: &Layout) -> usize {
    let mut before = vec![0usize];
    for step in &layout.steps {
        before.push(before.last().copied().unwrap_or_default().saturating_add(step.len()));
    }
    let of_nodes =
        layout.nodes.iter().map(|node| before[node.steps.end as usize] - before[node.steps.start as usize]);
    of_nodes.fold(2 * layout.calls.len(), usize::saturating_add)
}
