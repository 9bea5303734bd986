//! What differs between two models, as plain data.

use crate::availability::{JourneyAvailability, of_model};
use crate::engines::Engines;
use crate::load::Failure;
use loadline_base::{Date, Severity, Sources};
use loadline_check::Selection;
use loadline_depend::cause::MINUTES_A_YEAR;
use loadline_evidence::Finding;
use loadline_model::Model;
use std::collections::{BTreeMap, BTreeSet};

/// Changes of load up to this share are left out.
const SMALL: f64 = 0.01;

/// What a change does. Lists name only what differs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Difference {
    /// Components that are new.
    pub components_added: Vec<String>,
    /// Components that are gone.
    pub components_removed: Vec<String>,
    /// Journeys that are new, gone, or changed.
    pub journeys: Vec<JourneyChange>,
    /// Peak loads that changed by more than 1 %, the largest ratio first.
    pub loads: Vec<LoadChange>,
    /// Findings that are new.
    pub findings_added: Vec<FindingChange>,
    /// Findings that are gone.
    pub findings_removed: Vec<FindingChange>,
}

/// What becomes of one journey.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyChange {
    /// Id of the journey.
    pub journey: String,
    /// Minutes a year failed before, least and most; `None` for a new journey.
    pub before: Option<(f64, f64)>,
    /// The same after; `None` for one that is gone.
    pub after: Option<(f64, f64)>,
    /// Whether what there is of both is exact, and not a pair of bounds of a tree too large to solve.
    pub exact: bool,
    /// Whether figures behind either number are guesses.
    pub guessed: bool,
    /// Objectives whose verdict differs, or that are new or gone.
    pub verdicts: Vec<VerdictChange>,
    /// Single points of failure that are new.
    pub points_added: Vec<String>,
    /// Single points of failure that are gone.
    pub points_removed: Vec<String>,
    /// Single points of failure that the journey holds out without for another time, seconds before and after.
    pub points_moved: Vec<(String, f64, f64)>,
}

impl JourneyChange {
    /// Minutes a year more, the most against the most; `None` when the journey is new or gone, or known only within bounds:
    /// bounds may move where nothing else does.
    #[must_use]
    pub fn more(&self) -> Option<f64> {
        if !self.exact {
            return None;
        }
        Some(self.after?.1 - self.before?.1)
    }

    /// Whether it certainly fails more by more than this share of what it failed before, or misses an objective it did not
    /// miss.
    #[must_use]
    pub fn is_worse(&self, tolerance: f64) -> bool {
        let above = |after: f64, before: f64| after - before > before * tolerance + 1e-9;
        let more = self.before.zip(self.after).is_some_and(|(before, after)| match self.exact {
            true => above(after.1, before.1) || above(after.0, before.0),
            false => above(after.0, before.1),
        });
        more || self.verdicts.iter().any(|verdict| verdict.missed_now())
    }
}

/// What becomes of an objective.
#[derive(Debug, Clone, PartialEq)]
pub struct VerdictChange {
    /// Id of the SLO.
    pub slo: String,
    /// Share of good requests wanted now, or before when it is gone.
    pub target: f64,
    /// `keeps`, `misses`, `may miss`; `None` when there was none.
    pub before: Option<&'static str>,
    /// The same after.
    pub after: Option<&'static str>,
}

impl VerdictChange {
    /// Whether it is missed, and was not before.
    #[must_use]
    pub fn missed_now(&self) -> bool {
        self.after == Some("misses") && self.before != Some("misses")
    }
}

/// A peak load that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadChange {
    /// Id of the component.
    pub component: String,
    /// Operations a second at peak before; `None` when unknown.
    pub before: Option<f64>,
    /// The same after.
    pub after: Option<f64>,
    /// Peak load ÷ what the running copies carry, after, when known.
    pub utilisation: Option<f64>,
}

/// A finding that is new or gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingChange {
    /// Its code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: Severity,
    /// Id path of what is wrong.
    pub path: String,
    /// What is wrong, in one line.
    pub message: String,
    /// Its identity.
    pub fingerprint: String,
}

