//! `sim sweep`: a scenario at every point of a grid of values, each with the same random numbers, and where claims break.

mod parameter;

pub use parameter::Parameter;

use super::prepare::{Prepared, prepare};
use super::study::Answer;
use super::variant::{Change, changed, label};
use super::{ClaimRow, ComponentRow, Hands, Interrupted, JourneyRow, rows};
use crate::load::{Failure, Loaded, load};
use loadline_sim::analysis::Verdict;
use loadline_sim::claim::{Claim, judge};
use loadline_sim::compile::Assumption;
use loadline_sim::{Crew as _, Job, Tally};
use parameter::MOST_POINTS;
use std::path::Path;
use std::sync::Arc;

/// Runs of a sweep, at most.
const MOST_RUNS: usize = 100_000;

/// What a sweep found.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepReport {
    /// Id of the scenario; `None` for every journey at its peak.
    pub scenario: Option<String>,
    /// What is varied, in the order of the values of points.
    pub parameters: Vec<Parameter>,
    /// What the random numbers follow from.
    pub seed: u64,
    /// The points of which all runs were done, in the order of the grid: the last parameter changes first.
    pub points: Vec<SweepPoint>,
    /// How far it was when it was stopped, if it was.
    pub interrupted: Option<Interrupted>,
    /// What was taken for granted, at any point.
    pub assumptions: Vec<Assumption>,
}

impl SweepReport {
    /// The first point at which a claim is refuted, with that claim.
    #[must_use]
    pub fn first_broken(&self) -> Option<(usize, &ClaimRow)> {
        self.first(Verdict::Fail)
    }

    /// The first point at which a claim has this verdict, with that claim.
    #[must_use]
    pub fn first(&self, verdict: Verdict) -> Option<(usize, &ClaimRow)> {
        let at = |(place, point): (usize, &'_ SweepPoint)| {
            point.claims.iter().position(|claim| claim.verdict == verdict).map(|claim| (place, claim))
        };
        let (place, claim) = self.points.iter().enumerate().find_map(at)?;
        Some((place, &self.points[place].claims[claim]))
    }
}

/// One point of the grid.
#[derive(Debug, Clone, PartialEq)]
pub struct SweepPoint {
    /// The values, one a parameter.
    pub values: Vec<String>,
    /// Runs.
    pub runs: u32,
    /// Runs that were ended early, since too much was under way.
    pub ended_early: usize,
    /// Journey by journey, without what happened over time.
    pub journeys: Vec<JourneyRow>,
    /// Component by component, the busiest first.
    pub components: Vec<ComponentRow>,
    /// The claims of the scenario, or what is usual to claim.
    pub claims: Vec<ClaimRow>,
}

impl SweepPoint {
    /// The worst verdict of its claims.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.claims.iter().map(|claim| claim.verdict).max().unwrap_or(Verdict::Pass)
    }
}

/// A point that is being run.
struct Running {
    values: Vec<String>,
    prepared: Prepared,
    tallies: Vec<Option<Tally>>,
    found: Option<SweepPoint>,
}

/// Simulates the scenario, or every journey at its peak, at every point of the grid of `parameters`.
///
/// # Errors
/// When there is no model, no such scenario, no such place, or too many points.
pub fn sweep(
    path: &Path,
    scenario: Option<&str>,
    parameters: &[Parameter],
    seed: u64,
    runs: Option<u32>,
    hands: &mut Hands<'_>,
) -> Result<Answer<SweepReport>, Failure> {
    let loaded = load(path)?;
    if !loaded.reading.faults.is_empty() {
        return Ok(Answer::Faults(loaded.sources, loaded.reading.faults));
    }
    let mut running = Vec::new();
    for values in grid(parameters)? {
        match point(&loaded, scenario, parameters, values)? {
            Ok(point) => running.push(point),
            Err(answer) => return Ok(answer),
        }
    }
    let runs_of = |point: &Running| runs.unwrap_or(point.prepared.compiled.runs);
    let size = running.len();
    let (mut jobs, mut owners) = (Vec::new(), Vec::new());
    for (place, point) in running.iter_mut().enumerate() {
        let runs = runs_of(point);
        if jobs.len() + runs as usize > MOST_RUNS {
            return Err(Failure::new(
                format!("{size} points with {runs} runs each are more than {MOST_RUNS} runs"),
                "try fewer points, or fewer runs of each by `--runs`",
            ));
        }
        let layout = Arc::new(point.prepared.compiled.layout.clone());
        owners.extend((0..runs as usize).map(|run| (place, run)));
        jobs.extend(Job::replications(&layout, point.prepared.settings(seed), runs));
        point.tallies.resize_with(runs as usize, || None);
    }
    hands.work(&jobs, &mut |job, tally| {
        let (place, run) = owners[job];
        running[place].take(run, tally);
    });
    hands.settled()?;
    let interrupted = hands.interrupted(Some(jobs.len()));
    let mut assumptions: Vec<Assumption> = Vec::new();
    for point in &running {
        for assumption in &point.prepared.compiled.assumptions {
            if !assumptions.contains(assumption) {
                assumptions.push(assumption.clone());
            }
        }
    }
    Ok(Answer::Found(SweepReport {
        scenario: scenario.map(str::to_owned),
        parameters: parameters.to_vec(),
        seed,
        points: running.into_iter().filter_map(|point| point.found).collect(),
        interrupted,
        assumptions,
    }))
}

