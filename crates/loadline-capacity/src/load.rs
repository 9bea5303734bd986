//! What all journeys together ask of every component, first attempts and, in the worst case, with every retry.
//!
//! Operations = Σ over journeys of rate × visits; visits are calls × share × miss ratios along the way.

use crate::edge_load::EdgeLoads;
use crate::provenance::assumed;
use crate::traffic::{peak_inputs, rate_inputs};
use loadline_base::figure::figure;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Quantity};
use loadline_flow::fallback::stands_in;
use loadline_flow::retrying::Retrying;
use loadline_flow::{Flow, Flows, HopKind};
use loadline_model::kinds::Load;
use loadline_model::{ComponentId, Edge, Model};

/// More attempts than anybody can count; keeps products finite.
const COUNTLESS: f64 = 1e15;
/// Journeys written out in a formula; the others are counted.
const WRITTEN_OUT: usize = 3;

/// What one journey asks of a component.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'m> {
    pub(crate) journey: &'m str,
    load: Option<&'m Load>,
    /// First attempts per request of the journey.
    pub(crate) visits: f64,
    /// Attempts per request while the component answers none.
    worst: f64,
    /// Whether a count behind `visits` is taken as one.
    assumed: bool,
    pub(crate) average: Option<f64>,
    pub(crate) peak: Option<f64>,
    burst: Option<f64>,
    /// Factor of growth in a year; 1 when not said.
    pub(crate) yearly: f64,
}

/// What all journeys ask of one component.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComponentLoad<'m> {
    pub(crate) parts: Vec<Part<'m>>,
    /// Whether a user waits for it on some journey.
    pub(crate) waited_for: bool,
}

/// What all journeys ask of every component, and send over every edge.
#[derive(Debug)]
pub(crate) struct Loads<'m> {
    by_component: Vec<ComponentLoad<'m>>,
    /// What is sent over every edge.
    pub(crate) edges: EdgeLoads<'m>,
}

impl<'m> Loads<'m> {
    /// Goes through every hop of every flow.
    pub(crate) fn of(model: &Model, flows: &Flows<'m>) -> Self {
        let mut by_component: Vec<ComponentLoad<'m>> =
            vec![ComponentLoad::default(); model.component_count()];
        for flow in flows.all() {
            let load = flow.journey.load.as_deref();
            let (average, peak) = (flow.average(), flow.peak());
            let burst = load.and_then(|load| load.burst.as_ref()).map(|burst| burst.per_second()).or(peak);
            let yearly =
                load.and_then(|load| load.growth.as_ref()).map_or(1.0, |growth| growth.yearly_factor());
            for (station, (worst, assumed)) in flow.stations.iter().zip(attempts(flow)) {
                let of = &mut by_component[station.component.id.index()];
                of.waited_for |= station.waited_for;
                match of.parts.last_mut().filter(|last| last.journey == flow.id) {
                    Some(last) => {
                        last.visits += station.visits;
                        last.worst += worst;
                        last.assumed |= assumed;
                    }
                    None => of.parts.push(Part {
                        journey: flow.id,
                        load,
                        visits: station.visits,
                        worst,
                        assumed,
                        average,
                        peak,
                        burst,
                        yearly,
                    }),
                }
            }
        }
        Self { by_component, edges: EdgeLoads::of(model, flows) }
    }

    /// What is asked of a component.
    pub(crate) fn on(&self, component: ComponentId) -> &ComponentLoad<'m> {
        &self.by_component[component.index()]
    }
}

/// For each station: attempts per request of the journey while that station answers none, and whether a count is assumed.
///
/// A failure reaches the caller's caller, and makes it try again, unless the caller absorbs it: the edge is soft, has a
/// fallback, or nobody waits.
fn attempts(flow: &Flow<'_>) -> Vec<(f64, bool)> {
    let mut found = vec![(0.0, false); flow.stations.len()];
    if let Some(entry) = found.first_mut() {
        entry.0 = 1.0;
    }
    for (index, station) in flow.stations.iter().enumerate() {
        let (worst, assumed) = found[index];
        for hop in station.hops().filter(|hop| !hop.closes_cycle) {
            let (own, passes_on) = match hop.kind {
                HopKind::Call(edge) => {
                    (retry_factor(&edge), hop.waits && !edge.is_soft() && !stands_in(&edge))
                }
                HopKind::Delivery(_) => (1.0, false),
                HopKind::Miss => (1.0, true),
            };
            let above = if passes_on && station.visits > 0.0 { worst / station.visits } else { 1.0 };
            let to = &mut found[hop.to.index()];
            to.0 = (to.0 + station.taken(&hop) * above * own).min(COUNTLESS);
            to.1 |= assumed || hop.operations.assumed;
        }
    }
    found
}

