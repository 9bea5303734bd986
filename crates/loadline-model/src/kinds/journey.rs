//! Journeys: what users do, how often, and what it is worth.

use crate::lower::{Decided, Ref, choice, record, targets};
use loadline_base::units::{Count, Duration, Factor, Growth, Money, Number, Rate, Share};

record! {
    /// What a user does. The components it passes are derived from its entry and the edges.
    pub struct Journey("journey") {
        /// Human name.
        "title" title: String,
        /// Who does it.
        "actor" actor: Ref<targets::Actor>,
        /// Team that answers for it.
        "owner" owner: Ref<targets::Team>,
        /// Interface it enters at.
        "entry" entry: Ref<targets::ComponentPart>,
        /// How bad it is when it fails.
        "criticality" criticality: Criticality,
        /// What a lost request costs.
        "impact" impact: Impact,
        /// How often it is done.
        "load" load: Load,
        /// How fast it must be.
        "latency" latency: Latency,
        /// How long its users wait before they give up; unsaid = for ever.
        "patience" patience: Duration,
        /// When its asynchronous tail is done.
        "completes" completes: Completion,
    }
}

choice! {
    /// How bad it is when a journey fails. Ordered from least to most.
    pub enum Criticality {
        /// Hardly noticed.
        Low = "low",
        /// A nuisance.
        Normal = "normal",
        /// Users are hindered.
        High = "high",
        /// The business stands still.
        Critical = "critical",
    }
}

record! {
    /// What a lost request costs.
    pub struct Impact("impact") {
        /// Revenue (`60 EUR per request`).
        "revenue" revenue: Money,
        /// In words.
        "note" note: String,
    }
}

record! {
    /// How often a journey is done.
    pub struct Load("load") {
        /// Mean over the day.
        "average" average: Rate,
        /// Busiest minutes.
        "peak" peak: Rate,
        /// Shortest spike.
        "burst" burst: Rate,
        /// Daily active users, when rates are to be worked out.
        "daily-users" daily_users: Count,
        /// Actions per user and day.
        "actions-per-user" actions_per_user: Number,
        /// Peak ÷ average, when the peak is to be worked out.
        "peak-factor" peak_factor: Factor,
        /// How it grows.
        "growth" growth: Growth,
        /// Share of requests that change state.
        "writes" writes: Share,
        /// So many users, in place of rates where it is simulated: each sends, waits for the answer, thinks and sends again.
        "clients" clients: Count,
        /// How long such a user thinks between an answer and the next request, on average (exponential).
        "think" think: Duration,
    }
}

record! {
    /// How fast a journey must be.
    pub struct Latency("latency target") {
        /// Median.
        "p50" p50: Duration,
        /// 95th percentile.
        "p95" p95: Duration,
        /// 99th percentile.
        "p99" p99: Duration,
    }
}

record! {
    /// When the asynchronous tail of a journey is done.
    pub struct Completion("completion") {
        /// Longest time from the request.
        "within" within: Decided<Duration>,
        /// Component that does the last step.
        "at" at: Ref<targets::Component>,
    }
}
