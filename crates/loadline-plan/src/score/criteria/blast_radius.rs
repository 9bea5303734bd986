//! Blast radius: what else fails when a part does, and whether anybody has seen it.

use super::testing::tested;
use crate::ask::Ask;
use crate::requirement::{model, no_error, silence};
use crate::score::criterion::Criterion;
use crate::score::criterion::level;
use loadline_model::Edge;
use loadline_model::kinds::TestKind;

pub(super) const CRITERION: Criterion = Criterion {
    id: "blast-radius",
    title: "Blast radius",
    zero: "nobody knows what is coupled",
    levels: [
        level(
            "loosely mapped",
            &[
                no_error("P11.blast.mapped", "references that lead somewhere", &["LL010"]),
                model("P11.blast.needs", "a journey whose way through the parts is known", mapped),
            ],
        ),
        level(
            "well documented",
            &[
                model(
                    "P11.blast.kinds",
                    "whether the caller fails, for every call that is waited for",
                    kinds,
                ),
                silence(
                    "P11.blast.single",
                    "no single part that takes a critical journey with it",
                    &["LL401", "LL402", "LL407"],
                ),
                silence("P11.blast.reach", "parts that some journey reaches", &["LL013", "LL014"]),
            ],
        ),
        level(
            "tested by faults put in on purpose",
            &[model(
                "P11.blast.tested",
                "a test with faults put in, passed within a year, for every journey that matters",
                injected,
            )],
        ),
    ],
};

fn mapped(ask: &mut Ask<'_>) {
    for (id, journey) in ask.journeys() {
        ask.said(&format!("journeys/{id}"), "entry", journey.entry.as_ref(), "shop.http");
    }
}

fn kinds(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for edge in facts.model.edges().filter(Edge::waits) {
        ask.said(&edge.path(), "kind", edge.need.kind.as_ref(), "hard");
    }
}

fn injected(ask: &mut Ask<'_>) {
    tested(ask, &[TestKind::FailureInjection], "failure-injection");
}
