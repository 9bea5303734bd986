//! A store that is reached over a border, past the service that guards it.

use crate::prelude::*;
use crate::readings::sensitivity::{Holdings, gravest};
use crate::readings::trust::{Crossing, crossed_by};
use loadline_model::kinds::{Reach, Trust};
use loadline_model::{Body, Component, ComponentKind, Stated};

/// A store that is reached over a border, past the service that guards it.
pub(crate) const RULE: Rule = Rule {
    code: "LL704",
    name: "datastore-across-boundary",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a store, cache or queue is reached directly from outside its boundary",
    requirements: &["D7", "E7", "P3"],
    pillar: None,
    facts: &[
        "stores.*.reach",
        "caches.*.reach",
        "queues.*.reach",
        "stores.*.boundary",
        "services.*.boundary",
        "boundaries.*.trust",
        "boundaries.*.in",
    ],
    page: include_str!("datastore_across_boundary.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let holdings = Holdings::read(cx.model);
    for edge in cx.model.edges() {
        // A broker is where two sides are meant to meet; a store and a cache belong to one side.
        if !matches!(edge.to.kind(), ComponentKind::Store | ComponentKind::Cache) {
            continue;
        }
        let Some(way) = crossed_by(cx.model, &edge) else { continue };
        let Crossing { from, to } = way;
        let strangers = way.rises() && from.trust == Trust::None;
        let severity = if strangers { Severity::Error } else { Severity::Warning };
        let message = format!(
            "`{}` in {} reaches `{}` in {} directly",
            edge.from.name,
            from.named(),
            edge.to.name,
            to.named()
        );
        cx.report(
            Report::new(edge.place(), message)
                .severity(severity)
                .label("past the services inside")
                .and(edge.to.key, "no service stands before it")
                .hint(format!("put a service in `{}` before it that answers only what is asked for, or move the store out", to.id)),
        );
    }
    for component in cx.model.components() {
        if let Some(reach) = published(&component) {
            let holds = gravest(holdings.of(component.id).iter().copied());
            let by_hand = !cx.model.is_imported(&component.path());
            let port = component.common().port.as_ref().map(|port| format!(" at port {}", port.value.get()));
            let holds = holds.map(|datum| format!("; it holds {}", datum.named())).unwrap_or_default();
            let message = format!(
                "`{}` can be reached from outside{}{holds}",
                component.name,
                port.unwrap_or_default()
            );
            cx.report(
                Report::new(component.place(), message)
                    .severity(if by_hand { Severity::Error } else { Severity::Warning })
                    .mark(reach.span, "published")
                    .aspect("reach")
                    .hint("take the port off the outside network; only the services that need it should find it"),
            );
        }
    }
}

/// Where a store, cache or queue says that it can be reached from outside.
fn published<'m>(component: &Component<'m>) -> Option<&'m Stated<Reach>> {
    let reach = match component.body {
        Body::Store(store) => decided(&store.reach),
        Body::Cache(cache) => decided(&cache.reach),
        Body::Queue(queue) => decided(&queue.reach),
        Body::Service(_) | Body::Job(_) | Body::External(_) => None,
    };
    reach.filter(|reach| reach.value == Reach::Published)
}
