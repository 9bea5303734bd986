//! Importance of events: each measure answers another question, so all of them are given.

use super::Solution;
use crate::fault_tree::EventId;
use crate::probabilities::Probabilities;

/// What an event means to a top. Q is the probability of the top, q that of the event, Q(1) and Q(0) that of the top when
/// the event is certain and when it is impossible.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Importance {
    /// The event.
    pub event: EventId,
    /// Q(1) − Q(0): how exposed the top is to the event, however good that is itself.
    pub birnbaum: f64,
    /// Birnbaum × q / Q: the share of failures that would go if the event never happened. Equals 1 − 1/RRW.
    pub criticality: f64,
    /// Fussell–Vesely by cut sets: the probabilities of the minimal cut sets that contain the event, summed, over the sum
    /// for all minimal cut sets. `None` when not all minimal cut sets could be had.
    pub fussell_vesely: Option<f64>,
    /// q × Q(1) / Q: the chance that the event has happened, given the top has.
    pub diagnosis: f64,
    /// Risk achievement worth, Q(1) / Q: how much worse it is while the event lasts.
    pub raw: f64,
    /// Risk reduction worth, Q / Q(0): the best that can be gained; infinite when every failure needs the event.
    pub rrw: f64,
}

/// A difference smaller than this share of its parts has lost digits and is worked out anew.
const CANCELS: f64 = 1e-3;

impl Solution {
    /// Every measure for every event the top depends on, by event. `None` when the top is only known within bounds. With
    /// Q = 0 the ratios mean nothing and are not a number.
    #[must_use]
    pub fn importance(&self, top: usize, q: &Probabilities) -> Option<Vec<Importance>> {
        let birnbaum = self.birnbaum(top, q)?;
        let total = self.probability(top, q).exact()?;
        let cut_sets = self.cut_sets(top);
        let weights = cut_sets.largest_order().is_none().then(|| {
            let all = cut_sets.weight(q);
            cut_sets.weight_by_event(q).into_iter().map(|weight| weight / all).collect::<Vec<f64>>()
        });
        let of = |event: EventId| {
            let (slope, own) = (birnbaum[event.index()], q.of(event));
            let with = self.kept_exact(total + (1.0 - own) * slope, total, top, event, true, q);
            let without = self.kept_exact(total - own * slope, total, top, event, false, q);
            Importance {
                event,
                birnbaum: slope,
                criticality: slope * own / total,
                fussell_vesely: weights.as_ref().map(|weights| weights[event.index()]),
                diagnosis: own * with / total,
                raw: with / total,
                rrw: total / without,
            }
        };
        Some(self.events_of(top).into_iter().map(of).collect())
    }

    /// The probability of the top with an event settled, by difference where that keeps its digits.
    fn kept_exact(
        &self,
        difference: f64,
        total: f64,
        top: usize,
        event: EventId,
        happens: bool,
        q: &Probabilities,
    ) -> f64 {
        if difference > CANCELS * total {
            return difference;
        }
        self.probability(top, &q.with(event, happens)).lower()
    }

    /// The events a top depends on, ascending. Empty when it is only known within bounds.
    #[must_use]
    pub fn events_of(&self, top: usize) -> Vec<EventId> {
        let Some((diagram, root)) = self.exact(top) else { return Vec::new() };
        let below = diagram.below(root);
        let asked = diagram.steps.iter().zip(&below).skip(2).filter(|(_, below)| **below);
        let mut events: Vec<EventId> = asked
            .filter_map(|(step, _)| match diagram.variables[step.level as usize] {
                crate::bdd::Variable::Event(event) => Some(event),
                crate::bdd::Variable::Module(_) => None,
            })
            .collect();
        events.sort_unstable();
        events.dedup();
        events
    }
}
