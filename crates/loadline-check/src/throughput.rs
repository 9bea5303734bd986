//! How many requests a second a component can take, when the model gives the figures for it.

use crate::said::decided;
use crate::service_time;
use loadline_base::units::format_number;
use loadline_model::{Body, Component};

/// Requests a second a component can take.
#[derive(Debug, Clone)]
pub(crate) struct Throughput {
    /// With its fewest replicas; for an external, its quota.
    pub(crate) rps: f64,
    /// With as many replicas as scaling may add; equal to `rps` when it does not scale.
    pub(crate) scaled: f64,
    /// The arithmetic of `rps` with the figures put in.
    pub(crate) formula: String,
}

/// An external's quota; else measured rps × replicas; else workers ÷ mean service time × replicas.
///
/// `None` when a figure is missing: an unknown number of replicas is not one replica.
pub(crate) fn throughput(component: &Component<'_>) -> Option<Throughput> {
    if let Body::External(external) = component.body {
        let rps = decided(&external.quota)?.value()?.per_second();
        return Some(Throughput {
            rps,
            scaled: rps,
            formula: format!("quota of {} rps", format_number(rps)),
        });
    }
    let common = component.common();
    let capacity = decided(&common.capacity)?;
    let replicas = decided(&common.replicas)?;
    let count = replicas.min.as_ref()?.get();
    let most = replicas.max.as_ref().map_or(count, |max| max.get().max(count));
    let (one, shown) = match &capacity.rps {
        Some(rps) => (rps.get(), format!("{} rps", format_number(rps.get()))),
        None => {
            let workers = capacity.workers.as_ref()?.get();
            let mean = service_time::of(component)?.time;
            if mean.is_zero() {
                return None;
            }
            (workers as f64 / mean.as_secs_f64(), format!("{workers} workers ÷ {mean}"))
        }
    };
    Some(Throughput {
        rps: one * count as f64,
        scaled: one * most as f64,
        formula: format!("{shown} × {count} {}", if count == 1 { "replica" } else { "replicas" }),
    })
}
