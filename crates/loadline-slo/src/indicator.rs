//! What counts as good, in PromQL: every indicator says how many events were bad and how many there were in a window.
//!
//! Numerator and denominator stay apart wherever the indicator has both; an average of ratios is not the ratio of events.

use crate::{Decimal, prometheus_duration};
use loadline_base::units::Duration;

/// How events are counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Events {
    /// A selector of counters, `http_requests_total{code=~"5.."}`: counted by its increase.
    Counter(String),
    /// An expression with `$window` where the window stands: `sum(rate(http_requests_total[$window]))`. Events per second or
    /// events, as long as both sides of a ratio agree.
    Expression(String),
    /// Words that are no PromQL, as in a template to be filled in or for another monitoring system. Carried from format to
    /// format; rules and replay refuse it by name.
    Foreign {
        /// The system it is meant for, as the file says it.
        system: String,
        /// The query as it stands there.
        query: String,
    },
}

/// Which part of the events is counted beside all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The good ones.
    Good,
    /// The bad ones.
    Bad,
}

/// What an indicator watches, for titles and for lints that concern one kind only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Requests answered without error.
    Availability,
    /// Requests answered in time.
    Latency,
    /// Data that is new enough.
    Freshness,
    /// Answers that are right.
    Correctness,
    /// Work done per time.
    Throughput,
    /// A gauge that is 1 when all is well.
    Gauge,
    /// Several objectives of one user journey together.
    Composite,
}

/// What counts as good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indicator {
    /// Some events among all events.
    Ratio {
        /// What the events are about.
        kind: Kind,
        /// Which part `events` counts.
        part: Part,
        /// The counted part.
        events: Events,
        /// All events.
        total: Events,
    },
    /// A ratio that is worked out elsewhere, an expression with `$window`. Its long windows can only be averaged, unless
    /// the expression itself counts events.
    Raw {
        /// Whether it tells the share of good or of bad events.
        part: Part,
        /// The expression.
        ratio: Events,
    },
    /// Requests within a time, counted by a histogram of durations: `metric_bucket` with `le`, among `metric_count`.
    Latency {
        /// Name of the histogram without `_bucket`.
        histogram: String,
        /// Matchers inside the braces, without `le`: `job="shop",code!~"5.."`; may be empty.
        matchers: String,
        /// The bound in seconds, written as the bucket's `le` is: `0.3`.
        under: Decimal,
    },
    /// The time since a moment that a gauge holds, in seconds since 1970: good while it is short.
    Freshness {
        /// Selector of the gauge.
        metric: String,
        /// Longest time that is good.
        within: Duration,
    },
    /// The rate of a counter: good while it is high enough.
    Throughput {
        /// Selector of the counter.
        metric: String,
        /// Least rate that is good, a second.
        at_least: Decimal,
    },
    /// A gauge that is 1 while all is well and 0 otherwise. Every sample is one event.
    Gauge {
        /// Selector of the gauge.
        metric: String,
    },
    /// Other objectives, by id with their weights.
    Composite {
        /// Ids with positive weights.
        members: Vec<(String, Decimal)>,
        /// How they become one.
        joint: Joint,
    },
}

/// How objectives become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Joint {
    /// The weighted mean of their shares of bad events, as OpenSLO has it.
    WeightedMean,
    /// A user needs every one of them. Which failures hit the same user is not known, so their shares of bad events are added
    /// up (Boole's inequality): the truth is no worse, and no better than the worst of them. Weights do not count.
    Every,
}

/// How often the boolean of a freshness or throughput indicator is looked at.
const LOOK: &str = "1m";
/// Over which time the rate of a throughput indicator is taken.
const RATE: &str = "5m";

/// The expressions of an indicator over one window as its source counts them: whether that part is missing or zero, only the
/// reader of the answer can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Which part `events` counts.
    pub part: Part,
    /// The counted part of the events in the window.
    pub events: String,
    /// All events in the window.
    pub total: String,
}

/// Bad events and all events over one window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// Bad events in the window.
    pub bad: String,
    /// All events in the window.
    pub total: String,
}

impl Events {
    /// The events of a window, added up by the labels `by`; `None` for a query in another language.
    #[must_use]
    pub fn over(&self, window: Duration, by: &[String]) -> Option<String> {
        match self {
            Self::Counter(selector) => {
                Some(format!("{}(increase({selector}[{}]))", sum(by), prometheus_duration(window)))
            }
            Self::Expression(text) => Some(text.replace("$window", &prometheus_duration(window))),
            Self::Foreign { .. } => None,
        }
    }
}

