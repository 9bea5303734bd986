//! Bounds where no order fits the budget: a function that implies the top, and one that the top implies.
//!
//! Gates are built as pairs of such functions. Whatever grows too large loses the nodes that matter least: below they
//! become "no", above "yes". Both stay bounds for every probability; the typical ones only say what matters.

use super::apply::Bdd;
use super::diagram::{Diagram, Variable};
use super::store::{Full, NodeId};
use crate::circuit::{Circuit, Heuristic, Op, Order, Wire};
use crate::probabilities::Probabilities;

/// Nodes a function may keep at most, and as a share of the budget; less is tried when even that does not fit.
const MOST_KEPT: usize = 20_000;
const SHARES: [usize; 4] = [40, 400, 4_000, 40_000];
/// What an event is taken to have when nothing typical is said.
const UNKNOWN: f64 = 0.01;

/// Diagrams below and above the only top of a circuit.
pub(crate) fn bounded(
    circuit: &Circuit,
    nodes: usize,
    steps: &mut u64,
    typical: Option<&Probabilities>,
) -> (Diagram, Diagram) {
    let mut plain = circuit.clone();
    plain.modules.fill(false);
    for share in SHARES {
        let keep = (nodes.min(MOST_KEPT * SHARES[0]) / share).max(16);
        // Half of what is left, so that something is left for the smaller ones.
        let allowed = *steps / 2;
        let mut bounding = Bounding::new(&plain, keep, (nodes, allowed), typical);
        let before = bounding.bdd.steps_left();
        let top = bounding.top();
        *steps -= before - bounding.bdd.steps_left();
        if let Ok((lower, upper)) = top {
            let finished =
                |root| Diagram::of(bounding.bdd.store(), &[root], bounding.variables(), plain.first.len());
            return (finished(lower), finished(upper));
        }
    }
    let nothing = Bdd::new(2, 0);
    let constant =
        |value| Diagram::of(nothing.store(), &[NodeId::constant(value)], Vec::new(), plain.first.len());
    (constant(false), constant(true))
}

/// A function that implies the node, and one that the node implies.
type Pair = (NodeId, NodeId);

struct Bounding<'c> {
    circuit: &'c Circuit,
    order: Order,
    bdd: Bdd,
    limit: usize,
    keep: usize,
    /// Typical probability at each level.
    q: Vec<f64>,
    found: Vec<Pair>,
}

impl<'c> Bounding<'c> {
    fn new(
        circuit: &'c Circuit,
        keep: usize,
        (limit, steps): (usize, u64),
        typical: Option<&Probabilities>,
    ) -> Self {
        let order = Order::of(circuit, Heuristic::HeavyFirst);
        let chance = |wire: &Wire| match (circuit.node(*wire).op, typical) {
            (Op::Event(event), Some(typical)) => typical.of(event),
            _ => UNKNOWN,
        };
        let q = order.variables.iter().map(chance).collect();
        let mut found = vec![(NodeId::FALSE, NodeId::FALSE); circuit.nodes.len()];
        found[1] = (NodeId::TRUE, NodeId::TRUE);
        Self { circuit, order, bdd: Bdd::new(limit, steps), limit, keep, q, found }
    }

    fn variables(&self) -> Vec<Variable> {
        let first = self.circuit.first.iter().map(|event| Some(*event)).chain(std::iter::repeat(None));
        let of = |(wire, first): (&Wire, Option<crate::fault_tree::EventId>)| match (
            self.circuit.node(*wire).op,
            first,
        ) {
            (Op::Event(event), _) | (_, Some(event)) => Variable::Event(event),
            _ => Variable::Module(NodeId::FALSE),
        };
        self.order.variables.iter().zip(first).map(of).collect()
    }

    fn top(&mut self) -> Result<Pair, Full> {
        let needed = self.circuit.reached();
        for index in (2..self.circuit.nodes.len()).filter(|index| needed[*index]) {
            let wire = Wire(u32::try_from(index).map_err(|_| Full)?);
            // Members of a circle see the others as unknown: "no" below, "yes" above, which bounds any fixed point.
            if let Some(circle) = self.circuit.circle(wire)
                && circle.start == index
            {
                self.found[circle.clone()].fill((NodeId::FALSE, NodeId::TRUE));
            }
            self.found[index] = self.node(wire)?;
            self.collect(&mut []);
        }
        Ok(self.found[self.circuit.tops[0].index()])
    }

