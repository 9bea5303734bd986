//! `spof`: what fails a journey all by itself, what that costs, and what would end it.

mod remedy;

use crate::engines::Engines;
use crate::flow::no_journey;
use crate::load::{Failure, Loaded, load};
use loadline_base::{Diagnostic, Sources};
use loadline_depend::cause::MINUTES_A_YEAR;
use loadline_depend::{
    Contribution, Contributor, Losses, SinglePoint, Solved, Strength, Thing, Top, single_points,
};
use loadline_model::Model;
use remedy::remedies;
use std::path::Path;

/// What came of asking for single points of failure.
#[derive(Debug)]
pub struct Spof {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there is no answer.
    pub faults: Vec<Diagnostic>,
    /// The journeys that were looked at, with the minutes a year each fails.
    pub journeys: Vec<(String, f64)>,
    /// The union over those journeys: the widest and costliest first.
    pub points: Vec<Point>,
    /// Edges that do not say whether their caller fails with them: what is not certain takes them as hard.
    pub unsaid: usize,
}

/// A single point of failure.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its id.
    pub name: String,
    /// What it is, in a word.
    pub word: &'static str,
    /// Copies that run at peak, when somebody decided how many. They are lost together here.
    pub copies: Option<u64>,
    /// The journeys that fail without it.
    pub journeys: Vec<PointOf>,
    /// What would end it, one thing each.
    pub remedies: Vec<String>,
}

/// What a single point of failure does to one journey.
#[derive(Debug, Clone, PartialEq)]
pub struct PointOf {
    /// Id of the journey.
    pub journey: String,
    /// Seconds the journey holds out without it.
    pub after: f64,
    /// Minutes a year that would be gone, were it perfect.
    pub minutes: f64,
    /// The figures behind them.
    pub formulas: Vec<String>,
    /// Whether it is one even if every edge of unknown strength is soft.
    pub certain: bool,
}

impl Point {
    /// The most it costs one journey, minutes a year.
    #[must_use]
    pub fn minutes(&self) -> f64 {
        self.journeys.iter().map(|of| of.minutes).fold(0.0, f64::max)
    }
}

/// The single points of failure of one journey of the model at `path`, or of all.
///
/// # Errors
/// When there is no model, or no such journey.
pub fn spof(path: &Path, journey: Option<&str>) -> Result<Spof, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        let faults = reading.faults;
        return Ok(Spof { sources, faults, journeys: Vec::new(), points: Vec::new(), unsaid: 0 });
    }
    let engines = Engines::of(&reading.model);
    if let Some(id) = journey.filter(|id| engines.flows.of(id).is_none()) {
        return Err(no_journey(&reading.model, id));
    }
    let solved = engines.solved(Strength::Hard);
    let wanted: Vec<usize> = (0..solved.failures.journeys.len())
        .filter(|index| journey.is_none_or(|id| solved.failures.journeys[*index].id == id))
        .collect();
    let minutes = |index: usize| {
        let failed = solved.unavailability(index, Top::Failed);
        failed.map_or(0.0, |failed| failed.upper() * MINUTES_A_YEAR)
    };
    let journeys =
        wanted.iter().map(|index| (solved.failures.journeys[*index].id.to_owned(), minutes(*index)));
    let journeys = journeys.collect();
    let points = points(&engines, &solved, &wanted, minutes);
    Ok(Spof { sources, faults: Vec::new(), journeys, points, unsaid: engines.unsaid_strengths() })
}

fn points<'m>(
    engines: &Engines<'m>,
    solved: &Solved<'m>,
    wanted: &[usize],
    minutes: impl Fn(usize) -> f64,
) -> Vec<Point> {
    let model = engines.model;
    let least = (engines.unsaid_strengths() > 0).then(|| engines.failures(Strength::Soft));
    let certain = least.as_ref().map(single_points);
    let all = single_points(&solved.failures);
    let mut found: Vec<(Thing<'m>, Point)> = Vec::new();
    for &index in wanted {
        let parts = solved.by_thing(index, Top::Failed);
        for point in all.iter().filter(|point| point.journey == index) {
            let same = |other: &SinglePoint<'_>| other.thing == point.thing && other.journey == index;
            let part = parts.iter().find(|part| part.of == Contributor::Thing(point.thing));
            let of = PointOf {
                journey: solved.failures.journeys[index].id.to_owned(),
                after: point.after.as_secs_f64(),
                minutes: part.map_or(0.0, |part: &Contribution<'_>| part.share * minutes(index)),
                formulas: part.map(|part| part.formulas.clone()).unwrap_or_default(),
                certain: certain.as_ref().is_none_or(|certain| certain.iter().any(same)),
            };
            match found.iter_mut().find(|(thing, _)| *thing == point.thing) {
                Some((_, known)) => known.journeys.push(of),
                None => found.push((point.thing, described(engines, model, point.thing, of))),
            }
        }
    }
    let mut losses = Losses::of(&solved.failures);
    for (thing, point) in &mut found {
        point.remedies = remedies(engines, &mut losses, *thing, point);
    }
    let mut points: Vec<Point> = found.into_iter().map(|(_, point)| point).collect();
    // Stable: what is as wide and as costly stays in the order written.
    points.sort_by(|a, b| b.journeys.len().cmp(&a.journeys.len()).then(b.minutes().total_cmp(&a.minutes())));
    points
}

fn described(engines: &Engines<'_>, model: &Model, thing: Thing<'_>, of: PointOf) -> Point {
    let sizing = match thing {
        Thing::Component(id) => engines.sizings.get(id.index()),
        Thing::Place(_) => None,
    };
    Point {
        name: thing.name(model).to_owned(),
        word: thing.word(model),
        copies: sizing.filter(|sizing| sizing.counted).map(|sizing| sizing.running),
        journeys: vec![of],
        remedies: Vec::new(),
    }
}
