//! A journey expanded over the model: the stations it passes and the hops between them.

use crate::call::{self, Entered, Operations, share_of, via_cache};
use loadline_model::kinds::{Criticality, Journey};
use loadline_model::{Body, Component, ComponentId, Edge, Model, Named};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Journeys that one thread takes at a time: what is known of targets is found once for all of them.
const AT_A_TIME: usize = 16;

/// Index of a station in its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StationId(u32);

impl StationId {
    /// Position in [`Flow::stations`].
    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A component at one of its interfaces, as a journey passes it.
#[derive(Debug, Clone)]
pub struct Station<'m> {
    /// The component.
    pub component: Component<'m>,
    /// The interface or topic, when known.
    pub part: Option<&'m str>,
    /// Whether it is passed with a message taken from a broker, and not by a call.
    pub delivered: bool,
    /// Mean visits per request of the journey.
    pub visits: f64,
    /// Whether the user's request waits for at least one of the visits.
    pub waited_for: bool,
    /// For a cache: lookups whose misses go to its origin by themselves, per request of the journey.
    pub lookups: f64,
    targets: Arc<[Target<'m>]>,
    ends: Vec<End>,
}

/// Where a target of a station lies in this flow.
#[derive(Debug, Clone, Copy)]
struct End {
    station: StationId,
    closes_cycle: bool,
}

impl<'m> Station<'m> {
    /// The hops that leave it, in the order written.
    pub fn hops(&self) -> impl DoubleEndedIterator<Item = Hop<'m>> + ExactSizeIterator {
        self.targets.iter().zip(&self.ends).map(|(target, end)| Hop {
            kind: target.kind,
            operations: target.operations,
            waits: target.waits,
            to: end.station,
            closes_cycle: end.closes_cycle,
        })
    }

    /// How often a hop of this station is taken, per request of the journey; 0 when it closes a cycle.
    #[must_use]
    pub fn taken(&self, hop: &Hop<'m>) -> f64 {
        match (hop.closes_cycle, hop.kind) {
            (true, _) => 0.0,
            (false, HopKind::Miss) => self.lookups * hop.operations.mean,
            (false, _) => self.visits * hop.operations.mean,
        }
    }

    /// Whether it calls nothing.
    #[must_use]
    pub fn is_leaf(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Why a journey goes from one station to another.
#[derive(Debug, Clone, Copy)]
pub enum HopKind<'m> {
    /// The station needs the other one.
    Call(Edge<'m>),
    /// The station is a broker and the other one consumes from it by this edge.
    Delivery(Edge<'m>),
    /// The station is a cache and its misses go to the other one, its origin.
    Miss,
}

/// One step from a station to another.
#[derive(Debug, Clone, Copy)]
pub struct Hop<'m> {
    /// Why it is taken.
    pub kind: HopKind<'m>,
    /// How often, per visit of the station it leaves.
    pub operations: Operations,
    /// Whether the request waits for it.
    pub waits: bool,
    /// Where it leads.
    pub to: StationId,
    /// Whether it leads back to a station on its own path; such hops carry no load here.
    pub closes_cycle: bool,
}

/// A journey expanded over the model. Each pair of component and interface is one station, however often it is passed.
#[derive(Debug, Clone)]
pub struct Flow<'m> {
    /// Id of the journey.
    pub id: &'m str,
    /// The journey.
    pub journey: &'m Named<Journey>,
    /// Stations, the entry first and every caller before the ones it calls.
    pub stations: Vec<Station<'m>>,
}

/// The flows of every journey of a model.
#[derive(Debug, Clone)]
pub struct Flows<'m> {
    flows: Vec<Flow<'m>>,
    through: Vec<Vec<(u32, bool)>>,
}

