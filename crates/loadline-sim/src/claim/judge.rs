//! Judges a claim by what independent runs gave.

use super::success::Requests;
use super::{CONFIDENCE, Claim, Figure, Side, success};
use crate::analysis::{Interval, Verdict, needed_for_quantile};
use crate::compile::Compiled;
use crate::recovery::{Recovery, recovery};
use crate::tally::{SourceTally, Tally};
use loadline_base::units::Duration;

/// Slices of a run that have to fit into the time a claim allows for recovery.
const FINE: f64 = 10.0;

/// What runs say about a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Whether it holds.
    pub verdict: Verdict,
    /// What the figure says as it was found, whatever its interval.
    pub standing: Standing,
    /// The figure with its interval, in the unit of the limit; `None` where there is none.
    pub interval: Option<Interval>,
    /// Why there is none, or what else is to be known.
    pub note: Option<String>,
}

/// How a figure stands to its limit, whatever its interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It keeps it.
    Kept,
    /// It breaks it; a run without an end breaks it too.
    Broken,
    /// There is no figure.
    Unjudged,
}

impl Judged {
    fn unjudged(note: impl Into<String>) -> Self {
        let note = Some(note.into());
        Self { verdict: Verdict::Undecided, standing: Standing::Unjudged, interval: None, note }
    }
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

/// Judges a claim. None passes when a run had to be ended early.
///
/// # Errors
/// When it is about a journey or a component that is not in the layout: its id.
pub fn judge(claim: &Claim, compiled: &Compiled, runs: &[Tally]) -> Result<Judged, String> {
    let place = place(claim, compiled)?;
    let judged = match claim {
        Claim::Limit { figure, side, limit, .. } => of_figure(*figure, *side, *limit, place, compiled, runs),
        Claim::Recovers { within, .. } => of_recovery(*within, place, compiled, runs),
    };
    let early = runs.iter().filter(|run| run.overflowed).count();
    if early == 0 || judged.verdict != Verdict::Pass {
        return Ok(judged);
    }
    let note = format!("{early} of {} runs were ended early, with too much under way", runs.len());
    Ok(Judged { verdict: Verdict::Undecided, standing: Standing::Unjudged, note: Some(note), ..judged })
}

fn of_figure(
    figure: Figure,
    side: Side,
    limit: f64,
    place: usize,
    compiled: &Compiled,
    runs: &[Tally],
) -> Judged {
    let sources = || runs.iter().map(|run| &run.sources[place]);
    match figure {
        Figure::Quantile(q) => {
            if let Some(few) = too_few(sources(), q) {
                return Judged::unjudged(few);
            }
        }
        Figure::Success => {
            return match success(runs, place) {
                Some(interval) => of_success(interval, side, limit, runs, place),
                None => Judged::unjudged("no request came"),
            };
        }
        Figure::Utilisation if compiled.layout.stations[place].workers.is_none() => {
            return Judged::unjudged("the workers are unknown");
        }
        _ => {}
    }
    let values: Vec<f64> = runs.iter().map(|run| value(figure, place, compiled, run)).collect();
    of_values(&values, side, limit, "more requests fail than the figure leaves out")
}

/// Where a figure stands: its share of all requests that is answered for certain, and the share that may be.
fn of_success(interval: Interval, side: Side, limit: f64, runs: &[Tally], source: usize) -> Judged {
    let requests: Requests = Requests::of_each(runs, source).into_iter().sum();
    let (good, open, all) = (requests.good, requests.open, requests.all());
    let (least, most) = (good as f64 / all as f64, (good + open) as f64 / all as f64);
    let (verdict, kept, broken) = match side {
        Side::AtLeast => (Verdict::at_least(&interval, limit), least >= limit, most < limit),
        Side::AtMost => (Verdict::at_most(&interval, limit), most <= limit, least > limit),
    };
    let standing = match (kept, broken) {
        (true, _) => Standing::Kept,
        (false, true) => Standing::Broken,
        (false, false) => Standing::Unjudged,
    };
    let note = (standing == Standing::Unjudged)
        .then(|| format!("{open} of {all} requests have no answer at the end"));
    Judged { verdict, standing, interval: Some(interval), note }
}

fn of_recovery(within: Duration, place: usize, compiled: &Compiled, runs: &[Tally]) -> Judged {
    let Some((begins, over)) = compiled.trouble else {
        return Judged::unjudged("nothing goes wrong in this scenario, so there is nothing to recover from");
    };
    if compiled.unrepaired {
        return Judged::unjudged("a fault is never repaired, since it does not say how long it `lasts`");
    }
    let within = within.as_secs_f64();
    let slice = runs.first().map_or(0.0, |run| run.sources[place].slices.length().seconds());
    if slice > within / FINE {
        return Judged::unjudged(format!(
            "the run is told in slices of {slice:.3} s, too long to tell; let the scenario last shorter"
        ));
    }
    let mut times = Vec::new();
    for run in runs {
        times.push(match recovery(&run.sources[place].slices, begins, over) {
            Recovery::Recovered(time) => time.seconds(),
            Recovery::NotRecovered => f64::INFINITY,
            Recovery::NothingToCompare => {
                return Judged::unjudged(
                    "in a run no request is answered before the first fault, or too little time is left after the last repair",
                );
            }
        });
    }
    of_values(&times, Side::AtMost, within, "it is not back to normal by the end")
}

const ONE_RUN: &str = "one run gives no interval; use several";

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
        Figure::Success => run.sources[place].good as f64 / run.sources[place].arrived.max(1) as f64,
        Figure::Goodput => run.sources[place].good as f64 / counted,
        Figure::Utilisation => {
            let station = &compiled.layout.stations[place];
            station.workers.map_or(0.0, |workers| run.stations[place].utilisation(workers))
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
        let standing = if kept < values.len() { Standing::Broken } else { Standing::Kept };
        return Judged { verdict, standing, interval: None, note: Some(note) };
    }
    let Some(interval) = Interval::of_mean(values, CONFIDENCE) else {
        return Judged::unjudged(ONE_RUN);
    };
    let verdict = match side {
        Side::AtMost => Verdict::at_most(&interval, limit),
        Side::AtLeast => Verdict::at_least(&interval, limit),
    };
    let broken = match side {
        Side::AtMost => interval.estimate > limit,
        Side::AtLeast => interval.estimate < limit,
    };
    let standing = if broken { Standing::Broken } else { Standing::Kept };
    Judged { verdict, standing, interval: Some(interval), note: None }
}
