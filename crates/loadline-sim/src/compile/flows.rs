//! A journey as nodes and calls: what each station of its flow does, step by step.

use super::Compiling;
use super::keys::is_keyed;
use super::policies::arrow;
use crate::layout::{Call, Fallback, Node, Retries, Times};
use loadline_flow::{Flow, Hop, HopKind, Station};
use loadline_model::kinds::Via;
use loadline_model::{Body, Component, Edge, Model};
use std::collections::BTreeMap;

/// A call, with the edge behind it where it is one.
type Made<'m> = (Call, Option<Edge<'m>>);

impl<'m> Compiling<'m> {
    /// The nodes of a journey; the one it enters at.
    pub(super) fn flow(&mut self, flow: &Flow<'m>) -> u32 {
        let base = self.layout.nodes.len() as u32;
        for station in &flow.stations {
            let name = node_name(flow.id, station.component, station.part, station.delivered);
            let name = self.names.node(name, station.part);
            let part = station.part;
            let work = self.work(station.component, part);
            let station = self.station(station.component);
            self.layout.nodes.push(Node { name, station, work, steps: 0..0 });
        }
        for (place, station) in flow.stations.iter().enumerate() {
            let at = base + place as u32;
            let mut steps: BTreeMap<(u64, usize), (Vec<Made<'m>>, Vec<Hop<'m>>)> = BTreeMap::new();
            for (number, hop) in station.hops().enumerate() {
                if hop.closes_cycle {
                    let callee = flow.station(hop.to).component.name;
                    let back = format!("{} → {callee}", station.component.name);
                    self.assume("a call that closes a circle is left out", &back);
                    continue;
                }
                let call = self.call(flow, station, &hop, base + hop.to.index() as u32);
                let call = match hop.kind {
                    HopKind::Call(edge) => (call, Some(edge)),
                    HopKind::Delivery(_) | HopKind::Miss => (call, None),
                };
                let (calls, hops) = steps.entry(step_of(&hop, number)).or_default();
                calls.push(call);
                hops.push(hop);
            }
            let first = self.layout.steps.len() as u32;
            let mut edges = Vec::new();
            for (calls, hops) in steps.into_values() {
                self.awaited(self.layout.steps.len() as u32, &hops);
                let begin = self.layout.calls.len() as u32;
                for (call, edge) in calls {
                    let at = self.layout.calls.len() as u32;
                    edges.extend(edge.map(|edge| (at, edge)));
                    let shares = edge.map_or(at, |edge| *self.first_of.entry(edge.id).or_insert(at));
                    self.layout
                        .calls
                        .push(Call { shares: Some(shares).filter(|first| *first != at), ..call });
                }
                self.layout.steps.push(begin..self.layout.calls.len() as u32);
            }
            self.layout.nodes[at as usize].steps = first..self.layout.steps.len() as u32;
            for (call, edge) in edges {
                self.instead((flow.id, station.part), call, &edge);
            }
        }
        base
    }

    fn call(&mut self, flow: &Flow<'m>, station: &Station<'m>, hop: &Hop<'m>, to: u32) -> Call {
        let (journey, part) = (flow.id, station.part);
        match hop.kind {
            HopKind::Call(edge) => {
                let name = self.names.call(format!("{journey}: {}", edge.path()), part);
                let mut call = self.guarded(&name, to, &edge);
                call.waits = hop.waits;
                call.times = self.times(hop, &edge);
                if hop.operations.assumed {
                    self.assume("one call per request", &arrow(&edge));
                }
                call
            }
            HopKind::Delivery(edge) => {
                let name = self.names.call(format!("{journey}: delivery {}", edge.path()), part);
                let mut call = Call::plain(name, to);
                call.waits = false;
                call.times = Times { mean: hop.operations.mean, misses: None };
                call.retries = self.redelivery(&edge);
                call
            }
            HopKind::Miss => {
                let cache = self.cache(station.component);
                let lookups = if station.visits > 0.0 { station.lookups / station.visits } else { 1.0 };
                let name = format!("{journey}: misses of {}", station.component.path());
                let name = self.names.call(name, part);
                let times = Times { mean: 0.0, misses: Some((cache, lookups)) };
                Call { times, fallback: Fallback::Fail, retries: Retries::NONE, ..Call::plain(name, to) }
            }
        }
    }

