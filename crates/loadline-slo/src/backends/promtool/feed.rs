//! Series that make an objective show a wanted error ratio: counters with made-up labels that its selectors match, or, where
//! the query is more than that, the recorded series themselves.

use super::super::plan::Plan;
use super::super::{expression, names};
use super::made_up;
use crate::{Budgeting, Decimal, Events, Indicator, Part};
use promql_parser::label::{MatchOp, Matcher};
use promql_parser::parser::{Expr, VectorSelector};

/// What a series holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Bad events, counted up.
    Bad,
    /// Good events, counted up.
    Good,
    /// All events, counted up.
    Total,
    /// The share of good events.
    Share,
    /// The moment of the last good event: now, or longer ago than is good by this many seconds.
    Moment(u64),
    /// A counter that is fast enough with this step between two samples, and stands still otherwise.
    Work(u64),
    /// The share of bad events, as a rule recorded it.
    RecordedRatio,
}

/// How an objective is fed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Feed {
    pub(crate) series: Vec<(String, Holds)>,
    /// Whether any share of events can be bad; otherwise all or none.
    pub(crate) any_share: bool,
    /// Whether what the series show may change over time.
    pub(crate) changes: bool,
}

/// The feed of an objective; `None` when its query is more than we understand.
pub(crate) fn of(plan: &Plan<'_>) -> Option<Feed> {
    let timeslices = matches!(plan.slo.budgeting, Budgeting::Timeslices { .. });
    let whole = |series| Feed { series, any_share: false, changes: false };
    let by = &plan.slo.grouping;
    match &plan.slo.indicator {
        Indicator::Freshness { metric, within } => {
            let late = (within.as_secs_f64() * 2.0).ceil() as u64 + 1;
            Some(whole(vec![(series(&vector(metric)?, None, by)?, Holds::Moment(late))]))
        }
        Indicator::Throughput { metric, at_least } => {
            // Rates over 5 min are too low until the first 5 min are over, unless two samples alone are enough.
            let step = at_least.checked_mul(Decimal::from(600))?.ceil();
            let step = u64::try_from(step).ok()?.max(1);
            Some(whole(vec![(series(&vector(metric)?, None, by)?, Holds::Work(step))]))
        }
        Indicator::Raw { .. } | Indicator::Composite { .. } => {
            Some(Feed { series: recorded(plan), any_share: !timeslices, changes: false })
        }
        Indicator::Ratio { .. } | Indicator::Latency { .. } | Indicator::Gauge { .. } => {
            Some(Feed { series: counters(plan)?, any_share: !timeslices, changes: plan.slice.is_none() })
        }
    }
}

/// The ratios that rules would record from a query that finds nothing here.
fn recorded(plan: &Plan<'_>) -> Vec<(String, Holds)> {
    let mut labels = vec![("slo".to_owned(), plan.slo.id.clone())];
    labels.extend(plan.slo.grouping.iter().map(|label| (label.clone(), "x".to_owned())));
    let windows = plan.windows.iter().chain(&plan.periods).copied();
    plan.slice
        .into_iter()
        .chain(windows.filter(|_| plan.slice.is_none()))
        .filter(|window| plan.is_raw(*window))
        .map(|window| (written(&names::ratio(window), &labels), Holds::RecordedRatio))
        .collect()
}

/// Counters behind the queries; `None` where they are more than a sum of increases.
fn counters(plan: &Plan<'_>) -> Option<Vec<(String, Holds)>> {
    let by = &plan.slo.grouping;
    match &plan.slo.indicator {
        Indicator::Ratio { part, events, total, .. } => {
            let (events, total) = (selector(events)?, selector(total)?);
            let (counted, other) = match part {
                Part::Bad => (Holds::Bad, Holds::Good),
                Part::Good => (Holds::Good, Holds::Bad),
            };
            if events.name != total.name {
                let (a, b) = (series(&events, None, by)?, series(&total, None, by)?);
                return Some(vec![(a, counted), (b, Holds::Total)]);
            }
            // One metric: some of its series are counted on both sides, some on the side of all events only.
            let mut both = total.clone();
            both.matchers.matchers.extend(events.matchers.matchers.iter().cloned());
            Some(vec![(series(&both, None, by)?, counted), (series(&total, Some(&events), by)?, other)])
        }
        Indicator::Latency { histogram, matchers, under } => {
            let total = vector(&format!("{histogram}_count{{{matchers}}}"))?;
            let inside = if matchers.is_empty() { String::new() } else { format!("{matchers},") };
            let good = vector(&format!("{histogram}_bucket{{{inside}le=\"{under}\"}}"))?;
            Some(vec![(series(&good, None, by)?, Holds::Good), (series(&total, None, by)?, Holds::Total)])
        }
        Indicator::Gauge { metric } => Some(vec![(series(&vector(metric)?, None, by)?, Holds::Share)]),
        Indicator::Raw { .. }
        | Indicator::Freshness { .. }
        | Indicator::Throughput { .. }
        | Indicator::Composite { .. } => None,
    }
}

