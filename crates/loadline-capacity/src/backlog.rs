//! What piles up before a consumer while it is gone, and how long it takes to work that off.

use crate::edge_load::EdgeLoads;
use crate::load::When;
use crate::provenance::{computed, input};
use crate::reading::Reading;
use crate::side;
use crate::unknown::Unknown;
use loadline_base::figure::figure;
use loadline_base::units::Duration;
use loadline_evidence::{Input, Quantity, Working};
use loadline_model::kinds::Topic;
use loadline_model::{Body, Component, Edge, Model, Stated};
use std::sync::Arc;

/// A consumer's load and how it recovers.
#[derive(Debug, Clone)]
pub struct Backlog<'m> {
    /// The consumer.
    pub component: Component<'m>,
    /// Messages a second on average.
    pub arrivals: Quantity,
    /// Messages a second it processes with every copy.
    pub processes: Quantity,
    /// All it serves, messages and calls ÷ processing, on average.
    pub utilisation: Quantity,
    /// The same at peak; above 1 a backlog builds up while the peak lasts.
    pub at_peak: Option<Quantity>,
    /// What stops it for the longest time stated, such as `its mean incident`.
    pub outage: Option<(Quantity, &'static str)>,
    /// Messages waiting at the end of that outage.
    pub piles_up: Option<Quantity>,
    /// Time to work them off: backlog ÷ (processing − all it serves). `None` with an outage when it never does.
    pub drains_in: Option<Quantity>,
    /// The strictest time that a message may wait.
    pub may_wait: Option<Quantity>,
}

impl Backlog<'_> {
    /// Whether the backlog of an outage is never worked off at the average load.
    #[must_use]
    pub fn never_drains(&self) -> bool {
        self.utilisation.value >= 1.0
    }

    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let some =
            [Some(&self.arrivals), Some(&self.processes), Some(&self.utilisation), self.at_peak.as_ref()];
        let outage = self.outage.as_ref().map(|(outage, _)| outage);
        let more = [outage, self.piles_up.as_ref(), self.drains_in.as_ref(), self.may_wait.as_ref()];
        some.into_iter().chain(more).flatten().collect()
    }
}

/// The topic an edge publishes to or consumes from.
#[must_use]
pub fn topic<'m>(edge: &Edge<'m>) -> Option<&'m Topic> {
    let Body::Queue(queue) = edge.to.body else { return None };
    queue.topics.as_deref()?.get(edge.part?).map(|named| &named.value)
}

/// The longest stated time for which a component is gone.
#[derive(Debug, Clone, Copy)]
pub struct Outage<'m> {
    /// The time as written.
    pub time: &'m Stated<Duration>,
    /// What takes it away, in words.
    pub what: &'static str,
    field: &'static str,
}

impl<'m> Outage<'m> {
    /// Reads `incidents.mean`, `deploys.detect-and-roll-back` and `mttr`.
    #[must_use]
    pub fn of(component: Component<'m>) -> Option<Self> {
        let common = &component.common().reliability;
        let incidents = common.incidents.as_ref().and_then(|incidents| incidents.mean.as_ref());
        let deploys = common.deploys.as_ref().and_then(|deploys| deploys.detect_and_roll_back.as_ref());
        let stated = [
            (incidents, "its mean incident", "incidents/mean"),
            (deploys, "a bad deploy", "deploys/detect-and-roll-back"),
            (common.mttr.as_ref(), "a repair", "mttr"),
        ];
        let longest =
            stated.into_iter().filter_map(|(time, what, field)| Some(Self { time: time?, what, field }));
        longest.max_by_key(|outage| outage.time.value)
    }
}

/// Seconds to clear what piles up in an outage: rate × outage ÷ (processing − rate). `None` when it never clears.
#[must_use]
pub fn clears_in(rate: f64, outage: f64, processing: f64) -> Option<f64> {
    (rate > 0.0 && processing > rate).then(|| rate * outage / (processing - rate))
}

