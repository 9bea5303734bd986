//! What a cache keeps away from its origin, and what reaches the origin when the cache is cold.

use crate::check::Check;
use crate::readings::said::decided;
use crate::readings::throughput::throughput;
use loadline_base::units::format_number;
use loadline_evidence::Quantity;
use loadline_model::kinds::{Cache, Via};
use loadline_model::{Component, Model};

/// A cache between its readers and its origin.
pub(crate) struct CacheLoad<'m> {
    /// Where its misses go, when known.
    pub(crate) origin: Option<Component<'m>>,
    /// Share of reads it answers, when known.
    pub(crate) hit_ratio: Option<f64>,
    /// Reads a second when every journey is at its peak; `None` when no journey says.
    pub(crate) reads: Option<f64>,
}

impl<'m> CacheLoad<'m> {
    /// Reads the load of a cache.
    pub(crate) fn of(cx: &Check<'m>, component: Component<'m>, cache: &'m Cache) -> Self {
        let named = cache.origin.as_ref().and_then(|origin| cx.model.find(&origin.id));
        let reads = cx.demands.on(component.id).peak();
        Self {
            origin: named.or_else(|| served_by(cx.model, component)),
            hit_ratio: decided(&cache.hit_ratio).map(|ratio| ratio.fraction()),
            reads: (reads > 0.0).then_some(reads),
        }
    }

    /// How many times the origin's load grows when the cache is cold: 1 ÷ (1 − hit ratio). `None` when the hit ratio is
    /// not known, or when it is 100 % and nothing reaches the origin today.
    pub(crate) fn growth(&self) -> Option<f64> {
        self.hit_ratio.filter(|ratio| *ratio < 1.0).map(|ratio| 1.0 / (1.0 - ratio))
    }

    /// The arithmetic of [`CacheLoad::growth`].
    pub(crate) fn growth_formula(&self) -> Option<String> {
        let ratio = self.hit_ratio?;
        Some(format!("1 ÷ (1 − {})", format_number(ratio)))
    }

    /// Misses a second while the cache is warm.
    pub(crate) fn misses(&self) -> Option<f64> {
        Some(self.reads? * (1.0 - self.hit_ratio?))
    }

    /// Requests a second that the origin takes before scaling has added any replica, and the arithmetic.
    pub(crate) fn origin_capacity(&self, model: &Model) -> Option<(f64, String)> {
        Some(throughput(model, self.origin?)?.unscaled())
    }

    /// Warm and cold load of the origin in one line, when both are known.
    pub(crate) fn note(&self) -> Option<String> {
        let (reads, misses, ratio) = (self.reads?, self.misses()?, self.hit_ratio?);
        Some(format!(
            "warm: {} rps × (1 − {}) = {} rps reach the origin; cold: all {} rps",
            format_number(reads),
            format_number(ratio),
            format_number(misses),
            format_number(reads),
        ))
    }

    /// The same numbers for machines.
    pub(crate) fn numbers(&self) -> Vec<Quantity> {
        let mut numbers = Vec::new();
        if let Some((growth, formula)) = self.growth().zip(self.growth_formula()) {
            numbers.push(Quantity::computed("growth of origin load", growth, "1", formula));
        }
        if let Some(reads) = self.reads {
            numbers.push(Quantity::computed("cold load of origin", reads, "rps", "peak reads of the cache"));
        }
        numbers
    }
}

/// The component that serves the misses of a cache, told by an edge `via` the cache.
fn served_by<'m>(model: &'m Model, cache: Component<'m>) -> Option<Component<'m>> {
    let is_via = |via: &Via| matches!(via, Via::Cache(via) if via.id == cache.name);
    let mut readers = model.callers(cache.id).flat_map(|edge| model.needs(edge.from.id));
    readers.find(|edge| edge.need.via.as_deref().is_some_and(is_via)).map(|edge| edge.to)
}