impl Difference {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A model with its files.
type Side<'a> = (&'a Model, &'a Sources);

pub(super) fn difference(before: Side<'_>, after: Side<'_>, today: Date) -> Result<Difference, Failure> {
    let (old, new) = (ids(before.0), ids(after.0));
    let gone = |from: &[String], other: &[String]| -> Vec<String> {
        from.iter().filter(|id| !other.contains(id)).cloned().collect()
    };
    let (old_findings, new_findings) = (findings(before, today), findings(after, today));
    let only = |from: &BTreeMap<String, FindingChange>, other: &BTreeMap<String, FindingChange>| {
        let mut found: Vec<FindingChange> = from
            .iter()
            .filter(|(print, _)| !other.contains_key(*print))
            .map(|(_, found)| found.clone())
            .collect();
        found.sort_by(|a, b| (b.severity, a.code, &a.path).cmp(&(a.severity, b.code, &b.path)));
        found
    };
    Ok(Difference {
        components_added: gone(&new, &old),
        components_removed: gone(&old, &new),
        journeys: journeys(&of_model(before.0, None)?, &of_model(after.0, None)?),
        loads: loads(before.0, after.0),
        findings_added: only(&new_findings, &old_findings),
        findings_removed: only(&old_findings, &new_findings),
    })
}

fn ids(model: &Model) -> Vec<String> {
    model.components().map(|component| component.name.to_owned()).collect()
}

fn journeys(before: &[JourneyAvailability], after: &[JourneyAvailability]) -> Vec<JourneyChange> {
    let find = |all: &'_ [JourneyAvailability], id: &str| all.iter().position(|one| one.journey == id);
    let gone = before.iter().filter(|one| find(after, &one.journey).is_none());
    let all = after.iter().chain(gone).map(|one| one.journey.as_str());
    all.map(|id| {
        let (old, new) = (find(before, id).map(|at| &before[at]), find(after, id).map(|at| &after[at]));
        let minutes =
            |one: &JourneyAvailability| (one.failed.least * MINUTES_A_YEAR, one.failed.most * MINUTES_A_YEAR);
        let points = |one: Option<&JourneyAvailability>| -> BTreeMap<String, f64> {
            one.map(|one| one.single_points.iter().cloned().collect()).unwrap_or_default()
        };
        let (old_points, new_points) = (points(old), points(new));
        let only = |from: &BTreeMap<String, f64>, other: &BTreeMap<String, f64>| -> Vec<String> {
            from.keys().filter(|name| !other.contains_key(*name)).cloned().collect()
        };
        let moved = new_points.iter().filter_map(|(name, now)| {
            let before = *old_points.get(name)?;
            (before - now).abs().gt(&1e-9).then(|| (name.clone(), before, *now))
        });
        JourneyChange {
            journey: id.to_owned(),
            before: old.map(minutes),
            after: new.map(minutes),
            exact: old.into_iter().chain(new).all(|one| one.failed.exact),
            guessed: old.into_iter().chain(new).any(|one| !one.guesses.is_empty()),
            verdicts: verdicts(old, new),
            points_moved: moved.collect(),
            points_added: only(&new_points, &old_points),
            points_removed: only(&old_points, &new_points),
        }
    })
    .filter(JourneyChange::differs)
    .collect()
}

impl JourneyChange {
    fn differs(&self) -> bool {
        let same = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
        let same_minutes = match (self.before, self.after) {
            (Some(before), Some(after)) => same(before.0, after.0) && same(before.1, after.1),
            _ => false,
        };
        !(same_minutes
            && self.verdicts.is_empty()
            && self.points_added.is_empty()
            && self.points_removed.is_empty()
            && self.points_moved.is_empty())
    }
}

fn verdicts(old: Option<&JourneyAvailability>, new: Option<&JourneyAvailability>) -> Vec<VerdictChange> {
    let told = |one: Option<&JourneyAvailability>| -> BTreeMap<String, (&'static str, f64)> {
        let verdicts = one.iter().flat_map(|one| &one.verdicts);
        verdicts
            .map(|verdict| {
                let word = match verdict.met {
                    Some(true) => "keeps",
                    Some(false) => "misses",
                    None => "may miss",
                };
                (verdict.slo.clone(), (word, verdict.target))
            })
            .collect()
    };
    let (old, new) = (told(old), told(new));
    let slos: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    slos.into_iter()
        .filter(|slo| old.get(*slo) != new.get(*slo))
        .map(|slo| VerdictChange {
            slo: slo.clone(),
            target: new.get(slo).or_else(|| old.get(slo)).map_or(0.0, |(_, target)| *target),
            before: old.get(slo).map(|(word, _)| *word),
            after: new.get(slo).map(|(word, _)| *word),
        })
        .collect()
}

/// Peak loads of components of both models that differ.
fn loads(before: &Model, after: &Model) -> Vec<LoadChange> {
    let (old, new) = (Engines::of(before), Engines::of(after));
    let mut found: Vec<LoadChange> = Vec::new();
    for component in after.components() {
        let Some(was) = before.find(component.name) else { continue };
        let (was, is) = (old.sizings[was.id.index()].peak, &new.sizings[component.id.index()]);
        let same = match (was, is.peak) {
            (Some(was), Some(is)) => (is - was).abs() <= SMALL * was.max(is),
            (was, is) => was.is_none() && is.is_none(),
        };
        if !same {
            found.push(LoadChange {
                component: component.name.to_owned(),
                before: was,
                after: is.peak,
                utilisation: is.peak_utilisation,
            });
        }
    }
    let ratio = |change: &LoadChange| match (change.before, change.after) {
        (Some(before), Some(after)) => (after.max(1e-300) / before.max(1e-300)).ln().abs(),
        _ => f64::INFINITY,
    };
    found.sort_by(|a, b| ratio(b).total_cmp(&ratio(a)));
    found
}

/// The findings of a model by their identity; accepted ones are none.
fn findings((model, sources): Side<'_>, today: Date) -> BTreeMap<String, FindingChange> {
    let Ok(all) = Selection::new(Vec::new(), Vec::new()) else { return BTreeMap::new() };
    let outcome = loadline_check::check(model, sources, &all, today);
    let told = |finding: &Finding| FindingChange {
        code: finding.diagnostic.code,
        severity: finding.diagnostic.severity,
        path: finding.path.clone(),
        message: finding.diagnostic.message.clone(),
        fingerprint: finding.fingerprint().to_string(),
    };
    outcome.findings.iter().map(told).map(|found| (found.fingerprint.clone(), found)).collect()
}
