//! Failure modes: how the system can fail, who notices, and what brings it back.

use crate::lower::{Ref, Stated, choice, record, targets};
use loadline_base::units::Duration;

record! {
    /// One way in which the system can fail.
    pub struct FailureMode("failure mode") {
        /// What happens, and what users notice.
        "claim" claim: String,
        /// What kind of failure it is.
        "category" category: FailureCategory,
        /// The component it happens in, or the journey it harms.
        "of" of: Ref<targets::Subject>,
        /// The journeys it harms, when `of` names a component.
        "harms" harms: Vec<Stated<Ref<targets::Journey>>>,
        /// What shows it, with the threshold (`error rate of psp-north above 20% for 1m`).
        "signal" signal: String,
        /// Who is told, and how: an SLO, a paging rule, or a team.
        "alert" alert: String,
        /// What is done at once, by machines or people.
        "mitigation" mitigation: String,
        /// How to see that it is over.
        "recovery" recovery: String,
        /// How long users feel it, at worst.
        "lasts" lasts: Duration,
        /// The id of the runbook that says more.
        "runbook" runbook: String,
    }
}

choice! {
    /// Kinds of failures.
    pub enum FailureCategory {
        /// Something it needs fails or is slow.
        Dependency = "dependency",
        /// It is asked more than it can carry.
        Saturation = "saturation",
        /// Data is wrong, lost or late.
        DataCorrectness = "data-correctness",
        /// A network, zone or region is cut off.
        Network = "network",
        /// A release or a setting is bad.
        Deploy = "deploy",
    }
}
