//! What components carry and what gives way: limits, waits, pools, consumers and what is taken over.

use crate::backlog::{Backlog, backlog};
use crate::connections::{Connections, connections};
use crate::countable::{beyond, countable};
use crate::limit::Limit;
use crate::quota::own_limit;
use crate::reading::Reading;
use crate::takeover::{Takeover, takeovers};
use crate::unknown::Unknown;
use crate::waiting::{Wait, waits};
use crate::yardstick::Yardstick;
use loadline_model::kinds::Via;
use loadline_model::{Body, Component, Model};
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// Components that one thread takes at a time: enough that handing them out costs nothing beside them.
const AT_A_TIME: usize = 64;

/// What components carry. Fields as in [`crate::SystemCapacity`].
#[derive(Default)]
pub(crate) struct Carried<'m> {
    pub(crate) limits: Vec<Limit<'m>>,
    pub(crate) waits: Vec<Wait<'m>>,
    pub(crate) takeovers: Vec<Takeover<'m>>,
    pub(crate) connections: Vec<Connections<'m>>,
    pub(crate) backlogs: Vec<Backlog<'m>>,
}

impl<'m> Carried<'m> {
    /// Works everything out, with what is not known. Threads share the components; what they find is put together in the
    /// order written, so that it is the same on any number of them.
    pub(crate) fn of(by: &Yardstick<'m, '_>) -> (Self, Vec<Unknown>) {
        let (model, loads) = (by.model, by.loads);
        let components: Vec<Component<'m>> = model.components().collect();
        let readings: Vec<Reading<'m, '_>> =
            components.par_iter().map(|component| Reading::of(model, loads, *component)).collect();
        let pieces: Vec<(Self, Vec<Unknown>)> = readings
            .par_chunks(AT_A_TIME)
            .map(|some| {
                let (mut carried, mut unknowns) = (Self::default(), Vec::new());
                for reading in some {
                    carried.read(by, (reading, &readings), &mut unknowns);
                }
                (carried, unknowns)
            })
            .collect();
        let (mut carried, mut unknowns) = (Self::default(), Vec::new());
        // Limits are large: they are to be moved once.
        carried.limits.reserve(pieces.iter().map(|(piece, _)| piece.limits.len()).sum());
        for (piece, open) in pieces {
            carried.limits.extend(piece.limits);
            carried.waits.extend(piece.waits);
            carried.connections.extend(piece.connections);
            carried.backlogs.extend(piece.backlogs);
            unknowns.extend(open);
        }
        unknowns.extend(unknown_hit_ratios(model, &readings));
        carried.takeovers = takeovers(model, loads, &readings);
        carried.limits.extend(model.edges().filter_map(|edge| own_limit(by, edge)));
        carried.keep_what_counts(&mut unknowns);
        (carried, unknowns)
    }

    fn read(
        &mut self,
        by: &Yardstick<'m, '_>,
        (reading, all): (&Reading<'m, '_>, &[Reading<'m, '_>]),
        unknowns: &mut Vec<Unknown>,
    ) {
        self.limits.extend(by.limits(reading, unknowns));
        self.waits.extend(waits(reading));
        self.backlogs.extend(backlog(by.model, reading, &by.loads.edges, unknowns));
        if let Some((connections, limit)) = connections(by, all, reading.component) {
            self.connections.push(connections);
            self.limits.extend(limit);
        }
    }

    /// Leaves out what is beyond counting, and sorts limits by what gives way first.
    fn keep_what_counts(&mut self, unknowns: &mut Vec<Unknown>) {
        self.takeovers.retain(|row| countable(row.figures()) || beyond(row.component, unknowns));
        self.limits.retain(|limit| countable(limit.figures()) || beyond(limit.component, unknowns));
        self.waits.retain(|row| countable(row.figures()) || beyond(row.component, unknowns));
        self.backlogs.retain(|row| countable(row.figures()) || beyond(row.component, unknowns));
        // The sort is stable: what gives way at once stays in the order written. Factors are finite and not negative, so that
        // their bits are in their order; keys are sorted and each limit, which is large, is moved once.
        self.limits.sort_by_cached_key(|limit| (limit.lasts.value + 0.0).to_bits());
    }
}

/// The hit ratios of caches that are asked and have something behind them, where they are not said.
fn unknown_hit_ratios(model: &Model, readings: &[Reading<'_, '_>]) -> Vec<Unknown> {
    let via = model.edges().filter_map(|edge| match edge.need.via.as_deref() {
        Some(Via::Cache(cache)) => Some(cache.id.as_str()),
        _ => None,
    });
    let via: FxHashSet<&str> = via.collect();
    let unknown = |reading: &Reading<'_, '_>| {
        let Body::Cache(cache) = reading.component.body else { return None };
        let (name, asked) = (reading.component.name, reading.rate.is_some_and(|rate| rate > 0.0));
        let behind = cache.origin.is_some() || via.contains(name);
        if cache.hit_ratio.is_some() || !asked || !behind {
            return None;
        }
        let tells = format!(
            "the load behind `{name}`: until then no miss is counted, so that it is the least it can be"
        );
        Some(Unknown::new(format!("{}/hit-ratio", reading.component.path()), tells))
    };
    readings.iter().filter_map(unknown).collect()
}
