//! The short notation of series in promtool's unit tests: `up{job="a"}` and `0+10x100 _x5 stale 1-1x4`.
//! Source: prometheus.io, "Unit testing for rules", `<series>`.

use crate::labels::METRIC_NAME;
use crate::syntax::{self, Test};
use crate::{Dialect, Labels, Millis, ParseError, Series};
use promql_parser::parser::Expr;

/// More samples than this in one series are refused: 19 years at one a minute.
const MAX_SAMPLES: usize = 10_000_000;

/// A series whose samples begin at time 0 and are `interval` apart.
///
/// # Errors
/// Either text cannot be read; `at` of the error counts in the one that is wrong.
pub fn series(metric: &str, values: &str, interval: Millis) -> Result<Series, ParseError> {
    let mut series = Series::new(labels(metric)?);
    for (at, value) in expand(values)?.into_iter().enumerate() {
        let at = Millis::try_from(at).unwrap_or(Millis::MAX);
        if let Some(value) = value {
            series.push(at.saturating_mul(interval), value);
        }
    }
    Ok(series)
}

/// Reads `name{label="value"}`, or the labels alone.
///
/// # Errors
/// The text is no series: it is no selector, or has another operator than `=`.
pub fn labels(text: &str) -> Result<Labels, ParseError> {
    let refused = |what: &str| {
        ParseError::new(format!("`{text}` {what}")).hint("write it like `metric{label=\"value\"}`")
    };
    let trimmed: String = text.split_whitespace().collect();
    if trimmed == "{}" {
        return Ok(Labels::default());
    }
    let Expr::VectorSelector(selector) = syntax::grammar(text)? else {
        return Err(refused("is no series"));
    };
    if selector.offset.is_some() || selector.at.is_some() {
        return Err(refused("is a selector with a time, not a series"));
    }
    let matchers = syntax::matchers(&selector, Dialect::V2)?;
    let mut pairs = Vec::with_capacity(matchers.len());
    for matcher in matchers {
        let Test::Is(value) = matcher.test else {
            return Err(refused("has labels that are not set with `=`"));
        };
        if pairs.iter().any(|(name, _)| *name == matcher.name) {
            let what = if matcher.name.as_ref() == METRIC_NAME { "metric" } else { &matcher.name };
            return Err(refused(&format!("names `{what}` twice")));
        }
        pairs.push((matcher.name, value));
    }
    Ok(Labels::new(pairs))
}

/// The values in the order of time; `None` where there is no sample, [`Series::STALE`] for `stale`.
fn expand(text: &str) -> Result<Vec<Option<f64>>, ParseError> {
    let mut values = Vec::new();
    let mut rest = text;
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let at = text.len() - rest.len();
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (item, after) = rest.split_at(length);
        rest = after;
        let read = item_of(item).ok_or_else(|| {
            ParseError::new(format!("`{item}` is no value and no run of values"))
                .at(at)
                .hint("write `5`, `0+10x100`, `5-1x4`, `1x3`, `_`, `_x5` or `stale`, apart from each other")
        })?;
        if read.count > MAX_SAMPLES.saturating_sub(values.len()) {
            let reason = format!("`{item}` makes the series longer than {MAX_SAMPLES} samples");
            return Err(ParseError::new(reason).at(at));
        }
        let mut value = read.first;
        for _ in 0..read.count {
            values.push(value);
            value = value.map(|value| if Series::is_stale(value) { value } else { value + read.step });
        }
    }
    Ok(values)
}

struct Item {
    first: Option<f64>,
    step: f64,
    count: usize,
}

fn item_of(item: &str) -> Option<Item> {
    if let Some(times) = item.strip_prefix('_') {
        let count = if times.is_empty() { 1 } else { times.strip_prefix('x')?.parse().ok()? };
        return Some(Item { first: None, step: 0.0, count });
    }
    if item.eq_ignore_ascii_case("nan") || item == "stale" {
        let value = if item == "stale" { f64::from_bits(Series::STALE) } else { f64::NAN };
        return Some(Item { first: Some(value), step: 0.0, count: 1 });
    }
    let (value, count) = match item.split_once('x') {
        Some((value, times)) => (value, times.parse::<usize>().ok()?.checked_add(1)?),
        None => (item, 1),
    };
    if value == "stale" {
        return Some(Item { first: Some(f64::from_bits(Series::STALE)), step: 0.0, count });
    }
    // The sign between a value and its step is one that neither begins the text nor follows an exponent.
    let bytes = value.as_bytes();
    let between = (1..bytes.len())
        .find(|at| matches!(bytes[*at], b'+' | b'-') && !matches!(bytes[*at - 1], b'e' | b'E' | b'+' | b'-'));
    let (first, step) = match between {
        Some(at) => (number(value.get(..at)?)?, number(value.get(at..)?)?),
        None => (number(value)?, 0.0),
    };
    (between.is_none() || item.contains('x')).then_some(Item { first: Some(first), step, count })
}

fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let infinite = unsigned.eq_ignore_ascii_case("inf");
    let plain = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && unsigned.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    (plain || infinite).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let told = match expand(text) {
            Ok(values) => values
                .into_iter()
                .map(|value| match value {
                    None => "_".to_owned(),
                    Some(value) if Series::is_stale(value) => "stale".to_owned(),
                    Some(value) => crate::number::plain(value),
                })
                .collect::<Vec<_>>()
                .join(" "),
            Err(error) => error.reason,
        };
        assert_eq!(told, expected, "{text}");
    }

    #[test]
    fn runs_of_values_are_written_out() {
        check("0+10x3", "0 10 20 30");
        check("1-1x2  5", "1 0 -1 5");
        check("1x2 _x2 stale _ -3", "1 1 1 _ _ stale _ -3");
        check("-2+4x2", "-2 2 6");
        check("1e3+1e-1x1", "1000 1000.1");
        check("NaN Inf -Inf stalex1", "NaN +Inf -Inf stale stale");
        check("", "");
        check("0x2", "0 0 0");
        check("1+1", "`1+1` is no value and no run of values");
        check("1 2,3", "`2,3` is no value and no run of values");
        check("1x99999999999", "`1x99999999999` makes the series longer than 10000000 samples");
    }

    #[test]
    fn series_are_read_with_their_labels() {
        assert_eq!(labels("up{job=\"a\", b='c'}").unwrap().to_string(), r#"up{b="c", job="a"}"#);
        assert_eq!(labels("{__name__=\"up\"}").unwrap().to_string(), "up");
        assert_eq!(labels("{ }").unwrap(), Labels::default());
        assert!(labels("up{job=~\"a\"}").is_err());
        assert!(labels("up[5m]").is_err());
        assert!(labels("up{a=\"1\", a=\"2\"}").is_err());
        assert!(labels("up offset 5m").is_err());
    }
}
