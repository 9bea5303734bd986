//! Random fault trees: every kind of gate, shared gates, inputs named twice, circles without negation.

use loadline_depend::fault_tree::{EventId, FaultTree, GateId, GateKind, Term};

/// A tree with what an independent evaluation needs to know about it.
pub(crate) struct RandomTree {
    pub(crate) tree: FaultTree,
    pub(crate) events: Vec<EventId>,
    /// Gates in groups: gates refer to earlier groups and, in a circle, to their own.
    pub(crate) groups: Vec<Vec<GateId>>,
    pub(crate) tops: Vec<Term>,
    pub(crate) chances: Vec<f64>,
}

/// A plain generator of random numbers: the same seed gives the same tree.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((bits ^ (bits >> 31)) % (limit as u64)).unwrap()
    }

    pub(crate) fn chance(&mut self) -> f64 {
        let digits = f64::from(u32::try_from(self.below(1_000_001)).unwrap()) / 1e6;
        match self.below(6) {
            0 => digits * 1e-9,
            1 => digits * 1e-4,
            2 => 1.0,
            _ => digits,
        }
    }
}

/// The tree with this seed.
pub(crate) fn random_tree(seed: u64, most_events: usize, coherent: bool) -> RandomTree {
    let mut dice = Dice(seed.wrapping_mul(0x5851_F42D_4C95_7F2D));
    let mut tree = FaultTree::default();
    let events: Vec<EventId> = (0..1 + dice.below(most_events)).map(|_| tree.event()).collect();
    let chances = events.iter().map(|_| dice.chance()).collect();
    let mut known: Vec<Term> = events.iter().map(|event| Term::Event(*event)).collect();
    let mut groups = Vec::new();
    for _ in 0..1 + dice.below(12) {
        let circle = dice.below(4) == 0;
        let size = if circle { 2 + dice.below(5) } else { 1 };
        let group: Vec<GateId> = (0..size).map(|_| tree.gate(GateKind::Or, Vec::new())).collect();
        for gate in &group {
            let mut inputs: Vec<Term> = (0..1 + dice.below(5)).map(|_| pick(&mut dice, &known)).collect();
            if circle {
                let within = |dice: &mut Dice| Term::Gate(group[dice.below(group.len())]);
                (0..1 + dice.below(2)).for_each(|_| inputs.push(within(&mut dice)));
            }
            let (kind, inputs) = kind(&mut dice, inputs, coherent || circle);
            tree.define(*gate, kind, inputs);
        }
        known.extend(group.iter().map(|gate| Term::Gate(*gate)));
        groups.push(group);
    }
    let last = known[known.len() - 1];
    let tops = vec![last, known[dice.below(known.len())], pick(&mut dice, &known)];
    RandomTree { tree, events, groups, tops, chances }
}

fn pick(dice: &mut Dice, known: &[Term]) -> Term {
    match dice.below(40) {
        0 => Term::Constant(false),
        1 => Term::Constant(true),
        // Recent gates more often, so that trees grow deep.
        roll if roll < 20 => known[known.len() - 1 - dice.below(known.len().min(4))],
        _ => known[dice.below(known.len())],
    }
}

fn kind(dice: &mut Dice, inputs: Vec<Term>, coherent: bool) -> (GateKind, Vec<Term>) {
    match dice.below(if coherent { 8 } else { 11 }) {
        0..=2 => (GateKind::Or, inputs),
        3..=5 => (GateKind::And, inputs),
        6 | 7 => (GateKind::AtLeast(u32::try_from(dice.below(inputs.len() + 2)).unwrap()), inputs),
        8 => (GateKind::Not, inputs[..1].to_vec()),
        _ => (GateKind::Xor, inputs),
    }
}
