//! D10: nothing contradicts anything else, it can be operated and grown, and what is not known has an owner.

use crate::ask::{Ask, write};
use crate::gate::Gate;
use crate::requirement::{engine, model, no_error, silence};
use crate::residual;
use loadline_evidence::Quantity;

/// D10.
pub(super) const GATE: Gate = Gate {
    id: "D10",
    name: "bundle",
    title: "Final Design Spec Bundle",
    serves: &["D10", "D14", "D15", "D16"],
    requirements: &[
        silence(
            "D10.correctness",
            "no requirement that contradicts another",
            &[
                "LL010", "LL012", "LL015", "LL017", "LL018", "LL022", "LL023", "LL024", "LL115", "LL216",
                "LL217", "LL404", "LL405", "LL406", "LL806",
            ],
        ),
        no_error("D10.operability", "nothing in the way of those who operate it", &["LL5"]),
        no_error(
            "D10.safety",
            "no failure or release that harms more than it has to",
            &["LL2", "LL4", "LL6"],
        ),
        engine("D10.growth", "a way to ten times the load for everything that users wait for", growth),
        no_error("D10.compliance", "nothing against security and privacy", &["LL7", "LL8"]),
        model(
            "D10.risks",
            "open risks with severity, owner, mitigation and day; `{}` when there are none",
            residual::risks,
        ),
        model("D10.assumptions", "assumptions with an owner, a basis and an end", residual::assumptions),
        silence("D10.governance", "acceptances and assumptions that hold today", &["LL9"]),
    ],
};

/// How far growth is looked at.
const TIMES: f64 = 10.0;

fn growth(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for asked in facts.capacity.asked.iter().filter(|asked| asked.waited_for) {
        let component = asked.component;
        let limits = facts
            .capacity
            .limits
            .iter()
            .filter(|limit| limit.component.id == component.id && limit.edge.is_none());
        let Some(first) = limits.min_by(|a, b| a.lasts.value.total_cmp(&b.lasts.value)) else { continue };
        let at = component.path();
        if first.lasts.value >= TIMES {
            ask.shown(at, &first.lasts);
            continue;
        }
        match &component.common().scales_by {
            Some(way) => {
                ask.note(format!("{at}/scales-by"), way);
                ask.shown(at, &first.lasts);
            }
            None => {
                let text = format!(
                    "`{}` carries {} times today's load, and nothing says how it gets to {TIMES:.0}",
                    component.name,
                    times(&first.lasts)
                );
                ask.wrong(format!("{at}/scales-by"), text, write(format!("{at}/scales-by"), "more replicas"));
            }
        }
    }
}

fn times(lasts: &Quantity) -> String {
    format!("{:.1}", lasts.value)
}
