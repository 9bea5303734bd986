//! How many copies of every component run at the peak, how many of them it needs, and how busy they are on average.
//!
//! What availability asks of capacity: with n copies running and k needed, n − k may fail.

use crate::copies::{self, Copies, whole_copies};
use crate::edge_load::{EdgeLoad, EdgeLoads};
use crate::one_copy::OneCopy;
use loadline_flow::{Demands, Flows, Load, Loads};
use loadline_model::kinds::Route;
use loadline_model::{Body, Component, ComponentKind, Edge, Model};

/// Copies of one component against its load. Copies are counted per group (see [`Sizing::groups`]), in which one can
/// stand in for another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sizing {
    /// Cells × shards; each group has its own copies and an equal share of the load.
    pub groups: u64,
    /// Copies that run at the peak, in one group, read replicas included. 1 when `counted` is false.
    pub running: u64,
    /// Whether somebody has decided how many copies run.
    pub counted: bool,
    /// Copies that the peak needs, in one group: `ceil(peak ÷ each)`, at least 1. It can exceed `running`: the peak is
    /// then not carried even with every copy up. `None` when the load or the capacity of one copy is unknown.
    ///
    /// Where copies follow a primary, it is the copies that everything but replica reads needs (more than 1 says that
    /// the primary does not suffice) and those that replica reads need.
    pub needed: Option<u64>,
    /// Whether the copies follow a primary, so that its loss means a change-over.
    pub follow: bool,
    /// Average load ÷ what the copies running at that load carry; for a consumer that is arrivals ÷ service rate.
    pub utilisation: Option<f64>,
    /// Peak load ÷ what the copies running at the peak carry.
    pub peak_utilisation: Option<f64>,
    /// Operations a second on average, over all groups; first attempts only. `None` when no journey says.
    pub average: Option<f64>,
    /// Operations a second when every journey is at its peak, over all groups. `None` when no journey says.
    pub peak: Option<f64>,
    /// Whether every journey that passes says its peak; otherwise loads are the least they can be.
    pub complete: bool,
    /// Operations a second that one copy carries; for an external the quota it grants.
    pub each: Option<f64>,
}

/// The sizing of every component, by [`loadline_model::ComponentId::index`].
#[must_use]
pub fn sizings(model: &Model, flows: &Flows<'_>, demands: &Demands<'_>) -> Vec<Sizing> {
    let loads = EdgeLoads::of(model, flows);
    model.components().map(|component| of(model, demands, &loads, component)).collect()
}

/// What the peak asks of every component, for the availability engine. A quota is not a number of copies.
#[must_use]
pub fn loads(model: &Model, sizings: &[Sizing]) -> Loads {
    let load = |(component, sizing): (Component<'_>, &Sizing)| Load {
        running: sizing.counted.then_some(sizing.running),
        needed: sizing.needed.filter(|_| sizing.counted && component.kind() != ComponentKind::External),
        utilisation: sizing.utilisation,
        arrivals: sizing.average,
    };
    Loads::new(model.components().zip(sizings).map(load).collect())
}

