//! The mean of a component's own work on one request, from whichever figures of it are stated.
//!
//! Work only: no queueing and no waiting for callees.

use loadline_base::units::Duration;
use loadline_model::kinds::ServiceTime;

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.3263;
/// The 95th percentile of the standard normal distribution.
const Z95: f64 = 1.6449;

/// The mean and its arithmetic, when the stated figures allow one.
///
/// A stated mean comes first. Otherwise times are taken as lognormal, the usual shape of response times:
/// mean = p50 × exp(σ² ÷ 2) with σ = ln(p99 ÷ p50) ÷ 2.3263, or p95 and 1.6449. A named `exponential` distribution has
/// the mean p50 ÷ ln 2, a `deterministic` one its p50. `None` for zero times and for percentiles that contradict.
pub(crate) fn mean(time: &ServiceTime) -> Option<(Duration, String)> {
    if let Some(mean) = &time.mean {
        return (!mean.is_zero()).then(|| (mean.value, mean.value.to_string()));
    }
    let p50 = time.p50.as_ref()?.value;
    let (factor, formula) = match time.distribution.as_ref().map(|name| name.as_str()) {
        Some("deterministic") => (1.0, p50.to_string()),
        Some("exponential") => (std::f64::consts::LN_2.recip(), format!("{p50} ÷ ln 2")),
        _ => lognormal(time, p50)?,
    };
    let mean = p50.scale(factor);
    (!mean.is_zero()).then_some((mean, formula))
}

/// Mean ÷ median of a lognormal distribution with the stated percentiles.
fn lognormal(time: &ServiceTime, p50: Duration) -> Option<(f64, String)> {
    let (tail, z) = match (&time.p99, &time.p95) {
        (Some(p99), _) => (p99.value, Z99),
        (None, Some(p95)) => (p95.value, Z95),
        (None, None) => return None,
    };
    if p50.is_zero() || tail < p50 {
        return None;
    }
    let sigma = (tail.as_secs_f64() / p50.as_secs_f64()).ln() / z;
    let formula = format!("{p50} × exp({sigma:.2}² ÷ 2)");
    Some(((sigma * sigma / 2.0).exp(), formula))
}