impl<'m> Flows<'m> {
    /// Expands every journey whose entry exists. Threads share the journeys; the flows are in the order written, whatever the
    /// number of threads.
    #[must_use]
    pub fn read(model: &'m Model) -> Self {
        let journeys: Vec<_> = model.system.journeys.iter().flat_map(|all| all.iter()).collect();
        let flows: Vec<Option<Flow<'m>>> = journeys
            .par_iter()
            .with_min_len(AT_A_TIME)
            .map_init(KnownTargets::default, |known, (id, journey)| Flow::read(model, id, journey, known))
            .collect();
        let flows: Vec<Flow<'m>> = flows.into_iter().flatten().collect();
        let mut through = vec![Vec::new(); model.component_count()];
        for (index, flow) in (0u32..).zip(&flows) {
            for station in &flow.stations {
                let passing: &mut Vec<(u32, bool)> = &mut through[station.component.id.index()];
                match passing.last_mut() {
                    Some((last, waited_for)) if *last == index => *waited_for |= station.waited_for,
                    _ => passing.push((index, station.waited_for)),
                }
            }
        }
        Self { flows, through }
    }

    /// Every flow, in the order journeys are written.
    #[must_use]
    pub fn all(&self) -> &[Flow<'m>] {
        &self.flows
    }

    /// The flow of a journey; `None` when there is no such journey or its entry does not exist.
    #[must_use]
    pub fn of(&self, journey: &str) -> Option<&Flow<'m>> {
        self.flows.iter().find(|flow| flow.id == journey)
    }

    /// The flows that pass a component.
    pub fn through(&self, component: ComponentId) -> impl Iterator<Item = &Flow<'m>> {
        self.through[component.index()].iter().map(|(index, _)| &self.flows[*index as usize])
    }

    /// The flows whose user waits for a component.
    pub fn waiting_for(&self, component: ComponentId) -> impl Iterator<Item = &Flow<'m>> {
        let waiting = self.through[component.index()].iter().filter(|(_, waited_for)| *waited_for);
        waiting.map(|(index, _)| &self.flows[*index as usize])
    }

    /// The highest criticality said of a journey whose user waits for this component.
    #[must_use]
    pub fn criticality(&self, component: ComponentId) -> Option<Criticality> {
        self.waiting_for(component).filter_map(Flow::criticality).max()
    }
}

impl<'m> Flow<'m> {
    /// Expands one journey; `None` when its entry does not exist.
    fn read(
        model: &'m Model,
        id: &'m str,
        journey: &'m Named<Journey>,
        targets: &mut KnownTargets<'m>,
    ) -> Option<Self> {
        let entry = journey.entry.as_ref()?;
        let component = model.find(entry.base())?;
        let known = FxHashMap::default();
        let mut walk =
            Walk { model, journey: id, stations: Vec::new(), known, finished: Vec::new(), targets };
        walk.visit(component, entry.part());
        Some(Self { id, journey, stations: walk.into_topological_order() })
    }

    /// The entry.
    #[must_use]
    pub fn entry(&self) -> &Station<'m> {
        &self.stations[0]
    }

    /// How bad it is when the journey fails, when the model says so.
    #[must_use]
    pub fn criticality(&self) -> Option<Criticality> {
        self.journey.criticality.as_ref().map(|criticality| criticality.value)
    }

    /// Whether the model says the journey is critical.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.criticality() == Some(Criticality::Critical)
    }

    /// The station at this index.
    #[must_use]
    pub fn station(&self, id: StationId) -> &Station<'m> {
        &self.stations[id.index()]
    }
}

/// Targets by component and interface, for those that are the same in every journey. Sharing them keeps five hundred
/// journeys over ten thousand services small.
type KnownTargets<'m> = FxHashMap<(ComponentId, Entered<'m>), Arc<[Target<'m>]>>;

/// A hop whose station is not known yet.
#[derive(Debug, Clone, Copy)]
struct Target<'m> {
    kind: HopKind<'m>,
    operations: Operations,
    waits: bool,
    component: Component<'m>,
    entered: Entered<'m>,
    /// Whether the misses of the cache it leads to are told by an edge of the same caller.
    told: bool,
}