/// The sizing of one component.
fn of(model: &Model, demands: &Demands<'_>, loads: &EdgeLoads<'_>, component: Component<'_>) -> Sizing {
    let demand = demands.on(component.id);
    let peak = demand.shares.iter().any(|share| share.peak.is_some()).then(|| demand.peak());
    let average = demand.shares.iter().any(|share| share.average.is_some()).then(|| demand.average());
    let each = OneCopy::of(component).map(|one| one.rps);
    let copies = Copies::of(model, component);
    let one = Copies {
        cells: 1,
        shards: 1,
        in_turn: 1,
        fewest: 1,
        most: 1,
        readers: 0,
        stand_ins: 0,
        follow: false,
        must: None,
        target: 1.0,
    };
    let known = copies.unwrap_or(one);
    let split = |load: f64, read: f64| Split { writing: (load - read).max(0.0), read: read.min(load) };
    let at_peak =
        peak.map(|peak| split(peak, replica_reads(model, loads, component, |load| load.peak - load.writes)));
    let on_average = average.map(|average| {
        split(average, replica_reads(model, loads, component, |load| load.average - load.average_writes))
    });
    // A read replica of which nobody says that it takes over stands in for no primary, so that it is not counted among the copies. Reads
    // that are too many for those that are left are capacity's to tell, as they are with `mode`.
    let must = known.must.filter(|_| known.readers > 0);
    let busy = |load: Option<Split>| Some(load?.utilisation(&known, each.filter(|each| *each > 0.0)?));
    Sizing {
        groups: known.groups(),
        running: match must {
            Some(_) => known.fewest.saturating_add(known.stand_ins),
            None => all_regions(component, &known, known.running(peak, each)),
        },
        counted: copies.is_some(),
        needed: must.or_else(|| at_peak.zip(each).and_then(|(load, each)| load.needed(&known, each))),
        follow: known.follow,
        utilisation: copies.and_then(|_| busy(on_average)),
        peak_utilisation: copies.and_then(|_| busy(at_peak)),
        average,
        peak,
        complete: demand.is_complete(),
        each,
    }
}

/// The copies of all regions where `running` run in the one that serves.
fn all_regions(component: Component<'_>, copies: &Copies, running: u64) -> u64 {
    let all = running.saturating_mul(copies.in_turn);
    match component.common().replicas.as_deref().and_then(copies::running) {
        Some((fewest, most)) if copies.in_turn > 1 => all.clamp(fewest, most),
        _ => all,
    }
}

/// A load on all groups, divided by who may serve it.
#[derive(Debug, Clone, Copy)]
struct Split {
    /// Everything but reads that may be served by a copy that trails behind.
    writing: f64,
    /// Reads with `route: replica`.
    read: f64,
}

impl Split {
    fn needed(self, copies: &Copies, each: f64) -> Option<u64> {
        let groups = copies.groups() as f64;
        if !copies.follow {
            return whole_copies((self.writing + self.read) / groups, each).map(|needed| needed.max(1));
        }
        let writing = whole_copies(self.writing / groups, each)?.max(1);
        Some(writing.saturating_add(whole_copies(self.read / groups, each)?))
    }

    /// Of the busier side, where copies follow a primary.
    fn utilisation(self, copies: &Copies, each: f64) -> f64 {
        let group = each * copies.groups() as f64;
        let all = self.writing + self.read;
        let running = copies.running(Some(all), Some(each)).saturating_add(copies.readers);
        match (copies.follow, running) {
            (false, _) => ratio(all, group * running as f64),
            // Without a follower the primary serves all reads.
            (true, 0 | 1) => ratio(all, group),
            (true, _) => ratio(self.writing, group).max(ratio(self.read, group * (running - 1) as f64)),
        }
    }
}

/// Load ÷ capacity; nothing to do is no utilisation, even of nothing.
fn ratio(load: f64, capacity: f64) -> f64 {
    if load > 0.0 { load / capacity } else { 0.0 }
}

