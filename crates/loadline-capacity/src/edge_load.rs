//! What all journeys together send over every edge, at their peaks and on average. First attempts only.

use loadline_flow::{Flows, HopKind};
use loadline_model::{EdgeId, Model};

/// What journeys send over one edge.
#[derive(Debug, Clone, Copy, Default)]
pub struct EdgeLoad<'m> {
    /// Operations a second when every journey is at its peak; 0 when none says one. A journey that says no peak counts with
    /// its average.
    pub peak: f64,
    /// Operations a second on average; unknown averages add nothing.
    pub average: f64,
    /// Reads among the operations at peak.
    pub reads: f64,
    /// Writes among the operations at peak.
    pub writes: f64,
    /// Reads among the operations on average.
    pub average_reads: f64,
    /// Writes among the operations on average.
    pub average_writes: f64,
    /// Visits of the caller a second at peak.
    pub visits: f64,
    /// Whether a user waits for it on some journey.
    pub waited_for: bool,
    /// Whether some journey that uses it says its peak.
    pub says_peak: bool,
    /// Whether some journey that uses it says its average.
    pub says_average: bool,
    /// The journey that sends most over it, with its share of `peak`.
    pub worst: Option<(&'m str, f64)>,
}

/// What journeys send over every edge of a model.
#[derive(Debug)]
pub struct EdgeLoads<'m>(Vec<EdgeLoad<'m>>);

impl<'m> EdgeLoads<'m> {
    /// Adds up the flows, in one pass over their hops.
    #[must_use]
    pub fn of(model: &Model, flows: &Flows<'m>) -> Self {
        let mut loads = vec![EdgeLoad::default(); model.edge_count()];
        for flow in flows.all() {
            let (says_average, says_peak) = (flow.average().is_some(), flow.peak().is_some());
            let average = flow.average().unwrap_or(0.0);
            let peak = flow.peak().unwrap_or(average);
            for station in &flow.stations {
                for hop in station.hops().filter(|hop| !hop.closes_cycle) {
                    let (HopKind::Call(edge) | HopKind::Delivery(edge)) = hop.kind else { continue };
                    let load: &mut EdgeLoad<'m> = &mut loads[edge.id.index()];
                    let here = peak * station.visits * hop.operations.mean;
                    load.peak += here;
                    load.average += average * station.visits * hop.operations.mean;
                    load.reads += peak * station.visits * hop.operations.reads;
                    load.writes += peak * station.visits * hop.operations.writes;
                    load.average_reads += average * station.visits * hop.operations.reads;
                    load.average_writes += average * station.visits * hop.operations.writes;
                    load.visits += peak * station.visits;
                    load.says_peak |= says_peak;
                    load.says_average |= says_average;
                    load.waited_for |= station.waited_for && hop.waits;
                    if load.worst.is_none_or(|(_, most)| here > most) {
                        load.worst = Some((flow.id, here));
                    }
                }
            }
        }
        for load in loads.iter_mut().filter(|load| !load.says_peak) {
            *load = EdgeLoad { peak: 0.0, reads: 0.0, writes: 0.0, visits: 0.0, worst: None, ..*load };
        }
        Self(loads)
    }

    /// What is sent over this edge.
    #[must_use]
    pub fn on(&self, edge: EdgeId) -> &EdgeLoad<'m> {
        &self.0[edge.index()]
    }
}
