//! O10: the whole of it, and what remains.

use crate::gate::Gate;
use crate::requirement::{model, no_error, silence};
use crate::residual;

/// O10.
pub(super) const GATE: Gate = Gate {
    id: "O10",
    name: "bundle",
    title: "Final SRE Operations Bundle",
    serves: &["O10", "O13", "O14", "R9"],
    requirements: &[
        no_error("O10.operability", "nothing in the way of those who operate it", &["LL5"]),
        no_error("O10.resilience", "no failure that harms more than it has to", &["LL2", "LL3", "LL4"]),
        model(
            "O10.risks",
            "residual risks with severity, owner, mitigation and day; `{}` when there are none",
            residual::risks,
        ),
        model("O10.assumptions", "assumptions with an owner, a basis and an end", residual::assumptions),
        silence("O10.governance", "acceptances and assumptions that hold today", &["LL9"]),
    ],
};
