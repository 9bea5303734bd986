//! O9: what is reported, how often, and by whom.

use crate::ask::Ask;
use crate::gate::Gate;
use crate::requirement::model;

/// O9.
pub(super) const GATE: Gate = Gate {
    id: "O9",
    name: "reporting",
    title: "Reporting",
    serves: &["O9", "E13"],
    requirements: &[
        model("O9.kpis", "what is measured, and what it should be", kpis),
        model("O9.cadence", "how often each is reported", cadence),
        model("O9.owners", "who reports each", owners),
    ],
};

const EXAMPLE: &str = "{pages: {measure: pages a week, target: below 2, every: 7d, owner: payments}}";

fn kpis(ask: &mut Ask<'_>) {
    let kpis = ask.facts.model.system.operations.as_deref().and_then(|all| all.kpis.as_ref());
    ask.each("operations/kpis", kpis, EXAMPLE, |ask, at, kpi| {
        ask.said(at, "measure", kpi.measure.as_ref(), "pages a week");
        ask.said(at, "target", kpi.target.as_ref(), "below 2");
    });
}

fn cadence(ask: &mut Ask<'_>) {
    let kpis = ask.facts.model.system.operations.as_deref().and_then(|all| all.kpis.as_ref());
    ask.each("operations/kpis", kpis, EXAMPLE, |ask, at, kpi| {
        ask.said(at, "every", kpi.every.as_ref(), "7d");
    });
}

fn owners(ask: &mut Ask<'_>) {
    let kpis = ask.facts.model.system.operations.as_deref().and_then(|all| all.kpis.as_ref());
    ask.each("operations/kpis", kpis, EXAMPLE, |ask, at, kpi| {
        ask.said(at, "owner", kpi.owner.as_ref(), "payments");
    });
}
