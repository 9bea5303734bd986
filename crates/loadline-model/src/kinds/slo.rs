//! Service level objectives.

use crate::lower::{Decided, Names, Ref, Stated, choice, record, targets};
use loadline_base::units::{Count, Duration, Number, Share};

record! {
    /// A service level objective: a share of good events over a window.
    pub struct Slo("service level objective") {
        /// Human name.
        "title" title: String,
        /// What it is for, in a sentence.
        "purpose" purpose: String,
        /// What it is about: a journey (users feel it) or a component.
        "of" of: Ref<targets::Subject>,
        /// Team that answers for it.
        "owner" owner: Ref<targets::Team>,
        /// Share of good events wanted.
        "target" target: Share,
        /// Time over which it is counted: always the last so much of it.
        "window" window: Duration,
        /// Span of the calendar over which it is counted, besides the window or in its place.
        "calendar" calendar: CalendarWindow,
        /// Further windows, each with a budget of its own; alerts are scaled to the first one.
        "also-over" also_over: Vec<Stated<Duration>>,
        /// How events become a share; without it, good events among all events.
        "budgeting" budgeting: SloBudgeting,
        /// What it means that there is no data; without it, nothing: that is a state of its own.
        "no-data" no_data: NoData,
        /// Times that do not count, such as announced maintenance.
        "maintenance" maintenance: Vec<Stated<Maintenance>>,
        /// What counts as good.
        "sli" sli: Sli,
        /// Who is told, by which policy.
        "alert" alert: Decided<SloAlert>,
        /// Error-budget policy that applies.
        "budget" budget: Ref<targets::BudgetPolicy>,
        /// Labels by which it is kept apart, each value with a budget of its own.
        "by" by: Vec<Stated<String>>,
        /// Labels of the objective itself.
        "labels" labels: Names<String>,
    }
}

record! {
    /// A span of the calendar that starts anew when the one before it ends.
    pub struct CalendarWindow("calendar window") {
        /// The unit.
        "every" every: CalendarUnit,
        /// How many units one span has; without it, one.
        "count" count: Count,
        /// Time zone in which days begin, by its IANA name: `Europe/Berlin`.
        "zone" zone: String,
        /// Local time at which some span started, `2026-01-01T12:00:00`; without it, the turn of the calendar.
        "start" start: String,
    }
}

choice! {
    /// A unit of the calendar.
    pub enum CalendarUnit {
        /// From midnight to midnight.
        Day = "day",
        /// From Monday to Monday.
        Week = "week",
        /// From the first of a month to the first of the next.
        Month = "month",
        /// From the first of January, April, July or October.
        Quarter = "quarter",
        /// From the first of January.
        Year = "year",
    }
}

record! {
    /// How events become a share of good ones.
    pub struct SloBudgeting("budgeting method") {
        /// What is counted.
        "by" by: BudgetingMethod,
        /// Length of a slice.
        "slice" slice: Duration,
        /// Share of good events that makes a slice good.
        "slice-target" slice_target: Share,
    }
}

choice! {
    /// What a budget counts.
    pub enum BudgetingMethod {
        /// Events: a busy minute weighs more than a quiet one.
        Events = "events",
        /// Slices of time, good or bad by a target of their own.
        Slices = "slices",
        /// Slices of time, each with its share of good events.
        SliceRatios = "slice-ratios",
    }
}

choice! {
    /// What it means that there is no data.
    pub enum NoData {
        /// Nothing is known.
        Unknown = "unknown",
        /// All was well.
        Good = "good",
        /// Nothing worked.
        Bad = "bad",
    }
}

record! {
    /// A time that does not count.
    pub struct Maintenance("maintenance window") {
        /// Its first moment, `2026-03-01T22:00:00Z`.
        "from" from: String,
        /// The first moment after it.
        "until" until: String,
        /// Why it does not count.
        "reason" reason: String,
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
        /// A ratio that is worked out elsewhere.
        "raw" raw: RawSli,
        /// All of these SLOs together.
        "composite" composite: Vec<Stated<Ref<targets::Slo>>>,
    }
}

record! {
    /// Good events among all events.
    pub struct AvailabilitySli("ratio indicator") {
        /// Selector of good events, or an expression with `$window` where the window stands.
        "good" good: String,
        /// Selector of bad events, when good ones are not counted.
        "bad" bad: String,
        /// Selector of all events.
        "total" total: String,
    }
}

record! {
    /// A ratio that is worked out elsewhere: one of these.
    pub struct RawSli("raw ratio") {
        /// Expression of the share of good events, with `$window` where the window stands.
        "good" good: String,
        /// Expression of the share of bad events, with `$window` where the window stands.
        "bad" bad: String,
    }
}

record! {
    /// Requests answered within a time.
    pub struct LatencySli("latency indicator") {
        /// The time.
        "under" under: Duration,
        /// Histogram that counts requests by duration, without `_bucket`; matchers may follow in braces.
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
        /// Name of the alerts; without it, made from the id.
        "name" name: String,
        /// Labels of every alert.
        "labels" labels: Names<String>,
        /// Annotations of every alert.
        "annotations" annotations: Names<String>,
        /// What pages carry besides.
        "on-page" on_page: AlertExtras,
        /// What tickets carry besides.
        "on-ticket" on_ticket: AlertExtras,
    }
}

record! {
    /// Labels and annotations of alerts.
    pub struct AlertExtras("set of labels and annotations") {
        /// Labels.
        "labels" labels: Names<String>,
        /// Annotations.
        "annotations" annotations: Names<String>,
    }
}
