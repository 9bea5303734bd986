//! What all journeys together ask of each component.

use crate::edge_load::EdgeLoad;
use crate::load::{Loads, When};
use loadline_evidence::{Quantity, Working};
use loadline_model::{Body, Component, Model};

/// What journeys ask of one component.
#[derive(Debug, Clone)]
pub struct Asked<'m> {
    /// The component.
    pub component: Component<'m>,
    /// Whether a user waits for it on some journey.
    pub waited_for: bool,
    /// Operations a second on average, first attempts only.
    pub average: Option<Quantity>,
    /// Operations a second when every journey is at its peak.
    pub peak: Option<Quantity>,
    /// Operations a second when every journey is at its burst; `None` when no journey says one.
    pub burst: Option<Quantity>,
    /// Reads among the operations at peak, for what keeps state.
    pub reads: Option<Quantity>,
    /// Writes among the operations at peak, for what keeps state.
    pub writes: Option<Quantity>,
    /// How many times its load it is asked while it answers nothing and every caller tries again.
    pub retry_factor: Option<Quantity>,
}

impl Asked<'_> {
    /// Every figure that is known.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let all = [&self.average, &self.peak, &self.burst, &self.reads, &self.writes, &self.retry_factor];
        all.into_iter().flatten().collect()
    }
}

/// What is asked of a component; `None` when no journey passes it.
pub(crate) fn asked<'m>(model: &Model, loads: &Loads<'m>, component: Component<'m>) -> Option<Asked<'m>> {
    let load = loads.on(component.id);
    if load.parts.is_empty() {
        return None;
    }
    let peak = load.quantity("peak load", When::Peak);
    let keeps_state = matches!(component.body, Body::Store(_) | Body::Cache(_));
    let split = |name: &'static str, of: fn(&EdgeLoad<'_>) -> f64| {
        let rate: f64 = model.callers(component.id).map(|edge| of(loads.edges.on(edge.id))).sum();
        let told = keeps_state && peak.is_some() && rate > 0.0;
        told.then(|| {
            Quantity::computed(name, rate, "rps", Working::new(move |f| write!(f, "{name}, over all edges")))
        })
    };
    let countable = |quantity: Option<Quantity>| quantity.filter(|quantity| quantity.value.is_finite());
    Some(Asked {
        component,
        waited_for: load.waited_for,
        average: countable(load.quantity("average load", When::Average)),
        burst: countable(load.has_burst().then(|| load.quantity("burst load", When::Burst)).flatten()),
        reads: countable(split("reads at peak", |load| load.reads)),
        writes: countable(split("writes at peak", |load| load.writes)),
        retry_factor: load.retry_factor(),
        peak: countable(peak),
    })
}
