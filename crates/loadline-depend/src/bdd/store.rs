//! The arena of nodes with its unique table, and a cache of operations that forgets.

/// Index of a node. Children always have smaller indices than their parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) u32);

impl NodeId {
    /// False; as a family of sets, the empty family.
    pub(crate) const FALSE: Self = Self(0);
    /// True; as a family of sets, the family of the empty set alone.
    pub(crate) const TRUE: Self = Self(1);

    pub(crate) const fn constant(value: bool) -> Self {
        if value { Self::TRUE } else { Self::FALSE }
    }

    pub(crate) const fn is_constant(self) -> bool {
        self.0 < 2
    }

    pub(crate) const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The budget of nodes or steps is used up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Full;

/// The level of constants, below every variable.
pub(crate) const BOTTOM: u32 = u32::MAX;

#[derive(Debug, Clone, Copy)]
struct Node {
    level: u32,
    lo: NodeId,
    hi: NodeId,
    /// The next node in the same bucket; 0 ends the chain.
    next: u32,
}

/// Nodes, each combination of level and children once.
#[derive(Debug)]
pub(crate) struct Store {
    nodes: Vec<Node>,
    buckets: Vec<u32>,
    limit: usize,
}

impl Store {
    /// An arena that may hold this many nodes.
    pub(crate) fn new(limit: usize) -> Self {
        let constant = Node { level: BOTTOM, lo: NodeId::FALSE, hi: NodeId::FALSE, next: 0 };
        Self { nodes: vec![constant; 2], buckets: vec![0; 1 << 8], limit: limit.min(u32::MAX as usize) }
    }

    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn level(&self, node: NodeId) -> u32 {
        self.nodes[node.index()].level
    }

    pub(crate) fn lo(&self, node: NodeId) -> NodeId {
        self.nodes[node.index()].lo
    }

    pub(crate) fn hi(&self, node: NodeId) -> NodeId {
        self.nodes[node.index()].hi
    }

    /// Both children of a node seen from a level: itself twice where it does not ask there.
    pub(crate) fn children_at(&self, node: NodeId, level: u32) -> (NodeId, NodeId) {
        let found = &self.nodes[node.index()];
        if found.level == level { (found.lo, found.hi) } else { (node, node) }
    }

    /// The node with these parts, as they are: reduction is the caller's affair.
    pub(crate) fn unique(&mut self, level: u32, lo: NodeId, hi: NodeId) -> Result<NodeId, Full> {
        let bucket = self.bucket(level, lo, hi);
        let mut found = self.buckets[bucket];
        while found != 0 {
            let node = &self.nodes[found as usize];
            if node.level == level && node.lo == lo && node.hi == hi {
                return Ok(NodeId(found));
            }
            found = node.next;
        }
        if self.nodes.len() >= self.limit {
            return Err(Full);
        }
        let id = u32::try_from(self.nodes.len()).map_err(|_| Full)?;
        self.nodes.push(Node { level, lo, hi, next: self.buckets[bucket] });
        self.buckets[bucket] = id;
        if self.nodes.len() > self.buckets.len() {
            self.grow();
        }
        Ok(NodeId(id))
    }

    fn bucket(&self, level: u32, lo: NodeId, hi: NodeId) -> usize {
        (mix(level, lo.0, hi.0) >> (64 - self.buckets.len().trailing_zeros())) as usize
    }

    fn grow(&mut self) {
        self.buckets = vec![0; self.buckets.len() * 2];
        for id in 2..self.nodes.len() {
            let Node { level, lo, hi, .. } = self.nodes[id];
            let bucket = self.bucket(level, lo, hi);
            self.nodes[id].next = self.buckets[bucket];
            self.buckets[bucket] = u32::try_from(id).unwrap_or(0);
        }
    }
}

/// Spreads three numbers over 64 bits; the upper ones are the good ones.
fn mix(a: u32, b: u32, c: u32) -> u64 {
    let low = (u64::from(b) << 32 | u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (low ^ (low >> 29) ^ u64::from(a).wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    operation: u32,
    f: u32,
    g: u32,
    result: u32,
}

/// Results of operations on pairs of nodes. One entry a slot: a later result drives out an earlier one.
#[derive(Debug)]
pub(crate) struct Cache {
    entries: Vec<Entry>,
}

/// No operation has this number, so an empty slot never answers.
const EMPTY: Entry = Entry { operation: u32::MAX, f: 0, g: 0, result: 0 };
/// Slots at most; 256 MiB.
const MOST_SLOTS: usize = 1 << 24;

impl Cache {
    pub(crate) fn new() -> Self {
        Self { entries: vec![EMPTY; 1 << 10] }
    }

    pub(crate) fn get(&self, operation: u32, f: NodeId, g: NodeId) -> Option<NodeId> {
        let entry = &self.entries[self.slot(operation, f.0, g.0)];
        (entry.operation == operation && entry.f == f.0 && entry.g == g.0).then_some(NodeId(entry.result))
    }

    pub(crate) fn put(&mut self, operation: u32, f: NodeId, g: NodeId, result: NodeId) {
        let slot = self.slot(operation, f.0, g.0);
        self.entries[slot] = Entry { operation, f: f.0, g: g.0, result: result.0 };
    }

    /// Keeps as many slots as there are nodes, so that a small problem stays small.
    pub(crate) fn fit(&mut self, nodes: usize) {
        if nodes <= self.entries.len() || self.entries.len() >= MOST_SLOTS {
            return;
        }
        let larger = vec![EMPTY; self.entries.len() * 4];
        for entry in std::mem::replace(&mut self.entries, larger) {
            if entry.operation != EMPTY.operation {
                self.put(entry.operation, NodeId(entry.f), NodeId(entry.g), NodeId(entry.result));
            }
        }
    }

    fn slot(&self, operation: u32, f: u32, g: u32) -> usize {
        (mix(operation, f, g) >> (64 - self.entries.len().trailing_zeros())) as usize
    }
}
