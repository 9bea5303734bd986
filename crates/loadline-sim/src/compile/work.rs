//! How long a component works on one request: its service time as a law.

use super::Compiling;
use loadline_math::Law;
use loadline_model::Component;
use loadline_model::kinds::ServiceTime;

impl<'m> Compiling<'m> {
    /// The time of work at an interface, in seconds; its own figures before those of the whole component.
    pub(super) fn work(&mut self, component: Component<'m>, part: Option<&str>) -> Law {
        let interface = part.and_then(|part| component.interfaces()?.get(part));
        let own = interface.and_then(|interface| interface.service_time.as_deref());
        let time = own.or(component.common().service_time.as_deref());
        let name = component.name;
        let law = time.and_then(|time| law(time, &mut |what| self.assume(what, name)));
        let measured = component.common().capacity.as_deref().and_then(|capacity| capacity.rps.as_ref());
        let workers = component.common().capacity.as_deref().and_then(|capacity| capacity.workers.as_ref());
        match (law, measured, workers) {
            (Some(law), Some(rps), None) if rps.get() > 0.0 => {
                // So many workers that the time fits, made a little slower so that the rate does.
                let workers = workers_for(rps.get(), law.mean());
                scaled(&law, f64::from(workers) / rps.get() / law.mean())
            }
            (None, Some(rps), None) if rps.get() > 0.0 => {
                self.assume("a copy works on one request at a time, for 1 ÷ its measured rate", name);
                Law::Exponential { mean: 1.0 / rps.get() }
            }
            (Some(law), ..) => law,
            (None, ..) => {
                self.assume("answers come at once, since the service time is unknown", name);
                Law::Constant(0.0)
            }
        }
    }
}

/// The mean time of work of a component in seconds, as the model says it.
pub(super) fn stated_mean(component: Component<'_>) -> Option<f64> {
    let law = law(component.common().service_time.as_deref()?, &mut |_| {})?;
    Some(law.mean()).filter(|mean| *mean > 0.0)
}

/// Workers that do `rps` when each request takes so long: as many as needed, at least one.
pub(super) fn workers_for(rps: f64, mean: f64) -> u32 {
    (rps * mean).ceil().clamp(1.0, 1e6) as u32
}

/// The law of a service time; `None` when nothing is said that makes one.
fn law(time: &ServiceTime, assume: &mut dyn FnMut(&str)) -> Option<Law> {
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
    match (named, mean, cv) {
        (Some("deterministic"), ..) => mean.or(p50).or(p99).or(p95).map(Law::Constant),
        (Some("exponential"), Some(mean), _) => Some(Law::Exponential { mean }),
        (Some("exponential"), None, _) => {
            p50.map(|p50| Law::Exponential { mean: p50 / std::f64::consts::LN_2 })
        }
        (Some("gamma"), Some(mean), Some(cv)) if cv > 0.0 => Some(Law::gamma(mean, cv)),
        (Some("pareto"), Some(mean), Some(cv)) if cv > 0.0 => Some(Law::pareto_by_cv(mean, cv)),
        (_, Some(mean), Some(cv)) if cv > 0.0 => Some(Law::lognormal(mean, cv)),
        (_, Some(mean), Some(_)) => Some(Law::Constant(mean)),
        _ => {
            if two.is_some() {
                return two;
            }
            let mean = mean.or(p50.map(|p50| p50 / std::f64::consts::LN_2));
            if mean.is_some() {
                assume("the service time is exponential");
            }
            mean.map(|mean| Law::Exponential { mean })
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