/// Operations a second on a store that may be served by a copy that trails behind.
pub(crate) fn replica_reads(
    model: &Model,
    loads: &EdgeLoads<'_>,
    component: Component<'_>,
    when: fn(&EdgeLoad<'_>) -> f64,
) -> f64 {
    if !matches!(component.body, Body::Store(_)) {
        return 0.0;
    }
    model.callers(component.id).filter(from_replicas).map(|edge| when(loads.on(edge.id)).max(0.0)).sum()
}

/// Whether the reads of an edge may be served by a copy that trails behind.
pub(crate) fn from_replicas(edge: &Edge<'_>) -> bool {
    edge.need.route.as_ref().is_some_and(|route| route.value == Route::Replica)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::Sources;

    /// The sizing of `it`, called once a request by a journey of 40 rps on average and 100 rps at its peak.
    #[track_caller]
    fn check(section: &str, it: &str, edge: &str, judge: impl FnOnce(Sizing)) {
        let mut sources = Sources::default();
        let text = format!(
            "loadline: 1\nservices:\n  a:\n    needs: {{it: {{calls: 1{edge}}}}}\n{section}:\n  it: {it}\n\
             journeys:\n  go: {{entry: a, load: {{average: 40rps, peak: 100rps}}}}\n"
        );
        sources.add("model.yaml", text.replace("services:\n  it:", "  it:"));
        let reading = loadline_model::read(&sources);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let flows = Flows::read(&reading.model);
        let demands = Demands::of(&reading.model, &flows);
        let id = reading.model.find("it").expect("it is there").id;
        judge(sizings(&reading.model, &flows, &demands)[id.index()]);
    }

    #[test]
    fn copies_needed_are_the_peak_divided_by_one_copy() {
        check("services", "{replicas: {min: 4}, capacity: {rps: 30}}", "", |it| {
            assert_eq!((it.running, it.needed), (4, Some(4)), "100 ÷ 30 = 3.33");
            assert_eq!(it.utilisation, Some(40.0 / 120.0));
            assert_eq!(it.peak_utilisation, Some(100.0 / 120.0));
        });
        check("services", "{replicas: {min: 4}, capacity: {rps: 50}}", "", |it| {
            assert_eq!((it.running, it.needed), (4, Some(2)));
        });
    }

    #[test]
    fn scaling_adds_copies_up_to_its_most() {
        let scaled = "{replicas: {min: 2, max: 9, autoscale: {target: 50%}}, capacity: {rps: 25}}";
        check("services", scaled, "", |it| {
            assert_eq!((it.running, it.needed), (8, Some(4)), "100 ÷ (25 × 0.5) = 8");
            assert_eq!(it.utilisation, Some(40.0 / 100.0), "40 ÷ (25 × 0.5) = 3.2, so 4 run on average");
        });
        let little = "{replicas: {min: 2, max: 3, autoscale: {target: 50%}}, capacity: {rps: 25}}";
        check("services", little, "", |it| {
            assert_eq!((it.running, it.needed), (3, Some(4)), "the peak is not carried");
        });
    }

    #[test]
    fn a_primary_takes_everything_but_replica_reads() {
        let followed = "{replicas: {min: 3, mode: async}, shards: 2, capacity: {rps: 40}}";
        check("stores", followed, "", |it| {
            assert_eq!((it.groups, it.running, it.needed), (2, 3, Some(2)), "50 ÷ 40 on each primary");
            assert_eq!(it.peak_utilisation, Some(100.0 / 80.0));
        });
        check("stores", followed, ", route: replica", |it| {
            assert_eq!(it.needed, Some(3), "a primary and 50 ÷ 40 followers");
            assert_eq!(it.peak_utilisation, Some(100.0 / (2.0 * 80.0)));
        });
    }

    #[test]
    fn what_is_not_said_is_not_made_up() {
        check("services", "{replicas: {min: 4}}", "", |it| {
            assert_eq!((it.running, it.needed, it.utilisation), (4, None, None));
        });
        check("services", "{capacity: {rps: 50}}", "", |it| {
            assert_eq!((it.counted, it.needed, it.utilisation), (false, Some(2), None));
        });
        check("externals", "{quota: 80rps}", "", |it| {
            assert_eq!((it.running, it.needed, it.peak_utilisation), (1, Some(2), Some(1.25)));
        });
        check("services", "{replicas: {min: 0}, capacity: {rps: 0}}", "", |it| {
            assert_eq!((it.running, it.needed, it.utilisation), (0, None, None));
        });
        check("services", "{replicas: {min: 9000000000000000000}, capacity: {rps: 1e-300}}", "", |it| {
            assert_eq!(it.needed, None, "no number of copies would do");
        });
    }
}
