//! The mean of a service time, stated or worked out from its percentiles.

use loadline_base::units::{Duration, format_number};
use loadline_model::kinds::ServiceTime;

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.3263;
/// The 95th percentile of the standard normal distribution.
const Z95: f64 = 1.6449;

/// A mean service time.
#[derive(Debug, Clone)]
pub(crate) struct Mean {
    pub(crate) time: Duration,
    /// How it was worked out; `None` when stated.
    pub(crate) formula: Option<String>,
    /// Whether the shape of the distribution behind it is an assumption.
    pub(crate) assumed: bool,
}

/// The mean service time: stated, or from percentiles and the named distribution.
///
/// Lognormal (assumed when no distribution is named): σ = ln(p99 ÷ p50) ÷ 2.3263, mean = p50 × exp(σ² ÷ 2).
/// Exponential: mean = p50 ÷ ln 2. `None` when too little is said, or when the percentiles descend.
pub(crate) fn mean(time: &ServiceTime) -> Option<Mean> {
    if let Some(mean) = &time.mean {
        return Some(Mean { time: mean.value, formula: None, assumed: false });
    }
    let p50 = time.p50.as_ref()?.value;
    let named = time.distribution.as_ref().map(|name| name.value.as_str());
    match named {
        Some("deterministic") => Some(Mean { time: p50, formula: None, assumed: false }),
        Some("exponential") => {
            let mean = p50.scale(1.0 / std::f64::consts::LN_2);
            Some(Mean { time: mean, formula: Some(format!("{p50} ÷ ln 2")), assumed: false })
        }
        None | Some("lognormal") => lognormal(time, p50, named.is_none()),
        Some(_) => None,
    }
}

fn lognormal(time: &ServiceTime, p50: Duration, assumed: bool) -> Option<Mean> {
    let (high, z) = match (&time.p99, &time.p95) {
        (Some(p99), _) => (p99.value, Z99),
        (None, Some(p95)) => (p95.value, Z95),
        (None, None) => return None,
    };
    if p50.is_zero() || high < p50 {
        return None;
    }
    let sigma = (high.as_secs_f64() / p50.as_secs_f64()).ln() / z;
    let formula = format!("{p50} × exp(σ² ÷ 2), σ = ln({high} ÷ {p50}) ÷ {}", format_number(z));
    Some(Mean { time: p50.scale((sigma * sigma / 2.0).exp()), formula: Some(formula), assumed })
}
