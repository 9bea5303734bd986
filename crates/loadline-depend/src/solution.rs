//! Fault trees solved: exact probabilities, importance and minimal cut sets of every top, or bounds where the budget does
//! not reach. Never a silent number.

mod between;
mod importance;
mod split;

pub use importance::Importance;
pub use split::Share;

use crate::bdd::{Budget, Diagram, NodeId, race};
use crate::circuit::{NegatedCircle, circuit};
use crate::cut_sets::CutSets;
use crate::fault_tree::{EventId, FaultTree, Term};
use crate::probabilities::Probabilities;
use between::Between;

/// What solving may use and must keep.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Nodes of one attempt, of which there are several, each with another order of variables; and steps of all together.
    pub budget: Budget,
    /// Events that stay above all others in every order, so that [`Solution::split`] can part cases by them.
    pub first: Vec<EventId>,
    /// Typical probabilities. They change no exact result; where only bounds can be had, they say which parts matter.
    pub typical: Option<Probabilities>,
}

/// A probability, exact or between bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Probability {
    /// Exact, but for rounding.
    Exact(f64),
    /// Certainly between these two.
    Between {
        /// It is at least this.
        lower: f64,
        /// It is at most this.
        upper: f64,
    },
}

impl Probability {
    /// The least it can be.
    #[must_use]
    pub const fn lower(self) -> f64 {
        match self {
            Self::Exact(value) | Self::Between { lower: value, .. } => value,
        }
    }

    /// The most it can be.
    #[must_use]
    pub const fn upper(self) -> f64 {
        match self {
            Self::Exact(value) | Self::Between { upper: value, .. } => value,
        }
    }

    /// The value, when it is exact.
    #[must_use]
    pub const fn exact(self) -> Option<f64> {
        match self {
            Self::Exact(value) => Some(value),
            Self::Between { .. } => None,
        }
    }
}

/// Solved tops.
#[derive(Debug, Clone)]
pub struct Solution {
    parts: Vec<Part>,
    /// Which part holds each top, and where in it.
    places: Vec<(usize, usize)>,
    events: usize,
    coherent: bool,
    budget: Budget,
}

/// Tops solved together.
#[derive(Debug, Clone)]
enum Part {
    Exact(Diagram),
    /// One top, within bounds.
    Between(Box<Between>),
}

/// Steps with which a top alone is worth a race, and for a small one: those for each of its nodes.
const FEWEST_STEPS: u64 = 500_000;
const STEPS_PER_NODE: u64 = 100;

/// Solves every top: together, so that what they share is built once; one by one if that is too large.
///
/// # Errors
/// When gates refer to each other in a circle that passes a negation.
pub fn solve(tree: &FaultTree, tops: &[Term], options: &Options) -> Result<Solution, NegatedCircle> {
    let circuit = circuit(tree, tops, &options.first)?;
    let mut solution = Solution {
        parts: Vec::new(),
        places: Vec::new(),
        events: tree.event_count(),
        coherent: circuit.is_coherent(),
        budget: options.budget,
    };
    let Budget { nodes, steps } = options.budget;
    // Two thirds for solving all together, the rest for what is left to do when that is too much.
    let mut together = steps - steps / 3;
    if let Ok(diagram) = race(&circuit, nodes, &mut together) {
        solution.parts.push(Part::Exact(diagram));
        solution.places = (0..tops.len()).map(|top| (0, top)).collect();
        return Ok(solution);
    }
    let mut left = steps / 3 + together;
    for top in 0..tops.len() {
        let alone = circuit.for_top(top);
        // What one top leaves of its share is for those after it.
        let mut share = left / (tops.len() - top) as u64;
        left -= share;
        let mut racing = share / 2;
        // A single top has had its race already, and a few steps are better spent on bounds.
        let fewest = FEWEST_STEPS.min(steps / 4).min(alone.nodes.len() as u64 * STEPS_PER_NODE);
        let worth = tops.len() > 1 && racing >= fewest;
        let raced = if worth { race(&alone, nodes, &mut racing).ok() } else { None };
        share = share - share / 2 + racing;
        let part = raced.map_or_else(
            || Part::Between(Box::new(Between::of(alone, nodes, &mut share, options.typical.as_ref()))),
            Part::Exact,
        );
        left += share;
        solution.places.push((solution.parts.len(), 0));
        solution.parts.push(part);
    }
    Ok(solution)
}

impl Solution {
    /// The diagram of a top and its root in it, when it is solved exactly.
    fn exact(&self, top: usize) -> Option<(&Diagram, NodeId)> {
        let (part, place) = self.places[top];
        match &self.parts[part] {
            Part::Exact(diagram) => Some((diagram, diagram.tops[place])),
            Part::Between(_) => None,
        }
    }

    /// The probability of a top.
    #[must_use]
    pub fn probability(&self, top: usize, q: &Probabilities) -> Probability {
        let (part, place) = self.places[top];
        match &self.parts[part] {
            Part::Exact(diagram) => Probability::Exact(chance(diagram, diagram.tops[place], q)),
            Part::Between(between) => {
                let (lower, upper) = between.probability(q);
                Probability::Between { lower, upper }
            }
        }
    }

