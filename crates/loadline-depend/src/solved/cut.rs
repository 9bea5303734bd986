//! The most probable ways a journey fails: minimal cut sets, told by causes.

use super::{Solved, Top};
use crate::age::Age;
use crate::cause::{Basis, CauseId};

/// Causes that together fail a journey, none of them superfluous.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// What must coincide.
    pub events: Vec<CutEvent>,
    /// Share of time that it does.
    pub probability: f64,
}

/// One cause in a cut.
#[derive(Debug, Clone, PartialEq)]
pub struct CutEvent {
    /// The cause.
    pub cause: CauseId,
    /// In words, with how long it must last where that matters.
    pub text: String,
    /// What its figure rests on.
    pub basis: Basis,
    /// The figure.
    pub formula: String,
}

impl Solved<'_> {
    /// The most probable cuts of a journey. An outage that matters both when short and when long is told once.
    #[must_use]
    pub fn most_probable(&self, journey: usize, top: Top, most: usize) -> Vec<Cut> {
        let Some(index) = self.top(journey, top) else { return Vec::new() };
        let mut found: Vec<(Vec<(CauseId, Age)>, f64)> = Vec::new();
        // Bands of one cause give several cuts that read alike; enough are asked for to fill the list after merging.
        for cut in self.solution.cut_sets(index).most_probable(most.saturating_mul(6), &self.stated) {
            let mut causes: Vec<(CauseId, Age)> = cut
                .events
                .iter()
                .map(|event| {
                    let (cause, band) = self.failures.of_event[event.index()];
                    (cause, self.failures.cause(cause).bands[band].age)
                })
                .filter(|(cause, _)| self.failures.cause(*cause).kind.is_fault())
                .collect();
            causes.sort_unstable();
            match found.iter_mut().find(|(known, _)| same(known, &causes)) {
                Some((known, probability)) => {
                    // The youngest band includes the older ones.
                    for (known, other) in known.iter_mut().zip(&causes) {
                        known.1 = known.1.min(other.1);
                    }
                    *probability += cut.probability;
                }
                None => found.push((causes, cut.probability)),
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1));
        found.truncate(most);
        // What is a millionth of the whole is noise.
        let whole: f64 = found.iter().map(|(_, probability)| probability).sum();
        found.retain(|(_, probability)| *probability > whole * 1e-6);
        found.into_iter().map(|(causes, probability)| self.told(&causes, probability)).collect()
    }

    fn told(&self, causes: &[(CauseId, Age)], probability: f64) -> Cut {
        let event = |(id, age): &(CauseId, Age)| {
            let cause = self.failures.cause(*id);
            let words = cause.describe();
            let text = match age.time() {
                time if time.is_zero() => words,
                time => format!("{words} for longer than {time}"),
            };
            CutEvent { cause: *id, text, basis: cause.basis, formula: cause.formula.clone() }
        };
        Cut { events: causes.iter().map(event).collect(), probability }
    }
}

fn same(a: &[(CauseId, Age)], b: &[(CauseId, Age)]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.0 == b.0)
}
