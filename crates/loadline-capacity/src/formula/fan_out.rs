//! Fan-out: a request is as slow as the slowest of the calls it makes at once.

use super::distribution::{CV, DISTRIBUTION, SHAPE};
use super::refusal::{count, positive, quantile, share};
use super::{Distribution, Formula, Kind, Measure, NETWORKS, Parameter, QUANTILE, Refusal};

const CALLS: Parameter = Parameter::new("fan_out", "n", Kind::Count, "calls made at once, all waited for");

pub(super) const FAN_OUT: Formula = Formula {
    name: "fan_out",
    family: NETWORKS,
    title: "Fan-out: how often at least one of n calls is slow",
    assumes: "calls are slow independently of each other",
    parameters: &[
        Parameter::new("slow_probability", "q", Kind::Share, "share of single calls that are slow"),
        CALLS,
        QUANTILE,
    ],
    quantities: &[
        Measure::new("probability_of_slow", Kind::Share, "1 − (1 − q)^n"),
        Measure::new(
            "call_quantile",
            Kind::Share,
            "p^(1/n): quantile each call must keep for p of the requests",
        ),
        Measure::new("call_slow_share", Kind::Share, "1 − p^(1/n): share of calls that may be slow then"),
    ],
    source: "Dean, Barroso 2013, The Tail at Scale",
    evaluate: |given| {
        let (slow, calls) = (given.number("slow_probability"), given.count("fan_out"));
        let p = quantile(given.number("quantile"))?;
        let tail = leaf_tail(p, calls)?;
        Ok(vec![fan_out_slow(slow, calls)?.into(), (1.0 - tail).into(), tail.into()])
    },
};

pub(super) const MAXIMUM: Formula = Formula {
    name: "fan_out_max",
    family: NETWORKS,
    title: "Fan-out: quantile of the slowest of n calls",
    assumes: "times are independent and of one distribution",
    parameters: &[
        Parameter::new("mean_time", "m", Kind::Time, "mean time of one call"),
        DISTRIBUTION,
        CV,
        SHAPE,
        CALLS,
        QUANTILE,
    ],
    quantities: &[
        Measure::new("call_time_quantile", Kind::Time, "t with P(T > t) = 1 − p, one call"),
        Measure::new("call_slow_share", Kind::Share, "1 − p^(1/n)"),
        Measure::new("time_quantile", Kind::Time, "t with P(T > t) = 1 − p^(1/n), the slowest of n"),
    ],
    source: "Dean, Barroso 2013, The Tail at Scale; David, Nagaraja 2003, Order Statistics, §2.1",
    evaluate: |given| {
        let mean = positive("mean_time", given.number("mean_time"))?;
        let distribution = Distribution::from(given)?;
        let p = quantile(given.number("quantile"))?;
        let tail = leaf_tail(p, given.count("fan_out"))?;
        Ok(vec![
            (mean * distribution.time_of_tail(1.0 - p)).into(),
            tail.into(),
            (mean * distribution.time_of_tail(tail)).into(),
        ])
    },
};

/// The probability that at least one of `calls` independent calls is slow.
///
/// # Errors
/// When the probability is not from 0 to 1 or there is no call.
pub fn fan_out_slow(slow_probability: f64, calls: u64) -> Result<f64, Refusal> {
    share("slow_probability", slow_probability)?;
    count("fan_out", calls, 1, u64::MAX)?;
    Ok(-libm::expm1(calls as f64 * libm::log1p(-slow_probability)))
}

/// The share of single calls that may exceed a time when a share `p` of requests with `calls` calls may not: 1 − p^(1/n).
///
/// # Errors
/// When `p` is not between 0 and 1 or there is no call.
pub fn leaf_tail(p: f64, calls: u64) -> Result<f64, Refusal> {
    quantile(p)?;
    count("fan_out", calls, 1, u64::MAX)?;
    Ok(-libm::expm1(libm::log(p) / calls as f64))
}
