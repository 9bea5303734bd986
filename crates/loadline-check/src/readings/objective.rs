//! Availability objectives of journeys, with the flow they are about.

use loadline_base::Span;
use loadline_flow::{Flow, Flows};
use loadline_model::{Component, Model, Named, kinds::Slo};
use rustc_hash::FxHashMap;

/// An availability objective of a journey.
pub(crate) struct Objective<'m> {
    /// Id of the SLO.
    pub(crate) id: &'m str,
    /// Where its key stands.
    pub(crate) key: Span,
    /// Share of good requests wanted, 0 to 1, and where it is written.
    pub(crate) target: f64,
    /// Where the target is written.
    pub(crate) said: Span,
    /// The journey.
    pub(crate) flow: &'m Flow<'m>,
}

/// Every availability objective of a journey that is expanded. Objectives with another indicator are left out.
pub(crate) fn availability_objectives<'m>(model: &'m Model, flows: &'m Flows<'m>) -> Vec<Objective<'m>> {
    let flows: FxHashMap<&str, &'m Flow<'m>> = flows.all().iter().map(|flow| (flow.id, flow)).collect();
    let slos = model.system.slos.iter().flat_map(|all| all.iter());
    let read = |(id, slo): (&'m str, &'m Named<Slo>)| {
        let sli = slo.sli.as_ref()?;
        sli.availability.as_ref()?;
        let target = slo.target.as_ref()?;
        let flow = flows.get(slo.of.as_ref()?.id.as_str())?;
        Some(Objective { id, key: slo.key, target: target.fraction(), said: target.span, flow })
    };
    slos.filter_map(read).collect()
}

/// Whether a component belongs to a group of two or more cells, so that its loss reaches only some users.
pub(crate) fn in_cells(model: &Model, component: Component<'_>) -> bool {
    model.system.cells.iter().flat_map(|all| all.iter()).any(|(_, group)| {
        let several = group.count.as_ref().is_some_and(|count| count.get() > 1);
        several && group.members.iter().flat_map(|all| all.iter()).any(|member| member.id == component.name)
    })
}
