//! From records to a graph: components by name, edges by index, and every reference checked once.

use crate::component::{Component, ComponentId, ComponentKind};
use crate::edge::EdgeId;
use crate::kinds::{Needs, System};
use crate::lower::{FoundReference, Map, TargetKind};
use crate::syntax::duplicate_key;
use loadline_base::{Diagnostic, Span, did_you_mean};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A reference whose target does not exist.
#[derive(Debug, Clone)]
pub struct Dangling {
    /// What kind of thing it should point at.
    pub kind: TargetKind,
    /// The id as written.
    pub id: String,
    /// Id path of the field that refers.
    pub path: String,
    /// The bytes of the reference.
    pub span: Span,
    /// An existing id close to it.
    pub close: Option<String>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct EdgeEntry {
    pub(crate) from: ComponentId,
    pub(crate) to: ComponentId,
    pub(crate) need: u32,
}

/// Components and edges by index.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) components: Vec<(ComponentKind, usize)>,
    pub(crate) by_name: FxHashMap<String, ComponentId>,
    pub(crate) edges: Vec<EdgeEntry>,
    pub(crate) out: Vec<Range<u32>>,
    pub(crate) incoming: Vec<Vec<EdgeId>>,
}

impl Graph {
    /// Builds the graph; two components of one name are a fault, whatever their kinds.
    pub(crate) fn build(system: &System) -> (Self, Vec<Diagnostic>) {
        let mut graph = Self::default();
        let mut faults = Vec::new();
        let mut keys = Vec::new();
        macro_rules! add {
            ($section:ident, $kind:ident) => {
                for (index, (name, named)) in system.$section.iter().flat_map(|all| all.iter()).enumerate() {
                    let id = ComponentId(small(graph.components.len()));
                    graph.components.push((ComponentKind::$kind, index));
                    keys.push(named.key);
                    match graph.by_name.get(name) {
                        Some(first) => faults.push(duplicate_key(name, keys[first.index()], named.key)),
                        None => drop(graph.by_name.insert(name.to_owned(), id)),
                    }
                }
            };
        }
        add!(services, Service);
        add!(jobs, Job);
        add!(stores, Store);
        add!(caches, Cache);
        add!(queues, Queue);
        add!(externals, External);
        graph.connect(system);
        (graph, faults)
    }

    fn connect(&mut self, system: &System) {
        self.incoming = vec![Vec::new(); self.components.len()];
        let mut from = 0;
        macro_rules! add {
            ($section:ident) => {
                for (_, named) in system.$section.iter().flat_map(|all| all.iter()) {
                    self.connect_one(ComponentId(from), named.common.needs.as_deref());
                    from += 1;
                }
            };
        }
        add!(services);
        add!(jobs);
        add!(stores);
        add!(caches);
        add!(queues);
        add!(externals);
    }

    fn connect_one(&mut self, from: ComponentId, needs: Option<&Needs>) {
        let start = small(self.edges.len());
        for (index, (name, need)) in needs.into_iter().flat_map(|needs| needs.iter()).enumerate() {
            let target = need.to.as_ref().map_or(name, |to| to.id.as_str());
            let base = target.split_once('.').map_or(target, |(base, _)| base);
            if let Some(to) = self.by_name.get(base).copied() {
                self.incoming[to.index()].push(EdgeId(small(self.edges.len())));
                self.edges.push(EdgeEntry { from, to, need: small(index) });
            }
        }
        self.out.push(start..small(self.edges.len()));
    }

    fn named<'m>(&self, system: &'m System, name: &str) -> Option<Component<'m>> {
        self.by_name.get(name).map(|id| self.component(system, *id))
    }
}

/// What the references of a model come to.
#[derive(Debug, Default)]
pub(crate) struct References {
    pub(crate) dangling: Vec<Dangling>,
    used: FxHashMap<TargetKind, FxHashSet<String>>,
}

impl References {
    pub(crate) fn resolve(system: &System, graph: &Graph, found: Vec<FoundReference>) -> Self {
        let mut references = Self::default();
        for reference in found {
            if exists(system, graph, &reference) {
                references.note_use(reference);
            } else {
                let close = closest(system, graph, &reference);
                let FoundReference { kind, id, span, path } = reference;
                references.dangling.push(Dangling { kind, id, path, span, close });
            }
        }
        references.dangling.sort_by_key(|dangling| dangling.span);
        references
    }

    fn note_use(&mut self, reference: FoundReference) {
        let FoundReference { kind, id, .. } = reference;
        self.used.entry(kind).or_default().insert(id);
    }

