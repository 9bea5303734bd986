//! Minimal cut sets where no diagram of them fits: sought in the gates themselves, the way that looks most probable first
//! (the top-down method of Fussell and Vesely, MOCUS, as a best-first search). What is found is certain: every set has
//! been seen to make the top true, and no part of it does. What is not found is not claimed.

use crate::circuit::{Circuit, Op, Upwards, Wire};
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Sets sought at most, steps towards them, and events in one set.
const MOST: usize = 1_000;
const STEPS: usize = 300_000;
const LARGEST: usize = 500;
/// Goals remembered at most, some 40 bytes each.
const GOALS: usize = 4_000_000;
/// What an event is taken to have when nothing typical is said.
const UNKNOWN: f64 = 0.01;

/// Sets that were found.
pub(crate) struct Sought {
    /// The sets, each ascending; none contains another.
    pub(crate) sets: Vec<Vec<EventId>>,
    /// Whether there are no others.
    pub(super) all: bool,
}

/// Seeks minimal cut sets of the only top of a circuit without negations: `most` at most, in `steps` steps at most.
pub(crate) fn sought(
    circuit: &Circuit,
    typical: Option<&Probabilities>,
    most: usize,
    steps: usize,
) -> Sought {
    let mut search = Search::new(circuit, typical);
    let mut upwards = Upwards::new(circuit);
    let mut found = Sought { sets: Vec::new(), all: false };
    let mut known = FxHashSet::default();
    for _ in 0..steps.min(STEPS) {
        if found.sets.len() >= most.min(MOST) || search.rest.len() > GOALS {
            return found;
        }
        let Some(partial) = search.open.pop() else {
            found.all = !search.gave_up;
            return found;
        };
        if partial.rest != 0 {
            search.expand(&partial);
            continue;
        }
        let set = search.events(partial.taken);
        // An opened gate is taken for granted, so a circle may have justified itself: then nothing holds.
        if upwards.holds(set.iter().copied()) {
            let set = search.smallest(set, &mut upwards);
            if known.insert(set.clone()) {
                found.sets.push(set);
            }
        }
    }
    found
}

/// A node that must still become true: a gate by at least `needed` of its inputs from place `from` on.
#[derive(Clone, Copy)]
struct Goal {
    wire: Wire,
    needed: u32,
    from: u32,
}

/// A set on its way; lists are given by the place of their first entry, 0 being the empty one.
struct Partial {
    /// The product of the events taken, and of the best guess for each goal left.
    bound: f64,
    /// Found earlier goes first among equals, which keeps the order the same on every run.
    number: u64,
    product: f64,
    rest: usize,
    taken: usize,
    /// Events taken.
    order: usize,
    opened: usize,
}

/// Whether a list holds something.
fn holds<T: PartialEq>(list: &[(T, usize)], mut place: usize, sought: &T) -> bool {
    while place != 0 {
        if list[place].0 == *sought {
            return true;
        }
        place = list[place].1;
    }
    false
}

impl PartialEq for Partial {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Partial {}

impl PartialOrd for Partial {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Partial {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(other.number.cmp(&self.number))
    }
}

struct Search<'c> {
    circuit: &'c Circuit,
    typical: Option<&'c Probabilities>,
    /// About the most probable set of every node.
    best: Vec<f64>,
    /// The inputs of the gates met so far, best first.
    ranked: FxHashMap<Wire, Vec<Wire>>,
    /// Gates that a set may come to twice.
    shared: Vec<bool>,
    open: BinaryHeap<Partial>,
    /// Lists that share their tails: a goal, the best of it and all after it, the place of the tail.
    rest: Vec<(Goal, f64, usize)>,
    taken: Vec<(EventId, usize)>,
    opened: Vec<(Wire, usize)>,
    number: u64,
    /// Whether a set was dropped because it grew too large.
    gave_up: bool,
}

impl<'c> Search<'c> {
    fn new(circuit: &'c Circuit, typical: Option<&'c Probabilities>) -> Self {
        let mut uses = vec![0_u32; circuit.nodes.len()];
        circuit.nodes.iter().flat_map(|node| &node.inputs).for_each(|input| uses[input.index()] += 1);
        let mut shared: Vec<bool> = uses.into_iter().map(|uses| uses > 1).collect();
        circuit.circles.iter().for_each(|circle| shared[circle.clone()].fill(true));
        let nothing = Goal { wire: Wire::TRUE, needed: 0, from: 0 };
        let mut search = Self {
            circuit,
            typical,
            best: estimates(circuit, typical),
            ranked: FxHashMap::default(),
            shared,
            open: BinaryHeap::new(),
            rest: vec![(nothing, 1.0, 0)],
            taken: vec![(EventId(0), 0)],
            opened: vec![(Wire::TRUE, 0)],
            number: 0,
            gave_up: false,
        };
        let rest = search.all_of(circuit.tops[0], 0);
        search.push(
            &Partial { bound: 1.0, number: 0, product: 1.0, rest, taken: 0, order: 0, opened: 0 },
            rest,
        );
        search
    }

    /// The same set with other goals left.
    fn push(&mut self, partial: &Partial, rest: usize) {
        self.number += 1;
        let bound = partial.product * self.rest[rest].1;
        self.open.push(Partial { bound, number: self.number, rest, ..*partial });
    }

    /// A list of goals with one more in front.
    fn with(&mut self, goal: Goal, estimate: f64, rest: usize) -> usize {
        self.rest.push((goal, estimate * self.rest[rest].1, rest));
        self.rest.len() - 1
    }

