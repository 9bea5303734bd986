//! Runbooks.

use crate::lower::{Decided, Ref, Stated, record, targets};
use loadline_base::Date;

record! {
    /// What to do when something goes wrong.
    pub struct Runbook("runbook") {
        /// Human name.
        "title" title: String,
        /// File it is written in.
        "path" path: String,
        /// Team that keeps it.
        "owner" owner: Ref<targets::Team>,
        /// What it is about.
        "of" of: Vec<Stated<Ref<targets::Subject>>>,
        /// What calls for it.
        "trigger" trigger: String,
        /// What must be true before the first step.
        "preconditions" preconditions: Vec<Stated<String>>,
        /// What to do, in order.
        "steps" steps: Vec<Stated<String>>,
        /// How to see that it worked.
        "verification" verification: String,
        /// How to take it back.
        "rollback" rollback: String,
        /// When it was last followed from start to end; `none` = never.
        "validated" validated: Decided<Date>,
    }
}
