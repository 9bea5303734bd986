//! What is taken for a figure nobody stated. Every prior is a guess, is shown as one, and is overridden by any figure.

use loadline_model::ComponentKind;
use loadline_model::kinds::DomainKind;

/// A figure taken where the model is silent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// What it is taken for: a kind of component or domain.
    pub of: &'static str,
    /// Share of time it is down.
    pub unavailability: f64,
    /// Mean length of one outage, seconds.
    pub mean: f64,
    /// What it rests on.
    pub source: &'static str,
}

const MINUTE: f64 = 60.0;
const JUDGEMENT: &str = "judgement";
const PROMISES: &str = "usual provider SLA, 2019: a refund threshold, no measurement";

const fn prior(of: &'static str, unavailability: f64, minutes: f64, source: &'static str) -> Prior {
    Prior { of, unavailability, mean: minutes * MINUTE, source }
}

const SERVICE: Prior = prior("service", 1e-3, 30.0, JUDGEMENT);
const JOB: Prior = prior("job", 1e-3, 60.0, JUDGEMENT);
const STORE: Prior = prior("store", 5e-4, 30.0, PROMISES);
const CACHE: Prior = prior("cache", 1e-3, 15.0, PROMISES);
const QUEUE: Prior = prior("queue", 1e-3, 30.0, PROMISES);
const EXTERNAL: Prior = prior("external", 1e-3, 45.0, PROMISES);
const PROVIDER: Prior = prior("provider", 1e-5, 120.0, JUDGEMENT);
const REGION: Prior = prior("region", 5e-5, 120.0, JUDGEMENT);
const ZONE: Prior = prior("zone", 1e-4, 120.0, JUDGEMENT);
const CLUSTER: Prior = prior("cluster", 1e-3, 60.0, PROMISES);
const RACK: Prior = prior("rack", 1e-4, 120.0, JUDGEMENT);
const HOST: Prior = prior("host", 5e-3, 60.0, PROMISES);

/// Every prior, in the order they are printed.
pub const PRIORS: &[Prior] =
    &[SERVICE, JOB, STORE, CACHE, QUEUE, EXTERNAL, PROVIDER, REGION, ZONE, CLUSTER, RACK, HOST];

/// Chance that a fallback or a failover fails when it is needed and was never tried.
pub const UNTRIED: f64 = 0.1;
/// The same when it was tried before.
pub const TRIED: f64 = 0.01;
/// Share of copy failures that hit all copies at once, for our own code: every copy runs the same.
pub const BETA_OF_OUR_CODE: f64 = 0.5;
/// The same for everything else; reliability practice for hardware is 0.05 to 0.1.
pub const BETA_OF_OTHERS: f64 = 0.1;

/// The prior of a component.
#[must_use]
pub const fn of_component(kind: ComponentKind) -> Prior {
    match kind {
        ComponentKind::Service => SERVICE,
        ComponentKind::Job => JOB,
        ComponentKind::Store => STORE,
        ComponentKind::Cache => CACHE,
        ComponentKind::Queue => QUEUE,
        ComponentKind::External => EXTERNAL,
    }
}

/// The prior of a failure domain.
#[must_use]
pub const fn of_domain(kind: DomainKind) -> Prior {
    match kind {
        DomainKind::Provider => PROVIDER,
        DomainKind::Region => REGION,
        DomainKind::Zone => ZONE,
        DomainKind::Cluster => CLUSTER,
        DomainKind::Rack => RACK,
        DomainKind::Host => HOST,
    }
}
