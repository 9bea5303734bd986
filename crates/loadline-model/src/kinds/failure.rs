//! How often and how long things fail, and how changes reach production.

use crate::lower::{choice, record};
use loadline_base::Date;
use loadline_base::units::{Duration, Number, Share};

record! {
    /// How often something fails and how long. One of availability, sla, mtbf with mttr, or incidents is enough.
    pub struct Reliability("reliability") {
        /// Share of time it is up, measured.
        "availability" availability: Share,
        /// Share of time promised by contract. A refund threshold, not a measurement.
        "sla" sla: Share,
        /// Mean time between failures, repair included.
        "mtbf" mtbf: Duration,
        /// Mean time to repair.
        "mttr" mttr: Duration,
        /// Counted incidents.
        "incidents" incidents: Incidents,
        /// Deploys and the failures they bring.
        "deploys" deploys: Deploys,
        /// Changing over to a standby.
        "failover" failover: Failover,
        /// Share of replica failures with a common cause (beta factor).
        "beta" beta: Share,
        /// Uncertainty of the failure figures: 95th percentile ÷ median.
        "error-factor" error_factor: Number,
    }
}

record! {
    /// Counted incidents.
    pub struct Incidents("count of incidents") {
        /// Incidents a year.
        "per-year" per_year: Number,
        /// Mean length.
        "mean" mean: Duration,
        /// Where the count comes from.
        "basis" basis: String,
    }
}

record! {
    /// Deploys and the failures they bring.
    pub struct Deploys("deploy record") {
        /// Deploys a week.
        "per-week" per_week: Number,
        /// Share of deploys that fail (change failure rate).
        "failure-rate" failure_rate: Share,
        /// Time from a bad deploy to its roll-back.
        "detect-and-roll-back" detect_and_roll_back: Duration,
        /// How much of the fleet a bad deploy reaches.
        "scope" scope: DeployScope,
    }
}

choice! {
    /// How much of the fleet a bad deploy reaches.
    pub enum DeployScope {
        /// One cell.
        Cell = "cell",
        /// One zone.
        Zone = "zone",
        /// One region.
        Region = "region",
        /// Everything at once.
        All = "all",
    }
}

record! {
    /// Changing over to a standby.
    pub struct Failover("failover") {
        /// How long it takes until requests succeed again.
        "time" time: Duration,
        /// How often it happens in a year.
        "per-year" per_year: Number,
        /// When it was last practised.
        "practised" practised: Date,
    }
}