struct Walk<'m, 'w> {
    model: &'m Model,
    journey: &'w str,
    stations: Vec<Station<'m>>,
    known: FxHashMap<(ComponentId, Entered<'m>), u32>,
    /// Stations whose hops are all walked, callees before callers.
    finished: Vec<u32>,
    targets: &'w mut KnownTargets<'m>,
}

/// A station being walked: the hop to look at next.
struct Frame {
    station: u32,
    next: usize,
}

impl<'m> Walk<'m, '_> {
    fn open(&mut self, component: Component<'m>, entered: Entered<'m>) -> (u32, bool) {
        if let Some(known) = self.known.get(&(component.id, entered)) {
            return (*known, false);
        }
        let index = u32::try_from(self.stations.len()).unwrap_or(u32::MAX);
        self.known.insert((component.id, entered), index);
        let targets = self.targets(component, entered);
        let ends = Vec::with_capacity(targets.len());
        let part = match entered {
            Entered::Called(part) => part,
            Entered::Delivered => None,
        };
        let delivered = entered == Entered::Delivered;
        let (visits, lookups, waited_for) = (0.0, 0.0, false);
        self.stations.push(Station {
            component,
            part,
            delivered,
            visits,
            waited_for,
            lookups,
            targets,
            ends,
        });
        (index, true)
    }

    fn targets(&mut self, component: Component<'m>, entered: Entered<'m>) -> Arc<[Target<'m>]> {
        if let Some(known) = self.targets.get(&(component.id, entered)) {
            return Arc::clone(known);
        }
        let found: Arc<[Target<'m>]> = self.find_targets(component, entered).into();
        if !self.depends_on_journey(component) {
            self.targets.insert((component.id, entered), Arc::clone(&found));
        }
        found
    }

    /// Whether `for:` limits an edge of the component to some journeys.
    fn depends_on_journey(&self, component: Component<'m>) -> bool {
        let is_journey =
            |id: &str| self.model.system.journeys.as_ref().is_some_and(|all| all.get(id).is_some());
        let limited = |edge: Edge<'_>| {
            let limits = edge.need.only_for.as_deref();
            limits.is_some_and(|limits| limits.iter().any(|limit| is_journey(&limit.id)))
        };
        let mut consuming = self.model.callers(component.id).filter(Edge::consumes);
        self.model.needs(component.id).any(limited) || consuming.any(limited)
    }

