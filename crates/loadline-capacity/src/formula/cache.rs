//! A cold cache: what the store behind it gets when nothing is cached.

use super::refusal::{below_one, positive};
use super::{Formula, Kind, Measure, OVERLOAD, Parameter, Refusal};

pub(super) const FORMULA: Formula = Formula {
    name: "cold_cache",
    family: OVERLOAD,
    title: "Cold cache: load on the store behind a cache that lost its contents",
    assumes: "every miss goes to the store once; requests for one key are not merged",
    parameters: &[
        Parameter::new("arrival_rate", "λ", Kind::Rate, "requests to the cache").or("1"),
        Parameter::new("hit_ratio", "h", Kind::Share, "share of requests the warm cache answers"),
    ],
    quantities: &[
        Measure::new("cold_multiplier", Kind::Number, "1 / (1 − h)"),
        Measure::new("warm_store_rate", Kind::Rate, "λ (1 − h)"),
        Measure::new("cold_store_rate", Kind::Rate, "λ"),
    ],
    source: "definition; Huang et al. 2022, Metastable Failures in the Wild (OSDI), §2",
    evaluate: |given| {
        let rate = given.number("arrival_rate");
        let cold = cold_cache(rate, given.number("hit_ratio"))?;
        Ok(vec![cold.multiplier.into(), cold.warm_store_rate.into(), rate.into()])
    },
};

/// What a cache keeps away from its store.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColdCache {
    /// The load on the store with a cold cache over that with a warm one.
    pub multiplier: f64,
    /// Requests per second to the store behind the warm cache.
    pub warm_store_rate: f64,
}

/// A cache with this arrival rate per second and hit ratio.
///
/// # Errors
/// When the rate is not above 0 or the hit ratio not at least 0 and below 1.
pub fn cold_cache(arrival_rate: f64, hit_ratio: f64) -> Result<ColdCache, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    below_one("hit_ratio", hit_ratio)?;
    let misses = 1.0 - hit_ratio;
    Ok(ColdCache { multiplier: 1.0 / misses, warm_store_rate: arrival_rate * misses })
}
