//! Single points of failure: components that run once and that an important journey cannot do without.

use crate::readings::predictions::{Predicted, is_important};
use loadline_base::Span;
use loadline_depend::{Losses, Thing};
use loadline_flow::Flow;
use loadline_model::{Component, ComponentKind, Model};

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
#[derive(Debug)]
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

/// Everything whose loss alone fails a critical or high journey at once (its cut sets of one), externals left out, in the
/// order of components.
pub(crate) fn needed_by_important_journeys<'m>(
    model: &'m Model,
    predicted: &Predicted<'m>,
) -> Vec<Needed<'m>> {
    let flows = &predicted.flows;
    let mut hard = Losses::of(&predicted.most);
    let mut soft = predicted.least.as_ref().map(|least| Losses::of(least));
    let mut found = Vec::new();
    for component in model.components() {
        let copies = copies(component);
        if component.kind() == ComponentKind::External || copies == Copies::Several {
            continue;
        }
        let thing = Thing::Component(component.id);
        let mut hit = hard.at_once(thing);
        hit.retain(|(journey, _)| is_important(flows[*journey]));
        let sure = soft.as_mut().map(|soft| soft.at_once(thing));
        let certain =
            |journey: usize| sure.as_ref().is_none_or(|sure| sure.iter().any(|(index, _)| *index == journey));
        // The first of the most important ones.
        let worst =
            hit.iter().rev().max_by_key(|(journey, _)| (flows[*journey].criticality(), certain(*journey)));
        let Some((journey, way)) = worst else { continue };
        let names: Vec<&str> = way.iter().map(|thing| thing.name(model)).collect();
        let (certain, flow) = (certain(*journey), flows[*journey]);
        found.push(Needed {
            component,
            copies,
            flow,
            certain,
            path: shortened(names),
            journeys: hit.len() as u64,
        });
    }
    found
}

/// `gateway → orders → orders-db`. Long ways keep their ends.
fn shortened(mut names: Vec<&str>) -> String {
    if names.len() > 7 {
        names.splice(3..names.len() - 3, ["…"]);
    }
    names.join(" → ")
}
