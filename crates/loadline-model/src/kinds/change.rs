//! How changes reach production: rollouts, migrations, tests, standards.

use crate::lower::{Decided, Ref, Stated, choice, record, targets};
use loadline_base::Date;
use loadline_base::units::{Count, Duration, Share};

record! {
    /// How changes reach production.
    pub struct Rollout("rollout") {
        /// How the new version replaces the old one.
        "strategy" strategy: RolloutStrategy,
        /// Shares of traffic, one after the other.
        "steps" steps: Vec<Stated<Share>>,
        /// How long each step is watched.
        "bake" bake: Duration,
        /// Time from taking a copy away to its successor's first request.
        "restart" restart: Duration,
        /// Most copies that may be away at a time while they are replaced one by one; 0 = successors come first.
        "unavailable" unavailable: Count,
        /// What is compared between old and new; `none` = nothing.
        "metric" metric: Decided<String>,
        /// What the metric must show before the next step (`errors below 0.1%, p99 below 3 s`).
        "threshold" threshold: String,
        /// How a bad change is taken back; `none` = it cannot be.
        "rollback" rollback: Decided<Rollback>,
        /// Who allows it.
        "approver" approver: Ref<targets::Team>,
        /// Who is told about it, and where (`#payments, status page`).
        "communication" communication: String,
    }
}

choice! {
    /// How a new version replaces the old one.
    pub enum RolloutStrategy {
        /// A small share of traffic first.
        Canary = "canary",
        /// A second fleet, then the switch.
        BlueGreen = "blue-green",
        /// Replica by replica.
        Rolling = "rolling",
        /// With a copy of the traffic first.
        Shadow = "shadow",
        /// Behind a feature flag.
        Flag = "flag",
        /// All at once.
        Recreate = "recreate",
    }
}

record! {
    /// How a bad change is taken back.
    pub struct Rollback("rollback") {
        /// Whether it needs nobody.
        "automatic" automatic: bool,
        /// What sets it off; `none` = nothing.
        "trigger" trigger: Decided<String>,
        /// What is done.
        "steps" steps: Vec<Stated<String>>,
        /// How long it takes.
        "within" within: Duration,
    }
}

record! {
    /// A change of a store or interface that needs several steps.
    pub struct Migration("migration") {
        /// Human name.
        "title" title: String,
        /// What is changed.
        "of" of: Ref<targets::ComponentPart>,
        /// How it is done.
        "strategy" strategy: MigrationStrategy,
        /// Whether code of the version before still works on the result.
        "backward-compatible" backward_compatible: bool,
        /// What is done, in order.
        "steps" steps: Vec<Stated<String>>,
        /// How long old and new work side by side.
        "window" window: Duration,
        /// How the result is checked.
        "verification" verification: Decided<String>,
        /// How it is taken back half-way.
        "rollback" rollback: Decided<String>,
        /// Who does it.
        "owner" owner: Ref<targets::Team>,
        /// Who allows it.
        "approver" approver: Ref<targets::Team>,
    }
}

choice! {
    /// How a migration is done.
    pub enum MigrationStrategy {
        /// Add the new, move over, then take away the old.
        ExpandContract = "expand-contract",
        /// Write to both, then switch reads.
        DualWrite = "dual-write",
        /// Change it where it stands.
        InPlace = "in-place",
        /// Stop, change, start.
        Downtime = "downtime",
    }
}

record! {
    /// A test that shows a claim holds.
    pub struct Test("test") {
        /// What kind of test it is.
        "kind" kind: TestKind,
        /// What it is about.
        "of" of: Ref<targets::Subject>,
        /// What it shows.
        "claim" claim: String,
        /// When it last ran.
        "last" last: Date,
        /// Whether it passed.
        "passed" passed: bool,
    }
}

choice! {
    /// Kinds of tests.
    pub enum TestKind {
        /// One piece of code.
        Unit = "unit",
        /// Several pieces together.
        Integration = "integration",
        /// From the user's side.
        EndToEnd = "end-to-end",
        /// Under load.
        Load = "load",
        /// With faults put in on purpose.
        FailureInjection = "failure-injection",
        /// Restoring a backup.
        Restore = "restore",
        /// Against attackers.
        Security = "security",
    }
}

record! {
    /// What the organisation has approved.
    pub struct Standard("standard") {
        /// What it is about (`database`, `language`).
        "of" of: String,
        /// What may be used.
        "approved" approved: Vec<Stated<String>>,
        /// Where it is written.
        "source" source: String,
    }
}