fn grid_size(parameters: &[Parameter]) -> usize {
    parameters.iter().fold(1, |size, parameter| size.saturating_mul(parameter.values.len()))
}

/// Every combination of values, the last parameter changing first.
fn grid(parameters: &[Parameter]) -> Result<Vec<Vec<String>>, Failure> {
    for (place, parameter) in parameters.iter().enumerate() {
        if parameters[..place].iter().any(|other| other.path == parameter.path) {
            return Err(Failure::new(
                format!("`{}` is varied twice", parameter.path),
                "give all its values in one, as `PATH=a,b,c`",
            ));
        }
    }
    let size = grid_size(parameters);
    if size > MOST_POINTS {
        let sizes: Vec<String> =
            parameters.iter().map(|parameter| parameter.values.len().to_string()).collect();
        return Err(Failure::new(
            format!("a grid of {} has {size} points, {MOST_POINTS} are possible", sizes.join(" × ")),
            "try fewer values, as `PATH=a..b/3`, or one parameter after the other",
        ));
    }
    let mut points = vec![Vec::new()];
    for parameter in parameters {
        let longer = points.iter().flat_map(|point: &Vec<String>| {
            parameter.values.iter().map(|value| {
                let mut longer = point.clone();
                longer.push(value.clone());
                longer
            })
        });
        points = longer.collect();
    }
    Ok(points)
}

/// Makes a point ready to be run.
fn point(
    loaded: &Loaded,
    scenario: Option<&str>,
    parameters: &[Parameter],
    values: Vec<String>,
) -> Result<Result<Running, Answer<SweepReport>>, Failure> {
    let changes: Vec<Change> = parameters
        .iter()
        .zip(&values)
        .map(|(parameter, value)| Change { path: parameter.path.clone(), value: value.clone() })
        .collect();
    let variant = changed(loaded, &changes)?;
    Ok(match prepare(&variant.reading.model, scenario, false)? {
        Ok(mut prepared) => {
            if prepared.claims.is_empty() {
                prepared.claims = std::mem::take(&mut prepared.usual);
            }
            Ok(Running { values, prepared, tallies: Vec::new(), found: None })
        }
        Err(mut faults) => {
            for fault in &mut faults {
                fault.message = format!("with {}: {}", label(&changes), fault.message);
            }
            Err(Answer::Faults(variant.sources, faults))
        }
    })
}

impl Running {
    /// Takes what a run counted, and tells what all of them say when it was the last.
    fn take(&mut self, run: usize, tally: Tally) {
        self.tallies[run] = Some(tally);
        if !self.tallies.iter().all(Option::is_some) {
            return;
        }
        // What has been told need not be kept: tallies are large.
        let tallies: Vec<Tally> = std::mem::take(&mut self.tallies).into_iter().flatten().collect();
        let Prepared { compiled, claims, .. } = &self.prepared;
        let judged = |(claim, text): &(Claim, String)| {
            Some(ClaimRow::of(text.clone(), claim, judge(claim, compiled, &tallies).ok()?))
        };
        let mut journeys = rows::journeys(compiled, &tallies);
        journeys.iter_mut().for_each(|journey| journey.timeline.clear());
        self.found = Some(SweepPoint {
            values: self.values.clone(),
            runs: u32::try_from(tallies.len()).unwrap_or(u32::MAX),
            ended_early: tallies.iter().filter(|tally| tally.overflowed).count(),
            journeys,
            components: rows::busiest_first(compiled, &tallies),
            claims: claims.iter().filter_map(judged).collect(),
        });
    }
}
