//! What a journey's downtime is made of: how much less there were, were one thing or one kind of trouble perfect.

use super::{Solved, Top};
use crate::cause::{Basis, CauseId, CauseKind, Subject};
use crate::fault_tree::EventId;
use crate::solution::Solution;
use crate::thing::Thing;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Contributors whose share is worked out exactly; those that add less are told to first order.
const EXACTLY: usize = 24;

/// Shares that are the same in so many parts of one are equal.
const ALIKE: f64 = 1e9;

/// Whom a share of the downtime belongs to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contributor<'m> {
    /// A component or place with everything that breaks in it.
    Thing(Thing<'m>),
    /// The use of an edge: a fallback that does not work. By the edge's id path.
    Edge(String),
    /// A kind of trouble, wherever it strikes: `bad deploys`.
    Kind(&'static str),
}

/// What one contributor adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution<'m> {
    /// Whom it belongs to.
    pub of: Contributor<'m>,
    /// Share of the journey's unavailability that would be gone, were it perfect: (Q − Q without) ÷ Q, the criticality
    /// importance of the group. Shares of things that only fail together add up to more than 1.
    pub share: f64,
    /// What the largest of its figures rests on.
    pub basis: Basis,
    /// The figures behind it.
    pub formulas: Vec<String>,
}

impl<'m> Solved<'m> {
    /// What each thing adds to the downtime of a journey, most first.
    #[must_use]
    pub fn by_thing(&self, journey: usize, top: Top) -> Vec<Contribution<'m>> {
        self.grouped(journey, top, |id| {
            let cause = self.failures.cause(id);
            if !cause.kind.is_fault() {
                return None;
            }
            Some(match &cause.of {
                Subject::Component(component) => Contributor::Thing(Thing::Component(component.id)),
                Subject::Place(place) => Contributor::Thing(Thing::Place(place)),
                Subject::Edge(edge) => Contributor::Edge(edge.path()),
            })
        })
    }

    /// What each kind of trouble adds, most first.
    #[must_use]
    pub fn by_kind(&self, journey: usize, top: Top) -> Vec<Contribution<'m>> {
        self.grouped(journey, top, |id| {
            let cause = self.failures.cause(id);
            let external = matches!(cause.of, Subject::Component(component)
                if component.kind() == loadline_model::ComponentKind::External);
            match cause.kind {
                CauseKind::Used => None,
                CauseKind::Itself if external => Some(Contributor::Kind("external services")),
                kind => Some(Contributor::Kind(kind.word())),
            }
        })
    }

    /// The figures of a top that nobody stated, in words, in the order of their causes.
    #[must_use]
    pub fn guesses(&self, journey: usize, top: Top) -> Vec<String> {
        let told = |id: CauseId| {
            let cause = self.failures.cause(id);
            format!("{}: {}", cause.describe(), cause.formula.trim_start_matches("guess: "))
        };
        self.guessed(journey, top).into_iter().map(told).collect()
    }

    /// The causes of a top whose figures nobody stated.
    #[must_use]
    pub fn guessed(&self, journey: usize, top: Top) -> Vec<CauseId> {
        let Some(index) = self.top(journey, top) else { return Vec::new() };
        let mut found: Vec<CauseId> = self
            .solution
            .events_of(index)
            .into_iter()
            .map(|event| self.failures.of_event[event.index()].0)
            .filter(|cause| self.failures.cause(*cause).basis == Basis::Guess)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn grouped(
        &self,
        journey: usize,
        top: Top,
        group: impl Fn(CauseId) -> Option<Contributor<'m>>,
    ) -> Vec<Contribution<'m>> {
        let Some(index) = self.top(journey, top) else { return Vec::new() };
        // One pass for each group, so only over what this top needs.
        let alone = self.solution.alone(index);
        let mut q = self.stated.clone();
        let all = alone.probability(0, &q).upper();
        if all <= 0.0 {
            return Vec::new();
        }
        let mut groups: BTreeMap<Contributor<'m>, Vec<CauseId>> = BTreeMap::new();
        for cause in self.causes_of(&alone) {
            if let Some(of) = group(cause) {
                groups.entry(of).or_default().push(cause);
            }
        }
        // To first order by Birnbaum importance; only the largest are worth a pass over the diagram each.
        let birnbaum = alone.birnbaum(0, &q);
        let bands = |causes: &[CauseId]| -> Vec<EventId> {
            let bands = causes.iter().flat_map(|cause| &self.failures.cause(*cause).bands);
            bands.map(|band| band.event).collect()
        };
        let estimate = |causes: &[CauseId]| -> f64 {
            let added =
                |event: EventId| birnbaum.as_ref().map_or(0.0, |b| b[event.index()] * self.stated.of(event));
            bands(causes).into_iter().map(added).sum()
        };
        let mut groups: Vec<(Contributor<'m>, Vec<CauseId>, f64)> = groups
            .into_iter()
            .map(|(of, causes)| {
                let sum = estimate(&causes);
                (of, causes, sum)
            })
            .collect();
        groups.sort_by(|a, b| b.2.total_cmp(&a.2));
        let mut found: Vec<Contribution<'m>> = Vec::with_capacity(groups.len());
        for (place, (of, causes, sum)) in groups.into_iter().enumerate() {
            let without = if place < EXACTLY || birnbaum.is_none() {
                let bands = bands(&causes);
                bands.iter().for_each(|event| q.settle(*event, false));
                let without = alone.probability(0, &q).upper();
                bands.iter().for_each(|event| q.copy(*event, &self.stated));
                without
            } else {
                all - sum.min(all)
            };
            let figures = || causes.iter().map(|cause| self.failures.cause(*cause));
            let largest = figures().max_by(|a, b| a.unavailability.total_cmp(&b.unavailability));
            let basis = largest.map_or(Basis::Stated, |cause| cause.basis);
            let mut formulas: Vec<String> = figures().map(|cause| cause.formula.clone()).collect();
            formulas.dedup();
            found.push(Contribution { of, share: ((all - without) / all).max(0.0), basis, formulas });
        }
        // What differs by rounding alone is equal, and stands in the order of things.
        let rank = |part: &Contribution<'_>| (part.share * ALIKE).round();
        found.sort_by(|a, b| rank(b).total_cmp(&rank(a)).then_with(|| a.of.cmp(&b.of)));
        found
    }

    /// The causes of the only top of a solution, in the order in which their first events stand.
    fn causes_of(&self, alone: &Solution) -> Vec<CauseId> {
        let mut seen = FxHashSet::default();
        let causes = alone.events_of(0).into_iter().map(|event| self.failures.of_event[event.index()].0);
        causes.filter(|cause| seen.insert(*cause)).collect()
    }
}
