//! Dependency clarity: whether everything that is needed is said, and on what terms.

use crate::ask::Ask;
use crate::requirement::{model, no_error, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::{ComponentKind, Edge};

pub(super) const CRITERION: Criterion = Criterion {
    id: "dependency-clarity",
    title: "Dependency clarity",
    zero: "hidden needs, or needs that lead nowhere or in circles",
    levels: [
        level(
            "some needs are said",
            &[
                model("P11.dependencies.some", "needs of our own code", some),
                no_error(
                    "P11.dependencies.sound",
                    "needs that lead somewhere, and not in circles",
                    &["LL010", "LL012", "LL020"],
                ),
            ],
        ),
        level(
            "every need is said, with its order",
            &[
                silence("P11.dependencies.order", "calls whose order is known", &["LL016", "LL019", "LL021"]),
                model("P11.dependencies.data", "what flows over every call", carried),
            ],
        ),
        level(
            "contracts with versions, no surprises",
            &[
                model(
                    "P11.dependencies.contracts",
                    "a version and a contract for every interface that is called",
                    contracts,
                ),
                silence("P11.dependencies.changes", "changes that keep callers working", &["LL603"]),
            ],
        ),
    ],
};

fn some(ask: &mut Ask<'_>) {
    let mut any = false;
    let facts = ask.facts;
    for component in facts.own_code() {
        if let Some(needs) = &component.common().needs {
            any = true;
            ask.note(format!("{}/needs", component.path()), needs);
        }
    }
    if !any {
        ask.missing("services", "needs", "{db: {kind: hard}}");
    }
}

fn carried(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for edge in facts.model.edges().filter(|edge| !edge.start_only()) {
        ask.said(&edge.path(), "carries", edge.need.carries.as_ref(), "[order]");
    }
}

fn contracts(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.ours().filter(|it| it.kind() == ComponentKind::Service) {
        let called = |id: &str| {
            let from_inside = facts.model.callers(component.id).filter(Edge::is_call);
            let mut parts = from_inside.map(|edge| edge.part);
            facts.entering(component.name, id).next().is_some()
                || parts.any(|part| part.is_none_or(|part| part == id))
        };
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            if called(id) {
                let at = format!("{}/exposes/{id}", component.path());
                ask.said(&at, "version", interface.version.as_ref(), "v1");
                ask.said(&at, "contract", interface.contract.as_ref(), "api/shop.openapi.yaml");
            }
        }
    }
}
