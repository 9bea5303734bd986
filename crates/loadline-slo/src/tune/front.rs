//! Which outcomes no other is better than.

use super::Outcome;
use crate::AlertPolicy;

/// So many are told when nothing meets the wish.
const NEAREST: usize = 5;

/// Pages, 95th percentile of the detection, budget spent, tickets: less is better.
fn costs(outcome: &Outcome) -> [f64; 4] {
    let by_formula = outcome.outage.map_or(f64::INFINITY, |outage| outage.as_secs_f64() * 1e3);
    let detection = match outcome.seen.recall {
        Some(_) => outcome.seen.detection.map_or(f64::INFINITY, |spread| spread.p95),
        None => by_formula,
    };
    let spent = outcome.seen.spent.map_or(0.0, |spread| spread.p95);
    [outcome.seen.pages as f64, detection, spent, outcome.seen.tickets as f64]
}

/// The outcomes that none of the others matches or beats in all of these, the fewest pages first. Of equals the simplest stays: fewer tiers,
/// then the higher burn rate, then the name.
pub(super) fn of(outcomes: impl Iterator<Item = Outcome>) -> Vec<Outcome> {
    let mut all: Vec<([f64; 4], Outcome)> = outcomes.map(|outcome| (costs(&outcome), outcome)).collect();
    all.sort_by(|(a, x), (b, y)| {
        let [pages, detection, spent, tickets] = [0, 1, 2, 3].map(|at| a[at].total_cmp(&b[at]));
        pages.then(tickets).then(detection).then(spent).then_with(|| simplest(&x.policy, &y.policy))
    });
    let mut front: Vec<([f64; 4], Outcome)> = Vec::new();
    for (cost, outcome) in all {
        // Whoever could be better came before.
        let beaten =
            front.iter().any(|(other, _)| other.iter().zip(&cost).all(|(other, ours)| other <= ours));
        if !beaten {
            front.push((cost, outcome));
        }
    }
    front.into_iter().map(|(_, outcome)| outcome).collect()
}

fn simplest(a: &AlertPolicy, b: &AlertPolicy) -> std::cmp::Ordering {
    let burn = |policy: &AlertPolicy| policy.tiers.iter().map(|tier| tier.burn).max();
    a.tiers.len().cmp(&b.tiers.len()).then(burn(b).cmp(&burn(a))).then_with(|| a.name.cmp(&b.name))
}

/// The few that miss least, and of those the quickest.
pub(super) fn nearest(
    policies: impl Iterator<Item = Vec<usize>>,
    lateness: impl Fn(&[usize]) -> ((f64, f64), AlertPolicy),
) -> Vec<(Vec<usize>, AlertPolicy)> {
    let mut all: Vec<((f64, f64), Vec<usize>, AlertPolicy)> = policies
        .map(|tiers| {
            let (late, policy) = lateness(&tiers);
            (late, tiers, policy)
        })
        .collect();
    all.sort_by(|(a, _, x), (b, _, y)| {
        a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)).then_with(|| simplest(x, y))
    });
    all.into_iter().take(NEAREST).map(|(_, tiers, policy)| (tiers, policy)).collect()
}