/// Attempts per call of an edge while it fails; 1 when it does not retry or nothing is said.
fn retry_factor(edge: &Edge<'_>) -> f64 {
    Retrying::of(edge).and_then(|retrying| retrying.factor()).unwrap_or(1.0)
}

/// Which rate of the journeys is added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The mean over the day.
    Average,
    /// The busiest minutes.
    Peak,
    /// The shortest spike, or the peak of journeys that say none.
    Burst,
}

impl When {
    /// `on average`, `at peak`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Average => "on average",
            Self::Peak => "at peak",
            Self::Burst => "in a burst",
        }
    }
}

impl<'m> ComponentLoad<'m> {
    /// First attempts a second; `None` when no journey that passes says its rate.
    pub(crate) fn rate(&self, when: When) -> Option<f64> {
        let mut rates = self.parts.iter().filter_map(|part| Some(part.rate(when)? * part.visits)).peekable();
        rates.peek()?;
        Some(rates.sum())
    }

    /// [`ComponentLoad::rate`] with its arithmetic.
    pub(crate) fn quantity(&self, name: &str, when: When) -> Option<Quantity> {
        let rate = self.rate(when)?;
        Some(Quantity::computed(name, rate, "rps", self.formula(when)).from(self.inputs(when)))
    }

    /// Whether some journey states a burst of its own.
    pub(crate) fn has_burst(&self) -> bool {
        self.parts.iter().any(|part| part.load.is_some_and(|load| load.burst.is_some()))
    }

    /// How many times its peak it is asked while it answers nothing and every caller tries again; `None` when nobody
    /// retries.
    pub(crate) fn retry_factor(&self) -> Option<Quantity> {
        let (mut first, mut worst) = (0.0, 0.0);
        for part in &self.parts {
            // Without any rates the journeys weigh alike.
            let rate = part.peak.or(part.average).unwrap_or(0.0).max(f64::MIN_POSITIVE);
            first += rate * part.visits;
            worst += rate * part.worst;
        }
        let factor = worst / first;
        (factor.is_finite() && factor > 1.0 + 1e-9).then(|| {
            let formula = format!("{} ÷ {} attempts", figure(worst), figure(first));
            Quantity::computed("worst-case retry factor", factor, "1", formula)
        })
    }

    /// `350 × 1.8 (place-order) + 1,800 × 1 (browse)`, the largest first.
    pub(crate) fn formula(&self, when: When) -> String {
        let parts = self.largest(when);
        let mut words: Vec<String> = parts
            .iter()
            .take(WRITTEN_OUT)
            .map(|(part, rate)| {
                format!("{} × {} ({})", format_number(*rate), format_number(part.visits), part.journey)
            })
            .collect();
        if parts.len() > WRITTEN_OUT {
            words.push(format!("{} more journeys", parts.len() - WRITTEN_OUT));
        }
        words.join(" + ")
    }

    /// Rates of the journeys behind the formula, and counts that are taken as one.
    pub(crate) fn inputs(&self, when: When) -> Vec<Input> {
        let mut inputs = Vec::new();
        for (part, _) in self.largest(when).iter().take(WRITTEN_OUT) {
            if let Some(load) = part.load {
                let path = format!("journeys/{}/load", part.journey);
                match when {
                    When::Average => inputs.extend(rate_inputs(load, &path)),
                    When::Peak | When::Burst => inputs.extend(peak_inputs(load, &path)),
                }
            }
            if part.assumed {
                inputs.push(assumed(
                    format!("calls on the way of {} that say no count are one", part.journey),
                    1.0,
                    "1",
                ));
            }
        }
        inputs
    }

    fn largest(&self, when: When) -> Vec<(&Part<'m>, f64)> {
        let with = |part: &'_ Part<'m>| part.rate(when).filter(|_| part.visits > 0.0);
        let mut parts: Vec<(&Part<'m>, f64)> =
            self.parts.iter().filter_map(|part| Some((part, with(part)?))).collect();
        parts.sort_by(|(a, x), (b, y)| (y * b.visits).total_cmp(&(x * a.visits)));
        parts
    }
}

impl Part<'_> {
    /// Whether its journey says how it grows.
    pub(crate) fn says_growth(&self) -> bool {
        self.load.is_some_and(|load| load.growth.is_some())
    }

    pub(crate) const fn rate(&self, when: When) -> Option<f64> {
        match when {
            When::Average => self.average,
            When::Peak => self.peak,
            When::Burst => self.burst,
        }
    }
}