    /// One top alone, as top 0: what is asked of it then costs what it needs, not what the other tops need.
    #[must_use]
    pub(crate) fn alone(&self, top: usize) -> Self {
        let part = match &self.parts[self.places[top].0] {
            Part::Exact(diagram) => Part::Exact(diagram.alone(diagram.tops[self.places[top].1])),
            between @ Part::Between(_) => between.clone(),
        };
        Self { parts: vec![part], places: vec![(0, 0)], ..*self }
    }

    /// The probabilities of some tops that are solved exactly, in one pass over what they share; nothing is worked out for
    /// the others, and a top that is only known within bounds counts as impossible.
    #[must_use]
    pub(crate) fn exact_probabilities(&self, tops: &[usize], q: &Probabilities) -> Vec<f64> {
        let mut last: Vec<Option<NodeId>> = vec![None; self.parts.len()];
        for top in tops {
            let root = self.exact(*top).map(|(_, root)| root);
            let last = &mut last[self.places[*top].0];
            *last = root.max(*last);
        }
        let chances = self.parts.iter().zip(last).map(|(part, last)| match (part, last) {
            (Part::Exact(diagram), Some(last)) => diagram.chances(last, q),
            _ => Vec::new(),
        });
        let chances: Vec<Vec<f64>> = chances.collect();
        let of = |top: &usize| {
            let found = self.exact(*top).map(|(_, root)| chances[self.places[*top].0][root.index()]);
            found.unwrap_or(0.0)
        };
        tops.iter().map(of).collect()
    }

    /// The probability of every top, in one pass over what they share.
    #[must_use]
    pub fn probabilities(&self, q: &Probabilities) -> Vec<Probability> {
        let together = self.parts.iter().map(|part| match part {
            Part::Exact(diagram) => diagram.tops.iter().max().map(|last| diagram.chances(*last, q)),
            Part::Between(_) => None,
        });
        let together: Vec<Option<Vec<f64>>> = together.collect();
        let of = |(top, (part, _)): (usize, &(usize, usize))| match (self.exact(top), &together[*part]) {
            (Some((_, root)), Some(chances)) => Probability::Exact(chances[root.index()]),
            _ => self.probability(top, q),
        };
        self.places.iter().enumerate().map(of).collect()
    }

    /// Birnbaum importance of every event for a top, by [`EventId::index`]: how much more probable the top is when the
    /// event is certain than when it is impossible. One pass up and one down. `None` when the top is only known within
    /// bounds.
    #[must_use]
    pub fn birnbaum(&self, top: usize, q: &Probabilities) -> Option<Vec<f64>> {
        let (diagram, root) = self.exact(top)?;
        Some(diagram.derivatives(root, q, self.events))
    }

    /// The minimal cut sets of a top. Where their diagram is larger than the budget, those up to the largest order that
    /// fits; see [`CutSets::largest_order`]. Of a top that is only known within bounds, those that a search comes to, the
    /// most probable first by [`Options::typical`]; see [`CutSets::are_a_selection`].
    #[must_use]
    pub fn cut_sets(&self, top: usize) -> CutSets {
        let (part, place) = self.places[top];
        match &self.parts[part] {
            Part::Exact(diagram) => {
                CutSets::of_diagram(diagram, diagram.tops[place], self.budget, self.coherent)
            }
            Part::Between(between) => between.cut_sets(self.budget),
        }
    }

    /// The events that alone make a top true: its cut sets of order 1. `None` when the top is only known within bounds or
    /// holds without any failure.
    #[must_use]
    pub fn single_points(&self, top: usize) -> Option<Vec<EventId>> {
        self.single_points_after(top, &[])
    }

    /// The events that alone make a top true once these have happened. `None` when the top is only known within bounds or
    /// holds already. Linear in the diagram of the top.
    #[must_use]
    pub fn single_points_after(&self, top: usize, failed: &[EventId]) -> Option<Vec<EventId>> {
        let (diagram, root) = self.exact(top)?;
        let mut failed = failed.to_vec();
        failed.sort_unstable();
        diagram.single_points(root, &failed)
    }

    /// Every top with some events settled: certain to have happened (`true`) or never to (`false`). What does not fit
    /// together (one event settled both ways) goes by the first.
    #[must_use]
    pub fn given(&self, settled: &[(EventId, bool)]) -> Self {
        let mut settled = settled.to_vec();
        settled.sort_by_key(|(event, _)| *event);
        settled.dedup_by_key(|(event, _)| *event);
        let parts = self.parts.iter().map(|part| match part {
            Part::Exact(diagram) => Part::Exact(diagram.given(&settled)),
            Part::Between(between) => Part::Between(Box::new(between.given(&settled))),
        });
        Self { parts: parts.collect(), places: self.places.clone(), ..*self }
    }

    /// Whether the top is solved exactly, not only within bounds.
    #[must_use]
    pub fn is_exact(&self, top: usize) -> bool {
        self.exact(top).is_some()
    }

    /// Nodes of the diagram of a top, modules included; of both bounds together where there are only bounds.
    #[must_use]
    pub fn nodes(&self, top: usize) -> usize {
        let (part, place) = self.places[top];
        let count =
            |diagram: &Diagram| diagram.below(diagram.tops[place]).iter().filter(|below| **below).count();
        match &self.parts[part] {
            Part::Exact(diagram) => count(diagram),
            Part::Between(between) => count(&between.lower) + count(&between.upper),
        }
    }
}

fn chance(diagram: &Diagram, root: NodeId, q: &Probabilities) -> f64 {
    diagram.chances(root, q)[root.index()]
}