fn vector(text: &str) -> Option<VectorSelector> {
    match expression::parse(text).ok()? {
        Expr::VectorSelector(selector) => plain(selector),
        _ => None,
    }
}

fn plain(selector: VectorSelector) -> Option<VectorSelector> {
    let plain =
        selector.offset.is_none() && selector.at.is_none() && selector.matchers.or_matchers.is_empty();
    (plain && selector.name.is_some()).then_some(selector)
}

/// The selector under `sum(increase(…[$window]))` or `sum(rate(…[$window]))`.
fn selector(events: &Events) -> Option<VectorSelector> {
    match events {
        Events::Counter(text) => vector(text),
        Events::Expression(text) => {
            let windowed = text.contains("$window");
            let mut expr = expression::parse(&text.replace("$window", "3607s")).ok()?;
            loop {
                expr = match expr {
                    Expr::Paren(inner) => *inner.expr,
                    Expr::Aggregate(sum) if sum.op.to_string() == "sum" => *sum.expr,
                    Expr::Call(call) if matches!(call.func.name, "rate" | "increase") => {
                        *call.args.args.into_iter().next()?
                    }
                    Expr::MatrixSelector(matrix) if !windowed || matrix.range.as_secs() == 3607 => {
                        return plain(matrix.vs);
                    }
                    _ => return None,
                };
            }
        }
        Events::Foreign { .. } => None,
    }
}

/// A series that `selector` matches and `not` does not, with a value for every label of `by`.
fn series(selector: &VectorSelector, not: Option<&VectorSelector>, by: &[String]) -> Option<String> {
    let must = &selector.matchers.matchers;
    let name = selector.name.as_ref()?;
    let Some(not) = not else { return Some(written(name, &labels(must, None, by)?)) };
    not.matchers.matchers.iter().find_map(|broken| Some(written(name, &labels(must, Some(broken), by)?)))
}

/// Labels that meet all of `must`, and break `broken`.
fn labels(must: &[Matcher], broken: Option<&Matcher>, by: &[String]) -> Option<Vec<(String, String)>> {
    let mut names: Vec<&str> = by.iter().map(String::as_str).collect();
    for matcher in must.iter().chain(broken) {
        if !names.contains(&matcher.name.as_str()) {
            names.push(&matcher.name);
        }
    }
    names.sort_unstable();
    let mut labels = Vec::new();
    for name in names {
        let about: Vec<&Matcher> = must.iter().filter(|matcher| matcher.name == name).collect();
        let against = broken.filter(|matcher| matcher.name == name);
        let fits = |value: &str| {
            about.iter().all(|matcher| matcher.is_match(value))
                && against.is_none_or(|matcher| !matcher.is_match(value))
                && !(value.is_empty() && by.iter().any(|label| label == name))
        };
        let from = about.iter().copied().chain(against).filter_map(|matcher| match &matcher.op {
            MatchOp::Equal | MatchOp::NotEqual => Some(matcher.value.clone()),
            MatchOp::Re(_) | MatchOp::NotRe(_) => made_up::text(&matcher.value),
        });
        let value =
            from.chain(made_up::WORDS.iter().map(|word| (*word).to_owned())).find(|value| fits(value))?;
        if !value.is_empty() {
            labels.push((name.to_owned(), value));
        }
    }
    Some(labels)
}

fn written(name: &str, labels: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        labels.iter().map(|(name, value)| format!("{name}={}", names::quoted(value))).collect();
    format!("{name}{{{}}}", pairs.join(","))
}
