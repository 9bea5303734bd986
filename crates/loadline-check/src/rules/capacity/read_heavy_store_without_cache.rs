//! A store read far more than written, with nothing to take the reads off it.

use crate::prelude::*;
use crate::readings::figure::figure;
use loadline_model::kinds::{Route, Store, Via};
use loadline_model::{Body, Component, Edge};
use rustc_hash::FxHashSet;

/// Reads a second below which no store needs help.
const BUSY: f64 = 100.0;
/// Reads per write from which a store counts as read-heavy.
const HEAVY: f64 = 10.0;

/// A store read far more than written, with nothing to take the reads off it.
pub(crate) const RULE: Rule = Rule {
    code: "LL310",
    name: "read-heavy-store-without-cache",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a store is read ten times as often as written, without index, cache or read replica",
    requirements: &["E6", "D17", "P8"],
    pillar: None,
    facts: &[
        "stores.*.indexes",
        "stores.*.read-replicas",
        "services.*.needs.*.reads",
        "services.*.needs.*.writes",
        "services.*.needs.*.route",
        "services.*.needs.*.via",
        "caches.*.origin",
        "journeys.*.load.peak",
    ],
    page: include_str!("read_heavy_store_without_cache.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let loads = &cx.readings.loads;
    let caches = cx.model.system.caches.iter().flat_map(|all| all.iter());
    let origins = caches.filter_map(|(_, cache)| cache.origin.as_ref()).map(|origin| origin.base());
    let behind = |edge: &Edge<'_>| matches!(edge.need.via.as_deref(), Some(Via::Cache(_)));
    let served_via = cx.model.edges().filter(behind).map(|edge| edge.to.name);
    let cached: FxHashSet<&str> = origins.chain(served_via).collect();
    for component in cx.model.components() {
        let Body::Store(store) = component.body else { continue };
        if cached.contains(component.name) || has_reading_copies(cx, component, store) {
            continue;
        }
        let edges = || cx.model.callers(component.id).map(|edge| loads.on(edge.id));
        let reads: f64 = edges().map(|load| load.reads).sum();
        let writes: f64 = edges().map(|load| load.writes).sum();
        if reads >= BUSY && reads >= HEAVY * writes {
            judge(cx, component, store, reads, writes);
        }
    }
}

/// Whether copies share the reads: read replicas, callers routed to copies, or copies that do not follow a first one.
fn has_reading_copies(cx: &Check<'_>, component: Component<'_>, store: &Store) -> bool {
    let replicas = component.common().replicas.as_ref();
    let alike = replicas.is_some_and(|replicas| {
        replicas.mode.is_none() && replicas.min.as_ref().is_some_and(|min| min.get() > 1)
    });
    let routed = cx
        .model
        .callers(component.id)
        .any(|edge| edge.need.route.as_ref().is_some_and(|route| route.value == Route::Replica));
    alike || routed || store.read_replicas.as_ref().is_some_and(|readers| readers.get() > 0)
}

fn judge(cx: &mut Check<'_>, component: Component<'_>, store: &Store, reads: f64, writes: f64) {
    let (name, place) = (component.name, component.place());
    let words = format!("{} reads and {} writes a second at peak", figure(reads), figure(writes));
    let Some(indexes) = store.indexes.as_ref().filter(|indexes| indexes.is_decided()) else {
        return cx.ask(
            &place,
            "indexes",
            format!("{words}, without a cache or read replica: which reads are indexed?"),
        );
    };
    if !indexes.is_none() {
        return;
    }
    cx.report(
        Report::new(place, format!("`{name}` serves {words} without index, cache or read replica"))
            .mark(indexes.span, "no index, by decision")
            .note(if writes > 0.0 {
                format!("{} reads a write", figure(reads / writes))
            } else {
                "it is never written on these journeys".to_owned()
            })
            .number(Quantity::computed("reads at peak", reads, "rps", "sum over the journeys"))
            .number(Quantity::computed("writes at peak", writes, "rps", "sum over the journeys"))
            .hint("index the access path first; then a cache or a read replica, which both need a rule of freshness"),
    );
}
