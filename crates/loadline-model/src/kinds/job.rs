//! Jobs: our own code that runs on a schedule.

use super::{Common, Rollout};
use crate::lower::{Decided, record};
use loadline_base::units::Duration;

record! {
    /// Our own code that runs on a schedule.
    pub struct Job("job", profiles) {
        include common: Common;
        /// When it runs, as five cron fields.
        "schedule" schedule: String,
        /// When it must be done after its start.
        "deadline" deadline: Duration,
        /// What notices that it did not run or did not finish; `none` = nothing.
        "watchdog" watchdog: Decided<String>,
        /// How changes reach production.
        "rollout" rollout: Rollout,
    }
}
