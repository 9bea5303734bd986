//! The fewest servers of an M/M/c queue that keep a promise.

use super::erlang_b::{delay, next_erlang_b};
use super::refusal::{not_negative, positive, quantile, share, within};
use super::{
    ARRIVAL_RATE, Formula, Kind, MOST_SERVERS, Measure, Mmc, Parameter, QUANTILE, Refusal, SCALING,
    SERVICE_RATE, mmc,
};
use loadline_base::units::format_number;

pub(super) const FORMULA: Formula = Formula {
    name: "sizing",
    family: SCALING,
    title: "Fewest servers for a wait and utilisation target (M/M/c)",
    assumes: "as mmc; a target that is not given is not applied",
    parameters: &[
        ARRIVAL_RATE,
        SERVICE_RATE,
        Parameter::new("max_utilisation", "ρ*", Kind::Share, "utilisation allowed").or("1"),
        Parameter::new("max_mean_wait", "Wq*", Kind::Time, "mean wait allowed").optional(),
        Parameter::new("max_probability_of_wait", "C*", Kind::Share, "share allowed to wait").optional(),
        Parameter::new("max_wait_quantile", "t*", Kind::Time, "wait allowed at the quantile").optional(),
        QUANTILE,
    ],
    quantities: &[
        Measure::new("servers", Kind::Count, "least c > λ / μ that meets every target"),
        Measure::new("utilisation", Kind::Share, "ρ = λ / (c μ)"),
        Measure::new("probability_of_wait", Kind::Share, "C(c, λ / μ), see mmc"),
        Measure::new("mean_wait", Kind::Time, "Wq = C / (c μ − λ)"),
        Measure::new("wait_quantile", Kind::Time, "max(0, ln(C / (1 − p)) / (c μ − λ))"),
    ],
    source: "Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, §2.4",
    evaluate: |given| {
        let p = quantile(given.number("quantile"))?;
        let target = Target {
            utilisation: given.number("max_utilisation"),
            mean_wait: given.optional("max_mean_wait"),
            probability_of_wait: given.optional("max_probability_of_wait"),
            wait_quantile: given.optional("max_wait_quantile").map(|wait| (p, wait)),
        };
        let (servers, queue) = size(given.number("arrival_rate"), given.number("service_rate"), &target)?;
        Ok(vec![
            (servers as f64).into(),
            queue.utilisation.into(),
            queue.probability_of_wait.into(),
            queue.mean_wait().into(),
            queue.wait_quantile(p).into(),
        ])
    },
};

/// What a queue is sized for; every condition that is given must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Utilisation allowed, above 0 and at most 1.
    pub utilisation: f64,
    /// Mean wait allowed, seconds.
    pub mean_wait: Option<f64>,
    /// Share of requests allowed to wait.
    pub probability_of_wait: Option<f64>,
    /// A share of requests, and the wait allowed to them in seconds.
    pub wait_quantile: Option<(f64, f64)>,
}

/// The fewest servers that meet `target`, and the queue with them.
///
/// # Errors
/// When a rate or target is out of range, or more than [`MOST_SERVERS`] would be needed.
pub fn size(arrival_rate: f64, service_rate: f64, target: &Target) -> Result<(u64, Mmc), Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    let most = target.utilisation;
    within("max_utilisation", most, most > 0.0 && most <= 1.0, "above 0 and at most 1")?;
    target.mean_wait.map_or(Ok(0.0), |wait| not_negative("max_mean_wait", wait))?;
    target.probability_of_wait.map_or(Ok(0.0), |wait| share("max_probability_of_wait", wait))?;
    if let Some((p, wait)) = target.wait_quantile {
        quantile(p)?;
        not_negative("max_wait_quantile", wait)?;
    }
    let load = arrival_rate / service_rate;
    let mut blocked = 1.0;
    for servers in 1..=MOST_SERVERS {
        blocked = next_erlang_b(load, servers, blocked);
        let capacity = servers as f64 * service_rate;
        // The allowance for rounding lets 70 / (7 × 10 / 0.7) meet a target of 0.7.
        if capacity <= arrival_rate || arrival_rate / capacity > most * (1.0 + 1e-12) {
            continue;
        }
        let queue = Mmc {
            arrival_rate,
            service_rate,
            offered_load: load,
            utilisation: arrival_rate / capacity,
            spare_rate: capacity - arrival_rate,
            probability_of_wait: delay(load, servers, blocked),
        };
        let waits_well = target.mean_wait.is_none_or(|wait| queue.mean_wait() <= wait)
            && target.probability_of_wait.is_none_or(|share| queue.probability_of_wait <= share)
            && target.wait_quantile.is_none_or(|(p, wait)| queue.wait_quantile(p) <= wait);
        if waits_well {
            return Ok((servers, mmc(arrival_rate, service_rate, servers)?));
        }
    }
    let why = format!("more than {} servers would be needed", format_number(MOST_SERVERS as f64));
    Err(Refusal::TooLarge { why })
}
