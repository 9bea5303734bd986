//! Assumptions, decisions and acceptances: what we chose to live with, who answers for it, and until when.

use crate::lower::{Map, Ref, Stated, record, targets};
use loadline_base::Date;

record! {
    /// What is taken to be true until it is known.
    pub struct Assumption("assumption") {
        /// What is taken to be true.
        "claim" claim: String,
        /// Who answers for it.
        "owner" owner: Ref<targets::Team>,
        /// What it rests on.
        "basis" basis: String,
        /// When it must be looked at again.
        "expires" expires: Date,
        /// Id path it is about, or several of them.
        "about" about: Vec<Stated<String>>,
    }
}

record! {
    /// Architecture decisions.
    pub struct Decisions("decision log") {
        /// Folder of the records.
        "dir" dir: String,
        /// Their format (`madr-4`).
        "format" format: String,
        /// The decisions themselves, when they are kept here.
        "records" records: Map<Decision>,
    }
}

record! {
    /// An architecture decision.
    pub struct Decision("decision") {
        /// What was decided.
        "title" title: String,
        /// `proposed`, `accepted`, `superseded`.
        "status" status: String,
        /// When.
        "date" date: Date,
        /// Why.
        "reason" reason: String,
    }
}

record! {
    /// A risk acceptance: a finding somebody decided to live with, until a day.
    pub struct Acceptance("acceptance") {
        /// Code of the rule.
        "rule" rule: String,
        /// Id path of the finding.
        "at" at: String,
        /// Why it is acceptable.
        "reason" reason: String,
        /// Who answers for it.
        "owner" owner: Ref<targets::Team>,
        /// Last day it holds.
        "until" until: Date,
    }
}
