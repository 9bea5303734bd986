//! The blast radius of everything at once: which loss fails how many journeys.

use super::arrows::Arrows;
use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources};
use loadline_depend::{Losses, Strength, Thing};
use std::path::Path;

/// What came of asking for every blast radius.
#[derive(Debug)]
pub struct Overview {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there are no rows.
    pub faults: Vec<Diagnostic>,
    /// How many journeys there are.
    pub journeys: usize,
    /// One a component or place, the widest first.
    pub rows: Vec<Row>,
    /// Edges that do not say whether their caller fails with them: they were taken as hard.
    pub unsaid: usize,
}

/// The blast radius of one thing, in short.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its id.
    pub name: String,
    /// What it is, in a word.
    pub word: &'static str,
    /// Journeys that fail without it, sooner or later.
    pub failed: Vec<String>,
    /// Journeys that only degrade.
    pub degraded: Vec<String>,
    /// Journeys that a search along every arrow would call affected.
    pub by_arrows: usize,
    /// Requests a second on average of the journeys that fail, as far as they are known.
    pub average: Option<f64>,
}

/// The blast radius of every component and place of the model at `path`.
///
/// # Errors
/// When there is no model.
pub fn overview(path: &Path) -> Result<Overview, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        return Ok(Overview { sources, faults: reading.faults, journeys: 0, rows: Vec::new(), unsaid: 0 });
    }
    let model = &reading.model;
    let engines = Engines::of(model);
    let failures = engines.failures(Strength::Hard);
    let arrows = Arrows::of(&engines);
    let mut losses = Losses::of(&failures);
    let named = |journeys: Vec<usize>| -> Vec<String> {
        journeys.into_iter().map(|index| failures.journeys[index].id.to_owned()).collect()
    };
    let mut rows: Vec<Row> = Thing::all(model)
        .map(|thing| {
            let (failed, degraded) = losses.reach(thing);
            let rates = failed.iter().filter_map(|journey| {
                engines.flows.of(failures.journeys[*journey].id).and_then(loadline_flow::Flow::average)
            });
            Row {
                average: rates.reduce(|sum, rate| sum + rate),
                name: thing.name(model).to_owned(),
                word: thing.word(model),
                failed: named(failed),
                degraded: named(degraded),
                by_arrows: arrows.reach(model, thing),
            }
        })
        .collect();
    // Stable: what reaches as far stays in the order written.
    rows.sort_by_key(|row| std::cmp::Reverse((row.failed.len(), row.degraded.len())));
    Ok(Overview {
        sources,
        faults: Vec::new(),
        journeys: failures.journeys.len(),
        rows,
        unsaid: engines.unsaid_strengths(),
    })
}
