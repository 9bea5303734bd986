//! What is unusual for this time of the week: a second signal that never pages.
//!
//! A value is held against those of the same time of the week in the weeks before, and of the steps beside it: their median, and
//! their median absolute deviation times 1.4826, which is the standard deviation where the weeks scatter normally and does not mind
//! one bad week (Rousseeuw and Croux 1993, "Alternatives to the Median Absolute Deviation"). Fewer than two weeks give no season,
//! and then nothing is said. A season is a week of 168 hours; where clocks change, two nights a year are off by one.

mod counts;
mod season;

pub use counts::{Unusual, unusual};

use crate::Slo;
use crate::backtest::{CannotReplay, Grid, Recordings, Refused, Setup, columns, millis};
use loadline_base::units::Duration;
use loadline_promql::{Labels, Millis};
use rayon::prelude::*;
use season::Season;
use std::collections::BTreeSet;

/// What is held against the season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Signal {
    /// Share of bad events.
    ErrorRatio,
    /// All events.
    Traffic,
}

/// How unusual a value must be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sensitivity {
    /// Standard deviations from the middle; 3 is usual.
    pub sigmas: f64,
    /// The window whose events are looked at.
    pub window: Duration,
    /// Steps on each side whose earlier weeks count as well; more of them make a few weeks tell more.
    pub beside: usize,
    /// Weeks that are looked back at, at most.
    pub weeks: usize,
    /// Consecutive steps that must be unusual.
    pub lasts: usize,
    /// Least standard deviation of an error ratio: a season without any error makes no single error unusual.
    pub least_ratio: f64,
    /// Least standard deviation of traffic, as a share of the middle.
    pub least_traffic: f64,
}

impl Default for Sensitivity {
    /// 3σ over 5 minutes, the steps within 5 of the same minute in up to 4 weeks, for 5 steps; a ten-thousandth of the requests and 2 %
    /// of the traffic at least.
    fn default() -> Self {
        Self {
            sigmas: 3.0,
            window: Duration::from_nanos(300_000_000_000),
            beside: 5,
            weeks: 4,
            lasts: 5,
            least_ratio: 1e-4,
            least_traffic: 0.02,
        }
    }
}

/// A span that was unusual.
#[derive(Debug, Clone, PartialEq)]
pub struct Anomaly {
    /// Which objective, by its place in the list.
    pub slo: usize,
    /// The labels by which it is kept apart.
    pub group: Labels,
    /// What was unusual.
    pub signal: Signal,
    /// The first unusual evaluation.
    pub from: Millis,
    /// The last one.
    pub to: Millis,
    /// The value that was furthest from the middle.
    pub value: f64,
    /// What was usual then.
    pub usual: f64,
    /// How far it was, in standard deviations; negative: below.
    pub sigmas: f64,
}

/// What could be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Anomalies {
    /// Unusual spans, by objective and time.
    pub found: Vec<Anomaly>,
    /// From when on there was a season to hold values against; `None`: the history is shorter than two weeks and one step, and
    /// nothing can be said.
    pub since: Option<Millis>,
    /// Objectives of which nothing can be said.
    pub refused: Vec<Refused>,
}

/// A week.
pub(crate) const WEEK: Millis = 7 * 86_400_000;
/// Weeks that make a season.
const FEWEST: Millis = 2;

/// Looks for what is unusual. Of the setup only objectives, history, span and step count; a step must divide a week.
///
/// # Errors
/// When there is no history, or the step does not divide a week.
pub fn anomalies(setup: &Setup<'_>, how: &Sensitivity) -> Result<Anomalies, CannotReplay> {
    let grid = Grid::of(setup)?;
    if WEEK % grid.step != 0 {
        return Err(CannotReplay::Step(grid.step.unsigned_abs()));
    }
    let since = grid.start.saturating_add(FEWEST * WEEK);
    if since > grid.end() {
        return Ok(Anomalies { found: Vec::new(), since: None, refused: Vec::new() });
    }
    let all: Vec<Result<Vec<Anomaly>, String>> =
        (0..setup.slos.len()).into_par_iter().map(|at| of_slo(at, setup, &grid, how)).collect();
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for (slo, result) in all.into_iter().enumerate() {
        match result {
            Ok(anomalies) => found.extend(anomalies),
            Err(why) => refused.push(Refused { slo, why }),
        }
    }
    Ok(Anomalies { found, since: Some(since), refused })
}

/// The values without those of windows that maintenance touches: what is taken out of the budget says nothing about the service.
fn without_maintenance(values: &[f64], slo: &Slo, grid: &Grid, length: Millis) -> Vec<f64> {
    let touched = |at: Millis| slo.corrections.iter().any(|correction| correction.touches(at - length, at));
    let kept = |(step, value): (usize, &f64)| if touched(grid.time(step)) { f64::NAN } else { *value };
    values.iter().enumerate().map(kept).collect()
}

fn of_slo(at: usize, setup: &Setup<'_>, grid: &Grid, how: &Sensitivity) -> Result<Vec<Anomaly>, String> {
    let recordings = Recordings::raw(setup.slos, how.window);
    let window = recordings.counting(setup, 0, at, how.window);
    let groups = columns(at, setup, grid, &BTreeSet::from([window]), recordings.bases())?;
    if groups.is_empty() {
        return Err("the history has no series that its indicator asks for".to_owned());
    }
    let mut found = Vec::new();
    for columns in groups {
        let Some(counted) = columns.windows.get(&window) else { continue };
        let without = |values: &[f64]| without_maintenance(values, &setup.slos[at], grid, millis(how.window));
        let events = without(&counted.total);
        for (signal, values) in
            [(Signal::ErrorRatio, without(&counted.ratio)), (Signal::Traffic, events.clone())]
        {
            let week = usize::try_from(WEEK / grid.step).unwrap_or(usize::MAX);
            let season = Season { values: &values, events: &events, week, how, signal };
            found.extend(season.unusual().into_iter().map(|span| Anomaly {
                slo: at,
                group: columns.group.clone(),
                signal,
                from: grid.time(span.from),
                to: grid.time(span.to),
                value: span.value,
                usual: span.usual,
                sigmas: span.sigmas,
            }));
        }
    }
    Ok(found)
}
