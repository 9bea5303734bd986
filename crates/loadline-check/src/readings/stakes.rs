//! What hangs on a component: the journeys whose users wait for it.

use crate::readings::hard_path::hard_path;
use loadline_flow::{Flow, Flows};
use loadline_model::kinds::Criticality;
use loadline_model::{Component, ComponentId, Model};
use rustc_hash::FxHashSet;

/// The most critical journey whose user waits for this component, when it is at least of high criticality; the one
/// written first among equals.
pub(crate) fn pressing<'f, 'm>(flows: &'f Flows<'m>, component: ComponentId) -> Option<&'f Flow<'m>> {
    let mut worst: Option<&Flow<'_>> = None;
    for flow in flows.waiting_for(component) {
        if flow.criticality() >= Some(Criticality::High)
            && worst.is_none_or(|worst| flow.criticality() > worst.criticality())
        {
            worst = Some(flow);
        }
    }
    worst
}

/// The components that users of journeys of high or critical importance wait for, each with the worst such journey.
pub(crate) fn pressed<'f, 'm>(
    model: &'m Model,
    flows: &'f Flows<'m>,
) -> impl Iterator<Item = (Component<'m>, &'f Flow<'m>)> {
    model.components().filter_map(|component| Some((component, pressing(flows, component.id)?)))
}

/// The components that journeys of high or critical importance cannot do without, as far as the model says: what only
/// soft edges lead to, or what has a stand-in, is left out. Questions are kept for these.
pub(crate) fn essential(flows: &Flows<'_>) -> FxHashSet<ComponentId> {
    let pressing = flows.all().iter().filter(|flow| flow.criticality() >= Some(Criticality::High));
    pressing.flat_map(|flow| hard_path(flow)).map(|required| required.component.id).collect()
}

/// The word for how bad it is when the journey fails: `critical`.
pub(crate) fn word(flow: &Flow<'_>) -> &'static str {
    flow.criticality().map_or("", Criticality::word)
}
