//! The long run: what a source sees once the start is forgotten, from one long run; or why there is no such thing.

use super::{Interval, needed_for_quantile, warm_up};
use crate::crew::{Crew, Job};
use crate::engine::{Settings, run};
use crate::layout::Layout;
use crate::slices::QUANTILES;
use crate::tally::Tally;
use crate::time::Delay;
use loadline_math::normal;

/// Slices of a long run; of those after the start, this many at least make an interval.
const SLICES: usize = 30;
const LEAST_BATCHES: usize = 15;
/// Confidence of intervals that are told to people.
const CONFIDENCE: f64 = 0.95;

/// What a source sees in the long run.
#[derive(Debug, Clone, PartialEq)]
pub struct Steady {
    /// Mean time to an answer in seconds, of those answered.
    pub mean: Interval,
    /// Median, 99th and 99.9th percentile in seconds; `None` where there are too few observations.
    pub quantiles: [Option<Interval>; 3],
    /// Share of the run that was left out at its start.
    pub left_out: f64,
    /// Requests behind the mean.
    pub requests: u64,
    /// Batches behind the mean.
    pub batches: usize,
}

/// Why nothing is said about the long run.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// More comes than can be worked off.
    #[error(
        "`{station}` has no steady state: its workers would have to be busy {utilisation:.3} of the time"
    )]
    Overloaded {
        /// Where.
        station: String,
        /// Work that comes ÷ work that can be done.
        utilisation: f64,
    },
    /// The start was not over by the middle of the run.
    #[error("no steady state was reached within the run; it would have to be longer")]
    StillWarmingUp,
    /// Neighbouring batches look alike however long they are.
    #[error("the run is too short: its parts still depend on each other")]
    Correlated,
    /// Too few requests were answered.
    #[error("too few requests were answered for an interval: {0}")]
    TooFew(u64),
    /// Too many requests were in the system at once.
    #[error("more requests than allowed were in the system at once, at {0:.3} s")]
    Overflowed(f64),
}

/// Looks at the long run of every source, with one run of the length in the settings.
///
/// The start is left out by MSER; the mean has an interval by batch means, whose batches are made longer until a test of the
/// correlation between neighbours passes (von Neumann 1941, as in Fishman 1978); quantiles are taken in slices of time.
///
/// # Errors
/// Why nothing can be said, for the whole layout.
pub fn steady(layout: &Layout, settings: Settings, confidence: f64) -> Told {
    steady_of(layout, &run(layout, watched(settings)), confidence)
}

/// Settings of a run whose long run can be told.
const fn watched(settings: Settings) -> Settings {
    Settings { slices: SLICES, series: true, ..settings }
}

/// What every source sees in the long run, or why nothing can be said of it.
pub type Told = Result<Vec<Result<Steady, Refusal>>, Refusal>;

/// Runs longer and longer, twice as long each time, until the mean of every source is known as precisely as wanted: half its interval
/// at most this share of it. What the last run told, with its length; `None` when the crew was stopped before any was done.
///
/// A longer run does not begin anew: the same random numbers are drawn, so that it goes on where the one before ended.
pub fn settled(
    layout: &std::sync::Arc<Layout>,
    seed: u64,
    (first, longest): (Delay, Delay),
    precision: f64,
    crew: &mut dyn Crew,
) -> Option<(Told, Delay)> {
    let mut lasts = first;
    let mut found = None;
    loop {
        let settings = watched(Settings::lasting(lasts.seconds(), seed));
        let mut tally = None;
        let jobs = Job::replications(layout, settings, 1);
        if !crew.work(&jobs, &mut |_, done| tally = Some(done)) {
            return found;
        }
        let told = steady_of(layout, &tally?, CONFIDENCE);
        let enough = match &told {
            Ok(all) => all.iter().all(|one| one.as_ref().is_ok_and(|one| one.mean.relative() <= precision)),
            // A longer run is no better.
            Err(_) => true,
        };
        let twice = Delay::from_nanos(lasts.nanos().saturating_mul(2));
        found = Some((told, lasts));
        if enough || twice > longest {
            return found;
        }
        lasts = twice;
    }
}

