//! A flow as a tree for people: every hop under its caller, repeated stations only opened the first time.

use crate::{Flow, Hop, HopKind, Station};

/// One line of the tree.
#[derive(Debug, Clone)]
pub struct Branch<'f, 'm> {
    /// Depth, 0 for the entry.
    pub depth: usize,
    /// The station.
    pub station: &'f Station<'m>,
    /// The hop that leads here; `None` for the entry.
    pub hop: Option<Hop<'m>>,
    /// Visits of this station through this hop, per request of the journey.
    pub visits: f64,
    /// Whether what is below it was shown before and is left out here.
    pub repeated: bool,
}

/// The lines of a flow's tree, depth first. A station's own hops are opened once, so the tree stays as small as the flow.
#[must_use]
pub fn tree<'f, 'm>(flow: &'f Flow<'m>) -> Vec<Branch<'f, 'm>> {
    let mut opened = vec![false; flow.stations.len()];
    let mut lines = Vec::new();
    let mut stack = vec![(0usize, 0usize, None::<Hop<'m>>, 1.0)];
    while let Some((index, depth, hop, visits)) = stack.pop() {
        let station = &flow.stations[index];
        let repeated = opened[index] && !station.is_leaf();
        lines.push(Branch { depth, station, hop, visits, repeated });
        if std::mem::replace(&mut opened[index], true) {
            continue;
        }
        for hop in in_order_of_steps(station).into_iter().rev() {
            let carried = station.taken(&hop);
            stack.push((hop.to.index(), depth + 1, Some(hop), carried));
        }
    }
    lines
}

/// Numbered steps first, in their order; everything else as written. Sorting is stable, so equal steps keep their order.
fn in_order_of_steps<'m>(station: &Station<'m>) -> Vec<Hop<'m>> {
    let mut hops: Vec<Hop<'m>> = station.hops().collect();
    hops.sort_by_key(|hop| match hop.kind {
        HopKind::Call(edge) => edge.need.step.as_ref().map_or(u64::MAX, |step| step.value.get()),
        HopKind::Delivery(_) | HopKind::Miss => u64::MAX,
    });
    hops
}
