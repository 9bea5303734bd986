//! What a component must serve at its busiest and what its copies carry, side by side: where copies follow a primary,
//! replica reads stand against the followers and everything else against the primary alone.
//!
//! The reading of the rules. [`crate::side`] is the same split for the figures of a report.

use crate::copies::Copies;
use crate::edge_load::{EdgeLoad, EdgeLoads};
use crate::one_copy::OneCopy;
pub use crate::side::What;
use crate::sizing::{from_replicas, replica_reads};
use crate::throughput::{Throughput, throughput};
use loadline_base::figure::figure;
use loadline_flow::{Demand, Flow, Flows, HopKind, Share};
use loadline_model::{Body, Component, Edge, Model};

/// One side of a component: its load, and the copies that serve it.
#[derive(Debug, Clone)]
pub struct Served {
    /// Who serves it.
    pub what: What,
    /// Operations a second when every journey is at its peak.
    pub peak: f64,
    /// Operations a second on average.
    pub average: f64,
    /// What the copies of this side carry.
    pub carries: Throughput,
    /// Groups of copies that can stand in for each other.
    pub groups: u64,
    /// Operations a second at peak of the other side; `None` when there is only one.
    other: Option<f64>,
}

/// The sides of a component; `None` when the model does not say what it carries.
#[must_use]
pub fn served(
    model: &Model,
    loads: &EdgeLoads<'_>,
    demand: &Demand<'_>,
    component: Component<'_>,
) -> Option<Vec<Served>> {
    let copies = Copies::of(model, component)?;
    let (peak, average, groups) = (demand.peak(), demand.average(), copies.groups());
    let whole = |what, carries| Some(vec![Served { what, peak, average, carries, groups, other: None }]);
    if !copies.follow || !matches!(component.body, Body::Store(_)) {
        return whole(What::Copies, throughput(model, component)?);
    }
    let one = OneCopy::of(component)?;
    let of = |(fewest, most): (u64, u64), noun| {
        let running = (fewest.saturating_mul(copies.shards), most.saturating_mul(copies.shards));
        Throughput::of(&one, copies.cells, running, noun)
    };
    let primary = of((1, 1), "shard");
    let read = replica_reads(model, loads, component, |load| load.peak - load.writes).min(peak);
    let followers = |running: u64| running.saturating_add(copies.readers).saturating_sub(1);
    let (fewest, most) = (followers(copies.fewest), followers(copies.most));
    if read <= 0.0 || most == 0 {
        return whole(What::Primary, primary);
    }
    let average_read =
        replica_reads(model, loads, component, |load| load.average - load.average_writes).min(average);
    let rest = Served {
        what: What::Primary,
        peak: peak - read,
        average: average - average_read,
        carries: primary,
        groups,
        other: Some(read),
    };
    let reads = Served {
        what: What::Followers,
        peak: read,
        average: average_read,
        carries: of((fewest, most), "follower"),
        groups,
        other: Some(rest.peak),
    };
    Some(vec![rest, reads])
}

impl Served {
    /// What is busy, in words: `` `orders-db` ``, or `` the primary of `orders-db` `` where the load is split.
    #[must_use]
    pub fn subject(&self, component: Component<'_>) -> String {
        match (self.other, self.what) {
            (None, _) => format!("`{}`", component.name),
            (Some(_), what) => format!("the {} of `{}`", what.word(), component.name),
        }
    }

    /// Which part of the calls over an edge comes to this side: replica reads to the followers, all else to the primary.
    #[must_use]
    pub fn part_of(&self, edge: &Edge<'_>, load: &EdgeLoad<'_>) -> f64 {
        let reads = if from_replicas(edge) && load.peak > 0.0 {
            ((load.peak - load.writes) / load.peak).clamp(0.0, 1.0)
        } else {
            0.0
        };
        match (self.other, self.what) {
            (None, _) => 1.0,
            (Some(_), What::Followers) => reads,
            (Some(_), _) => 1.0 - reads,
        }
    }

    /// Copies that go on serving this side after losing one zone of so many; copies are spread evenly, those left over to
    /// the first zones. Where the primary is lost, a follower takes its place.
    #[must_use]
    pub fn without_zone(&self, zones: u64) -> u64 {
        let replicas = self.carries.replicas;
        let all = if self.what == What::Followers { replicas.saturating_add(self.groups) } else { replicas };
        replicas.saturating_sub(all.div_ceil(zones.max(1)))
    }

    /// Copies that go on serving this side after losing one; of followers one is lost in every shard, since a shard has
    /// none to spare for another.
    #[must_use]
    pub fn without_one(&self) -> u64 {
        let lost = if self.what == What::Followers { self.groups } else { 1 };
        self.carries.replicas.saturating_sub(lost)
    }

