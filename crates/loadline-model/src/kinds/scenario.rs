//! Scenarios: situations to simulate, with claims to judge.

use crate::lower::{Anything, Ref, Stated, record, targets};
use loadline_base::units::{Duration, Rate};

record! {
    /// A situation to simulate, with claims to judge.
    pub struct Scenario("scenario") {
        /// Human name.
        "title" title: String,
        /// Journey it is about.
        "journey" journey: Ref<targets::Journey>,
        /// Requests a second.
        "load" load: Rate,
        /// How long it runs.
        "lasts" lasts: Duration,
        /// What goes wrong, and when.
        "faults" faults: Anything,
        /// What must hold.
        "claims" claims: Vec<Stated<String>>,
    }
}