    /// A list with a whole node in front.
    fn all_of(&mut self, wire: Wire, rest: usize) -> usize {
        let node = self.circuit.node(wire);
        let needed = match node.op {
            Op::And => u32::try_from(node.inputs.len()).unwrap_or(u32::MAX),
            Op::AtLeast(needed) => needed,
            _ => 1,
        };
        self.with(Goal { wire, needed, from: 0 }, self.best[wire.index()], rest)
    }

    /// Takes the first goal one step further.
    fn expand(&mut self, partial: &Partial) {
        let (goal, _, after) = self.rest[partial.rest];
        let (taken, opened, product) = (partial.taken, partial.opened, partial.product);
        match self.circuit.node(goal.wire).op {
            Op::Constant(false) | Op::Not | Op::Xor => {}
            Op::Constant(true) => self.push(partial, after),
            Op::Event(event) if holds(&self.taken, taken, &event) => self.push(partial, after),
            Op::Event(_) if partial.order == LARGEST => self.gave_up = true,
            Op::Event(event) => {
                self.taken.push((event, taken));
                let product = product * chance(self.typical, event);
                let (taken, order) = (self.taken.len() - 1, partial.order + 1);
                self.push(&Partial { taken, order, product, ..*partial }, after);
            }
            _ if goal.from == 0 && holds(&self.opened, opened, &goal.wire) => self.push(partial, after),
            op => {
                let mut opened = opened;
                if goal.from == 0 && self.shared[goal.wire.index()] {
                    self.opened.push((goal.wire, opened));
                    opened = self.opened.len() - 1;
                }
                self.open_gate(&Partial { opened, ..*partial }, op, goal, after);
            }
        }
    }

    fn open_gate(&mut self, partial: &Partial, op: Op, goal: Goal, after: usize) {
        if op == Op::And {
            let circuit = self.circuit;
            let inputs = circuit.node(goal.wire).inputs.iter();
            let rest = inputs.fold(after, |rest, input| self.all_of(*input, rest));
            return self.push(partial, rest);
        }
        self.rank(goal.wire);
        let inputs = &self.ranked[&goal.wire];
        let (from, needed) = (goal.from as usize, goal.needed as usize);
        let left = inputs.len() - from;
        let first = inputs[from];
        // Inputs are ranked, so the next ones are the best there are.
        let estimate = |from: usize, needed: usize| -> f64 {
            inputs[from..from + needed].iter().map(|input| self.best[input.index()]).product()
        };
        let others = (left > needed).then(|| estimate(from + 1, needed));
        let further = (needed > 1).then(|| estimate(from + 1, needed - 1));
        let next = goal.from + 1;
        let rest = match further {
            Some(further) => self.with(Goal { needed: goal.needed - 1, from: next, ..goal }, further, after),
            None => after,
        };
        let rest = self.all_of(first, rest);
        self.push(partial, rest);
        if let Some(others) = others {
            let rest = self.with(Goal { from: next, ..goal }, others, after);
            self.push(partial, rest);
        }
    }

    fn rank(&mut self, wire: Wire) {
        let best = &self.best;
        let circuit = self.circuit;
        self.ranked.entry(wire).or_insert_with(|| {
            let mut inputs = circuit.node(wire).inputs.clone();
            inputs.sort_by(|a, b| best[b.index()].total_cmp(&best[a.index()]));
            inputs
        });
    }

    /// The events of a list.
    fn events(&self, mut taken: usize) -> Vec<EventId> {
        let mut events = Vec::new();
        while taken != 0 {
            events.push(self.taken[taken].0);
            taken = self.taken[taken].1;
        }
        events
    }

    /// A set without what it does not need, the least probable left out first.
    fn smallest(&self, mut set: Vec<EventId>, upwards: &mut Upwards) -> Vec<EventId> {
        let chance = |event: &EventId| chance(self.typical, *event);
        set.sort_by(|a, b| chance(a).total_cmp(&chance(b)).then(a.cmp(b)));
        let mut place = 0;
        while place < set.len() {
            let others = set.iter().enumerate().filter(|(other, _)| *other != place);
            if upwards.holds(others.map(|(_, event)| *event)) {
                set.remove(place);
            } else {
                place += 1;
            }
        }
        set.sort_unstable();
        set
    }
}

fn chance(typical: Option<&Probabilities>, event: EventId) -> f64 {
    typical.map_or(UNKNOWN, |typical| typical.of(event))
}

/// Rounds through a circle at most; more would only make guesses better.
const ROUNDS: usize = 50;

/// About how probable the most probable set of every node is: an event shared by two inputs counts twice.
fn estimates(circuit: &Circuit, typical: Option<&Probabilities>) -> Vec<f64> {
    let mut best = vec![0.0; circuit.nodes.len()];
    let estimate = |best: &[f64], index: usize| {
        let node = &circuit.nodes[index];
        let inputs = node.inputs.iter().map(|input| best[input.index()]);
        match node.op {
            Op::Constant(value) => f64::from(u8::from(value)),
            Op::Event(event) => chance(typical, event),
            Op::And => inputs.product(),
            Op::AtLeast(needed) => {
                let mut inputs: Vec<f64> = inputs.collect();
                inputs.sort_by(|a, b| b.total_cmp(a));
                inputs.iter().take(needed as usize).product()
            }
            _ => inputs.fold(0.0, f64::max),
        }
    };
    let mut circles = circuit.circles.iter().peekable();
    let mut index = 0;
    while index < circuit.nodes.len() {
        let circle = circles.next_if(|circle| circle.start == index).cloned();
        let (end, rounds) = circle.map_or((index + 1, 1), |circle| (circle.end, ROUNDS));
        for _ in 0..rounds {
            (index..end).for_each(|node| best[node] = estimate(&best, node));
        }
        index = end;
    }
    best
}
