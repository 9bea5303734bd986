//! Families of sets as zero-suppressed diagrams, and the minimal solutions of a function as such a family
//! (Rauzy, "New algorithms for fault trees analysis", 1993).

use super::diagram::{Diagram, Step, Variable};
use super::store::{Cache, Full, NodeId, Store};

/// Families of sets under one order of levels.
#[derive(Debug)]
pub(crate) struct Families {
    store: Store,
    cache: Cache,
    /// Sizes of the smallest and the largest set of each node's family.
    sizes: Vec<(u32, u32)>,
    tasks: Vec<Task>,
    results: Vec<NodeId>,
    steps_left: u64,
}

#[derive(Debug, Clone, Copy)]
enum Task {
    /// Find the sets of the first family that contain none of the second.
    Find(NodeId, NodeId),
    /// Take them from the last result.
    Then(NodeId),
    /// Make the family for them from the last two results.
    Make(NodeId, NodeId),
}

/// Operations in the cache.
const WITHOUT: u32 = 0;
const TRUNCATED: u32 = 1;

impl Families {
    /// Families of this many nodes together, made in so many steps.
    pub(crate) fn new(limit: usize, steps: u64) -> Self {
        Self {
            store: Store::new(limit),
            cache: Cache::new(),
            sizes: vec![(u32::MAX, 0), (0, 0)],
            tasks: Vec::new(),
            results: Vec::new(),
            steps_left: steps,
        }
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// The sets of `lo`, and those of `hi` with the variable of this level added.
    pub(crate) fn make(&mut self, level: u32, lo: NodeId, hi: NodeId) -> Result<NodeId, Full> {
        if hi == NodeId::FALSE {
            return Ok(lo);
        }
        let made = self.store.unique(level, lo, hi)?;
        if made.index() == self.sizes.len() {
            let (lo, hi) = (self.sizes[lo.index()], self.sizes[hi.index()]);
            self.sizes.push((lo.0.min(hi.0.saturating_add(1)), lo.1.max(hi.1 + 1)));
        }
        Ok(made)
    }

    /// The sets of a family with at most `order` variables.
    fn truncated(&mut self, family: NodeId, order: u32) -> Result<NodeId, Full> {
        self.results.clear();
        let mut open = vec![(family, order, false)];
        while let Some((node, order, built)) = open.pop() {
            if node.is_constant() {
                self.results.push(node);
                continue;
            }
            self.step()?;
            let key = NodeId(order);
            if built {
                let hi = self.results.pop().unwrap_or(NodeId::FALSE);
                let lo = self.results.pop().unwrap_or(NodeId::FALSE);
                let made = self.make(self.store.level(node), lo, hi)?;
                self.cache.put(TRUNCATED, node, key, made);
                self.results.push(made);
            } else if let Some(known) = self.cache.get(TRUNCATED, node, key) {
                self.results.push(known);
            } else if order == 0 {
                open.push((self.store.lo(node), 0, false));
            } else {
                let (lo, hi) = (self.store.lo(node), self.store.hi(node));
                open.extend([(node, order, true), (hi, order - 1, false), (lo, order, false)]);
            }
        }
        Ok(self.results.pop().unwrap_or(NodeId::FALSE))
    }

    /// The sets of `from` that contain no set of `of`, of which none may contain another.
    pub(crate) fn without(&mut self, from: NodeId, of: NodeId) -> Result<NodeId, Full> {
        self.tasks.clear();
        self.results.clear();
        self.tasks.push(Task::Find(from, of));
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Find(from, of) => self.find(from, of)?,
                Task::Then(of) => {
                    let from = self.results.pop().unwrap_or(NodeId::FALSE);
                    self.find(from, of)?;
                }
                Task::Make(from, of) => {
                    let hi = self.results.pop().unwrap_or(NodeId::FALSE);
                    let lo = self.results.pop().unwrap_or(NodeId::FALSE);
                    let made = self.make(self.store.level(from), lo, hi)?;
                    self.cache.put(WITHOUT, from, of, made);
                    self.results.push(made);
                }
            }
        }
        self.cache.fit(self.store.len());
        Ok(self.results.pop().unwrap_or(NodeId::FALSE))
    }

    fn step(&mut self) -> Result<(), Full> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or(Full)?;
        Ok(())
    }

    fn find(&mut self, from: NodeId, mut of: NodeId) -> Result<(), Full> {
        // No set contains a larger one.
        if self.sizes[from.index()].1 < self.sizes[of.index()].0 {
            self.results.push(from);
            return Ok(());
        }
        // Sets that hold a variable above everything in `from` are contained in none of it.
        while !of.is_constant() && self.store.level(of) < self.store.level(from) {
            of = self.store.lo(of);
        }
        let at_once = match (from, of) {
            (NodeId::FALSE, _) | (_, NodeId::TRUE) => Some(NodeId::FALSE),
            (_, NodeId::FALSE) => Some(from),
            (from, of) if from == of => Some(NodeId::FALSE),
            _ => self.cache.get(WITHOUT, from, of),
        };
        if let Some(known) = at_once {
            self.results.push(known);
            return Ok(());
        }
        self.step()?;
        let (lo, hi) = (self.store.lo(from), self.store.hi(from));
        self.tasks.push(Task::Make(from, of));
        if self.store.level(of) == self.store.level(from) {
            let (of_lo, of_hi) = (self.store.lo(of), self.store.hi(of));
            self.tasks.extend([Task::Then(of_hi), Task::Find(hi, of_lo), Task::Find(lo, of_lo)]);
        } else {
            self.tasks.extend([Task::Find(hi, of), Task::Find(lo, of)]);
        }
        Ok(())
    }
}

impl Diagram {
    /// The minimal solutions of `root` as a family over the same levels, with the family of each module it asks for;
    /// only those of at most `largest` variables, if that is given. Takes the steps it uses off `steps`.
    pub(crate) fn minimal_solutions(
        &self,
        root: NodeId,
        limit: usize,
        steps: &mut u64,
        largest: Option<u32>,
    ) -> Result<Self, Full> {
        let mut families = Families::new(limit, *steps);
        let found = self.solutions_in(&mut families, root, largest);
        *steps = families.steps_left;
        let (root, variables) = found?;
        Ok(Self::of(families.store(), &[root], variables, self.first))
    }

    fn solutions_in(
        &self,
        families: &mut Families,
        root: NodeId,
        largest: Option<u32>,
    ) -> Result<(NodeId, Vec<Variable>), Full> {
        let needed = self.below(root);
        let mut family = vec![NodeId::FALSE; root.index().max(1) + 1];
        family[1] = NodeId::TRUE;
        for index in (2..=root.index()).filter(|index| needed[*index]) {
            let Step { level, lo, hi } = self.steps[index];
            let lo = family[lo.index()];
            let hi = match largest {
                Some(order) => families.truncated(family[hi.index()], order.saturating_sub(1))?,
                None => family[hi.index()],
            };
            let hi = families.without(hi, lo)?;
            family[index] = families.make(level, lo, hi)?;
        }
        let variables = self.variables.iter().map(|variable| match variable {
            Variable::Module(root) => {
                Variable::Module(family.get(root.index()).copied().unwrap_or(NodeId::FALSE))
            }
            event @ Variable::Event(_) => *event,
        });
        Ok((family[root.index()], variables.collect()))
    }
}
