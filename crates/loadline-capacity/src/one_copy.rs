//! What one copy of a component carries: its measured rate, else workers ÷ mean service time; the quota of an external.
//!
//! Time spent waiting for callees is not counted, so this is the most it can be.

use crate::provenance::input;
use crate::service_time;
use loadline_base::Span;
use loadline_base::figure::{count, figure};
use loadline_base::units::{Duration, format_number};
use loadline_evidence::{Input, Working};
use loadline_model::kinds::ServiceTime;
use loadline_model::{Body, Component};

/// What one copy carries.
#[derive(Debug, Clone, PartialEq)]
pub struct OneCopy {
    /// Operations a second.
    pub rps: f64,
    /// The arithmetic: `24 workers ÷ 126 ms`.
    pub formula: Working,
    /// Where the figure is written.
    pub span: Span,
    /// What it was worked out from.
    pub inputs: Vec<Input>,
}

impl OneCopy {
    /// Reads a component; `None` when it says neither a rate nor workers with a service time that has a mean.
    #[must_use]
    pub fn of(component: Component<'_>) -> Option<Self> {
        let path = component.path();
        if let Body::External(external) = component.body {
            let quota = external.quota.as_ref().filter(|quota| quota.is_decided())?;
            let rps = quota.value.value()?.per_second();
            let inputs = vec![input(format!("{path}/quota"), rps, "rps", quota)];
            return Some(Self {
                rps,
                formula: Working::new(move |f| write!(f, "{} rps", figure(rps))),
                span: quota.span,
                inputs,
            });
        }
        let capacity = component.common().capacity.as_deref()?;
        if let Some(rps) = capacity.rps.as_ref().filter(|rps| rps.is_decided()) {
            let (most, span) = (rps.get(), rps.span);
            let inputs = vec![input(format!("{path}/capacity/rps"), most, "rps", rps)];
            let formula = Working::new(move |f| write!(f, "{} rps", format_number(most)));
            return Some(Self { rps: most, formula, span, inputs });
        }
        let workers = capacity.workers.as_ref().filter(|workers| workers.is_decided())?;
        let (mean, mut inputs) = fastest(component)?;
        let many = workers.get();
        let number = many as f64;
        inputs.insert(0, input(format!("{path}/capacity/workers"), number, "1", workers));
        let formula = Working::new(move |f| write!(f, "{} ÷ {mean}", count(many, "worker")));
        Some(Self { rps: number / mean.as_secs_f64(), formula, span: workers.span, inputs })
    }
}

/// The smallest mean service time of its interfaces; its own where they say none.
fn fastest(component: Component<'_>) -> Option<(Duration, Vec<Input>)> {
    let mean = |time: Option<&ServiceTime>, path: &str| {
        let time = time?;
        let mean = service_time::mean(time).filter(|mean| !mean.time.is_zero())?;
        Some((mean.time, service_time::inputs(time, &mean, path)))
    };
    let path = component.path();
    let own = mean(component.common().service_time.as_deref(), &path);
    let interfaces = component.interfaces().into_iter().flat_map(|all| all.iter());
    let times: Vec<_> = interfaces
        .map(|(id, each)| {
            mean(each.service_time.as_deref(), &format!("{path}/exposes/{id}")).or_else(|| own.clone())
        })
        .collect();
    if times.is_empty() {
        return own;
    }
    times.into_iter().collect::<Option<Vec<_>>>()?.into_iter().min_by_key(|(time, _)| *time)
}
