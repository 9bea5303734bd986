//! `availability`: how much of the time each journey fails, because of what, and whether it keeps its objectives.

mod journey;
mod objective;

pub use journey::{Cells, Downtime, JourneyAvailability, Late, Likely, Part, Way};
pub use objective::Verdict;

pub use loadline_depend::priors::PRIORS;

use crate::engines::Engines;
use crate::flow::no_journey;
use crate::load::{Failure, Loaded, load};
use journey::report;
use loadline_base::{Diagnostic, Sources};
use loadline_depend::{Solved, Strength};
use loadline_model::Model;
use std::path::Path;

/// What came of asking for availability.
#[derive(Debug)]
pub struct Availability {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there are no numbers.
    pub faults: Vec<Diagnostic>,
    /// Journey by journey, as written.
    pub journeys: Vec<JourneyAvailability>,
    /// What no number here contains.
    pub unmodelled: Vec<String>,
}

/// The availability of one journey of the model at `path`, or of all.
///
/// # Errors
/// When there is no model, or no such journey.
pub fn availability(path: &Path, journey: Option<&str>) -> Result<Availability, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        let faults = reading.faults;
        return Ok(Availability { sources, faults, journeys: Vec::new(), unmodelled: Vec::new() });
    }
    let model = &reading.model;
    let journeys = of_model(model, journey)?;
    Ok(Availability { sources, faults: Vec::new(), journeys, unmodelled: unmodelled(model) })
}

/// The availability of the journeys of a model.
pub(crate) fn of_model(model: &Model, journey: Option<&str>) -> Result<Vec<JourneyAvailability>, Failure> {
    let engines = Engines::of(model);
    if let Some(id) = journey.filter(|id| engines.flows.of(id).is_none()) {
        return Err(no_journey(model, id));
    }
    let most = engines.solved_for(journey, Strength::Hard);
    let least = (engines.unsaid_strengths() > 0).then(|| engines.solved_for(journey, Strength::Soft));
    Ok(reports(&engines, &most, least.as_ref()))
}

fn reports<'m>(
    engines: &Engines<'m>,
    most: &Solved<'m>,
    least: Option<&Solved<'m>>,
) -> Vec<JourneyAvailability> {
    let spreads = most.spreads();
    let points = loadline_depend::single_points(&most.failures);
    let journeys = spreads.iter().enumerate();
    journeys.map(|(index, spread)| report(engines, most, least, index, spread.as_ref(), &points)).collect()
}

/// What no fault tree knows of, said with every answer.
fn unmodelled(model: &Model) -> Vec<String> {
    let mut words = vec![
        "overload and retry storms (a matter of simulation)".to_owned(),
        "partial slowness".to_owned(),
        "wrong data".to_owned(),
        "human error outside deploys".to_owned(),
        "attacks".to_owned(),
    ];
    let placed = |component: &loadline_model::Component<'_>| {
        let common = component.common();
        common.domain.is_some() || common.replicas.as_ref().is_some_and(|replicas| replicas.spread.is_some())
    };
    let ours = |component: &loadline_model::Component<'_>| {
        component.kind() != loadline_model::ComponentKind::External
    };
    let homeless = model.components().filter(|component| ours(component) && !placed(component)).count();
    if homeless > 0 {
        let noun = if homeless == 1 { "component" } else { "components" };
        words.insert(0, format!("the place of {homeless} {noun} that name no failure domain"));
    }
    words
}
