//! Diagrams of functions, and the operations on them. Every operation keeps a stack of its own: depth costs memory only.

use super::store::{BOTTOM, Cache, Full, NodeId, Store};

/// A binary operation on functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
enum Operation {
    And = 0,
    Or = 1,
    Xor = 2,
}

/// A step of an operation under way.
#[derive(Debug, Clone, Copy)]
enum Task {
    /// Find the result for two functions.
    Find(NodeId, NodeId),
    /// Make the node for them from the last two results.
    Make { level: u32, f: NodeId, g: NodeId },
}

/// Diagrams under one order of levels.
#[derive(Debug)]
pub(crate) struct Bdd {
    store: Store,
    cache: Cache,
    tasks: Vec<Task>,
    results: Vec<NodeId>,
    steps_left: u64,
    limit: usize,
}

/// Steps allowed for each node of the budget: a cache that forgets may make work without making nodes.
const STEPS_PER_NODE: u64 = 40;
/// Steps that a pass which weighs and sorts nodes is worth for each of them.
const STEPS_PER_PASS: u64 = 4;

impl Bdd {
    /// Diagrams of this many nodes together, those in passing included, made in so many steps.
    pub(crate) fn new(limit: usize, steps: u64) -> Self {
        Self {
            store: Store::new(limit),
            cache: Cache::new(),
            tasks: Vec::new(),
            results: Vec::new(),
            steps_left: steps.min((limit as u64).saturating_mul(STEPS_PER_NODE)),
            limit,
        }
    }

    /// Diagrams of no function yet under the same budget, of which as many steps are used.
    pub(crate) fn emptied(&self) -> Self {
        Self::new(self.limit, self.steps_left)
    }

    /// Takes off as many steps as a pass over this many nodes is worth.
    pub(crate) fn pass(&mut self, nodes: usize) -> Result<(), Full> {
        self.steps_left = self.steps_left.checked_sub(nodes as u64 * STEPS_PER_PASS).ok_or_else(|| {
            self.steps_left = 0;
            Full
        })?;
        Ok(())
    }

    /// How many steps there may still be.
    pub(crate) const fn steps_left(&self) -> u64 {
        self.steps_left
    }

    pub(crate) const fn store(&self) -> &Store {
        &self.store
    }

    /// How many nodes there may be.
    pub(crate) const fn limit(&self) -> usize {
        self.limit
    }

    /// The function "`hi` where the variable is true, `lo` where it is false". Both must lie below the level.
    pub(crate) fn make(&mut self, level: u32, lo: NodeId, hi: NodeId) -> Result<NodeId, Full> {
        if lo == hi { Ok(lo) } else { self.store.unique(level, lo, hi) }
    }

    pub(crate) fn variable(&mut self, level: u32) -> Result<NodeId, Full> {
        self.make(level, NodeId::FALSE, NodeId::TRUE)
    }

    pub(crate) fn and(&mut self, f: NodeId, g: NodeId) -> Result<NodeId, Full> {
        self.apply(Operation::And, f, g)
    }

    pub(crate) fn or(&mut self, f: NodeId, g: NodeId) -> Result<NodeId, Full> {
        self.apply(Operation::Or, f, g)
    }

    pub(crate) fn xor(&mut self, f: NodeId, g: NodeId) -> Result<NodeId, Full> {
        self.apply(Operation::Xor, f, g)
    }

    pub(crate) fn not(&mut self, f: NodeId) -> Result<NodeId, Full> {
        self.apply(Operation::Xor, f, NodeId::TRUE)
    }

    /// "`g` where `f` holds, `h` elsewhere", where `h` implies `g`.
    pub(crate) fn choose(&mut self, f: NodeId, g: NodeId, h: NodeId) -> Result<NodeId, Full> {
        let level = self.store.level(f);
        let plain = self.store.lo(f) == NodeId::FALSE && self.store.hi(f) == NodeId::TRUE && level != BOTTOM;
        if plain && level < self.store.level(g).min(self.store.level(h)) {
            return self.make(level, h, g);
        }
        let both = self.and(f, g)?;
        self.or(both, h)
    }

    fn apply(&mut self, operation: Operation, f: NodeId, g: NodeId) -> Result<NodeId, Full> {
        self.tasks.clear();
        self.results.clear();
        self.tasks.push(Task::Find(f, g));
        while let Some(task) = self.tasks.pop() {
            match task {
                Task::Find(f, g) => self.find(operation, f, g)?,
                Task::Make { level, f, g } => {
                    // Every `Make` stands above the two `Find` that leave its results.
                    let hi = self.results.pop().unwrap_or(NodeId::FALSE);
                    let lo = self.results.pop().unwrap_or(NodeId::FALSE);
                    let made = self.make(level, lo, hi)?;
                    self.cache.put(operation as u32, f, g, made);
                    self.results.push(made);
                }
            }
        }
        self.cache.fit(self.store.len());
        Ok(self.results.pop().unwrap_or(NodeId::FALSE))
    }

    fn find(&mut self, operation: Operation, f: NodeId, g: NodeId) -> Result<(), Full> {
        let (f, g) = if f <= g { (f, g) } else { (g, f) };
        if let Some(known) = at_once(operation, f, g).or_else(|| self.cache.get(operation as u32, f, g)) {
            self.results.push(known);
            return Ok(());
        }
        self.steps_left = self.steps_left.checked_sub(1).ok_or(Full)?;
        let level = self.store.level(f).min(self.store.level(g));
        let (f_lo, f_hi) = self.store.children_at(f, level);
        let (g_lo, g_hi) = self.store.children_at(g, level);
        self.tasks.push(Task::Make { level, f, g });
        self.tasks.push(Task::Find(f_hi, g_hi));
        self.tasks.push(Task::Find(f_lo, g_lo));
        Ok(())
    }
}

/// Results that need no descent; `f` is not above `g`, so constants come first.
fn at_once(operation: Operation, f: NodeId, g: NodeId) -> Option<NodeId> {
    match operation {
        Operation::And if f == NodeId::FALSE => Some(NodeId::FALSE),
        Operation::And if f == NodeId::TRUE || f == g => Some(g),
        Operation::Or if f == NodeId::TRUE => Some(NodeId::TRUE),
        Operation::Or if f == NodeId::FALSE || f == g => Some(g),
        Operation::Xor if f == NodeId::FALSE => Some(g),
        Operation::Xor if f == g => Some(NodeId::FALSE),
        _ => None,
    }
}
