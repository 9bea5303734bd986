//! Judges a claim by what independent runs gave.

use super::success::{Requests, piles_up, success_at};
use super::{CONFIDENCE, Claim, Figure, Side};
use crate::analysis::{Interval, Verdict, needed_for_quantile};
use crate::compile::Compiled;
use crate::recovery::{Recovery, Usual, recovery};
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
    judge_at(claim, compiled, runs, CONFIDENCE)
}

/// The same with intervals of another confidence.
///
/// # Errors
/// When it is about a journey or a component that is not in the layout: its id.
pub(crate) fn judge_at(
    claim: &Claim,
    compiled: &Compiled,
    runs: &[Tally],
    confidence: f64,
) -> Result<Judged, String> {
    let place = place(claim, compiled)?;
    let judged = match claim {
        Claim::Limit { figure, side, limit, .. } => {
            of_figure(*figure, (*side, *limit), place, compiled, runs, confidence)
        }
        Claim::Recovers { within, .. } => of_recovery(*within, place, compiled, runs, confidence),
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
    (side, limit): (Side, f64),
    place: usize,
    compiled: &Compiled,
    runs: &[Tally],
    confidence: f64,
) -> Judged {
    let sources = || runs.iter().map(|run| &run.sources[place]);
    match figure {
        Figure::Quantile(q) => {
            if let Some(few) = too_few(sources(), q) {
                return Judged::unjudged(few);
            }
        }
        Figure::Success => {
            return match success_at(runs, place, confidence) {
                Some(interval) => of_success(interval, side, limit, runs, place),
                None => Judged::unjudged("no request came while it counted"),
            };
        }
        Figure::Utilisation if compiled.layout.stations[place].workers.is_none() => {
            return Judged::unjudged("the workers are unknown");
        }
        _ => {}
    }
    let values: Vec<f64> = runs.iter().map(|run| value(figure, place, compiled, run)).collect();
    let judged = of_values(&values, side, limit, confidence, "more requests fail than the figure leaves out");
    let q = match figure {
        Figure::Quantile(q) => q,
        Figure::Mean => MOSTLY,
        _ => return judged,
    };
    let open = runs.iter().filter(|run| run.is_open(place, q)).count();
    // What is known is the least it can be.
    let decided = match side {
        Side::AtMost => Verdict::Fail,
        Side::AtLeast => Verdict::Pass,
    };
    if open == 0 || judged.verdict == decided {
        return judged;
    }
    Judged::unjudged(format!(
        "in {open} of {} runs many requests have no answer at the end; let the scenario last longer",
        runs.len()
    ))
}

/// The share of requests that must be known for a mean.
const MOSTLY: f64 = 0.9;

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
        // What piles up is not answered later either.
        (false, false) if piles_up(runs, source) == Some(true) => match side {
            Side::AtLeast => Standing::Broken,
            Side::AtMost => Standing::Kept,
        },
        (false, false) => Standing::Unjudged,
    };
    let note = (standing == Standing::Unjudged)
        .then(|| format!("{open} of {all} requests have no answer at the end"));
    Judged { verdict, standing, interval: Some(interval), note }
}

fn of_recovery(
    within: Duration,
    place: usize,
    compiled: &Compiled,
    runs: &[Tally],
    confidence: f64,
) -> Judged {
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
    let slices = || runs.iter().map(|run| &run.sources[place].slices);
    let usual = Usual::before(slices(), begins);
    let mut times = Vec::new();
    for slices in slices() {
        times.push(match recovery(slices, usual.as_ref(), over) {
            Recovery::Recovered(time) => time.seconds(),
            Recovery::NotRecovered => f64::INFINITY,
            Recovery::NeverNormal => {
                return Judged::unjudged(
                    "before the first fault fewer requests end than come, so there is no normal to get back to",
                );
            }
            Recovery::NothingToCompare => {
                return Judged::unjudged(
                    "no request is answered before the first fault, or too little time is left after the last repair",
                );
            }
        });
    }
    of_values(&times, Side::AtMost, within, confidence, "it is not back to normal by the end")
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
        Figure::Goodput => run.sources[place].answers() as f64 / counted,
        Figure::Utilisation => {
            let station = &compiled.layout.stations[place];
            station.workers.map_or(0.0, |workers| run.stations[place].utilisation(workers))
        }
        Figure::Amplification => amplification(compiled, std::slice::from_ref(run), place),
    }
}

