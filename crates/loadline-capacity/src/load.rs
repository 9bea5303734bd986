//! What all journeys together ask of every component, first attempts and, in the worst case, with every retry.
//!
//! Operations = Σ over journeys of rate × visits; visits are calls × share × miss ratios along the way.

use crate::edge_load::EdgeLoads;
use crate::provenance::{assumed, input};
use crate::traffic::{peak_inputs, rate_inputs};
use loadline_base::figure::figure;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Quantity, Working};
use loadline_flow::fallback::stands_in;
use loadline_flow::retrying::Retrying;
use loadline_flow::{Flow, Flows, HopKind};
use loadline_model::kinds::Load;
use loadline_model::{ComponentId, Edge, Model};
use std::sync::Arc;

/// More attempts than anybody can count; keeps products finite.
const COUNTLESS: f64 = 1e15;
/// Journeys written out in a formula; the others are counted.
const WRITTEN_OUT: usize = 3;

/// How often a journey is done, and where that is said.
#[derive(Debug)]
pub(crate) struct Rates {
    journey: Arc<str>,
    average: Option<f64>,
    peak: Option<f64>,
    burst: Option<f64>,
    average_inputs: Arc<[Input]>,
    peak_inputs: Arc<[Input]>,
    /// Whether the journey says a burst of its own.
    says_burst: bool,
    burst_inputs: Arc<[Input]>,
    /// Whether it says how it grows.
    pub(crate) says_growth: bool,
    /// Factor of growth in a year; 1 when not said.
    pub(crate) yearly: f64,
}

impl Rates {
    fn of(flow: &Flow<'_>) -> Self {
        let load = flow.journey.load.as_deref();
        let peak = flow.peak();
        let burst = load.and_then(|load| load.burst.as_ref());
        let growth = load.and_then(|load| load.growth.as_ref());
        let path = format!("journeys/{}/load", flow.id);
        let inputs = |read: fn(&Load, &str) -> Vec<Input>| load.map(|load| read(load, &path));
        let average_inputs: Arc<[Input]> = inputs(rate_inputs).unwrap_or_default().into();
        let peak_inputs: Arc<[Input]> = match peak {
            Some(_) => inputs(peak_inputs).unwrap_or_default().into(),
            None => Arc::clone(&average_inputs),
        };
        let burst_inputs = match burst {
            Some(burst) => Arc::new([input(format!("{path}/burst"), burst.per_second(), "rps", burst)]),
            None => Arc::clone(&peak_inputs),
        };
        Self {
            journey: flow.id.into(),
            average: flow.average(),
            peak,
            burst: burst.map(|burst| burst.per_second()).or(peak),
            average_inputs,
            peak_inputs,
            burst_inputs,
            says_burst: burst.is_some(),
            says_growth: growth.is_some(),
            yearly: growth.map_or(1.0, |growth| growth.yearly_factor()),
        }
    }

    const fn inputs(&self, when: When) -> &Arc<[Input]> {
        match when {
            When::Average => &self.average_inputs,
            When::Peak => &self.peak_inputs,
            When::Burst => &self.burst_inputs,
        }
    }

    /// What the journey says of a rate. A burst that nobody says is the peak.
    const fn said(&self, when: When) -> Option<f64> {
        match when {
            When::Average => self.average,
            When::Peak => self.peak,
            When::Burst => self.burst,
        }
    }
}

/// What one journey asks of a component.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) rates: Arc<Rates>,
    /// First attempts per request of the journey.
    pub(crate) visits: f64,
    /// Attempts per request while the component answers none.
    worst: f64,
    /// Whether a count behind `visits` is taken as one.
    assumed: bool,
}

/// What all journeys ask of one component.
#[derive(Debug, Clone, Default)]
pub(crate) struct ComponentLoad {
    pub(crate) parts: Vec<Part>,
    /// Whether a user waits for it on some journey.
    pub(crate) waited_for: bool,
}

/// What all journeys ask of every component, and send over every edge.
#[derive(Debug)]
pub(crate) struct Loads<'m> {
    by_component: Vec<ComponentLoad>,
    /// What is sent over every edge.
    pub(crate) edges: EdgeLoads<'m>,
}

impl<'m> Loads<'m> {
    /// Goes through every hop of every flow.
    pub(crate) fn of(model: &Model, flows: &Flows<'m>) -> Self {
        let mut by_component = vec![ComponentLoad::default(); model.component_count()];
        for flow in flows.all() {
            let rates = Arc::new(Rates::of(flow));
            for (station, (worst, assumed)) in flow.stations.iter().zip(attempts(flow)) {
                let of = &mut by_component[station.component.id.index()];
                of.waited_for |= station.waited_for;
                match of.parts.last_mut().filter(|last| Arc::ptr_eq(&last.rates, &rates)) {
                    Some(last) => {
                        last.visits += station.visits;
                        last.worst += worst;
                        last.assumed |= assumed;
                    }
                    None => of.parts.push(Part {
                        rates: Arc::clone(&rates),
                        visits: station.visits,
                        worst,
                        assumed,
                    }),
                }
            }
        }
        Self { by_component, edges: EdgeLoads::of(model, flows) }
    }

