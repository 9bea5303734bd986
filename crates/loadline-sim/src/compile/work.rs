//! How long a component works on one request: its service time as a law.

use super::Compiling;
use loadline_math::Law;
use loadline_model::Component;
use loadline_model::kinds::ServiceTime;
use std::f64::consts::LN_2;

impl<'m> Compiling<'m> {
    /// The time of work at an interface, in seconds; its own figures before those of the whole component.
    pub(super) fn work(&mut self, component: Component<'m>, part: Option<&str>) -> Law {
        let name = component.name;
        let law = time_at(component, part).and_then(|time| law(time, &mut |what| self.assume(what, name)));
        let pace = self.pace(component);
        match (law, pace.mean, pace.factor) {
            (Some(law), Some(_), Some(factor)) => scaled(&law, factor),
            (_, Some(mean), _) => Law::Exponential { mean },
            (Some(law), None, _) => law,
            (None, None, _) => {
                self.assume("answers come at once, since the service time is unknown", name);
                Law::Constant(0.0)
            }
        }
    }
}

/// The service time at an interface: its own, or that of the whole component.
pub(super) fn time_at<'m>(component: Component<'m>, part: Option<&str>) -> Option<&'m ServiceTime> {
    let interface = part.and_then(|part| component.interfaces()?.get(part));
    let own = interface.and_then(|interface| interface.service_time.as_deref());
    own.or(component.common().service_time.as_deref())
}

/// The law of a service time; `None` when nothing is said that makes one.
pub(super) fn law(time: &ServiceTime, assume: &mut dyn FnMut(&str)) -> Option<Law> {
    let seconds = |field: &Option<loadline_model::Stated<loadline_base::units::Duration>>| {
        field.as_ref().map(|value| value.value.as_secs_f64())
    };
    let (p50, p95, p99, mean) =
        (seconds(&time.p50), seconds(&time.p95), seconds(&time.p99), seconds(&time.mean));
    let cv = time.cv.as_ref().map(|cv| cv.get());
    let named = time.distribution.as_ref().map(|name| name.value.as_str());
    let two = p50.filter(|p50| *p50 > 0.0).and_then(|p50| {
        let upper = p99.map(|p99| (0.99, p99)).or(p95.map(|p95| (0.95, p95)));
        upper.filter(|(_, at)| *at >= p50).map(|(p, at)| Law::lognormal_between(p50, p, at))
    });
    let mean = mean.or_else(|| two.as_ref().map(Law::mean));
    if mean == Some(0.0) {
        return Some(Law::Constant(0.0));
    }
    // The mean of an exponential law by its first percentile that is stated: t ÷ −ln(1 − p).
    let odds = [(p50, LN_2), (p95, loadline_math::ln(20.0)), (p99, loadline_math::ln(100.0))];
    let by_percentile =
        odds.into_iter().find_map(|(time, odds)| Some(time.filter(|time| *time > 0.0)? / odds));
    match (named, mean, cv) {
        (Some("deterministic"), ..) => mean.or(p50).or(p95).or(p99).map(Law::Constant),
        (Some("exponential"), ..) => mean.or(by_percentile).map(|mean| Law::Exponential { mean }),
        (Some("gamma"), Some(mean), Some(cv)) if cv > 0.0 => Some(Law::gamma(mean, cv)),
        (Some("pareto"), Some(mean), Some(cv)) if cv > 0.0 => Some(Law::pareto_by_cv(mean, cv)),
        (_, Some(mean), Some(cv)) if cv > 0.0 => Some(Law::lognormal(mean, cv)),
        (_, Some(mean), Some(_)) => Some(Law::Constant(mean)),
        _ if two.is_some() => two,
        _ => {
            let one = mean.or(by_percentile);
            match (one, p50.or(p95).or(p99)) {
                (Some(_), _) if mean.is_some() || p50.is_some_and(|p50| p50 > 0.0) => {
                    assume("the service time is exponential");
                }
                (Some(_), _) => {
                    assume("the service time is exponential, since one percentile of it is known")
                }
                // All that is stated is zero.
                (None, zero) => return zero.map(Law::Constant),
            }
            one.map(|mean| Law::Exponential { mean })
        }
    }
}

/// A law whose draws are so many times as long.
fn scaled(law: &Law, factor: f64) -> Law {
    match law {
        Law::Constant(value) => Law::Constant(value * factor),
        Law::Exponential { mean } => Law::Exponential { mean: mean * factor },
        Law::Lognormal { mu, sigma } => Law::Lognormal { mu: mu + loadline_math::ln(factor), sigma: *sigma },
        Law::Gamma { shape, scale } => Law::Gamma { shape: *shape, scale: scale * factor },
        Law::Pareto { least, shape } => Law::Pareto { least: least * factor, shape: *shape },
        Law::Hyperexponential { first, means } => {
            Law::Hyperexponential { first: *first, means: means.map(|mean| mean * factor) }
        }
        Law::Empirical(values) => Law::Empirical(values.iter().map(|value| value * factor).collect()),
    }
}