    fn find_targets(&self, component: Component<'m>, entered: Entered<'m>) -> Vec<Target<'m>> {
        let calls = call::calls_when(self.model, component, entered, Some(self.journey));
        let told: Vec<ComponentId> =
            calls.iter().filter_map(|call| via_cache(self.model, &call.edge)).map(|cache| cache.id).collect();
        let calls = calls.into_iter().map(|call| Target {
            kind: HopKind::Call(call.edge),
            operations: call.operations,
            waits: call.waits,
            component: call.edge.to,
            entered: Entered::Called(call.part),
            told: told.contains(&call.edge.to.id),
        });
        calls.chain(self.deliveries(component, entered)).chain(self.miss(component)).collect()
    }

    /// Every consumer of a topic gets each message. An end that names no topic stands for all of them.
    fn deliveries(&self, broker: Component<'m>, entered: Entered<'m>) -> impl Iterator<Item = Target<'m>> {
        let topic = match entered {
            Entered::Called(part) => part,
            Entered::Delivered => None,
        };
        let model = self.model;
        let journey = self.journey;
        let reached = move |edge: &Edge<'m>| {
            let meets = topic.is_none() || edge.part.is_none() || edge.part == topic;
            edge.consumes() && meets && call::applies(model, edge, Entered::Called(None), Some(journey))
        };
        model.callers(broker.id).filter(reached).map(|edge| Target {
            kind: HopKind::Delivery(edge),
            operations: Operations { mean: share_of(&edge), ..Operations::ONE },
            waits: false,
            component: edge.from,
            entered: Entered::Delivered,
            told: false,
        })
    }

    /// A cache's misses go to its origin, except for callers who say with `via:` that they read the origin themselves.
    fn miss(&self, component: Component<'m>) -> Option<Target<'m>> {
        let Body::Cache(cache) = component.body else { return None };
        let origin = self.model.find(&cache.origin.as_ref()?.id)?;
        let tells = |edge: Edge<'_>| {
            let mut others = self.model.needs(edge.from.id);
            others.any(|other| via_cache(self.model, &other).is_some_and(|cache| cache.id == component.id))
        };
        let all_tell = self.model.callers(component.id).all(tells);
        let mean = call::miss_ratio(component);
        let assumed = call::hit_ratio(component).is_none();
        let operations = Operations { mean, serial: 1, reads: mean, assumed, ..Operations::ONE };
        (!all_tell).then_some(Target {
            kind: HopKind::Miss,
            operations,
            waits: true,
            component: origin,
            entered: Entered::Called(None),
            told: false,
        })
    }

    /// Depth first without recursion: a chain of ten thousand services must not overflow the stack.
    fn visit(&mut self, component: Component<'m>, part: Option<&'m str>) {
        let (entry, _) = self.open(component, Entered::Called(part));
        let mut stack = vec![Frame { station: entry, next: 0 }];
        let mut on_path = vec![true];
        while let Some(frame) = stack.last_mut() {
            let station = frame.station as usize;
            let Some(target) = self.stations[station].targets.get(frame.next).copied() else {
                self.finished.push(frame.station);
                on_path[station] = false;
                stack.pop();
                continue;
            };
            frame.next += 1;
            let (to, fresh) = self.open(target.component, target.entered);
            on_path.resize(self.stations.len(), false);
            let closes_cycle = !fresh && on_path[to as usize];
            self.stations[station].ends.push(End { station: StationId(to), closes_cycle });
            if fresh {
                on_path[to as usize] = true;
                stack.push(Frame { station: to, next: 0 });
            }
        }
    }

    /// Callers before callees, then visits flow down in one pass.
    fn into_topological_order(self) -> Vec<Station<'m>> {
        let mut place = vec![0u32; self.stations.len()];
        for (position, station) in (0u32..).zip(self.finished.iter().rev()) {
            place[*station as usize] = position;
        }
        let mut by_place: Vec<(u32, Station<'m>)> = place.iter().copied().zip(self.stations).collect();
        by_place.sort_unstable_by_key(|(position, _)| *position);
        let mut stations: Vec<Station<'m>> = by_place.into_iter().map(|(_, station)| station).collect();
        for end in stations.iter_mut().flat_map(|station| &mut station.ends) {
            end.station = StationId(place[end.station.index()]);
        }
        spread_visits(&mut stations);
        spread_waits(&mut stations);
        stations
    }
}

fn spread_visits(stations: &mut [Station<'_>]) {
    if let Some(entry) = stations.first_mut() {
        entry.visits = 1.0;
    }
    for index in 0..stations.len() {
        let (visits, lookups) = (stations[index].visits, stations[index].lookups);
        for position in 0..stations[index].ends.len() {
            let (end, target) = (stations[index].ends[position], stations[index].targets[position]);
            if end.closes_cycle {
                continue;
            }
            let callee = &mut stations[end.station.index()];
            let times = if matches!(target.kind, HopKind::Miss) { lookups } else { visits };
            callee.visits += times * target.operations.mean;
            if !target.told {
                callee.lookups += times * call::lookups(&target.operations);
            }
        }
    }
}

/// The request waits for whatever is waited for on its behalf; here hops that close a cycle count like any other.
fn spread_waits(stations: &mut [Station<'_>]) {
    let mut open: Vec<usize> = if stations.is_empty() { Vec::new() } else { vec![0] };
    while let Some(index) = open.pop() {
        if std::mem::replace(&mut stations[index].waited_for, true) {
            continue;
        }
        open.extend(stations[index].hops().filter(|hop| hop.waits).map(|hop| hop.to.index()));
    }
}