/// The backlog of a component that consumes messages; `None` when it does not, or its figures are not known.
pub(crate) fn backlog<'m>(
    model: &'m Model,
    reading: &Reading<'m, '_>,
    edges: &EdgeLoads<'_>,
    unknowns: &mut Vec<Unknown>,
) -> Option<Backlog<'m>> {
    let component = reading.component;
    let consuming: Vec<Edge<'m>> = model.needs(component.id).filter(|edge| edge.consumes()).collect();
    if consuming.is_empty() {
        return None;
    }
    let load = reading.load;
    let all = load.quantity("arrivals", When::Average).filter(|arrivals| arrivals.value > 0.0)?;
    // Requests of callers do not wait in a queue: they fail while it is down. They only take workers from the messages.
    let messages: f64 = consuming.iter().map(|edge| edges.on(edge.id).average).sum();
    let total = all.value;
    let other = total - messages;
    let arrivals = if other > total * 1e-9 {
        let formula =
            Working::new(move |f| write!(f, "{} rps less {} rps of calls", figure(total), figure(other)));
        Quantity::computed("arrivals", messages, "rps", formula).from(Arc::clone(&all.inputs))
    } else {
        all
    };
    if arrivals.value <= 0.0 {
        return None;
    }
    let (one, copies) = (reading.one.as_ref()?, reading.copies.as_ref()?);
    let (rps, formula) = side::carries(copies, copies.most, one.rps, &one.formula);
    let processes = Quantity::computed("processing", rps, "rps", formula).from(Arc::clone(&reading.basis));
    if rps <= 0.0 {
        return None;
    }
    let used = |name: &'static str, rate: f64| {
        let inputs = [computed("load", rate, "rps"), computed("processing", rps, "rps")];
        Quantity::computed(name, rate / rps, "1", Working::ratio(rate, rps, figure)).from(inputs)
    };
    let outage = Outage::of(component);
    if outage.is_none() {
        let tells = format!("how long `{}` needs to work off the backlog of an outage", component.name);
        unknowns.push(Unknown::new(format!("{}/incidents/mean", component.path()), tells));
    }
    let outage = outage.map(|outage| {
        let seconds = outage.time.value.as_secs_f64();
        let path = format!("{}/{}", component.path(), outage.field);
        (Quantity::stated("outage", seconds, "s").from([input(path, seconds, "s", outage.time)]), outage.what)
    });
    let rate = arrivals.value;
    let piles_up = outage.as_ref().map(|(outage, _)| {
        let time = outage.value;
        let formula = Working::new(move |f| write!(f, "{} × {} s", figure(rate), figure(time)));
        let inputs: Vec<Input> =
            outage.inputs.iter().cloned().chain([computed("arrivals", rate, "rps")]).collect();
        Quantity::computed("backlog", rate * outage.value, "messages", formula).from(inputs)
    });
    let drains_in = outage.as_ref().and_then(|(outage, _)| {
        // What is left for the backlog once today's messages and calls are served.
        let seconds = clears_in(rate, outage.value, rps - (total - rate))?;
        let waiting = rate * outage.value;
        let formula =
            Working::new(move |f| write!(f, "{} ÷ ({} − {})", figure(waiting), figure(rps), figure(total)));
        let inputs =
            [computed("backlog", rate * outage.value, "messages"), computed("processing", rps, "rps")];
        Some(Quantity::computed("recovery", seconds, "s", formula).from(inputs))
    });
    Some(Backlog {
        component,
        utilisation: used("utilisation", total),
        at_peak: load.rate(When::Peak).map(|peak| used("utilisation at peak", peak)),
        arrivals,
        processes,
        outage,
        piles_up,
        drains_in,
        may_wait: may_wait(&consuming),
    })
}

/// `max-lag` of a topic or `deadline` of an edge, the strictest.
fn may_wait(consuming: &[Edge<'_>]) -> Option<Quantity> {
    let limits = consuming.iter().flat_map(|edge| {
        let lag = topic(edge).and_then(|topic| topic.max_lag.as_ref());
        let lag = lag
            .map(|lag| (format!("{}/topics/{}/max-lag", edge.to.path(), edge.part.unwrap_or_default()), lag));
        let deadline =
            edge.need.deadline.as_ref().map(|deadline| (format!("{}/deadline", edge.path()), deadline));
        lag.into_iter().chain(deadline)
    });
    let (path, strictest) = limits.min_by_key(|(_, limit)| limit.value)?;
    let seconds = strictest.value.as_secs_f64();
    Some(Quantity::stated("may wait", seconds, "s").from([input(path, seconds, "s", strictest)]))
}
