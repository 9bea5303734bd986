//! All that can be said of a system's capacity, worked out in one pass over its flows.

use crate::backlog::{Backlog, backlog};
use crate::bandwidth::{Link, links};
use crate::connections::{Connections, connections};
use crate::cost::{Bill, Cost, costs};
use crate::limit::{Limit, Yardstick};
use crate::load::{Loads, When};
use crate::quota::own_limit;
use crate::reading::Reading;
use crate::storage::{Room, Stored, rooms, state, topics};
use crate::takeover::{Takeover, takeovers};
use crate::traffic::Traffic;
use crate::unknown::Unknown;
use crate::waiting::{Wait, waits};
use loadline_base::Date;
use loadline_evidence::{Quantity, Working};
use loadline_flow::Flows;
use loadline_model::kinds::Via;
use loadline_model::{Body, Component, Model};
use rustc_hash::FxHashSet;

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

/// All that can be said of a system's capacity.
#[derive(Debug)]
pub struct SystemCapacity<'m> {
    /// The traffic of every journey, in the order written.
    pub traffic: Vec<Traffic<'m>>,
    /// What every component is asked, in the order written; those no journey passes are left out.
    pub asked: Vec<Asked<'m>>,
    /// What gives way when load grows, the first first.
    pub limits: Vec<Limit<'m>>,
    /// How long requests wait for a worker at the peak, in the order written.
    pub waits: Vec<Wait<'m>>,
    /// What is taken over when something fails, in the order written.
    pub takeovers: Vec<Takeover<'m>>,
    /// Connections against pools, in the order written.
    pub connections: Vec<Connections<'m>>,
    /// Consumers and how they recover, in the order written.
    pub backlogs: Vec<Backlog<'m>>,
    /// What every piece of state and every topic keeps.
    pub stored: Vec<Stored<'m>>,
    /// When the room of stores is used up.
    pub rooms: Vec<Room<'m>>,
    /// Bytes over the edges, the widest first.
    pub links: Vec<Link>,
    /// What components cost, in the order written.
    pub costs: Vec<Cost<'m>>,
    /// What all components cost, by currency.
    pub bills: Vec<Bill>,
    /// Capacity wanted as a multiple of the load; `None` when the model does not say.
    pub headroom: Option<Quantity>,
    /// What is not known and would tell more, without repetition.
    pub unknowns: Vec<Unknown>,
}

