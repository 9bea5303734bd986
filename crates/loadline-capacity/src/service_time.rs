//! The mean of a component's own work on one request, from whichever figures the model gives.
//!
//! Only figures that determine the mean are used; nothing is guessed from a single percentile without a distribution.

use crate::provenance::{assumed, input};
use loadline_base::units::{Duration, format_number};
use loadline_evidence::{Input, Working};
use loadline_model::kinds::ServiceTime;
use loadline_model::{Component, Stated};

/// Standard normal quantile of 0.95.
const Z95: f64 = 1.644_853_627;
/// Standard normal quantile of 0.99.
const Z99: f64 = 2.326_347_874;

/// What is taken for granted where the spread of service times is not known.
const EXPONENTIAL: &str = "the service time varies as if exponential";

/// A mean service time.
#[derive(Debug, Clone)]
pub struct Mean {
    /// The mean.
    pub time: Duration,
    /// How it was worked out.
    pub formula: Working,
    /// Whether the shape of the distribution behind it is an assumption.
    pub assumed: bool,
}

/// The mean service time and how it was found. `None` when the figures do not determine it.
///
/// A stated mean wins. `deterministic` takes any figure, `exponential` divides a percentile by its quantile (p50 ÷ ln 2).
/// Otherwise two percentiles are read as a lognormal distribution: σ = ln(upper ÷ p50) ÷ z, mean = p50 × e^(σ² ÷ 2).
#[must_use]
pub fn mean(time: &ServiceTime) -> Option<Mean> {
    let known = |time, formula| Mean { time, formula, assumed: false };
    let value = |figure: &Option<Stated<Duration>>| figure.as_ref().map(|figure| figure.value);
    if let Some(mean) = value(&time.mean) {
        return Some(known(mean, Working::new(move |f| write!(f, "{mean} mean"))));
    }
    let percentiles = [("p50", value(&time.p50)), ("p95", value(&time.p95)), ("p99", value(&time.p99))];
    let mut percentiles =
        percentiles.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
    match time.distribution.as_ref().map(|name| name.value.as_str()) {
        Some("deterministic") => percentiles
            .next()
            .map(|(name, value)| known(value, Working::new(move |f| write!(f, "{name} {value}")))),
        Some("exponential") => percentiles.next().map(|(name, value)| {
            let (quantile, shown) = match name {
                "p50" => (std::f64::consts::LN_2, "ln 2"),
                "p95" => (20f64.ln(), "ln 20"),
                _ => (100f64.ln(), "ln 100"),
            };
            let mean = value.scale(1.0 / quantile);
            known(mean, Working::new(move |f| write!(f, "{value} ÷ {shown} = {mean}")))
        }),
        named @ (None | Some("lognormal")) => {
            let (time, formula) = lognormal(value(&time.p50)?, value(&time.p95), value(&time.p99))?;
            Some(Mean { time, formula, assumed: named.is_none() })
        }
        Some(_) => None,
    }
}

/// How widely service times vary about their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Variation {
    /// Squared coefficient of variation: variance ÷ mean².
    pub(crate) squared: f64,
    /// What was taken for granted for it.
    pub(crate) taken: Option<&'static str>,
}

/// 0 for `deterministic`, 1 for `exponential`, e^(σ²) − 1 for two percentiles read as a lognormal distribution, and 1
/// where nothing else is said.
pub(crate) fn variation(time: &ServiceTime) -> Variation {
    let said = |squared| Variation { squared, taken: None };
    let value = |figure: &Option<Stated<Duration>>| figure.as_ref().map(|figure| figure.value);
    let named = time.distribution.as_ref().map(|name| name.value.as_str());
    match (named, value(&time.p50)) {
        (Some("deterministic"), _) => said(0.0),
        (Some("exponential"), _) => said(1.0),
        (None | Some("lognormal"), Some(p50)) => match sigma(p50, value(&time.p95), value(&time.p99)) {
            Some((sigma, ..)) => Variation {
                squared: (sigma * sigma).exp_m1(),
                taken: named.is_none().then_some("the service time is lognormal"),
            },
            None => Variation { squared: 1.0, taken: Some(EXPONENTIAL) },
        },
        _ => Variation { squared: 1.0, taken: Some(EXPONENTIAL) },
    }
}

