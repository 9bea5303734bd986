//! Externals that receive personal data: which data, and who sends it.

use crate::readings::sensitivity::{Datum, carried};
use loadline_model::kinds::External;
use loadline_model::{Body, Component, Edge, Model};

/// An external that receives personal data.
#[derive(Debug)]
pub(crate) struct Recipient<'m> {
    /// The component.
    pub(crate) component: Component<'m>,
    /// What the model says about it.
    pub(crate) external: &'m External,
    /// Each class of personal data once, with the first edge that brings it.
    pub(crate) receives: Vec<(Datum<'m>, Edge<'m>)>,
}

impl Recipient<'_> {
    /// How to name what it receives: `` `order`, `session` ``.
    pub(crate) fn data(&self) -> String {
        let ids: Vec<String> = self.receives.iter().map(|(datum, _)| format!("`{}`", datum.id)).collect();
        ids.join(", ")
    }
}

/// Every external that receives personal data, in the order written.
pub(crate) fn recipients(model: &Model) -> impl Iterator<Item = Recipient<'_>> {
    model.components().filter_map(move |component| {
        let Body::External(external) = component.body else { return None };
        let mut receives: Vec<(Datum<'_>, Edge<'_>)> = Vec::new();
        for edge in model.callers(component.id) {
            for datum in carried(model, &edge).filter(Datum::is_personal) {
                if receives.iter().all(|(known, _)| known.id != datum.id) {
                    receives.push((datum, edge));
                }
            }
        }
        (!receives.is_empty()).then_some(Recipient { component, external, receives })
    })
}
