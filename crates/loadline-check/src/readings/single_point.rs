//! Single points of failure: components that run once and that an important journey cannot do without.

use crate::check::Check;
use crate::readings::hard_path::hard_path;
use loadline_base::Span;
use loadline_flow::Flow;
use loadline_model::kinds::Criticality;
use loadline_model::{Component, ComponentId, ComponentKind};
use rustc_hash::FxHashMap;

/// How often a component runs, as far as the model says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Copies {
    /// Once, by decision; where that is written.
    Once(Span),
    /// Once, but only because a tool's default says so.
    OnceByDefault(Span),
    /// Several times, or with a standby, or not at all at rest.
    Several,
    /// Nobody says.
    Unknown,
}

/// Reads how often a component runs. A failover or a switch between regions means that there is a standby.
pub(crate) fn copies(component: Component<'_>) -> Copies {
    let common = component.common();
    let replicas = common.replicas.as_ref();
    let standby = common.reliability.failover.is_some()
        || common.regions.is_some()
        || replicas.is_some_and(|replicas| replicas.failover.is_some());
    let Some(min) = replicas.and_then(|replicas| replicas.min.as_ref()) else {
        return if standby { Copies::Several } else { Copies::Unknown };
    };
    match min.get() {
        1 if standby => Copies::Several,
        1 if min.is_decided() => Copies::Once(min.span),
        1 => Copies::OnceByDefault(min.span),
        _ => Copies::Several,
    }
}

/// A component that an important journey cannot do without, and how often it runs.
pub(crate) struct Needed<'m> {
    /// The component.
    pub(crate) component: Component<'m>,
    /// How often it runs.
    pub(crate) copies: Copies,
    /// The most important journey that needs it.
    pub(crate) flow: &'m Flow<'m>,
    /// Whether every edge on the way is known to be hard.
    pub(crate) certain: bool,
    /// The way to it when it runs once: `gateway → orders → orders-db`.
    pub(crate) path: String,
    /// How many important journeys need it.
    pub(crate) journeys: u64,
}

/// Everything that critical and high journeys cannot do without, externals left out, in the order of components.
pub(crate) fn needed_by_important_journeys<'m>(cx: &Check<'m>) -> Vec<Needed<'m>> {
    let mut found: FxHashMap<ComponentId, Needed<'m>> = FxHashMap::default();
    for flow in cx.flows.all().iter().filter(|flow| flow.criticality() >= Some(Criticality::High)) {
        let way = hard_path(flow);
        for required in &way.required {
            let component = required.component;
            let copies = copies(component);
            if component.kind() == ComponentKind::External || copies == Copies::Several {
                continue;
            }
            let old = found.get(&component.id);
            let journeys = old.map_or(0, |old| old.journeys) + 1;
            let rank = |flow: &Flow<'_>, certain| (flow.criticality(), certain);
            let worse = old.is_none_or(|old| rank(old.flow, old.certain) < rank(flow, required.certain));
            if worse {
                let certain = required.certain;
                let path = if matches!(copies, Copies::Once(_)) { way.path(required) } else { String::new() };
                found.insert(component.id, Needed { component, copies, flow, certain, path, journeys });
            } else if let Some(old) = found.get_mut(&component.id) {
                old.journeys = journeys;
            }
        }
    }
    let mut found: Vec<Needed<'m>> = found.into_values().collect();
    found.sort_by_key(|needed| needed.component.id);
    found
}
