//! The replay itself: columns for each objective, alerts for each candidate, Alertmanager for all of them together, then the verdict.

use super::columns::{Columns, Grid, columns};
use super::firing::{Condition, firing};
use super::pages::mail;
use super::report::{Alert, Gap, PolicyReport, Refused, Report, SloFacts};
use super::score::{self, Context};
use super::standard::standard_alertmanager;
use super::{Candidate, CannotReplay, Setup, millis};
use crate::alert_labels::{of_alert, tier_names};
use crate::{AlertPolicy, Decimal, Slo};
use loadline_base::units::Duration;
use loadline_promql::Labels;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What stays of an objective when its columns are gone.
pub(super) struct Seen {
    pub(super) facts: SloFacts,
    /// Bad events until each step.
    pub(super) bad: Vec<f64>,
    /// Bad events that one period may have; zero where the target leaves none or there was nothing.
    pub(super) budget: f64,
    /// For each candidate: alerts with the places of their groups still missing, and their label sets.
    fired: Vec<Vec<(Alert, Labels)>>,
}

pub(super) fn replay(setup: &Setup<'_>) -> Result<Report, CannotReplay> {
    let grid = Grid::of(setup)?;
    let per_slo: Vec<Result<Vec<Seen>, String>> =
        setup.slos.par_iter().enumerate().map(|(at, slo)| seen(at, slo, setup, &grid)).collect();
    let (mut all, mut refused) = (Vec::new(), Vec::new());
    for (slo, result) in per_slo.into_iter().enumerate() {
        match result {
            Ok(seen) if seen.is_empty() => {
                refused.push(Refused {
                    slo,
                    why: "the history has no series that its indicator asks for".to_owned(),
                });
            }
            Ok(seen) => all.extend(seen),
            Err(why) => refused.push(Refused { slo, why }),
        }
    }
    let standard;
    let config = match setup.alertmanager {
        Some(config) => config,
        None => {
            standard = standard_alertmanager(setup.slos, setup.candidates);
            &standard
        }
    };
    let policies: Vec<PolicyReport> = setup
        .candidates
        .par_iter()
        .enumerate()
        .map(|(number, candidate)| {
            let (mut alerts, mut sets, mut set_of): (Vec<Alert>, Vec<Labels>, Vec<usize>) =
                Default::default();
            for (facts, seen) in all.iter().enumerate() {
                for (alert, labels) in seen.fired.get(number).map_or(&[][..], Vec::as_slice) {
                    // Alerts of one tier follow each other.
                    if sets.last() != Some(labels) {
                        sets.push(labels.clone());
                    }
                    set_of.push(sets.len() - 1);
                    alerts.push(Alert { facts, ..alert.clone() });
                }
            }
            let mail = mail(config, &alerts, &sets, &set_of, grid.step, grid.end());
            let context = Context { setup, grid: &grid, seen: &all, candidate };
            score::judge(&context, config, alerts, mail)
        })
        .collect();
    let slos = all.into_iter().map(|seen| seen.facts).collect();
    Ok(Report { span: (grid.start, grid.end()), step: grid.step, slos, refused, policies })
}

/// The windows that any candidate asks for.
fn windows(slo: &Slo, candidates: &[Candidate]) -> BTreeSet<Duration> {
    let tiers =
        candidates.iter().filter_map(|candidate| candidate.policy(slo)).flat_map(|policy| &policy.tiers);
    tiers.flat_map(|tier| [tier.long, tier.short]).collect()
}

fn seen(at: usize, slo: &Slo, setup: &Setup<'_>, grid: &Grid) -> Result<Vec<Seen>, String> {
    let mut windows = windows(slo, setup.candidates);
    if windows.is_empty() {
        windows.insert(Duration::from_nanos(300_000_000_000));
    }
    let groups = columns(slo, setup.slos, setup.history, grid, &windows)?;
    Ok(groups
        .into_iter()
        .map(|columns| {
            let budget = budget_events(slo, &columns, grid);
            let fired = setup.candidates.iter().map(|candidate| {
                candidate
                    .policy(slo)
                    .map_or_else(Vec::new, |policy| fired(slo, policy, &columns, grid, budget))
            });
            let fired = fired.collect();
            Seen { facts: facts(at, slo, &columns, grid, budget), bad: columns.tally.bad, budget, fired }
        })
        .collect())
}

