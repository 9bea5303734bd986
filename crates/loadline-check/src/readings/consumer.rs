//! Components that live on messages alone: a queue in front of them takes up what they cannot serve at once.

use crate::check::Check;
pub(crate) use loadline_capacity::backlog::topic;
use loadline_model::Component;
use loadline_model::kinds::Criticality;

/// Whether it takes messages and no user waits for it, so that a peak becomes a backlog and not an error.
pub(crate) fn lives_on_messages(cx: &Check<'_>, component: Component<'_>) -> bool {
    let waited_for = cx.flows.waiting_for(component.id).next().is_some();
    !waited_for && cx.model.needs(component.id).any(|edge| edge.consumes())
}

/// Every component that lives on messages.
pub(crate) fn consumers<'m>(cx: &Check<'m>) -> Vec<Component<'m>> {
    cx.model.components().filter(|component| lives_on_messages(cx, *component)).collect()
}

/// The most critical journey that passes a component, when it is critical or high.
pub(crate) fn weighty_journey<'m>(cx: &Check<'m>, component: Component<'_>) -> Option<&'m str> {
    let weighty = cx.flows.through(component.id).filter(|flow| flow.criticality() >= Some(Criticality::High));
    weighty.max_by_key(|flow| flow.criticality()).map(|flow| flow.id)
}
