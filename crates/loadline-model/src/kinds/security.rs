//! Threats and open risks.

use crate::lower::{Ref, Stated, record, targets};
use loadline_base::Date;

record! {
    /// A threat, what is done about it and what remains.
    pub struct Threat("threat") {
        /// What could happen.
        "claim" claim: String,
        /// Component it is about.
        "of" of: Ref<targets::Component>,
        /// STRIDE letters or another class.
        "class" class: String,
        /// 1 (rare) to 4 (expected).
        "likelihood" likelihood: loadline_base::units::Count,
        /// 1 (small) to 4 (grave).
        "impact" impact: loadline_base::units::Count,
        /// What is done about it.
        "controls" controls: Vec<Stated<String>>,
        /// What remains.
        "residual" residual: String,
        /// Who answers for what remains.
        "owner" owner: Ref<targets::Team>,
        /// How the controls are verified.
        "verified-by" verified_by: String,
    }
}

record! {
    /// An open risk.
    pub struct Risk("risk") {
        /// What could happen.
        "claim" claim: String,
        /// How likely and how bad.
        "severity" severity: String,
        /// Who answers for it.
        "owner" owner: Ref<targets::Team>,
        /// What is done about it.
        "mitigation" mitigation: String,
        /// When that is done.
        "due" due: Date,
    }
}
