//! Gathers what a plan is judged by: the model, its flows, what engines work out and what rules say.

use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use crate::recorded::recorded;
use loadline_base::{Date, Diagnostic, Sources};
use loadline_capacity::SystemCapacity;
use loadline_check::Selection;
use loadline_depend::{Solved, Strength, Top};
use loadline_evidence::{Quantity, Recording};
use loadline_plan::{Downtime, Facts};
use std::path::Path;

/// A model judged by something, or what is wrong with its text.
#[derive(Debug)]
pub struct Judged<T> {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text, or what came of it.
    pub outcome: Result<T, Vec<Diagnostic>>,
}

/// Loads the model at `path`, runs engines and rules over it, and hands all of it to `judge`, with the journeys as fault trees.
///
/// # Errors
/// When there is no model to be read.
pub(crate) fn with_facts<T>(
    path: &Path,
    today: Date,
    judge: impl FnOnce(&Facts<'_>, &Solved<'_>) -> T,
) -> Result<Judged<T>, Failure> {
    let loaded = load(path)?;
    let recorded =
        if loaded.reading.faults.is_empty() { recorded(path, &loaded.reading.model)? } else { None };
    Ok(judged(loaded, recorded.as_ref(), today, judge))
}

/// Like [`with_facts`], for a model that is loaded already.
pub(super) fn judged<T>(
    loaded: Loaded,
    recorded: Option<&Recording>,
    today: Date,
    judge: impl FnOnce(&Facts<'_>, &Solved<'_>) -> T,
) -> Judged<T> {
    let Loaded { sources, reading, .. } = loaded;
    if !reading.faults.is_empty() {
        return Judged { sources, outcome: Err(reading.faults) };
    }
    let model = &reading.model;
    let engines = Engines::of(model);
    let capacity = SystemCapacity::of(model, &engines.flows, today);
    let outages = engines.solved(Strength::Hard);
    let downtimes = downtimes(&outages);
    // Every rule is selected: an empty list of selectors takes all.
    let outcome = match Selection::new(Vec::new(), Vec::new()) {
        Ok(all) => loadline_check::check_with(model, &sources, &all, today, recorded),
        Err(_) => loadline_check::Outcome::default(),
    };
    let facts = Facts {
        model,
        flows: &engines.flows,
        capacity: &capacity,
        downtimes: &downtimes,
        findings: &outcome.findings,
        questions: &outcome.questions,
        recorded,
        today,
    };
    let outcome = judge(&facts, &outages);
    Judged { sources, outcome: Ok(outcome) }
}

/// How long each journey is down. Edges that do not say their strength are taken as hard.
fn downtimes(solved: &Solved<'_>) -> Vec<Downtime> {
    let journeys = solved.failures.journeys.iter().enumerate();
    journeys
        .filter_map(|(index, journey)| {
            let failed = solved.unavailability(index, Top::Failed)?.upper();
            let formula = "fault tree of everything the journey cannot do without";
            let failed = Quantity::computed("share of time failed", failed, "1", formula);
            Some(Downtime { journey: journey.id.to_owned(), failed })
        })
        .collect()
}