impl<'m> SystemCapacity<'m> {
    /// Works everything out. `today` is where growth begins.
    #[must_use]
    pub fn of(model: &'m Model, flows: &Flows<'m>, today: Date) -> Self {
        let loads = Loads::of(model, flows);
        let by = Yardstick::new(model, &loads, today);
        let mut unknowns = Vec::new();
        let traffic: Vec<Traffic<'m>> = flows.all().iter().map(Traffic::of).collect();
        unknowns.extend(traffic.iter().flat_map(Traffic::unknowns));
        let mut limits = Vec::new();
        let mut all_waits = Vec::new();
        let mut all_connections = Vec::new();
        let mut backlogs = Vec::new();
        let readings: Vec<Reading<'m, '_>> =
            model.components().map(|component| Reading::of(model, &loads, component)).collect();
        for reading in &readings {
            limits.extend(by.limits(reading, &mut unknowns));
            all_waits.extend(waits(reading));
            backlogs.extend(backlog(model, reading, &loads.edges, &mut unknowns));
            if let Some((connections, limit)) = connections(&by, &readings, reading.component) {
                all_connections.push(connections);
                limits.extend(limit);
            }
        }
        unknowns.extend(unknown_hit_ratios(model, &readings));
        let mut takeovers = takeovers(model, &loads, &readings);
        takeovers.retain(|row| countable(row.figures()) || beyond(row.component, &mut unknowns));
        limits.extend(model.edges().filter_map(|edge| own_limit(&by, edge)));
        limits.retain(|limit| countable(limit.figures()) || beyond(limit.component, &mut unknowns));
        all_waits.retain(|row| countable(row.figures()) || beyond(row.component, &mut unknowns));
        backlogs.retain(|row| countable(row.figures()) || beyond(row.component, &mut unknowns));
        // The sort is stable: what gives way at once stays in the order written. Factors are finite and not negative, so that
        // their bits are in their order; keys are sorted and each limit, which is large, is moved once.
        limits.sort_by_cached_key(|limit| (limit.lasts.value + 0.0).to_bits());
        let mut stored = state(model, &loads, &mut unknowns);
        stored.extend(topics(model, &loads, &mut unknowns));
        stored.retain(|row| countable(row.figures()) || beyond(row.component, &mut unknowns));
        let mut links = links(model, flows, &loads, &mut unknowns);
        links.retain(|link| countable(link.figures()));
        let mut rates = flows.all().iter().filter_map(loadline_flow::Flow::average).peekable();
        let requests = rates.peek().is_some().then(|| rates.sum::<f64>());
        let (mut costs, mut bills) = costs(model, &loads, requests);
        costs.retain(|row| countable(vec![&row.monthly]) || beyond(row.component, &mut unknowns));
        bills.retain(|bill| countable(vec![&bill.monthly]));
        if by.headroom.is_none() && !limits.is_empty() {
            unknowns
                .insert(0, Unknown::new("system/headroom", "how many copies are wanted beyond today's peak"));
        }
        let headroom = by
            .headroom
            .as_ref()
            .map(|(value, input)| Quantity::stated("headroom wanted", *value, "1").from([input.clone()]));
        let asked = model.components().filter_map(|component| asked(model, &loads, component)).collect();
        let mut known = std::collections::BTreeSet::new();
        unknowns.retain(|unknown| known.insert(unknown.clone()));
        let mut rooms = rooms(model, &stored);
        rooms.retain(|row| countable(row.figures()));
        Self {
            traffic,
            asked,
            limits,
            waits: all_waits,
            takeovers,
            connections: all_connections,
            backlogs,
            stored,
            rooms,
            links,
            costs,
            bills,
            headroom,
            unknowns,
        }
    }
}

/// The hit ratios of caches that are asked and have something behind them, where they are not said.
fn unknown_hit_ratios(model: &Model, readings: &[Reading<'_, '_>]) -> Vec<Unknown> {
    let via = model.edges().filter_map(|edge| match edge.need.via.as_deref() {
        Some(Via::Cache(cache)) => Some(cache.id.as_str()),
        _ => None,
    });
    let via: FxHashSet<&str> = via.collect();
    let unknown = |reading: &Reading<'_, '_>| {
        let Body::Cache(cache) = reading.component.body else { return None };
        let (name, asked) = (reading.component.name, reading.rate.is_some_and(|rate| rate > 0.0));
        let behind = cache.origin.is_some() || via.contains(name);
        if cache.hit_ratio.is_some() || !asked || !behind {
            return None;
        }
        let tells = format!(
            "the load behind `{name}`: until then no miss is counted, so that it is the least it can be"
        );
        Some(Unknown::new(format!("{}/hit-ratio", reading.component.path()), tells))
    };
    readings.iter().filter_map(unknown).collect()
}

/// Whether every figure is a number that can be written down; made-up inputs can overflow what a float holds.
fn countable(figures: Vec<&Quantity>) -> bool {
    figures.iter().all(|figure| figure.value.is_finite())
}

/// Notes that a component's figures cannot be counted. Always false, to be left out.
fn beyond(component: Component<'_>, unknowns: &mut Vec<Unknown>) -> bool {
    let tells =
        format!("anything of `{}`: with what is said now its figures are beyond counting", component.name);
    unknowns.push(Unknown::new(component.path(), tells));
    false
}

fn asked<'m>(model: &Model, loads: &Loads<'m>, component: Component<'m>) -> Option<Asked<'m>> {
    let load = loads.on(component.id);
    if load.parts.is_empty() {
        return None;
    }
    let peak = load.quantity("peak load", When::Peak);
    let keeps_state = matches!(component.body, Body::Store(_) | Body::Cache(_));
    let split = |name: &'static str, of: fn(&crate::edge_load::EdgeLoad<'_>) -> f64| {
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
