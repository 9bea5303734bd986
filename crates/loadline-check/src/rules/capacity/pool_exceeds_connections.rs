//! Connection pools that together want more connections than there are.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_capacity::connections::{Pool, pools};
use loadline_model::Component;

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
        let pools: Vec<Pool<'_>> = pools(cx.model, component).collect();
        let wanted = pools.iter().fold(0u64, |sum, pool| sum.saturating_add(pool.most()));
        if wanted > accepts.get() {
            report(cx, component, &pools, wanted, (accepts.get(), accepts.span));
        }
    }
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
