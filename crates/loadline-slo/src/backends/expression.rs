//! The PromQL that people wrote in indicators, looked at once: whether it parses, what it counts, and over which window.

use crate::{Events, Indicator, Joint, Part, prometheus_duration};
use loadline_base::units::Duration;
use promql_parser::parser::{self, Expr, value::ValueType};
use rust_decimal::Decimal;

/// One side of a ratio.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Side {
    /// PromQL with `$window`.
    text: String,
    /// Whether `$window` stands in it.
    pub(crate) windowed: bool,
    /// Whether it tells events a second, to be multiplied by the window.
    per_second: bool,
}

impl Side {
    /// Events of a window.
    pub(crate) fn over(&self, window: Duration) -> String {
        let text = self.text.replace("$window", &prometheus_duration(window));
        if self.per_second { format!("({text}) * {}", seconds(window)) } else { text }
    }
}

/// Where the error ratio of an objective comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// Counted events.
    Events {
        /// Which part `events` counts.
        part: Part,
        events: Side,
        total: Side,
    },
    /// A ratio that is worked out elsewhere.
    Ratio { part: Part, side: Side },
    /// Other objectives.
    Joint { members: Vec<(String, Decimal)>, joint: Joint },
}

/// Reads the queries of an indicator.
///
/// # Errors
/// What is wrong with them, and a hint.
pub(crate) fn read(indicator: &Indicator, by: &[String]) -> Result<Source, (String, String)> {
    match indicator {
        Indicator::Ratio { part, events, total, .. } => {
            Ok(Source::Events { part: *part, events: side(events, by)?, total: side(total, by)? })
        }
        Indicator::Raw { part, ratio } => Ok(Source::Ratio { part: *part, side: side(ratio, by)? }),
        Indicator::Composite { members, joint } => {
            Ok(Source::Joint { members: members.clone(), joint: *joint })
        }
        Indicator::Latency { .. }
        | Indicator::Freshness { .. }
        | Indicator::Throughput { .. }
        | Indicator::Gauge { .. } => {
            let text = |pick: fn(crate::Sides) -> String| -> Result<Side, (String, String)> {
                let sides = indicator.sides(SAMPLE, by).ok_or_else(|| foreign("nothing", ""))?;
                let text = pick(sides);
                parse(&text)?;
                // The window is the one range of an hour and 7 s; a day's name of a metric does not look like that.
                Ok(Side { text: text.replace("[3607s", "[$window"), windowed: true, per_second: false })
            };
            let part = indicator.sides(SAMPLE, by).map_or(Part::Bad, |sides| sides.part);
            Ok(Source::Events {
                part,
                events: text(|sides| sides.events)?,
                total: text(|sides| sides.total)?,
            })
        }
    }
}

/// A window that nobody writes, to find where it went.
const SAMPLE: Duration = Duration::from_nanos(3_607_000_000_000);

fn side(events: &Events, by: &[String]) -> Result<Side, (String, String)> {
    let group = if by.is_empty() { "sum".to_owned() } else { format!("sum by ({}) ", by.join(", ")) };
    match events {
        Events::Counter(selector) => {
            let expr = parse(selector)?;
            if !matches!(expr, Expr::VectorSelector(_)) {
                return Err((
                    format!("`{}` is not a selector of counters", short(selector)),
                    "write a metric with matchers, or an expression with `$window`".to_owned(),
                ));
            }
            let text = format!("{group}(increase({}[$window]))", selector.trim());
            parse(&text.replace("$window", "5m"))?;
            Ok(Side { text, windowed: true, per_second: false })
        }
        Events::Expression(text) => {
            let expr = parse(&text.replace("$window", "5m"))?;
            let per_second = rates(&expr);
            let text = text.trim();
            let text = match expr.value_type() {
                ValueType::Vector if is_aggregate(&expr) => text.to_owned(),
                ValueType::Vector => format!("{group}({text})"),
                ValueType::Scalar => format!("vector({text})"),
                ValueType::Matrix | ValueType::String => {
                    return Err((
                        format!("`{}` gives no numbers to compare", short(text)),
                        "wrap a range in `increase(…)`".to_owned(),
                    ));
                }
            };
            Ok(Side { windowed: text.contains("$window"), text, per_second })
        }
        Events::Foreign { system, query } => Err(foreign(system, query)),
    }
}