    /// What is asked of a component.
    pub(crate) fn on(&self, component: ComponentId) -> &ComponentLoad {
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

impl ComponentLoad {
    /// Which of its rates counts: the peak where users wait, else the average, above which a backlog never drains; the
    /// other one where only that is said.
    pub(crate) fn when(&self) -> When {
        let (first, second) =
            if self.waited_for { (When::Peak, When::Average) } else { (When::Average, When::Peak) };
        if self.rate(first).is_some() { first } else { second }
    }

    /// First attempts a second; `None` when no journey that passes says its rate. Where one says it, the others count with
    /// what they say at least.
    pub(crate) fn rate(&self, when: When) -> Option<f64> {
        self.parts.iter().find_map(|part| part.rates.said(when))?;
        Some(self.parts.iter().filter_map(|part| Some(part.rate(when)? * part.visits)).sum())
    }

    /// [`ComponentLoad::rate`] with its arithmetic.
    pub(crate) fn quantity(&self, name: &'static str, when: When) -> Option<Quantity> {
        let rate = self.rate(when)?;
        let (written, all) = self.largest(when);
        let inputs = inputs(&written, when);
        Some(Quantity::computed(name, rate, "rps", formula(&written, all, when)).from(inputs))
    }

    /// Whether some journey states a burst of its own.
    pub(crate) fn has_burst(&self) -> bool {
        self.parts.iter().any(|part| part.rates.says_burst)
    }

    /// How many times its peak it is asked while it answers nothing and every caller tries again; `None` when nobody
    /// retries.
    pub(crate) fn retry_factor(&self) -> Option<Quantity> {
        let (mut first, mut worst) = (0.0, 0.0);
        for part in &self.parts {
            // Without any rates the journeys weigh alike.
            let rate = part.rates.peak.or(part.rates.average).unwrap_or(0.0).max(f64::MIN_POSITIVE);
            first += rate * part.visits;
            worst += rate * part.worst;
        }
        let factor = worst / first;
        (factor.is_finite() && factor > 1.0 + 1e-9).then(|| {
            let formula = Working::new(move |f| write!(f, "{} ÷ {} attempts", figure(worst), figure(first)));
            Quantity::computed("worst-case retry factor", factor, "1", formula)
        })
    }

    /// The parts that ask most, in that order, and how many there are in all.
    fn largest(&self, when: When) -> (Vec<&Part>, usize) {
        let rate = |part: &Part| part.rate(when).filter(|_| part.visits > 0.0);
        let asks = |part: &Part| rate(part).unwrap_or(0.0) * part.visits;
        let mut parts: Vec<&Part> = self.parts.iter().filter(|part| rate(part).is_some()).collect();
        let all = parts.len();
        if all > 1 {
            // The sort is stable: those that ask as much stay in the order written.
            parts.sort_by(|a, b| asks(b).total_cmp(&asks(a)));
            parts.truncate(WRITTEN_OUT);
        }
        (parts, all)
    }
}

/// `350 × 1.8 (place-order) + 1,800 × 1 (browse)`.
fn formula(written: &[&Part], all: usize, when: When) -> Working {
    let parts: Vec<(f64, f64, Arc<str>, &str)> = written
        .iter()
        .filter_map(|part| {
            let stands_in = if part.stands_in(when) { ", on average" } else { "" };
            Some((part.rate(when)?, part.visits, Arc::clone(&part.rates.journey), stands_in))
        })
        .collect();
    Working::new(move |f| {
        for (index, (rate, visits, journey, stands_in)) in parts.iter().enumerate() {
            let plus = if index > 0 { " + " } else { "" };
            write!(f, "{plus}{} × {} ({journey}{stands_in})", format_number(*rate), format_number(*visits))?;
        }
        match all - parts.len() {
            0 => Ok(()),
            more => write!(f, " + {more} more journeys"),
        }
    })
}

/// Rates of the journeys behind the formula, and counts that are taken as one.
fn inputs(written: &[&Part], when: When) -> Arc<[Input]> {
    if let [only] = written
        && !only.assumed
    {
        return Arc::clone(only.rates.inputs(when));
    }
    let mut inputs = Vec::new();
    for part in written {
        inputs.extend(part.rates.inputs(when).iter().cloned());
        if part.assumed {
            let what = format!("calls on the way of {} that say no count are one", part.rates.journey);
            inputs.push(assumed(what, 1.0, "1"));
        }
    }
    inputs.into()
}

impl Part {
    /// What the journey asks for each visit. The least that a peak nobody says can be is the average.
    pub(crate) fn rate(&self, when: When) -> Option<f64> {
        self.rates.said(when).or(self.rates.average)
    }

    /// Whether the average stands for a rate that nobody says.
    fn stands_in(&self, when: When) -> bool {
        self.rates.said(when).is_none()
    }
}