/// Bad events that a period may have at the average traffic of the history.
pub(crate) fn budget_events(slo: &Slo, columns: &Columns, grid: &Grid) -> f64 {
    let span = (grid.end() - grid.start).max(grid.step) as f64;
    let share = f64::try_from(slo.target.budget()).unwrap_or(0.0);
    columns.tally.all() / span * millis(slo.period()) as f64 * share
}

/// Every time that a tier of the policy fires.
fn fired(
    slo: &Slo,
    policy: &AlertPolicy,
    columns: &Columns,
    grid: &Grid,
    budget: f64,
) -> Vec<(Alert, Labels)> {
    let mut all = Vec::new();
    let names = tier_names(policy);
    let allowed = f64::try_from(slo.target.budget()).unwrap_or(0.0);
    for (number, (tier, name)) in policy.tiers.iter().zip(&names).enumerate() {
        // Slices are no events: generated rules do not wait for a number of them.
        let least = if slo.slice().is_some() { Decimal::ZERO } else { policy.least_events };
        let condition = Condition::of(tier, slo.target.budget(), least, columns);
        let Some(condition) = condition else { continue };
        let labels = of_alert(slo, &columns.group, tier, name);
        let short = columns.windows.get(&tier.short).map_or(&[][..], |counted| counted.ratio.as_slice());
        for one in firing(&condition, grid) {
            let end = one.to.unwrap_or(grid.len);
            let meanwhile = short.get(one.from..end).unwrap_or_default();
            let peak = meanwhile.iter().copied().filter(|ratio| !ratio.is_nan()).fold(0.0, f64::max);
            let before = grid.at_or_before(grid.time(one.from).saturating_sub(millis(tier.long)));
            let spent = columns.tally.bad_between(before, end.min(grid.len - 1));
            let alert = Alert {
                facts: 0,
                tier: number,
                name: name.clone(),
                class: tier.class,
                fired: grid.time(one.from),
                resolved: one.to.map(|to| grid.time(to)),
                peak_burn: peak / allowed,
                spent: (budget > 0.0).then_some(spent / budget),
                judged: grid.time(one.from) >= grid.start.saturating_add(millis(tier.long)),
            };
            all.push((alert, labels.clone()));
        }
    }
    all
}

fn facts(at: usize, slo: &Slo, columns: &Columns, grid: &Grid, budget: f64) -> SloFacts {
    let all = columns.tally.all();
    let bad = columns.tally.bad.last().copied().unwrap_or(0.0);
    let days = (grid.end() - grid.start).max(grid.step) as f64 / 86_400_000.0;
    let shortest = columns.windows.first_key_value().map(|(_, counted)| counted);
    let counts = shortest.is_some_and(|counted| !counted.total.is_empty());
    let allowed = f64::try_from(slo.target.budget()).unwrap_or(0.0);
    let ratio = shortest.map_or(&[][..], |counted| counted.ratio.as_slice());
    let part = ratio.len().div_ceil(SloFacts::PARTS).max(1);
    let burn = ratio.chunks(part).map(|part| {
        let worst = part.iter().copied().filter(|ratio| !ratio.is_nan()).fold(f64::NAN, f64::max);
        (!worst.is_nan()).then_some(worst / allowed)
    });
    SloFacts {
        slo: at,
        group: columns.group.clone(),
        events_per_day: counts.then_some(all / days),
        error_ratio: (all > 0.0).then_some(bad / all),
        spent: (budget > 0.0).then_some(bad / budget),
        gaps: shortest.map_or_else(Vec::new, |counted| gaps(&counted.ratio, &counted.total, grid)),
        burn: burn.collect(),
    }
}

/// Runs of steps without a ratio; idle where all events of the window are counted and there are none.
fn gaps(ratio: &[f64], total: &[f64], grid: &Grid) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let mut last = None;
    for (at, _) in ratio.iter().enumerate().filter(|(_, ratio)| ratio.is_nan()) {
        let idle = total.get(at).is_some_and(|total| *total <= 0.0);
        match gaps.last_mut() {
            Some(gap) if last == Some(at.wrapping_sub(1)) && gap.idle == idle => gap.to = grid.time(at),
            _ => gaps.push(Gap { from: grid.time(at), to: grid.time(at), idle }),
        }
        last = Some(at);
    }
    gaps
}