    /// The verb that goes with the subject: followers are many.
    #[must_use]
    pub const fn verb(&self, one: &'static str, many: &'static str) -> &'static str {
        if matches!(self.what, What::Followers) { many } else { one }
    }

    /// The arithmetic of [`Served::peak`].
    #[must_use]
    pub fn peak_formula(&self, demand: &Demand<'_>) -> String {
        let all = demand.peak_formula();
        match (self.other, self.what) {
            (None, _) => all,
            (Some(_), What::Followers) => format!("reads with `route: replica`, of {all}"),
            (Some(reads), _) => format!("{all} − {} reads of followers", figure(reads)),
        }
    }

    /// Operations a second at peak of this side, journey by journey, as far as their peaks are known.
    #[must_use]
    pub fn by_journey<'m>(
        &self,
        flows: &Flows<'m>,
        demand: &Demand<'m>,
        component: Component<'_>,
    ) -> Vec<(&'m str, f64)> {
        let known = |share: &Share<'m>| Some((share.journey, share.peak?));
        let all = demand.shares.iter().filter_map(known);
        if self.other.is_none() {
            return all.collect();
        }
        let reads = |journey: &str, peak: f64| {
            let read = flows.of(journey).map_or(0.0, |flow| replica_reads_of(flow, component)).min(peak);
            if self.what == What::Followers { read } else { peak - read }
        };
        all.map(|(journey, peak)| (journey, reads(journey, peak))).filter(|(_, peak)| *peak > 0.0).collect()
    }
}

/// Operations a second at a journey's peak that may be served by a copy that trails behind.
fn replica_reads_of(flow: &Flow<'_>, component: Component<'_>) -> f64 {
    let peak = flow.peak().unwrap_or(0.0);
    let mut read = 0.0;
    for station in &flow.stations {
        for hop in station.hops().filter(|hop| !hop.closes_cycle) {
            if let HopKind::Call(edge) | HopKind::Delivery(edge) = hop.kind
                && edge.to.id == component.id
                && from_replicas(&edge)
            {
                read += peak * station.visits * (hop.operations.mean - hop.operations.writes).max(0.0);
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::Sources;
    use loadline_flow::Demands;

    /// A store read 3 times and written once a request at 100 rps, where the first reads may be old.
    #[track_caller]
    fn check(store: &str, expected: &[(What, f64, f64, &str)]) {
        let text = format!(
            "loadline: 1\nservices:\n  a:\n    needs:\n      it: {{reads: 1, writes: 1}}\n  b:\n    needs:\n      \
             it: {{reads: 2, route: replica}}\n      a: {{calls: 1}}\nstores:\n  it: {store}\n\
             journeys:\n  go: {{entry: b, load: {{average: 40rps, peak: 100rps}}}}\n"
        );
        let mut sources = Sources::default();
        sources.add("model.yaml", text);
        let reading = loadline_model::read(&sources);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let model = &reading.model;
        let flows = Flows::read(model);
        let (demands, loads) = (Demands::of(model, &flows), EdgeLoads::of(model, &flows));
        let it = model.find("it").expect("it is there");
        let demand = demands.on(it.id);
        let found = served(model, &loads, demand, it).expect("it says what it carries");
        let short: Vec<_> = found
            .iter()
            .map(|side| (side.what, side.peak, side.carries.rps, side.carries.formula.as_str()))
            .collect();
        assert_eq!(short, expected);
        for side in &found {
            let parts = side.by_journey(&flows, demand, it);
            assert_eq!(parts.iter().map(|(_, peak)| peak).sum::<f64>(), side.peak);
        }
    }

    #[test]
    fn replica_reads_are_served_by_followers_and_the_rest_by_the_primary() {
        let each = "capacity: {rps: 150}";
        check(
            &format!("{{replicas: {{min: 3, mode: sync}}, {each}}}"),
            &[
                (What::Primary, 200.0, 150.0, "150 rps"),
                (What::Followers, 200.0, 300.0, "2 followers × 150 rps"),
            ],
        );
        check(
            &format!("{{replicas: {{min: 1}}, read-replicas: 1, shards: 2, {each}}}"),
            &[
                (What::Primary, 200.0, 300.0, "2 shards × 150 rps"),
                (What::Followers, 200.0, 300.0, "2 followers × 150 rps"),
            ],
        );
        check(
            &format!("{{replicas: {{min: 3}}, {each}}}"),
            &[(What::Copies, 400.0, 450.0, "3 replicas × 150 rps")],
        );
        check(
            &format!("{{replicas: {{min: 1, mode: sync}}, {each}}}"),
            &[(What::Primary, 400.0, 150.0, "150 rps")],
        );
    }
}
