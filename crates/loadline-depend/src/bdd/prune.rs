//! Makes functions smaller by giving up what matters least, and arenas smaller by giving up what nothing needs.

use super::apply::Bdd;
use super::store::{Full, NodeId};

impl Bdd {
    /// A function of about `keep` nodes: the others, those through which the least probability would be lost, become
    /// the constant `to`. With "no" it implies the old function, with "yes" the old one implies it.
    pub(crate) fn pruned(&mut self, root: NodeId, to: bool, keep: usize, q: &[f64]) -> Result<NodeId, Full> {
        let nodes = self.below(root);
        self.pass(nodes.len())?;
        if nodes.len() <= keep {
            return Ok(root);
        }
        let place = |node: NodeId| nodes.binary_search(&node).ok();
        // What each node would add if it were not the constant: the way to it, times how often it differs.
        let mut differs: Vec<f64> = Vec::with_capacity(nodes.len());
        let constant = |node: NodeId| if (node == NodeId::TRUE) == to { 0.0 } else { 1.0 };
        for node in &nodes {
            let (lo, hi) = (self.store().lo(*node), self.store().hi(*node));
            let x = q[self.store().level(*node) as usize];
            let of = |child: NodeId| place(child).map_or_else(|| constant(child), |place| differs[place]);
            differs.push(x * of(hi) + (1.0 - x) * of(lo));
        }
        let mut reach = vec![0.0; nodes.len()];
        reach[nodes.len() - 1] = 1.0;
        for index in (0..nodes.len()).rev() {
            let x = q[self.store().level(nodes[index]) as usize];
            for (child, share) in
                [(self.store().lo(nodes[index]), 1.0 - x), (self.store().hi(nodes[index]), x)]
            {
                if let Some(child) = place(child) {
                    reach[child] += share * reach[index];
                }
            }
        }
        let mut losses: Vec<(f64, usize)> =
            reach.iter().zip(&differs).map(|(reach, differs)| reach * differs).zip(0..).collect();
        losses.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let mut kept = vec![false; nodes.len()];
        losses.iter().take(keep).for_each(|(_, index)| kept[*index] = true);
        let mut made: Vec<NodeId> = Vec::with_capacity(nodes.len());
        for (node, kept) in nodes.iter().zip(kept) {
            let (level, lo, hi) = (self.store().level(*node), self.store().lo(*node), self.store().hi(*node));
            let of = |child: NodeId| place(child).map_or(child, |place| made[place]);
            let (lo, hi) = (of(lo), of(hi));
            made.push(if kept { self.make(level, lo, hi)? } else { NodeId::constant(to) });
        }
        Ok(made.last().copied().unwrap_or(root))
    }

    /// The inner nodes of a function, children first.
    fn below(&self, root: NodeId) -> Vec<NodeId> {
        let mut met = rustc_hash::FxHashSet::default();
        let mut open = vec![root];
        while let Some(node) = open.pop() {
            if !node.is_constant() && met.insert(node) {
                open.extend([self.store().lo(node), self.store().hi(node)]);
            }
        }
        let mut nodes: Vec<NodeId> = met.into_iter().collect();
        nodes.sort_unstable();
        nodes
    }

    /// Begins a new arena with these functions alone, and renames them. Steps stay used.
    pub(crate) fn collect(&mut self, live: &mut [NodeId]) {
        let mut needed = vec![false; self.store().len()];
        let mut open = live.to_vec();
        while let Some(node) = open.pop() {
            if !node.is_constant() && !std::mem::replace(&mut needed[node.index()], true) {
                open.extend([self.store().lo(node), self.store().hi(node)]);
            }
        }
        let mut fresh = self.emptied();
        let mut map = vec![NodeId::FALSE; needed.len()];
        map[1] = NodeId::TRUE;
        for (id, _) in (0..).zip(&needed).filter(|(_, needed)| **needed) {
            let old = NodeId(id);
            let (lo, hi) = (map[self.store().lo(old).index()], map[self.store().hi(old).index()]);
            // A part of an arena fits an arena of the same size.
            map[old.index()] = fresh.make(self.store().level(old), lo, hi).unwrap_or(NodeId::FALSE);
        }
        live.iter_mut().for_each(|node| *node = map[node.index()]);
        *self = fresh;
    }
}
