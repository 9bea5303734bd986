//! Connection pools that together want more connections than there are.

use crate::prelude::*;
use crate::readings::cells::sharing;
use crate::readings::figure::count;
use crate::readings::throughput::running;
use loadline_model::kinds::Route;
use loadline_model::{Component, Edge, Model};

/// Connection pools that together want more connections than there are.
pub(crate) const RULE: Rule = Rule {
    code: "LL305",
    name: "pool-exceeds-connections",
    level: Severity::Error,
    since: "0.1.0",
    summary: "the connection pools of all callers together want more connections than the target accepts",
    requirements: &["D3", "R7", "E6"],
    pillar: None,
    facts: &[
        "services.*.needs.*.pool",
        "services.*.needs.*.route",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "cells.*.count",
        "cells.*.members",
        "stores.*.capacity.connections",
    ],
    page: include_str!("pool_exceeds_connections.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(accepts) =
            component.common().capacity.as_ref().and_then(|capacity| capacity.connections.as_ref())
        else {
            continue;
        };
        if !accepts.is_decided() {
            continue;
        }
        let pools: Vec<Pool<'_>> =
            cx.model.callers(component.id).filter_map(|edge| pool(cx.model, edge)).collect();
        let wanted = pools.iter().fold(0u64, |sum, pool| sum.saturating_add(pool.most()));
        if wanted > accepts.get() {
            report(cx, component, &pools, wanted, (accepts.get(), accepts.span));
        }
    }
}

/// The pool one caller holds.
struct Pool<'m> {
    edge: Edge<'m>,
    size: u64,
    /// Fewest and most replicas of the caller; `None` when it does not say, and then it counts as one.
    replicas: Option<(u64, u64)>,
    /// Cells that each have these replicas and share the target.
    cells: u64,
}

impl Pool<'_> {
    fn most(&self) -> u64 {
        let replicas = self.replicas.map_or(1, |(_, most)| most);
        self.size.saturating_mul(replicas).saturating_mul(self.cells)
    }

    fn words(&self) -> String {
        let name = self.edge.from.name;
        let replicas =
            self.replicas.map_or_else(|| "1 (replicas not said)".into(), |(_, most)| most.to_string());
        let cells = if self.cells > 1 { format!("{} cells × ", self.cells) } else { String::new() };
        format!("`{name}` {cells}{replicas} × {} = {}", self.size, self.most())
    }
}

/// The pool behind an edge. Reads from copies go to other machines and are left out.
fn pool<'m>(model: &'m Model, edge: Edge<'m>) -> Option<Pool<'m>> {
    let size = edge.need.pool.as_ref().filter(|pool| pool.is_decided())?.value.value()?.get();
    let to_copies = edge.need.route.as_ref().is_some_and(|route| route.value == Route::Replica);
    let replicas = edge.from.common().replicas.as_deref().and_then(running);
    let cells = sharing(model, edge.from, edge.to);
    (!to_copies && !edge.start_only()).then_some(Pool { edge, size, replicas, cells })
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    pools: &[Pool<'_>],
    wanted: u64,
    (accepts, said): (u64, loadline_base::Span),
) {
    let words: Vec<String> = pools.iter().map(Pool::words).collect();
    let formula = words.join(" + ");
    let scales = pools.iter().any(|pool| pool.replicas.is_some_and(|(fewest, most)| most > fewest));
    let when = if scales { " when scaled out" } else { "" };
    let (name, wanted_words) = (component.name, count(wanted, "connection"));
    let mut report = Report::new(
        component.place(),
        format!("the pools of its callers want {wanted_words} of `{name}`{when}, but it accepts {accepts}"),
    )
    .mark(said, format!("{accepts} accepted"))
    .note(format!("{wanted_words} = {formula}"))
    .number(Quantity::computed("connections wanted", wanted as f64, "connections", formula))
    .number(Quantity::stated("connections accepted", accepts as f64, "connections"))
    .hint("make the pools smaller (a pool rarely needs more than a few times the cores of the database), or put a pooler in between");
    if let Some(largest) = pools.iter().max_by_key(|pool| pool.most()) {
        report = report.and(largest.edge.key, format!("the largest part: {}", largest.most()));
    }
    cx.report(report);
}