    fn node(&mut self, wire: Wire) -> Result<Pair, Full> {
        let node = self.circuit.node(wire);
        let inputs: Vec<Pair> = node.inputs.iter().map(|input| self.found[input.index()]).collect();
        match node.op {
            Op::Constant(value) => Ok((NodeId::constant(value), NodeId::constant(value))),
            Op::Event(_) => {
                let variable = self.bdd.variable(self.order.level(wire))?;
                Ok((variable, variable))
            }
            Op::Or => self.fold(&inputs, NodeId::FALSE, Bdd::or),
            Op::And => self.fold(&inputs, NodeId::TRUE, Bdd::and),
            Op::AtLeast(needed) => self.at_least(needed as usize, &inputs),
            Op::Not => Ok((self.bdd.not(inputs[0].1)?, self.bdd.not(inputs[0].0)?)),
            Op::Xor => self.odd(&inputs),
        }
    }

    fn fold(
        &mut self,
        inputs: &[Pair],
        neutral: NodeId,
        operation: fn(&mut Bdd, NodeId, NodeId) -> Result<NodeId, Full>,
    ) -> Result<Pair, Full> {
        // The deepest input is taken first; what is built so far lies at the end, where it is renamed with the rest.
        let mut held = inputs.to_vec();
        held.sort_by_key(|input| self.bdd.store().level(input.0));
        held.push((neutral, neutral));
        while let [.., input, all] = held[..] {
            let lower = operation(&mut self.bdd, input.0, all.0)?;
            let same = input.0 == input.1 && all.0 == all.1;
            let upper = if same { lower } else { operation(&mut self.bdd, input.1, all.1)? };
            held.truncate(held.len() - 2);
            held.push(self.pruned((lower, upper))?);
            self.collect(&mut held);
        }
        Ok(held[0])
    }

    fn at_least(&mut self, needed: usize, inputs: &[Pair]) -> Result<Pair, Full> {
        let mut row = vec![(NodeId::FALSE, NodeId::FALSE); needed + 1];
        row[0] = (NodeId::TRUE, NodeId::TRUE);
        for input in inputs {
            for j in (1..=needed).rev() {
                let lower = self.bdd.choose(input.0, row[j - 1].0, row[j].0)?;
                let upper = self.bdd.choose(input.1, row[j - 1].1, row[j].1)?;
                row[j] = self.pruned((lower, upper))?;
            }
        }
        Ok(row[needed])
    }

    /// Exactly one of two, for certain and possibly, input by input.
    fn odd(&mut self, inputs: &[Pair]) -> Result<Pair, Full> {
        let mut all = (NodeId::FALSE, NodeId::FALSE);
        for input in inputs {
            let one = |bdd: &mut Bdd, a: NodeId, not_b: NodeId| {
                let not = bdd.not(not_b)?;
                bdd.and(a, not)
            };
            let (a, b) = (one(&mut self.bdd, input.0, all.1)?, one(&mut self.bdd, all.0, input.1)?);
            let lower = self.bdd.or(a, b)?;
            let (a, b) = (one(&mut self.bdd, input.1, all.0)?, one(&mut self.bdd, all.1, input.0)?);
            let upper = self.bdd.or(a, b)?;
            all = self.pruned((lower, upper))?;
        }
        Ok(all)
    }

    fn pruned(&mut self, (lower, upper): Pair) -> Result<Pair, Full> {
        let low = self.bdd.pruned(lower, false, self.keep, &self.q)?;
        let high = self.bdd.pruned(upper, true, self.keep, &self.q)?;
        Ok((low, high))
    }

    /// Throws away what neither a finished node nor `held` needs, once half of the budget is used.
    fn collect(&mut self, held: &mut [Pair]) {
        if self.bdd.store().len() <= self.limit / 2 {
            return;
        }
        let pairs = self.found.iter().chain(held.iter());
        let mut live: Vec<NodeId> = pairs.flat_map(|pair| [pair.0, pair.1]).collect();
        self.bdd.collect(&mut live);
        let pairs = self.found.iter_mut().chain(held.iter_mut());
        pairs.zip(live.chunks_exact(2)).for_each(|(pair, live)| *pair = (live[0], live[1]));
    }
}
