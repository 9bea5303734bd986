//! How many copies of a component run, and which of them share its work.
//!
//! Counts are per cell and per shard, the group in which one copy can stand in for another.

use crate::provenance::{computed, input};
use loadline_base::units::Count;
use loadline_evidence::Input;
use loadline_flow::cells;
use loadline_flow::domains::Domains;
use loadline_model::kinds::{DomainKind, RegionMode, ReplicaMode, Replicas};
use loadline_model::{Body, Component, Model, Stated};

/// The copies of a component.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Copies {
    /// Cells that each have all of the copies below.
    pub cells: u64,
    /// Shards that each have all of the copies below and an equal share of the data.
    pub shards: u64,
    /// Regions of which one serves at a time while the others wait (`mode: active-passive`); else 1. Copies below are those of the one
    /// that serves.
    pub in_turn: u64,
    /// Fewest copies that run, per cell and shard.
    pub fewest: u64,
    /// Most copies that scaling may reach, per cell and shard.
    pub most: u64,
    /// Copies more that serve reads only, per cell and shard.
    pub readers: u64,
    /// Those of them that take over for a primary: all where the model says how (`failover`), else none.
    pub stand_ins: u64,
    /// Whether copies follow a primary, which alone takes writes; a store with read replicas has one as well.
    pub follow: bool,
    /// Copies that must be up whatever the load, of the fewest that run: a stated quorum, the majority with `mode: quorum`,
    /// one with any other mode or with read replicas. `None` where the load decides.
    pub must: Option<u64>,
    /// Utilisation that scaling steers to; 1 when the model does not say.
    pub target: f64,
}

impl Copies {
    /// The copies of a component; `None` when nobody has decided how many run. An external is one whole, and so are a
    /// queue and a job that say nothing else.
    #[must_use]
    pub fn of(model: &Model, component: Component<'_>) -> Option<Self> {
        let replicas = component.common().replicas.as_deref();
        let (fewest, most) = match (replicas.and_then(running), component.body) {
            (_, Body::External(_)) => (1, 1),
            (Some(running), _) => running,
            (None, Body::Queue(_) | Body::Job(_)) => (1, 1),
            (None, _) => return None,
        };
        let (shards, readers) = match component.body {
            Body::Store(store) => {
                let shards = store.shards.as_ref().map_or(1, |shards| shards.get().max(1));
                (shards, store.read_replicas.as_ref().map_or(0, |readers| readers.get()))
            }
            _ => (1, 0),
        };
        let takes_over = component.common().reliability.failover.is_some()
            || replicas.is_some_and(|replicas| replicas.failover.is_some());
        let in_turn = in_turn(model, component);
        // Copies are dealt out to the regions in turn, and the first one has those that are left over.
        let (fewest, most) = (fewest.div_ceil(in_turn), most.div_ceil(in_turn));
        let autoscale = replicas.and_then(|replicas| replicas.autoscale.as_ref());
        let target = autoscale.and_then(|autoscale| autoscale.target.as_ref());
        let target = target.map(|target| target.fraction()).filter(|target| *target > 0.0);
        Some(Self {
            cells: cells::copies(model, component),
            shards,
            in_turn,
            fewest,
            most,
            readers,
            stand_ins: if takes_over { readers } else { 0 },
            follow: readers > 0 || replicas.is_some_and(|replicas| replicas.mode.is_some()),
            must: replicas.and_then(|replicas| must(replicas, fewest)).or((readers > 0).then_some(1)),
            target: target.unwrap_or(1.0),
        })
    }

    /// Groups of copies that stand in for each other: cells × shards.
    #[must_use]
    pub const fn groups(&self) -> u64 {
        self.cells.saturating_mul(self.shards)
    }

    /// What the counts were read from.
    #[must_use]
    pub fn inputs(&self, component: Component<'_>) -> Vec<Input> {
        let path = component.path();
        let mut inputs = Vec::new();
        if let Some(replicas) = component.common().replicas.as_deref() {
            for (name, count) in [("min", &replicas.min), ("max", &replicas.max)] {
                if let Some(count) = count {
                    inputs.push(input(
                        format!("{path}/replicas/{name}"),
                        count.get() as f64,
                        "copies",
                        count,
                    ));
                }
            }
        }
        if let Body::Store(store) = component.body {
            for (name, count) in [("shards", &store.shards), ("read-replicas", &store.read_replicas)] {
                if let Some(count) = count {
                    inputs.push(input(format!("{path}/{name}"), count.get() as f64, "copies", count));
                }
            }
        }
        if self.in_turn > 1 {
            inputs.push(computed("regions that take turns", self.in_turn as f64, "1"));
        }
        if self.cells > 1 {
            inputs.push(computed("cells", self.cells as f64, "1"));
        }
        inputs
    }

    /// Copies that run, per cell and shard, when `load` operations a second are spread over all groups and one copy
    /// carries `each`: enough to stay at the utilisation scaling steers to, within fewest and most.
    #[must_use]
    pub fn running(&self, load: Option<f64>, each: Option<f64>) -> u64 {
        let scaled = match (load, each) {
            (Some(load), Some(each)) => whole_copies(load / self.groups() as f64, each * self.target),
            _ => None,
        };
        scaled.unwrap_or(self.fewest).clamp(self.fewest, self.most.max(self.fewest))
    }
}

/// See [`Copies::in_turn`].
fn in_turn(model: &Model, component: Component<'_>) -> u64 {
    let common = component.common();
    let mode = common.regions.as_ref().and_then(|regions| regions.mode.as_ref());
    if mode.is_none_or(|mode| mode.value != RegionMode::ActivePassive) {
        return 1;
    }
    let spread = common.replicas.as_deref().and_then(|replicas| replicas.spread.as_ref());
    spread.map_or(1, |spread| Domains::of(model).below(&spread.id, DomainKind::Region).max(1))
}

/// See [`Copies::must`].
fn must(replicas: &Replicas, fewest: u64) -> Option<u64> {
    let quorum = replicas.quorum.as_ref().filter(|quorum| quorum.is_decided()).map(|quorum| quorum.get());
    let mode = replicas.mode.as_ref().filter(|mode| mode.is_decided()).map(|mode| mode.value);
    let must =
        quorum.or_else(|| mode.map(|mode| if mode == ReplicaMode::Quorum { fewest / 2 + 1 } else { 1 }))?;
    Some(must.clamp(1, fewest.max(1)))
}

/// Fewest and most copies that run, as far as somebody stands behind the figures.
#[must_use]
pub fn running(replicas: &Replicas) -> Option<(u64, u64)> {
    let decided = |count: &Option<Stated<Count>>| {
        count.as_ref().filter(|count| count.is_decided()).map(|count| count.get())
    };
    let (min, max) = (decided(&replicas.min), decided(&replicas.max));
    let fewest = min.or(max)?;
    Some((fewest, max.unwrap_or(fewest).max(fewest)))
}

/// Fewest whole copies that carry `load` when one carries `each`: `ceil(load ÷ each)`. `None` when no number would do.
#[must_use]
pub fn whole_copies(load: f64, each: f64) -> Option<u64> {
    let copies = load / each;
    // A ratio such as 3.000000000000001 is three copies and a rounding error, not four.
    let copies = (copies * (1.0 - 1e-12)).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to lie between 0 and 2^53"
    )]
    (0.0..=9e15).contains(&copies).then_some(copies as u64)
}