impl Indicator {
    /// What the indicator watches.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Ratio { kind, .. } => *kind,
            Self::Raw { .. } => Kind::Availability,
            Self::Latency { .. } => Kind::Latency,
            Self::Freshness { .. } => Kind::Freshness,
            Self::Throughput { .. } => Kind::Throughput,
            Self::Gauge { .. } => Kind::Gauge,
            Self::Composite { .. } => Kind::Composite,
        }
    }

    /// The counted part and all events of a window in PromQL, added up by the labels `by` (none: one series each). `None` where
    /// there are no events to count: raw ratios, composites, and queries in another language.
    #[must_use]
    pub fn sides(&self, window: Duration, by: &[String]) -> Option<Sides> {
        let (sum, span) = (sum(by), prometheus_duration(window));
        let sides = match self {
            Self::Ratio { part, events, total, .. } => {
                Sides { part: *part, events: events.over(window, by)?, total: total.over(window, by)? }
            }
            Self::Latency { histogram, matchers, under } => {
                let inside = if matchers.is_empty() { String::new() } else { format!("{matchers},") };
                Sides {
                    part: Part::Good,
                    events: format!("{sum}(increase({histogram}_bucket{{{inside}le=\"{under}\"}}[{span}]))"),
                    total: format!("{sum}(increase({histogram}_count{{{matchers}}}[{span}]))"),
                }
            }
            Self::Freshness { metric, within } => {
                let late = format!("(time() - {metric}) > bool {}", within.as_secs_f64());
                looked_at(&sum, &late, &span)
            }
            Self::Throughput { metric, at_least } => {
                let low = format!("rate({metric}[{RATE}]) < bool {at_least}");
                looked_at(&sum, &low, &span)
            }
            Self::Gauge { metric } => Sides {
                part: Part::Good,
                events: format!("{sum}(sum_over_time({metric}[{span}]))"),
                total: format!("{sum}(count_over_time({metric}[{span}]))"),
            },
            Self::Raw { .. } | Self::Composite { .. } => return None,
        };
        Some(sides)
    }

    /// Bad events and all events of a window in PromQL: [`Self::sides`] with good events taken from all of them.
    #[must_use]
    pub fn counts(&self, window: Duration, by: &[String]) -> Option<Counts> {
        let Sides { part, events, total } = self.sides(window, by)?;
        let bad = match part {
            Part::Bad => events,
            Part::Good => format!("{total} - {events}"),
        };
        Some(Counts { bad, total })
    }
}

fn sum(by: &[String]) -> String {
    if by.is_empty() { "sum".to_owned() } else { format!("sum by ({}) ", by.join(", ")) }
}

/// Counts for a condition that is looked at once a minute: every look is an event.
fn looked_at(sum: &str, bad: &str, span: &str) -> Sides {
    Sides {
        part: Part::Bad,
        events: format!("{sum}(sum_over_time(({bad})[{span}:{LOOK}]))"),
        total: format!("{sum}(count_over_time(({bad})[{span}:{LOOK}]))"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    #[track_caller]
    fn check(indicator: &Indicator, bad: &str, total: &str) {
        let counts = indicator.counts(Duration::read("1h").unwrap(), &[]).unwrap();
        assert_eq!((counts.bad.as_str(), counts.total.as_str()), (bad, total));
    }

    #[test]
    fn numerator_and_denominator_stay_apart() {
        check(
            &Indicator::Ratio {
                kind: Kind::Availability,
                part: Part::Good,
                events: Events::Counter("hits{ok=\"1\"}".into()),
                total: Events::Expression("sum(increase(hits[$window]))".into()),
            },
            "sum(increase(hits[1h])) - sum(increase(hits{ok=\"1\"}[1h]))",
            "sum(increase(hits[1h]))",
        );
        check(
            &Indicator::Latency {
                histogram: "took_seconds".into(),
                matchers: "job=\"a\"".into(),
                under: "0.3".parse().unwrap(),
            },
            "sum(increase(took_seconds_count{job=\"a\"}[1h])) - sum(increase(took_seconds_bucket{job=\"a\",le=\"0.3\"}[1h]))",
            "sum(increase(took_seconds_count{job=\"a\"}[1h]))",
        );
        check(
            &Indicator::Freshness { metric: "built_at".into(), within: Duration::read("5m").unwrap() },
            "sum(sum_over_time(((time() - built_at) > bool 300)[1h:1m]))",
            "sum(count_over_time(((time() - built_at) > bool 300)[1h:1m]))",
        );
    }

    #[test]
    fn what_has_no_events_has_no_counts() {
        let ratio = Events::Foreign { system: "datadog".into(), query: "avg:x".into() };
        let hour = Duration::read("1h").unwrap();
        assert!(Indicator::Raw { part: Part::Bad, ratio }.counts(hour, &[]).is_none());
        assert!(Indicator::Composite { members: vec![], joint: Joint::Every }.counts(hour, &[]).is_none());
    }
}
