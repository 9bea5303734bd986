//! Teams.

use crate::lower::{Decided, Stated, record};

record! {
    /// A team that owns things and is paged for them.
    pub struct Team("team") {
        /// Human name.
        "title" title: String,
        /// Where pages go, such as `pagerduty:commerce`.
        "oncall" oncall: Decided<String>,
        /// Where the team talks.
        "chat" chat: String,
        /// Mail address.
        "email" email: String,
        /// Whom to call next when nobody answers, in order.
        "escalation" escalation: Vec<Stated<String>>,
    }
}
