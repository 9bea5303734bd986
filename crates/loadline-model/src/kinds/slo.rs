//! Service level objectives.

use crate::lower::{Decided, Ref, Stated, record, targets};
use loadline_base::units::{Duration, Number, Share};

record! {
    /// A service level objective: a share of good events over a window.
    pub struct Slo("service level objective") {
        /// Human name.
        "title" title: String,
        /// What it is about: a journey (users feel it) or a component.
        "of" of: Ref<targets::Subject>,
        /// Team that answers for it.
        "owner" owner: Ref<targets::Team>,
        /// Share of good events wanted.
        "target" target: Share,
        /// Time over which it is counted.
        "window" window: Duration,
        /// What counts as good.
        "sli" sli: Sli,
        /// Who is told, by which policy.
        "alert" alert: Decided<SloAlert>,
        /// Error-budget policy that applies.
        "budget" budget: Ref<targets::BudgetPolicy>,
    }
}

record! {
    /// What counts as good: one of these.
    pub struct Sli("service level indicator") {
        /// Requests answered without error.
        "availability" availability: AvailabilitySli,
        /// Requests answered in time.
        "latency" latency: LatencySli,
        /// Data that is new enough.
        "freshness" freshness: FreshnessSli,
        /// Answers that are right.
        "correctness" correctness: AvailabilitySli,
        /// Work done per time.
        "throughput" throughput: ThroughputSli,
        /// A gauge that is 1 when all is well.
        "gauge" gauge: GaugeSli,
        /// All of these SLOs together.
        "composite" composite: Vec<Stated<Ref<targets::Slo>>>,
    }
}

record! {
    /// Good events among all events.
    pub struct AvailabilitySli("ratio indicator") {
        /// Selector of good events.
        "good" good: String,
        /// Selector of bad events, when good ones are not counted.
        "bad" bad: String,
        /// Selector of all events.
        "total" total: String,
    }
}

record! {
    /// Requests answered within a time.
    pub struct LatencySli("latency indicator") {
        /// The time.
        "under" under: Duration,
        /// Histogram that counts requests by duration.
        "histogram" histogram: String,
    }
}

record! {
    /// Data that is new enough.
    pub struct FreshnessSli("freshness indicator") {
        /// Greatest age.
        "within" within: Duration,
        /// Metric that tells when data was last brought up to date.
        "metric" metric: String,
    }
}

record! {
    /// Work done per time.
    pub struct ThroughputSli("throughput indicator") {
        /// Least rate, a second.
        "at-least" at_least: Number,
        /// Metric that counts the work.
        "metric" metric: String,
    }
}

record! {
    /// A gauge that is 1 when all is well.
    pub struct GaugeSli("gauge indicator") {
        /// The gauge.
        "metric" metric: String,
    }
}

record! {
    /// Who is told when an objective is in danger.
    pub struct SloAlert("alert") {
        /// Alert policy; `standard` always exists.
        "policy" policy: Ref<targets::AlertPolicy>,
        /// Team that is paged.
        "page" page: Ref<targets::Team>,
        /// Team that gets a ticket.
        "ticket" ticket: Ref<targets::Team>,
        /// What to do: a file, or the id of a runbook.
        "runbook" runbook: Decided<String>,
    }
}