fn foreign(system: &str, query: &str) -> (String, String) {
    (
        format!("its query is for `{}` and no PromQL: `{}`", short(system), short(query)),
        "write the query in PromQL with `$window` for the window".to_owned(),
    )
}

/// Parses PromQL; too deep or too long a text is refused before the parser sees it.
pub(crate) fn parse(text: &str) -> Result<Expr, (String, String)> {
    let wrong = |why: &str| {
        (
            format!("`{}` is no PromQL: {}", short(text), why.trim()),
            "try the query in Prometheus with `5m` for `$window`".to_owned(),
        )
    };
    if is_too_deep(text) {
        return Err(wrong("longer or deeper than any query should be"));
    }
    parser::parse(text).map_err(|why| wrong(&why))
}

/// Brackets within brackets and chains of operators make trees that deep.
fn is_too_deep(text: &str) -> bool {
    let (mut depth, mut deepest, mut operators, mut quote) = (0_usize, 0, 0_usize, None);
    for c in text.chars() {
        match (quote, c) {
            (Some(open), c) => quote = (c != open).then_some(open),
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth = depth.saturating_sub(1),
            (None, '+' | '-' | '*' | '/' | '%' | '^' | '<' | '>' | '=') => operators += 1,
            (None, _) => {}
        }
        deepest = deepest.max(depth);
    }
    let words = text.split_whitespace().filter(|word| {
        ["or", "and", "unless", "atan2"].iter().any(|operator| word.eq_ignore_ascii_case(operator))
    });
    text.len() > 50_000 || deepest > 200 || operators + words.count() > 500
}

fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 120 { line } else { line.chars().take(119).chain(['…']).collect() }
}

fn is_aggregate(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_aggregate(&inner.expr),
        Expr::Aggregate(_) => true,
        _ => false,
    }
}

/// Whether a rate is taken somewhere and no increase: the whole then counts events a second.
fn rates(expr: &Expr) -> bool {
    let mut calls = Vec::new();
    called(expr, &mut calls);
    calls.iter().any(|name| matches!(*name, "rate" | "irate"))
        && !calls.iter().any(|name| matches!(*name, "increase" | "sum_over_time" | "count_over_time"))
}

fn called<'a>(expr: &'a Expr, calls: &mut Vec<&'a str>) {
    match expr {
        Expr::Call(call) => {
            calls.push(call.func.name);
            call.args.args.iter().for_each(|arg| called(arg, calls));
        }
        Expr::Aggregate(aggregate) => called(&aggregate.expr, calls),
        Expr::Unary(unary) => called(&unary.expr, calls),
        Expr::Paren(paren) => called(&paren.expr, calls),
        Expr::Subquery(subquery) => called(&subquery.expr, calls),
        Expr::Binary(binary) => {
            called(&binary.lhs, calls);
            called(&binary.rhs, calls);
        }
        _ => {}
    }
}

/// `300` or `0.5`: the seconds of a duration, exactly.
pub(crate) fn seconds(length: Duration) -> Decimal {
    (Decimal::from(length.as_nanos()) / Decimal::from(1_000_000_000_u64)).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadline_base::units::Unit as _;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let side = side(&Events::Expression(text.to_owned()), &["zone".to_owned()]);
        let shown = side.map_or_else(|(what, _)| what, |side| side.over(Duration::read("30m").unwrap()));
        assert_eq!(shown, expected);
    }

    #[test]
    fn rates_become_counts_and_what_is_not_added_up_is() {
        check("sum(rate(x[$window]))", "(sum(rate(x[30m]))) * 1800");
        check("increase(x[$window])", "sum by (zone) (increase(x[30m]))");
        check("(count(x))", "(count(x))");
        check("1", "vector(1)");
        check("x[$window]", "`x[$window]` gives no numbers to compare");
        check("sum(", "`sum(` is no PromQL: unclosed left parenthesis");
        check(
            &"(".repeat(300),
            &format!("`{}…` is no PromQL: longer or deeper than any query should be", "(".repeat(119)),
        );
    }
}
