//! `--record`: keeps what a simulation showed beside the model, for `check` and `plan` to cite.

use super::{ClaimRow, ResilienceReport, SimReport, Verdict};
use crate::load::{Failure, load};
use crate::recorded::{keep, stored};
use loadline_evidence::{
    ClaimRecord, FaultRecord, FaultsRecord, HarmRecord, RecordedVerdict, Recording, ScenarioRecord, kept,
};
use loadline_sim::bytes::engine;
use loadline_sim::study::{AFTER, FAULT};
use std::path::{Path, PathBuf};

/// Whether anything could be recorded of the model at `path`: what takes minutes to find out must not be lost for a file that
/// cannot be read.
///
/// # Errors
/// When there is a recording that cannot be read, or no model.
pub fn can_record(path: &Path) -> Result<(), Failure> {
    stored(path).map(drop)
}

/// Records the verdicts of a scenario in place of what was recorded of it before, and says in which file.
///
/// # Errors
/// When no scenario was simulated or not to its end, or the file there cannot be read or written.
pub fn record(path: &Path, report: &SimReport) -> Result<PathBuf, Failure> {
    let Some(scenario) = report.scenario.as_ref().filter(|_| report.faults.is_empty()) else {
        return Err(Failure::new(
            "nothing is recorded: no scenario was simulated",
            "name one: `loadline sim run SCENARIO --record`",
        ));
    };
    whole(report.interrupted.is_some())?;
    let mut recording = before(path)?;
    let claims = report.claims.iter().map(claim).collect();
    let (read, seed, runs) = (report.read.clone(), report.seed, report.runs);
    let record = ScenarioRecord { read, engine: Some(engine()), seed, runs, claims, stale: None };
    recording.scenarios.insert(scenario.clone(), record);
    keep(path, &recording)
}

/// Records what single faults do, in place of what was recorded of them before, and says in which file.
///
/// # Errors
/// When not every fault was tried, or the file there cannot be read or written.
pub fn record_faults(path: &Path, report: &ResilienceReport) -> Result<PathBuf, Failure> {
    whole(report.interrupted.is_some())?;
    let mut recording = before(path)?;
    let faults = report.rows.iter().map(|row| {
        let outcomes = report.journeys.iter().zip(&row.outcomes);
        // What fails without the fault as well is not its doing.
        let harmed = outcomes.filter(|(_, outcome)| {
            outcome.more_during.is_some_and(|more| more.is_surely_positive()) || outcome.stuck_by_it > 0
        });
        let harm = harmed.map(|(journey, outcome)| {
            let failed = kept(outcome.failed_during.map_or(0.0, |failed| failed.mean));
            let recovery = outcome.recovery.map(|time| kept(time.mean));
            (journey.clone(), HarmRecord { failed, recovery, stuck: outcome.stuck })
        });
        FaultRecord { of: row.of.clone(), what: row.what.to_owned(), harm: harm.collect() }
    });
    let faults = faults.filter(|fault| !fault.harm.is_empty()).collect();
    let (read, seed, runs) = (report.read.clone(), report.seed, report.runs);
    let (lasts, watched) = (FAULT, AFTER);
    let engine = Some(engine());
    recording.resilience =
        Some(FaultsRecord { read, engine, seed, runs, lasts, watched, faults, stale: None });
    keep(path, &recording)
}

fn whole(interrupted: bool) -> Result<(), Failure> {
    if interrupted {
        let message = "nothing is recorded, since the simulation was interrupted";
        return Err(Failure::new(message, "let it come to its end"));
    }
    Ok(())
}

/// What is recorded so far, without scenarios that the model has no more.
fn before(path: &Path) -> Result<Recording, Failure> {
    let mut recording = stored(path)?.unwrap_or_default();
    let scenarios = load(path)?.reading.model.system.scenarios;
    recording.scenarios.retain(|id, _| scenarios.as_ref().is_some_and(|all| all.get(id).is_some()));
    Ok(recording)
}

fn claim(row: &ClaimRow) -> ClaimRecord {
    ClaimRecord {
        claim: row.text.clone(),
        verdict: match row.verdict {
            Verdict::Pass => RecordedVerdict::Pass,
            Verdict::Fail => RecordedVerdict::Fail,
            Verdict::Undecided => RecordedVerdict::Undecided,
        },
        figure: row.interval.map(|interval| kept(interval.estimate)),
        low: row.interval.map(|interval| kept(interval.low)),
        high: row.interval.map(|interval| kept(interval.high)),
        unit: row.unit.to_owned(),
        note: row.note.clone(),
    }
}