fn steady_of(layout: &Layout, tally: &Tally, confidence: f64) -> Told {
    if tally.overflowed {
        return Err(Refusal::Overflowed(tally.until.seconds()));
    }
    overload(layout, tally)?;
    Ok((0..tally.sources.len()).map(|source| of_source(tally, source, confidence)).collect())
}

/// A station with an endless queue that more work comes to than it can do.
fn overload(layout: &Layout, tally: &Tally) -> Result<(), Refusal> {
    for (station, seen) in layout.stations.iter().zip(&tally.stations) {
        let Some(workers) = station.workers.filter(|_| station.queue.is_none() && seen.begun > 0) else {
            continue;
        };
        let able = f64::from(workers) * seen.there;
        let utilisation = seen.arrived as f64 * (seen.worked / seen.begun as f64) / able;
        if utilisation >= 1.0 {
            return Err(Refusal::Overloaded { station: station.name.clone(), utilisation });
        }
    }
    Ok(())
}

fn of_source(tally: &Tally, source: usize, confidence: f64) -> Result<Steady, Refusal> {
    let seen = &tally.sources[source];
    let means = seen.series.means();
    if means.len() < 4 * LEAST_BATCHES {
        return Err(Refusal::TooFew(seen.good));
    }
    let cut = warm_up(&means).ok_or(Refusal::StillWarmingUp)?;
    let (mean, batches) = batch_means(&means[cut..], confidence).ok_or(Refusal::Correlated)?;
    let left_out = cut as f64 / means.len() as f64;
    let slices = seen.slices.done();
    let kept = &slices[((left_out * slices.len() as f64).ceil() as usize).min(slices.len())..];
    let least = kept.iter().map(|slice| slice.good + slice.failed).min().unwrap_or_default();
    let quantiles = [0, 1, 2].map(|which| {
        if least < needed_for_quantile(QUANTILES[which]) {
            return None;
        }
        let values: Option<Vec<f64>> =
            kept.iter().map(|slice| slice.quantiles[which].map(Delay::seconds)).collect();
        batch_means(&values?, confidence).map(|(interval, _)| interval)
    });
    let requests = (means.len() - cut) as u64 * seen.series.batch();
    Ok(Steady { mean, quantiles, left_out, requests, batches })
}

/// The interval of the mean of what may depend on its neighbours, and how many batches it took.
fn batch_means(values: &[f64], confidence: f64) -> Option<(Interval, usize)> {
    let mut batches = values.len().min(2 * LEAST_BATCHES);
    while batches >= LEAST_BATCHES {
        let size = values.len() / batches;
        // What does not fill a batch is left out at the start, where it is least settled.
        let whole = &values[values.len() - size * batches..];
        let means: Vec<f64> =
            whole.chunks_exact(size).map(|batch| batch.iter().sum::<f64>() / size as f64).collect();
        if !is_correlated(&means) {
            return Interval::of_mean(&means, confidence).map(|interval| (interval, batches));
        }
        batches /= 2;
    }
    None
}

/// Whether neighbours are more alike than chance allows, at a level of 5 %: von Neumann's ratio, whose statistic
/// C = 1 − Σ(xᵢ − xᵢ₊₁)² ÷ (2 Σ(xᵢ − x̄)²) has a variance of (n − 2) ÷ (n² − 1).
fn is_correlated(values: &[f64]) -> bool {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let spread: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    if spread == 0.0 {
        return false;
    }
    let steps: f64 = values.windows(2).map(|pair| (pair[0] - pair[1]) * (pair[0] - pair[1])).sum();
    let c = 1.0 - steps / (2.0 * spread);
    c > normal::quantile(0.95) * ((n - 2.0) / (n * n - 1.0)).sqrt()
}