/// What a mean was worked out from; `path` is that of the record the service time stands in.
pub(crate) fn inputs(time: &ServiceTime, mean: &Mean, path: &str) -> Vec<Input> {
    let figures = [("mean", &time.mean), ("p50", &time.p50), ("p95", &time.p95), ("p99", &time.p99)];
    let stated = figures.into_iter().filter_map(|(name, figure)| Some((name, figure.as_ref()?)));
    let used = stated.take(if time.mean.is_some() { 1 } else { 3 });
    let read = used.map(|(name, figure)| {
        input(format!("{path}/service-time/{name}"), figure.value.as_secs_f64(), "s", figure)
    });
    let shape = mean.assumed.then(|| assumed("the service time is lognormal", mean.time.as_secs_f64(), "s"));
    read.chain(shape).collect()
}

/// The mean service time of a component: its own, or that of its interfaces when exactly one of them says it.
#[must_use]
pub fn of(component: &Component<'_>) -> Option<Mean> {
    mean(record(component)?.0)
}

/// The service time of a component and the path of the record it stands in: its own, or that of its interfaces when
/// exactly one of them says it.
pub(crate) fn record<'m>(component: &Component<'m>) -> Option<(&'m ServiceTime, String)> {
    let path = component.path();
    if let Some(time) = &component.common().service_time {
        return Some((time, path));
    }
    let says = |(id, interface): (&'m str, &'m loadline_model::Named<loadline_model::kinds::Interface>)| {
        Some((id, interface.service_time.as_deref()?))
    };
    let mut times = component.interfaces()?.iter().filter_map(says);
    let (id, only) = times.next()?;
    times.next().is_none().then(|| (only, format!("{path}/exposes/{id}")))
}

/// σ of a lognormal distribution with these percentiles, and the upper one that was used.
fn sigma(
    p50: Duration,
    p95: Option<Duration>,
    p99: Option<Duration>,
) -> Option<(f64, &'static str, Duration)> {
    let (name, upper, z) = match (p99, p95) {
        (Some(p99), _) => ("p99", p99, Z99),
        (None, Some(p95)) => ("p95", p95, Z95),
        (None, None) => return None,
    };
    let sigma = || (upper.as_secs_f64() / p50.as_secs_f64()).ln() / z;
    (!p50.is_zero() && upper >= p50).then(|| (sigma(), name, upper))
}

fn lognormal(p50: Duration, p95: Option<Duration>, p99: Option<Duration>) -> Option<(Duration, Working)> {
    let (sigma, name, upper) = sigma(p50, p95, p99)?;
    let mean = p50.scale((sigma * sigma / 2.0).exp());
    let shown = Working::new(move |f| {
        let rounded = format_number((sigma * 1000.0).round() / 1000.0);
        write!(f, "{p50} × e^({rounded}² ÷ 2) = {mean} (lognormal from p50 {p50} and {name} {upper})")
    });
    Some((mean, shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::Sources;

    #[track_caller]
    fn check(figures: &str, expected: Option<&str>) {
        let mut sources = Sources::default();
        sources.add("m.yaml", format!("loadline: 1\nservices:\n  a:\n    service-time: {figures}\n"));
        let reading = loadline_model::read(&sources);
        let component = reading.model.find("a").expect("it is there");
        assert_eq!(of(&component).map(|mean| mean.time.to_string()).as_deref(), expected, "{figures}");
    }

    #[test]
    fn only_figures_that_determine_the_mean_are_used() {
        check("{mean: 20ms, p50: 1s}", Some("20 ms"));
        check("{p50: 90ms, p99: 600ms}", Some("125.502 ms"));
        check("{p50: 10ms, p95: 10ms}", Some("10 ms"));
        check("{p50: 100ms, distribution: exponential}", Some("144.27 ms"));
        check("{p99: 30ms, distribution: deterministic}", Some("30 ms"));
        check("{p99: 30ms}", None);
        check("{p50: 0ms, p99: 30ms}", None);
        check("{p50: 50ms, p99: 30ms}", None);
        check("{p50: 50ms, p99: 90ms, distribution: pareto}", None);
    }
}
