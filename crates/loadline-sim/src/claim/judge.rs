//! Judges a claim by what independent runs gave.

use super::{Claim, Figure, Side};
use crate::analysis::{Interval, Verdict, needed_for_quantile};
use crate::compile::Compiled;
use crate::recovery::recovery;
use crate::tally::{SourceTally, Tally};

/// Confidence of the intervals behind verdicts.
const CONFIDENCE: f64 = 0.95;

/// What runs say about a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Whether it holds.
    pub verdict: Verdict,
    /// Whether the limit is broken by the figure as it was found, whatever its interval; a run without an end breaks it too.
    pub broken: bool,
    /// The figure with its interval, in the unit of the limit; `None` where there is none.
    pub interval: Option<Interval>,
    /// Why there is none, or what else is to be known.
    pub note: Option<String>,
}

/// Where what a claim is about stands in the layout: its station, or its source.
///
/// # Errors
/// When it is about a journey or a component that is not in the layout: its id.
pub fn place(claim: &Claim, compiled: &Compiled) -> Result<usize, String> {
    let (of, component) = match claim {
        Claim::Limit { figure, of, .. } => (of, figure.is_of_component()),
        Claim::Recovers { journey, .. } => (journey, false),
    };
    let found = if component {
        compiled.layout.stations.iter().position(|station| station.name == *of)
    } else {
        compiled.journeys.iter().position(|journey| journey == of)
    };
    found.ok_or_else(|| of.clone())
}

/// Judges a claim.
///
/// # Errors
/// When it is about a journey or a component that is not in the layout: its id.
pub fn judge(claim: &Claim, compiled: &Compiled, runs: &[Tally]) -> Result<Judged, String> {
    match claim {
        Claim::Limit { figure, side, limit, .. } => {
            let place = place(claim, compiled)?;
            if let Figure::Quantile(q) = figure
                && let Some(few) = too_few(runs.iter().map(|run| &run.sources[place]), *q)
            {
                return Ok(Judged {
                    verdict: Verdict::Undecided,
                    broken: false,
                    interval: None,
                    note: Some(few),
                });
            }
            let values: Vec<f64> = runs.iter().map(|run| value(*figure, place, compiled, run)).collect();
            Ok(of_values(&values, *side, *limit, "more requests fail than the figure leaves out"))
        }
        Claim::Recovers { within, .. } => {
            let place = place(claim, compiled)?;
            let Some((begins, over)) = compiled.trouble else {
                let note =
                    "nothing goes wrong in this scenario, so there is nothing to recover from".to_owned();
                return Ok(Judged {
                    verdict: Verdict::Undecided,
                    broken: false,
                    interval: None,
                    note: Some(note),
                });
            };
            let times = runs.iter().map(|run| recovery(&run.sources[place].slices, begins, over));
            let times: Vec<f64> =
                times.map(|time| time.map_or(f64::INFINITY, |time| time.seconds())).collect();
            Ok(of_values(&times, Side::AtMost, within.as_secs_f64(), "it is not back to normal by the end"))
        }
    }
}

fn too_few<'t>(sources: impl Iterator<Item = &'t SourceTally>, q: f64) -> Option<String> {
    let (least, needed) =
        (sources.map(|source| source.arrived).min().unwrap_or_default(), needed_for_quantile(q));
    (least < needed).then(|| format!("a run has {least} requests, and this percentile needs {needed}"))
}

fn value(figure: Figure, place: usize, compiled: &Compiled, run: &Tally) -> f64 {
    let counted = (run.until - run.from).seconds();
    match figure {
        Figure::Quantile(q) => run.sources[place].quantile(q).map_or(f64::INFINITY, |time| time.seconds()),
        Figure::Mean => run.sources[place].mean().unwrap_or(f64::INFINITY),
        Figure::Success => {
            let source = &run.sources[place];
            let ended = source.good + source.failed.total();
            if ended == 0 { 0.0 } else { source.good as f64 / ended as f64 }
        }
        Figure::Goodput => run.sources[place].good as f64 / counted,
        Figure::Utilisation => {
            let station = &compiled.layout.stations[place];
            let workers = station.workers.map_or(f64::INFINITY, f64::from) * f64::from(station.copies);
            run.stations[place].worked / counted / workers
        }
        Figure::Amplification => amplification(compiled, run, place),
    }
}

/// Attempts ÷ first attempts of every call to a station; 1 when it is never called.
fn amplification(compiled: &Compiled, run: &Tally, station: usize) -> f64 {
    let (mut attempts, mut asked) = (0, 0);
    for (call, seen) in compiled.layout.calls.iter().zip(&run.calls) {
        if compiled.layout.nodes[call.to as usize].station as usize == station {
            attempts += seen.attempts;
            asked += seen.asked;
        }
    }
    if asked == 0 { 1.0 } else { attempts as f64 / asked as f64 }
}

/// By Student's t where every run gave a number. Where some gave none at all, the claim fails when every run breaks it.
fn of_values(values: &[f64], side: Side, limit: f64, endless_means: &str) -> Judged {
    let endless = values.iter().filter(|value| value.is_infinite()).count();
    if endless > 0 {
        let keeps = |value: &&f64| match side {
            Side::AtMost => **value <= limit,
            Side::AtLeast => **value >= limit,
        };
        let kept = values.iter().filter(keeps).count();
        let verdict = match kept {
            0 => Verdict::Fail,
            all if all == values.len() => Verdict::Pass,
            _ => Verdict::Undecided,
        };
        let note = format!("{endless_means} in {endless} of {} runs", values.len());
        return Judged { verdict, broken: kept < values.len(), interval: None, note: Some(note) };
    }
    let Some(interval) = Interval::of_mean(values, CONFIDENCE) else {
        let note = "one run gives no interval; use several".to_owned();
        return Judged { verdict: Verdict::Undecided, broken: false, interval: None, note: Some(note) };
    };
    let verdict = match side {
        Side::AtMost => Verdict::at_most(&interval, limit),
        Side::AtLeast => Verdict::at_least(&interval, limit),
    };
    let broken = match side {
        Side::AtMost => interval.estimate > limit,
        Side::AtLeast => interval.estimate < limit,
    };
    Judged { verdict, broken, interval: Some(interval), note: None }
}
