//! What was truly wrong in a run: the faults that were injected, until the journey was back to normal, and whether that needed a page.

use super::record::Tape;
use loadline_model::Named;
use loadline_model::kinds::{Scenario, ScenarioFault};
use loadline_promql::Millis;
use loadline_sim::compile::Compiled;
use loadline_sim::recovery::{Recovery, Usual, recovery_until};
use loadline_sim::time::Delay;
use loadline_slo::Slo;
use loadline_slo::backtest::Incident;

/// Seconds at the end of a run that tell how it goes on.
const LATELY: f64 = 60.0;

/// A fault of the scenario. Times count from the start of a run.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Injection {
    what: String,
    at: Delay,
    /// When it is repaired; `None`: never.
    over: Option<Delay>,
}

/// Something that was truly wrong for one objective in one run. Times are seconds after the warm-up.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Known {
    pub(super) what: String,
    pub(super) at: f64,
    /// When it was repaired.
    pub(super) repaired: Option<f64>,
    /// When the journey was back to normal; `None`: not by the end of the run.
    pub(super) end: Option<f64>,
    /// When the run ended.
    pub(super) run_ends: f64,
    /// Share of bad events meanwhile; `None` where nothing ended.
    pub(super) bad: Option<f64>,
    /// Share of the budget that they were.
    pub(super) spent: f64,
    /// Whether somebody had to be told.
    pub(super) needed: bool,
}

/// The faults of a scenario in the order of time.
pub(super) fn injections(scenario: &Named<Scenario>, compiled: &Compiled) -> Vec<Injection> {
    let faults = scenario.faults.as_deref().map_or(&[][..], Vec::as_slice);
    let mut all: Vec<Injection> = faults
        .iter()
        .zip(&compiled.injected)
        .map(|(fault, (at, over))| Injection { what: name(&fault.value), at: *at, over: *over })
        .collect();
    all.sort_by_key(|injection| injection.at);
    all
}

/// `slow orders-db`.
fn name(fault: &ScenarioFault) -> String {
    let kind = fault.kind.as_ref().map_or("fault", |kind| kind.value.word());
    let of = [
        fault.component.as_ref().map(|of| of.id.as_str()),
        fault.domain.as_ref().map(|of| of.id.as_str()),
        fault.journey.as_ref().map(|of| of.id.as_str()),
    ];
    of.into_iter().flatten().next().map_or_else(|| kind.to_owned(), |of| format!("{kind} {of}"))
}

/// What was truly wrong for one objective. Faults at one time, or before the last one is over and done with, are one.
pub(super) fn of(
    injections: &[Injection],
    tape: &Tape<'_>,
    compiled: &Compiled,
    slo: &Slo,
    worth: f64,
) -> Vec<Known> {
    let Some(begins) = injections.first().map(|first| first.at) else { return Vec::new() };
    let usual = Usual::before(std::iter::once(tape.slices), begins);
    let mut known = Vec::new();
    let mut all = injections.iter().peekable();
    while let Some(first) = all.next() {
        let (mut what, mut over) = (first.what.clone(), first.over);
        let mut end = None;
        loop {
            let next = all.peek().map(|next| next.at);
            let apart = over.filter(|over| next.is_none_or(|next| next > *over));
            if let Some(over) = apart
                && let Recovery::Recovered(after) = recovery_until(tape.slices, usual.as_ref(), over, next)
            {
                end = Some(over + after);
                break;
            }
            let Some(more) = all.next() else { break };
            what = format!("{what} + {}", more.what);
            over = over.and_then(|over| Some(over.max(more.over?)));
        }
        known.push(judged(what, [Some(first.at), over, end], tape, compiled, slo, worth));
    }
    known
}

fn judged(
    what: String,
    times: [Option<Delay>; 3],
    tape: &Tape<'_>,
    compiled: &Compiled,
    slo: &Slo,
    worth: f64,
) -> Known {
    let [at, repaired, end] = times.map(|time| time.map(|time| time.seconds() - compiled.warm_up.seconds()));
    let (at, slices) = (at.unwrap_or(0.0), tape.events.len());
    let place = |time: f64| (time / tape.slice + 1e-9) as usize;
    let last = end.map_or(slices, |end| (end / tape.slice - 1e-9).ceil() as usize);
    let [bad, all] = tape.sum(place(at)..last.max(place(at) + 1));
    let allowed = f64::try_from(slo.target.budget()).unwrap_or(0.0);
    let budget = allowed * tape.usual()[1] * slo.period().as_secs_f64();
    let spent = if budget > 0.0 {
        bad as f64 / budget
    } else if bad > 0 {
        f64::INFINITY
    } else {
        0.0
    };
    // What is not over goes on: it needs somebody if it burns faster than the budget allows, or if nothing is answered at all.
    let [late_bad, late_all] = tape.sum(slices.saturating_sub(place(LATELY).max(1))..slices);
    let goes_on = late_bad as f64 > allowed * late_all as f64 || late_all == 0;
    Known {
        what,
        at,
        repaired,
        end,
        run_ends: slices as f64 * tape.slice,
        bad: (all > 0).then(|| bad as f64 / all as f64),
        spent,
        needed: spent >= worth || end.is_none() && goes_on,
    }
}

/// What a replay is held against, those that needed somebody first, and beside each the objective it is about and what is known of it.
pub(super) fn incidents<'k>(
    slos: &'k [Slo],
    known: &'k [Vec<Known>],
    start: Millis,
) -> (Vec<Incident>, Vec<(&'k str, &'k Known)>) {
    let mut told: Vec<(&str, &Known)> = slos
        .iter()
        .zip(known)
        .flat_map(|(slo, known)| known.iter().map(|known| (slo.id.as_str(), known)))
        .collect();
    told.sort_by_key(|(_, known)| !known.needed);
    let time = |seconds: f64| start + (seconds * 1000.0).round() as Millis;
    let incidents = told.iter().map(|(slo, known)| Incident {
        name: known.what.clone(),
        start: time(known.at),
        end: time(known.end.unwrap_or(known.run_ends)),
        severity: None,
        slo: Some((*slo).to_owned()),
    });
    (incidents.collect(), told)
}
