//! `blast`: what the loss of one component or place does, now, later and for good.

mod arrows;
mod hit;
mod left_over;
mod overview;

pub use hit::{Change, Hit, NewSinglePoint};
pub use left_over::LeftOver;
pub use overview::{Overview, Row, overview};

use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use arrows::Arrows;
use hit::{changes, hits};
use left_over::left_over;
use loadline_base::{Diagnostic, Sources, did_you_mean};
use loadline_depend::{Blast, Losses, Strength, Thing, lies_in};
use loadline_model::{ComponentId, Model};
use std::collections::BTreeSet;
use std::path::Path;

/// What came of asking for a blast radius.
#[derive(Debug)]
pub struct BlastReport {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there is no answer.
    pub faults: Vec<Diagnostic>,
    /// The answer.
    pub radius: Option<Radius>,
}

/// What the loss of one thing does.
#[derive(Debug, Clone, PartialEq)]
pub struct Radius {
    /// Its id.
    pub name: String,
    /// What it is, in a word.
    pub word: &'static str,
    /// How many journeys there are.
    pub journeys: usize,
    /// Journeys from which arrows lead to it: what a search along every arrow would call affected.
    pub by_arrows: usize,
    /// Journeys that fail, first those that fail first.
    pub failed: Vec<Hit>,
    /// Journeys that degrade and do not fail.
    pub degraded: Vec<Hit>,
    /// What becomes a single point of failure while it is gone.
    pub new_single_points: Vec<NewSinglePoint>,
    /// Journeys that go on and fail more often without it.
    pub changes: Vec<Change>,
    /// Journeys that go on and are known only within bounds: how much more often they fail cannot be said.
    pub unsolved: Vec<String>,
    /// Who calls it or stands in it.
    pub callers: Vec<String>,
    /// Everything that depends on it, over any number of arrows.
    pub dependents: usize,
    /// What is left over, should it be deleted.
    pub left_over: LeftOver,
    /// Edges that do not say whether their caller fails with them: what is not certain takes them as hard.
    pub unsaid: usize,
}

/// What the loss of the component or place `id` does.
///
/// # Errors
/// When there is no model, or nothing of this name in it.
pub fn blast(path: &Path, id: &str) -> Result<BlastReport, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(BlastReport { sources, faults: reading.faults, radius: None });
    }
    let model = &reading.model;
    let thing = Thing::find(model, id).ok_or_else(|| nothing_called(model, id))?;
    let radius = of_thing(model, thing);
    Ok(BlastReport { sources, faults: Vec::new(), radius: Some(radius) })
}

pub(crate) fn nothing_called(model: &Model, id: &str) -> Failure {
    let names: Vec<&str> = Thing::all(model).map(|thing| thing.name(model)).collect();
    let hint = match did_you_mean(id, names.iter().copied()) {
        Some(close) => format!("did you mean `{close}`?"),
        None => "`loadline graph` shows what there is".to_owned(),
    };
    Failure::new(format!("no component and no domain is called `{id}`"), hint)
}

pub(crate) fn of_thing<'m>(model: &'m Model, thing: Thing<'m>) -> Radius {
    let engines = Engines::of(model);
    let solved = engines.solved(Strength::Hard);
    let blast: Blast<'m> = Losses::of(&solved.failures).blast(thing);
    let (mut failed, mut degraded) = hits(&engines, &solved, thing, &blast);
    let unsaid = engines.unsaid_strengths();
    let (changes, unsolved) = changes(&engines, &solved, thing, &failed);
    if unsaid > 0 {
        mark_uncertain(&engines, thing, &mut failed, &mut degraded);
    }
    Radius {
        name: thing.name(model).to_owned(),
        word: thing.word(model),
        journeys: solved.failures.journeys.len(),
        by_arrows: Arrows::of(&engines).reach(model, thing),
        new_single_points: hit::new_single_points(&solved.failures, &blast),
        changes,
        unsolved,
        failed,
        degraded,
        callers: callers(model, thing),
        dependents: dependents(model, thing).len(),
        left_over: left_over(&engines, thing),
        unsaid,
    }
}

/// Finds out which journeys are hit even when every edge of unknown strength is soft.
fn mark_uncertain<'m>(engines: &Engines<'m>, thing: Thing<'m>, failed: &mut [Hit], degraded: &mut [Hit]) {
    let least = engines.failures(Strength::Soft);
    let (fails, degrades) = Losses::of(&least).reach(thing);
    let named = |journeys: &[usize], hit: &Hit| {
        journeys.iter().any(|journey| least.journeys[*journey].id == hit.journey)
    };
    for hit in failed {
        hit.certain = named(&fails, hit);
    }
    for hit in degraded {
        hit.certain = named(&degrades, hit) || named(&fails, hit);
    }
}

fn callers(model: &Model, thing: Thing<'_>) -> Vec<String> {
    match thing {
        Thing::Component(id) => {
            let mut names: Vec<String> = model.callers(id).map(|edge| edge.from.name.to_owned()).collect();
            names.dedup();
            names
        }
        Thing::Place(place) => inside(model, place).map(|component| component.name.to_owned()).collect(),
    }
}

/// Components that name a place, or one around or inside it.
fn inside<'m>(model: &'m Model, place: &str) -> impl Iterator<Item = loadline_model::Component<'m>> {
    let place = place.to_owned();
    model.components().filter(move |component| {
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let named = spread.or(common.domain.as_ref()).map(|named| named.id.as_str());
        named.is_some_and(|named| lies_in(model, named, &place) || lies_in(model, &place, named))
    })
}

/// Everything that depends on a thing, over any number of arrows.
pub(crate) fn dependents(model: &Model, thing: Thing<'_>) -> BTreeSet<ComponentId> {
    let mut open: Vec<ComponentId> = match thing {
        Thing::Component(id) => vec![id],
        Thing::Place(place) => inside(model, place).map(|component| component.id).collect(),
    };
    let mut found: BTreeSet<ComponentId> = match thing {
        Thing::Component(_) => BTreeSet::new(),
        Thing::Place(_) => open.iter().copied().collect(),
    };
    while let Some(id) = open.pop() {
        open.extend(model.callers(id).map(|edge| edge.from.id).filter(|caller| found.insert(*caller)));
    }
    found
}
