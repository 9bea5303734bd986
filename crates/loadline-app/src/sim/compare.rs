//! `sim compare`: two models, or two scenarios of one, run with the same random numbers, and what differs run by run.
//!
//! Random numbers are keyed by what they are for, so that what both sides have meets the same luck: the differences of pairs of runs
//! are much narrower than those of runs by themselves.

mod figures;
mod sides;

pub use figures::{Change as Shift, FigurePair};
pub use sides::Sides;

use super::study::Answer;
use super::{Hands, Interrupted};
use crate::load::Failure;
use figures::{Figures, components, journeys};
use loadline_sim::{Crew as _, Job};
use sides::Pair;
use std::path::Path;
use std::sync::Arc;

/// What differs between two sides.
#[derive(Debug, Clone, PartialEq)]
pub struct PairedReport {
    /// What the first one is called.
    pub a: String,
    /// What the second one is called.
    pub b: String,
    /// The scenario of both; `None` for every journey at its peak, or where the two are scenarios.
    pub scenario: Option<String>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// Pairs of runs.
    pub runs: u32,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// Runs of each side that were ended early, since too much was under way.
    pub ended_early: (usize, usize),
    /// Journeys that both have, with their figures.
    pub journeys: Vec<(String, Vec<FigurePair>)>,
    /// Components that both have, with their utilisation.
    pub components: Vec<(String, FigurePair)>,
    /// Journeys and components that only the first one has, as `journeys/order`.
    pub only_a: Vec<String>,
    /// The same of the second.
    pub only_b: Vec<String>,
}

impl PairedReport {
    /// Every figure with the id of what it belongs to.
    pub fn figures(&self) -> impl Iterator<Item = (&str, &FigurePair)> {
        let journeys =
            self.journeys.iter().flat_map(|(id, all)| all.iter().map(move |one| (id.as_str(), one)));
        journeys.chain(self.components.iter().map(|(id, one)| (id.as_str(), one)))
    }

    /// Whether something is worse in the second.
    #[must_use]
    pub fn is_worse(&self) -> bool {
        self.figures().any(|(_, figure)| figure.change == Shift::Worse)
    }
}

/// Compares two sides: see [`Sides`]. `path` is the model that is at hand.
///
/// # Errors
/// When a side cannot be found, or a change of it cannot be made.
pub fn compare(
    path: &Path,
    sides: &Sides<'_>,
    seed: u64,
    runs: Option<u32>,
    hands: &mut Hands<'_>,
) -> Result<Answer<PairedReport>, Failure> {
    let Pair { a, b, scenario } = match sides::find(path, sides)? {
        Ok(pair) => pair,
        Err((sources, faults)) => return Ok(Answer::Faults(sources, faults)),
    };
    let runs = runs.unwrap_or(a.prepared.compiled.runs.max(b.prepared.compiled.runs));
    let each = [&a, &b].map(|side| {
        let layout = Arc::new(side.prepared.compiled.layout.clone());
        Job::replications(&layout, side.prepared.settings(seed), runs)
    });
    // Side by side, so that what is done when it is stopped are pairs.
    let [first, second] = each;
    let jobs: Vec<Job> = first.into_iter().zip(second).flat_map(|(a, b)| [a, b]).collect();
    let mut found: Vec<Option<Figures>> = jobs.iter().map(|_| None).collect();
    hands.work(&jobs, &mut |place, tally| {
        let side = if place % 2 == 0 { &a } else { &b };
        found[place] = Some(Figures::of(&side.prepared.compiled, &tally));
    });
    hands.settled()?;
    let pairs: Vec<(&Figures, &Figures)> =
        found.chunks(2).filter_map(|pair| Some((pair.first()?.as_ref()?, pair.get(1)?.as_ref()?))).collect();
    let early = |side: fn(&(&Figures, &Figures)) -> bool| pairs.iter().filter(|pair| side(pair)).count();
    let (in_a, in_b) = (&a.prepared.compiled, &b.prepared.compiled);
    let names = |side: &loadline_sim::compile::Compiled| -> Vec<String> {
        let stations = side.layout.stations.iter().map(|station| format!("components/{}", station.name));
        side.journeys.iter().map(|id| format!("journeys/{id}")).chain(stations).collect()
    };
    let (known_a, known_b) = (names(in_a), names(in_b));
    let only = |one: &[String], other: &[String]| -> Vec<String> {
        one.iter().filter(|name| !other.contains(name)).cloned().collect()
    };
    Ok(Answer::Found(PairedReport {
        scenario,
        seed,
        runs: u32::try_from(pairs.len()).unwrap_or(u32::MAX),
        interrupted: hands.interrupted(Some(jobs.len())),
        ended_early: (early(|(a, _)| a.overflowed), early(|(_, b)| b.overflowed)),
        journeys: journeys(in_a, in_b, &pairs),
        components: components(in_a, in_b, &pairs),
        only_a: only(&known_a, &known_b),
        only_b: only(&known_b, &known_a),
        a: a.name,
        b: b.name,
    }))
}
