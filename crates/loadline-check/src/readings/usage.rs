//! Which journeys use an edge, how often, and whether their users wait for it. Read once, linear in the flows.

use loadline_base::units::format_number;
use loadline_flow::{Flow, Flows, HopKind};
use loadline_model::kinds::Criticality;
use loadline_model::{Edge, EdgeId, Model};

/// How one journey uses an edge.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'m> {
    /// The journey.
    pub(crate) flow: &'m Flow<'m>,
    /// Mean operations per request of the journey; calls that close a cycle add none.
    pub(crate) per_request: f64,
    /// Whether the user waits for at least one of them.
    pub(crate) waited_for: bool,
}

/// How all journeys use all edges.
#[derive(Debug)]
pub(crate) struct Usage<'m> {
    by_edge: Vec<Vec<Use<'m>>>,
}

impl<'m> Usage<'m> {
    /// Goes through every hop of every flow.
    pub(crate) fn of(model: &Model, flows: &'m Flows<'m>) -> Self {
        let mut by_edge: Vec<Vec<Use<'m>>> = vec![Vec::new(); model.edge_count()];
        for flow in flows.all() {
            for station in &flow.stations {
                for hop in station.hops() {
                    let (HopKind::Call(edge) | HopKind::Delivery(edge)) = hop.kind else { continue };
                    // A call that closes a cycle is waited for, but how often it goes round is not known.
                    let per_request =
                        if hop.closes_cycle { 0.0 } else { station.visits * hop.operations.mean };
                    let waited_for = station.waited_for && hop.waits;
                    let uses = &mut by_edge[edge.id.index()];
                    match uses.last_mut().filter(|last| last.flow.id == flow.id) {
                        Some(last) => {
                            last.per_request += per_request;
                            last.waited_for |= waited_for;
                        }
                        None => uses.push(Use { flow, per_request, waited_for }),
                    }
                }
            }
        }
        Self { by_edge }
    }

    /// The journeys that use this edge.
    pub(crate) fn on(&self, edge: EdgeId) -> &[Use<'m>] {
        &self.by_edge[edge.index()]
    }

    /// The journey with the highest criticality whose user waits for this edge.
    pub(crate) fn worst(&self, edge: &Edge<'_>) -> Option<&'m Flow<'m>> {
        let waiting = self.on(edge.id).iter().filter(|one| one.waited_for).map(|one| one.flow);
        // `max_by_key` takes the last of equals; the first one written is wanted.
        waiting.rev().max_by_key(|flow| flow.criticality())
    }

    /// Whether a user waits for this edge.
    pub(crate) fn users_wait(&self, edge: &Edge<'_>) -> bool {
        self.worst(edge).is_some()
    }

    /// Whether the user of a journey that is said to be critical waits for this edge.
    pub(crate) fn is_critical(&self, edge: &Edge<'_>) -> bool {
        self.worst(edge).and_then(Flow::criticality) == Some(Criticality::Critical)
    }

    /// First attempts a second over this edge when every journey is at its peak. Journeys without a known peak add 0.
    pub(crate) fn peak(&self, edge: &Edge<'_>) -> f64 {
        self.on(edge.id).iter().filter_map(|one| Some(one.flow.peak()? * one.per_request)).sum()
    }

    /// The arithmetic of [`Usage::peak`]: `350 × 1.8 (place-order)`.
    pub(crate) fn peak_formula(&self, edge: &Edge<'_>) -> String {
        let parts = self.on(edge.id).iter().filter_map(|one| {
            let peak = one.flow.peak()?;
            Some(format!("{} × {} ({})", format_number(peak), format_number(one.per_request), one.flow.id))
        });
        parts.collect::<Vec<_>>().join(" + ")
    }
}

#[cfg(test)]
mod tests {
    use crate::readings::edge_load::EdgeLoads;
    use crate::readings::usage::Usage;
    use loadline_base::Sources;
    use loadline_flow::{Demands, Flows};

    #[test]
    fn usage_loads_and_demand_agree_where_calls_go_round() {
        let mut sources = Sources::default();
        sources.add(
            "model.yaml",
            "loadline: 1\nservices:\n  a: {needs: {b: {calls: 2}}}\n  b: {needs: {a: {calls: 3}, b: {}}}\njourneys:\n  go: {entry: a, load: {average: 5rps, peak: 10rps}}\n",
        );
        let reading = loadline_model::read(&sources);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let model = &reading.model;
        let flows = Flows::read(model);
        let (usage, loads) = (Usage::of(model, &flows), EdgeLoads::of(model, &flows));
        let demands = Demands::of(model, &flows);
        let peaks: Vec<f64> = model.edges().map(|edge| usage.peak(&edge)).collect();
        let sent: Vec<f64> = model.edges().map(|edge| loads.on(edge.id).peak).collect();
        assert_eq!(peaks, [20.0, 0.0, 0.0]);
        assert_eq!(peaks, sent);
        let asked: Vec<f64> = model.components().map(|one| demands.on(one.id).peak()).collect();
        assert_eq!(asked, [10.0, 20.0]);
        assert!(model.edges().all(|edge| usage.users_wait(&edge)), "round calls are waited for as well");
    }
}
