//! Diagrams with some events settled: certain to have happened, or certain never to.

use super::diagram::{Diagram, Step, Variable};
use super::store::{NodeId, Store};
use crate::fault_tree::EventId;

impl Diagram {
    /// The same tops under what is given (sorted by event). One pass over all nodes.
    pub(crate) fn given(&self, settled: &[(EventId, bool)]) -> Self {
        let mut settling = Settling {
            store: Store::new(usize::MAX),
            map: vec![NodeId::FALSE; self.steps.len()],
            modules: vec![None; self.variables.len()],
            from: self,
            settled,
        };
        settling.map[1] = NodeId::TRUE;
        for (index, step) in self.steps.iter().enumerate().skip(2) {
            settling.map[index] = settling.step(*step);
        }
        let variables =
            self.variables.iter().zip(&settling.modules).map(|(variable, module)| match variable {
                Variable::Module(_) => Variable::Module(module.map_or(NodeId::FALSE, |(root, _)| root)),
                event @ Variable::Event(_) => *event,
            });
        let tops: Vec<NodeId> = self.tops.iter().map(|top| settling.map[top.index()]).collect();
        Self::of(&settling.store, &tops, variables.collect(), self.first)
    }
}

struct Settling<'d> {
    from: &'d Diagram,
    settled: &'d [(EventId, bool)],
    store: Store,
    map: Vec<NodeId>,
    /// What became of the module at each level: its root, and whether it now stands for the opposite, because modules
    /// must be false as long as nothing fails.
    modules: Vec<Option<(NodeId, bool)>>,
}

impl Settling<'_> {
    fn step(&mut self, Step { level, lo, hi }: Step) -> NodeId {
        let (mut lo, mut hi) = (self.map[lo.index()], self.map[hi.index()]);
        match self.from.variables[level as usize] {
            Variable::Event(event) => {
                if let Ok(found) = self.settled.binary_search_by_key(&event, |(event, _)| *event) {
                    return if self.settled[found].1 { hi } else { lo };
                }
            }
            Variable::Module(root) => {
                let (root, opposite) = self.module(level, root);
                if opposite {
                    (lo, hi) = (hi, lo);
                }
                if root.is_constant() {
                    return if root == NodeId::TRUE { hi } else { lo };
                }
            }
        }
        if lo == hi { lo } else { self.make(level, lo, hi) }
    }

    fn module(&mut self, level: u32, root: NodeId) -> (NodeId, bool) {
        if let Some(known) = self.modules[level as usize] {
            return known;
        }
        let root = self.map[root.index()];
        let mut rest = root;
        while !rest.is_constant() {
            rest = self.store.lo(rest);
        }
        let opposite = rest == NodeId::TRUE;
        let found = (if opposite { self.opposite(root) } else { root }, opposite);
        self.modules[level as usize] = Some(found);
        found
    }

    fn opposite(&mut self, root: NodeId) -> NodeId {
        let mut opposite = vec![NodeId::TRUE, NodeId::FALSE];
        for id in (2..=root.0).map(NodeId) {
            let (level, lo, hi) = (self.store.level(id), self.store.lo(id), self.store.hi(id));
            let made = self.make(level, opposite[lo.index()], opposite[hi.index()]);
            opposite.push(made);
        }
        opposite[root.index()]
    }

    fn make(&mut self, level: u32, lo: NodeId, hi: NodeId) -> NodeId {
        // The limit of this arena is the number of its indices, which the diagram it is taken from has kept already.
        self.store.unique(level, lo, hi).unwrap_or(NodeId::FALSE)
    }
}
