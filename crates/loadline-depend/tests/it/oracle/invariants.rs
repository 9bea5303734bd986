//! What must hold of every model, whatever its numbers.

use super::generate;
use super::reading::{loads, near};
use super::system::{Fallback, System, Way};
use loadline_depend::consequences::Consequences;
use loadline_depend::fault_tree::{EventId, Term};
use loadline_depend::{Failures, Options, Probabilities, Strength, solve};
use loadline_flow::Flows;
use std::collections::BTreeMap;

/// Systems looked at.
const SYSTEMS: u64 = 400;
/// Those with more variables are left to the oracle.
const MOST_EVENTS: usize = 60;

/// FAILED and DEGRADED of every journey, by the journey's id.
type Tops = BTreeMap<String, (f64, f64)>;

/// Solves a system; `None` when it is larger than needed here.
fn tops(system: &System, unsaid: Strength) -> Option<Tops> {
    let model = crate::model(&system.text());
    let failures = Failures::read(&model, &Flows::read(&model), &loads(&model, system), unsaid);
    if failures.tree.event_count() > MOST_EVENTS {
        return None;
    }
    let terms: Vec<Term> = failures.journeys.iter().flat_map(|one| [one.failed, one.degraded]).collect();
    let solution = solve(&failures.tree, &terms, &Options::default()).unwrap();
    let q = Probabilities::new(failures.stated()).unwrap();
    let chance = |top| solution.probability(top, &q).upper();
    let journeys = failures.journeys.iter().enumerate();
    Some(
        journeys
            .map(|(index, one)| (one.id.to_owned(), (chance(2 * index), chance(2 * index + 1))))
            .collect(),
    )
}

/// Whether the first is at most the second, but for rounding.
fn at_most(less: f64, more: f64) -> bool {
    less <= more * (1.0 + 1e-12) + 1e-300
}

#[track_caller]
fn check(seed: u64, system: &System, what: &str, holds: bool) {
    assert!(holds, "seed {seed}: {what}\n{}", system.text());
}

fn systems() -> impl Iterator<Item = (u64, System)> {
    (1_000_000..1_000_000 + SYSTEMS).map(|seed| (seed, generate::system(seed)))
}

#[test]
fn soft_is_at_most_unsaid_is_at_most_hard_and_failed_is_degraded() {
    for (seed, system) in systems() {
        let (Some(soft), Some(hard)) = (tops(&system, Strength::Soft), tops(&system, Strength::Hard)) else {
            continue;
        };
        for (id, (failed, degraded)) in &soft {
            check(seed, &system, "soft is worse than hard", at_most(*failed, hard[id].0));
            check(seed, &system, "failed without being degraded", at_most(*failed, *degraded));
            check(seed, &system, "no number", failed.is_finite() && (0.0..=1.0).contains(degraded));
        }
    }
}

#[test]
fn a_further_fallback_or_a_longer_mask_never_fails_more() {
    for (seed, system) in systems() {
        let Some(before) = tops(&system, Strength::Hard) else { continue };
        let (mut helped, mut longer) = (system.clone(), system.clone());
        for need in helped.components.iter_mut().flat_map(|one| &mut one.needs) {
            need.fallback = need.fallback.or(Some(Fallback { way: Way::Stale(600), exercised: false }));
        }
        for one in &mut longer.components {
            one.ttl = one.ttl.map(|ttl| ttl.map(|ttl| ttl * 2));
        }
        for (what, changed) in [("a fallback", helped), ("a longer ttl", longer)] {
            let Some(after) = tops(&changed, Strength::Hard) else { continue };
            for (id, (failed, _)) in &before {
                check(seed, &changed, what, at_most(after[id].0, *failed));
            }
        }
    }
}

#[test]
fn names_and_the_order_of_the_text_change_no_number() {
    for (seed, system) in systems() {
        let Some(before) = tops(&system, Strength::Hard) else { continue };
        let mut renamed = system.clone();
        for one in &mut renamed.components {
            one.name = format!("z-{}", one.name);
        }
        let after = tops(&renamed, Strength::Hard).expect("as large as before");
        for (id, (failed, degraded)) in &before {
            let same = near(*failed, after[id].0) && near(*degraded, after[id].1);
            check(seed, &system, "a name changed a number", same);
        }
    }
}

#[test]
fn what_is_lost_twice_is_lost_once() {
    for (seed, system) in systems().take(100) {
        let model = crate::model(&system.text());
        let failures = Failures::read(&model, &Flows::read(&model), &loads(&model, &system), Strength::Hard);
        let mut now = Consequences::new(&failures.tree, []);
        for cause in &failures.causes {
            let events: Vec<EventId> = cause.bands.iter().map(|band| band.event).collect();
            let mark = now.mark();
            now.hold(events.iter().copied());
            let once: Vec<bool> = failures.journeys.iter().map(|one| now.holds(one.failed)).collect();
            now.hold(events);
            let twice: Vec<bool> = failures.journeys.iter().map(|one| now.holds(one.failed)).collect();
            check(seed, &system, "lost twice is not lost once", once == twice);
            now.release(mark);
        }
    }
}