/// Attempts ÷ first attempts of every call to a station, of those that were sent, over all runs together; 1 when none was.
#[must_use]
pub fn amplification(compiled: &Compiled, runs: &[Tally], station: usize) -> f64 {
    let (mut attempts, mut first) = (0, 0);
    for (call, seen) in runs.iter().flat_map(|run| compiled.layout.calls.iter().zip(&run.calls)) {
        if compiled.layout.nodes[call.to as usize].station as usize == station {
            attempts += seen.attempts;
            first += seen.attempts - seen.retries - seen.hedges;
        }
    }
    if first == 0 { 1.0 } else { attempts as f64 / first as f64 }
}

/// By Student's t where every run gave a number. Where some gave none at all, by how many runs keep the limit: the claim passes
/// when all do, and fails when none does or, by Wilson's interval, less than half of all such runs would.
fn of_values(values: &[f64], side: Side, limit: f64, confidence: f64, endless_means: &str) -> Judged {
    let endless = values.iter().filter(|value| value.is_infinite()).count();
    if endless > 0 {
        let keeps = |value: &&f64| match side {
            Side::AtMost => **value <= limit,
            Side::AtLeast => **value >= limit,
        };
        let (kept, all) = (values.iter().filter(keeps).count(), values.len());
        let share = Interval::of_share(kept as u64, all as u64, confidence);
        let verdict = if kept == all {
            Verdict::Pass
        } else if kept == 0 || share.high < 0.5 {
            Verdict::Fail
        } else {
            Verdict::Undecided
        };
        let mut note = format!("{endless_means} in {endless} of {all} runs");
        if kept + endless != all {
            note = format!("{note}, and the limit is kept in {kept}");
        }
        let standing = if 2 * kept > all { Standing::Kept } else { Standing::Broken };
        return Judged { verdict, standing, interval: None, note: Some(note) };
    }
    let Some(interval) = Interval::of_mean(values, confidence) else {
        return Judged::unjudged(ONE_RUN);
    };
    // Student's t knows nothing of values that cannot be negative.
    let interval = Interval { low: interval.low.max(0.0), ..interval };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kept: usize, slow: usize, endless: usize, expected: (Verdict, Standing)) {
        let values = [vec![10.0; kept], vec![90.0; slow], vec![f64::INFINITY; endless]].concat();
        let judged = of_values(&values, Side::AtMost, 60.0, CONFIDENCE, "it is stuck");
        assert_eq!((judged.verdict, judged.standing), expected, "{judged:?}");
    }

    #[test]
    fn most_runs_decide_where_some_have_no_end() {
        check(0, 0, 2, (Verdict::Fail, Standing::Broken));
        check(5, 0, 15, (Verdict::Fail, Standing::Broken));
        check(5, 14, 1, (Verdict::Fail, Standing::Broken));
        check(9, 0, 11, (Verdict::Undecided, Standing::Broken));
        check(15, 0, 5, (Verdict::Undecided, Standing::Kept));
        check(20, 0, 0, (Verdict::Pass, Standing::Kept));
    }

    #[test]
    fn no_time_is_below_zero() {
        let found = of_values(&[0.0, 0.0, 0.0, 60.0], Side::AtMost, 60.0, CONFIDENCE, "")
            .interval
            .expect("four runs");
        assert!(found.low == 0.0 && found.estimate == 15.0 && found.high > 60.0, "{found:?}");
    }
}
