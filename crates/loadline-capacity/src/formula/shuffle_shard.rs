//! Shuffle sharding: how often two tenants share workers.

use super::refusal::{MOST_STATES, count, too_many_states};
use super::{AVAILABILITY, Formula, Kind, Measure, Parameter, Refusal};
use loadline_math::mass::Mass;

pub(super) const FORMULA: Formula = Formula {
    name: "shuffle_shard",
    family: AVAILABILITY,
    title: "Shuffle sharding: overlap of two tenants",
    assumes: "each tenant has a set of workers drawn at random, all sets equally likely",
    parameters: &[
        Parameter::new("workers", "n", Kind::Count, "workers there are"),
        Parameter::new("shard_size", "s", Kind::Count, "workers of one tenant"),
        Parameter::new("overlap", "o", Kind::Count, "workers two tenants share"),
    ],
    quantities: &[
        Measure::new("probability_of_overlap", Kind::Share, "C(s, o) C(n − s, s − o) / C(n, s)"),
        Measure::new(
            "probability_of_overlap_or_more",
            Kind::Share,
            "Σ(i ≥ o) C(s, i) C(n − s, s − i) / C(n, s)",
        ),
        Measure::new("probability_of_same_shard", Kind::Share, "1 / C(n, s)"),
        Measure::new("shards", Kind::Number, "C(n, s)"),
        Measure::new("mean_overlap", Kind::Number, "s² / n"),
    ],
    source: "hypergeometric distribution; MacCárthaigh, Workload Isolation Using Shuffle-Sharding",
    evaluate: |given| {
        let (workers, size) = (given.count("workers"), given.count("shard_size"));
        let shards = shuffle_shard(workers, size, given.count("overlap"))?;
        Ok(vec![
            shards.probability_of_overlap.into(),
            shards.probability_of_overlap_or_more.into(),
            (1.0 / shards.shards).into(),
            shards.shards.into(),
            (size as f64 * size as f64 / workers as f64).into(),
        ])
    },
};

/// The overlap of two random shards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shards {
    /// The probability of exactly this overlap.
    pub probability_of_overlap: f64,
    /// The probability of this overlap or more.
    pub probability_of_overlap_or_more: f64,
    /// How many different shards there are; infinite beyond 10³⁰⁸.
    pub shards: f64,
}

/// Two shards of `shard_size` out of `workers`, and their chance of sharing `overlap` workers.
///
/// # Errors
/// When the shard is empty or larger than the workers (at most 10⁶), or the overlap is larger than the shard.
pub fn shuffle_shard(workers: u64, shard_size: u64, overlap: u64) -> Result<Shards, Refusal> {
    count("workers", workers, 1, 1_000_000)?;
    count("shard_size", shard_size, 1, workers)?;
    count("overlap", overlap, 0, shard_size)?;
    // Two shards of more than half of the workers overlap at least so much.
    let least = (2 * shard_size).saturating_sub(workers);
    let ratio = |above: u64| {
        let shared = least + above;
        let left = (shard_size - shared) as f64;
        left * left / ((shared + 1) as f64 * (workers + shared + 1 - 2 * shard_size) as f64)
    };
    let shared = Mass::from_ratios(ratio, shard_size - least, MOST_STATES).ok_or_else(too_many_states)?;
    let probability_of_overlap = if overlap < least { 0.0 } else { shared.of(overlap - least) };
    let fewer = shard_size.min(workers - shard_size);
    let shards =
        (1..=fewer).fold(1.0, |sets, number| sets * (workers - fewer + number) as f64 / number as f64);
    Ok(Shards {
        probability_of_overlap,
        probability_of_overlap_or_more: shared.at_least(overlap.saturating_sub(least)),
        shards,
    })
}
