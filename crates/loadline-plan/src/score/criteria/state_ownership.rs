//! State ownership: who writes what, where the truth is, and what brings copies back to it.

use crate::ask::Ask;
use crate::requirement::{model, no_error, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::Body;

pub(super) const CRITERION: Criterion = Criterion {
    id: "state-ownership",
    title: "State ownership",
    zero: "several owners, or state that nobody names",
    levels: [
        level(
            "every piece of state has an owner and a home, some copies without a strategy",
            &[
                model("P11.state.owner", "an owner and a home for every piece of state", owners),
                no_error("P11.state.one-writer", "one writer each", &["LL101", "LL102"]),
            ],
        ),
        level(
            "one owner each, and copies that say how they follow",
            &[
                silence(
                    "P11.state.copies",
                    "copies that are bounded and compared",
                    &["LL104", "LL105", "LL110", "LL114"],
                ),
                silence("P11.state.named", "no data outside what is declared", &["LL113"]),
                silence(
                    "P11.state.consistency",
                    "consistency that the home can keep",
                    &["LL112", "LL115", "LL116"],
                ),
            ],
        ),
        level(
            "one authority each, with a trail of changes",
            &[
                model("P11.state.audit", "a record of changes at every interface that makes them", trail),
                silence("P11.state.history", "changes that can be proven later", &["LL706"]),
            ],
        ),
    ],
};

fn owners(ask: &mut Ask<'_>) {
    let state = ask.facts.model.system.state.as_ref();
    ask.each("state", state, "{order: {owner: orders, home: orders-db}}", |ask, at, item| {
        ask.decided(at, "owner", item.owner.as_ref(), "orders");
        ask.said(at, "home", item.home.as_ref(), "orders-db");
    });
}

fn trail(ask: &mut Ask<'_>) {
    for component in ask.facts.ours().filter(|it| matches!(it.body, Body::Service(_))) {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            let at = format!("{}/exposes/{id}", component.path());
            let changes = ask.said(&at, "changes-state", interface.changes_state.as_ref(), "true");
            if changes == Some(&true) {
                ask.decided(&at, "audit", interface.audit.as_ref(), "order history");
            }
        }
    }
}