    pub(crate) fn is_used(&self, kind: TargetKind, id: &str) -> bool {
        self.used.get(&kind).is_some_and(|ids| ids.contains(id))
    }
}

fn has<T>(map: &Option<crate::Stated<Map<T>>>, id: &str) -> bool {
    map.as_ref().is_some_and(|map| map.get(id).is_some())
}

fn ids<T>(map: &Option<crate::Stated<Map<T>>>) -> Vec<&str> {
    map.iter().flat_map(|map| map.iter().map(|(id, _)| id)).collect()
}

/// The component whose record a path lies in.
fn home<'m>(system: &'m System, graph: &Graph, path: &str) -> Option<Component<'m>> {
    graph.named(system, path.split('/').nth(1)?)
}

fn exists(system: &System, graph: &Graph, reference: &FoundReference) -> bool {
    let id = reference.id.as_str();
    let part_exists = || {
        let (base, part) = id.split_once('.').map_or((id, None), |(base, part)| (base, Some(part)));
        graph.named(system, base).is_some_and(|component| part.is_none_or(|part| component.has_part(part)))
    };
    let policies = system.policies.as_ref();
    match reference.kind {
        TargetKind::Team => has(&system.teams, id),
        TargetKind::Boundary => has(&system.boundaries, id),
        TargetKind::Domain => has(&system.domains, id),
        TargetKind::CellGroup => has(&system.cells, id),
        TargetKind::Data => has(&system.data, id),
        TargetKind::Profile => has(&system.profiles, id),
        TargetKind::Actor => has(&system.actors, id),
        TargetKind::Component => graph.by_name.contains_key(id),
        TargetKind::ComponentPart => part_exists(),
        TargetKind::Journey => has(&system.journeys, id),
        TargetKind::Subject => has(&system.journeys, id) || part_exists(),
        TargetKind::Trigger => {
            has(&system.journeys, id)
                || home(system, graph, &reference.path).is_some_and(|component| component.has_part(id))
        }
        TargetKind::Slo => has(&system.slos, id),
        TargetKind::AlertPolicy => id == "standard" || policies.is_some_and(|all| has(&all.alert, id)),
        TargetKind::BudgetPolicy => policies.is_some_and(|all| has(&all.budget, id)),
    }
}

fn closest(system: &System, graph: &Graph, reference: &FoundReference) -> Option<String> {
    let id = reference.id.as_str();
    let journeys = || ids(&system.journeys);
    let policies = system.policies.as_ref();
    let known = match reference.kind {
        TargetKind::Team => ids(&system.teams),
        TargetKind::Boundary => ids(&system.boundaries),
        TargetKind::Domain => ids(&system.domains),
        TargetKind::CellGroup => ids(&system.cells),
        TargetKind::Data => ids(&system.data),
        TargetKind::Profile => ids(&system.profiles),
        TargetKind::Actor => ids(&system.actors),
        TargetKind::Journey => journeys(),
        TargetKind::Slo => ids(&system.slos),
        TargetKind::AlertPolicy => policies.map(|all| ids(&all.alert)).unwrap_or_default(),
        TargetKind::BudgetPolicy => policies.map(|all| ids(&all.budget)).unwrap_or_default(),
        TargetKind::Trigger => {
            let parts =
                home(system, graph, &reference.path).map(|component| component.parts()).unwrap_or_default();
            parts.into_iter().chain(journeys()).collect()
        }
        TargetKind::Subject => {
            let journey = did_you_mean(id, journeys()).map(str::to_owned);
            return journey.or_else(|| closest_part(system, graph, id));
        }
        TargetKind::ComponentPart => return closest_part(system, graph, id),
        TargetKind::Component => graph.components_by_name(),
    };
    did_you_mean(id, known).map(str::to_owned)
}

/// The closest `component` or `component.interface`: first the component is mended, then its part.
fn closest_part(system: &System, graph: &Graph, id: &str) -> Option<String> {
    let (base, part) = id.split_once('.').map_or((id, None), |(base, part)| (base, Some(part)));
    let component = match graph.named(system, base) {
        Some(component) => component,
        None => graph.named(system, did_you_mean(base, graph.components_by_name())?)?,
    };
    let Some(part) = part else { return Some(component.name.to_owned()) };
    let part = if component.has_part(part) { part } else { did_you_mean(part, component.parts())? };
    Some(format!("{}.{part}", component.name))
}

impl Graph {
    fn components_by_name(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.by_name.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
    }
}

/// Models are capped far below `u32::MAX` components by the size of their files.
fn small(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