    /// How often an edge is used: behind a cache as often as that misses.
    fn times(&mut self, hop: &Hop<'m>, edge: &Edge<'m>) -> Times {
        let operations = hop.operations;
        let plain = Times { mean: operations.mean, misses: None };
        if let Some(Via::Cache(cache)) = edge.need.via.as_deref()
            && let Some(cache) = self.model.find(&cache.id)
            && hit_ratio(cache).is_none()
            && !is_keyed(cache)
        {
            self.assume("the cache answers every lookup, since its hit ratio is unknown", cache.name);
        }
        let Some((cache, lookups)) = looked_up(self.model, hop, edge) else { return plain };
        Times { mean: operations.writes, misses: Some((self.cache(cache), lookups)) }
    }

    /// What is called when an edge fails for good.
    fn instead(&mut self, (journey, part): (&str, Option<&str>), call: u32, edge: &Edge<'m>) {
        let fallback = loadline_flow::fallback::fallback(edge).value();
        let Some((fallback, to)) = fallback.and_then(|fallback| Some((fallback, fallback.to.as_ref()?)))
        else {
            return;
        };
        let Some(component) = self.model.find(to.base()) else { return };
        let name = format!("{journey}: instead of {}", edge.path());
        let work = self.work(component, to.part());
        let station = self.station(component);
        let node = self.layout.nodes.len() as u32;
        if self.model.needs(component.id).next().is_some() {
            self.assume("what stands in for a callee calls nobody else", component.name);
        }
        let (of_node, name) = (self.names.node(name.clone(), part), self.names.call(name, part));
        self.layout.nodes.push(Node { name: of_node, station, work, steps: 0..0 });
        let other = self.layout.calls.len() as u32;
        let timeout = fallback.timeout.as_ref().map(|timeout| timeout.value.into());
        let last = if edge.is_soft() { Fallback::Degrade } else { Fallback::Fail };
        self.layout.calls.push(Call { timeout, fallback: last, ..Call::plain(name, node) });
        self.layout.calls[call as usize].fallback = Fallback::Instead(other);
    }

    /// The place of a cache; fills until it is warm again are those of one time to live, at its usual rate of misses: of its average
    /// load, or where none is known at the load that is simulated.
    fn cache(&mut self, cache: Component<'m>) -> u32 {
        if let Some(known) = self.cache_of[cache.id.index()] {
            return known;
        }
        let hit_ratio = hit_ratio(cache).unwrap_or(1.0);
        let arrivals = self.loads.on(cache.id).arrivals.unwrap_or_else(|| self.asked.lookups(cache));
        let lives = match cache.body {
            Body::Cache(cache) => cache.ttl.as_ref().and_then(|ttl| ttl.value.value().copied()),
            _ => None,
        };
        let seconds = lives.map_or(60.0, loadline_base::units::Duration::as_secs_f64);
        if lives.is_none() && !is_keyed(cache) {
            self.assume(
                "an emptied cache is warm to 63% after as many fills as it has misses in a minute",
                cache.name,
            );
        }
        let keys = self.keys(cache, arrivals);
        let fills = (arrivals * (1.0 - hit_ratio) * seconds).max(1.0);
        let index = self.layout.caches.len() as u32;
        self.layout.caches.push(crate::layout::Cache {
            name: cache.name.to_owned(),
            hit_ratio,
            fills,
            station: None,
            keys,
        });
        self.cache_of[cache.id.index()] = Some(index);
        index
    }
}

/// The cache an edge is used behind, and how often one visit looks something up there; `None` where nobody knows what it answers.
pub(super) fn looked_up<'m>(
    model: &'m Model,
    hop: &Hop<'m>,
    edge: &Edge<'m>,
) -> Option<(Component<'m>, f64)> {
    let Some(Via::Cache(cache)) = edge.need.via.as_deref() else { return None };
    let cache = model.find(&cache.id)?;
    (hit_ratio(cache).is_some() || is_keyed(cache)).then_some((cache, hop.operations.looked_up))
}

/// The order of a call: numbered steps first, then what is not numbered, one after the other as written.
fn step_of(hop: &Hop<'_>, number: usize) -> (u64, usize) {
    match hop.kind {
        HopKind::Call(edge) => match edge.need.step.as_ref() {
            Some(step) => (step.value.get(), 0),
            None => (u64::MAX, number),
        },
        HopKind::Delivery(_) | HopKind::Miss => (u64::MAX, number),
    }
}

fn node_name(journey: &str, component: Component<'_>, part: Option<&str>, delivered: bool) -> String {
    let part = part.map(|part| format!(".{part}")).unwrap_or_default();
    let delivered = if delivered { " (delivered)" } else { "" };
    format!("{journey}: {}{part}{delivered}", component.name)
}

fn hit_ratio(cache: Component<'_>) -> Option<f64> {
    match cache.body {
        Body::Cache(cache) => cache.hit_ratio.as_ref().map(|ratio| ratio.fraction()),
        _ => None,
    }
}
