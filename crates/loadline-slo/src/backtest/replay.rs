//! The replay itself: columns for each objective, alerts for each candidate, Alertmanager for all of them together, then the verdict.

use super::bases::{Bases, Recordings, shortest};
use super::columns::{Columns, columns};
use super::counted::Counted;
use super::firing::{Condition, firing};
use super::grid::Grid;
use super::pages::mail;
use super::report::{Alert, Gap, PolicyReport, Refused, Report, SloFacts};
use super::score::{self, Context};
use super::seen::Seen;
use super::standard::standard_alertmanager;
use super::{CannotReplay, Setup, millis};
use crate::alert_labels::{of_alert, tier_names};
use crate::{AlertPolicy, Decimal, Slo};
use loadline_base::units::Duration;
use loadline_promql::Labels;
use rayon::prelude::*;
use std::collections::BTreeSet;

pub(super) fn replay(setup: &Setup<'_>) -> Result<Report, CannotReplay> {
    let grid = Grid::of(setup)?;
    let recordings = Recordings::new(
        setup
            .candidates
            .iter()
            .map(|candidate| Bases::of(setup.slos, |slo| shortest(candidate.policy(slo), slo))),
    );
    let per_slo: Vec<Result<Vec<Seen>, String>> =
        setup.slos.par_iter().enumerate().map(|(at, slo)| seen(at, slo, setup, &grid, &recordings)).collect();
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

fn seen(
    at: usize,
    slo: &Slo,
    setup: &Setup<'_>,
    grid: &Grid,
    recordings: &Recordings,
) -> Result<Vec<Seen>, String> {
    let mut windows = BTreeSet::new();
    for (number, policy) in setup.candidates.iter().map(|candidate| candidate.policy(slo)).enumerate() {
        let of = policy.into_iter().flat_map(|policy| &policy.tiers).flat_map(|tier| [tier.long, tier.short]);
        windows.extend(of.map(|window| recordings.counting(setup, number, at, window)));
    }
    let five = Duration::from_nanos(300_000_000_000);
    let without_alerts = Recordings::raw(setup.slos, five);
    let mut bases = recordings.bases();
    if windows.is_empty() {
        windows.insert(without_alerts.counting(setup, 0, at, five));
        bases = without_alerts.bases();
    }
    let groups = columns(at, setup, grid, &windows, bases)?;
    Ok(groups
        .into_iter()
        .map(|columns| {
            let budget = budget_events(slo, &columns, grid);
            let fired = setup.candidates.iter().enumerate().map(|(number, candidate)| {
                let Some(policy) = candidate.policy(slo) else { return Vec::new() };
                let counted = |window| columns.windows.get(&recordings.counting(setup, number, at, window));
                fired(slo, policy, &columns, counted, grid, budget)
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

/// Every time that a tier of the policy fires. `counted` tells a window as its rules count it.
fn fired<'c>(
    slo: &Slo,
    policy: &AlertPolicy,
    columns: &'c Columns,
    counted: impl Fn(Duration) -> Option<&'c Counted>,
    grid: &Grid,
    budget: f64,
) -> Vec<(Alert, Labels)> {
    let mut all = Vec::new();
    let names = tier_names(policy);
    let allowed = f64::try_from(slo.target.budget()).unwrap_or(0.0);
    for (number, (tier, name)) in policy.tiers.iter().zip(&names).enumerate() {
        // Slices are no events: generated rules do not wait for a number of them.
        let least = if slo.slice().is_some() { Decimal::ZERO } else { policy.least_events };
        let condition = Condition::of(tier, slo.target.budget(), least, &counted);
        let Some(condition) = condition else { continue };
        let labels = of_alert(slo, &columns.group, tier, name);
        let short = counted(tier.short).map_or(&[][..], |counted| counted.ratio.as_slice());
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
