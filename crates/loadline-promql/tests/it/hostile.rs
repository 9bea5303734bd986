//! What must be refused: with a reason, in no time, without a panic.

use crate::support::history;
use crate::support::told;
use loadline_promql::{EvalError, Expression, History, Range};
use proptest::prelude::*;

#[track_caller]
fn refused(text: &str, reason: &str) {
    let told = Expression::parse(text).map_or_else(|error| error.to_string(), |_| "it is read".to_owned());
    assert!(told.contains(reason), "{text:.60}: {told}");
}

#[test]
fn what_is_not_evaluated_is_refused_by_name() {
    refused("histogram_count(x)", "the function `histogram_count` is not evaluated");
    refused("limitk(2, x)", "the aggregation `limitk` is not evaluated");
    refused("nonsense(x)", "unknown function with name `nonsense`");
    refused(
        "rate(x)",
        "expected type range vector in call to function `rate`, got vector; hint: say over what time, as in `metric[5m]`",
    );
    refused("x[5m", "`[` is not closed");
    refused("x[5]]", "`]` closes nothing");
    refused("(x}", "`}` closes `(`, which does not match");
    refused("x +", "not a PromQL expression");
    refused("", "no expression found");
    refused("{a=\"\"}", "at least one non-empty matcher");
    refused("{a=~\".*\"}", "at least one non-empty matcher");
    refused("x{a=\"1\" or b=\"2\"}", "`or` between label matchers is not evaluated");
    refused("x{a=~\"(\"}", "regex");
    refused("x[99999999999s]", "`99999999999s` is not a duration");
    refused("x[1e30]", "is not a duration");
    refused("x offset inf", "`inf` is not a duration");
    refused("x offset - nan", "`nan` is not a duration");
    refused("x[5m:1e99]", "is not a duration");
    refused("x @ 1e99", "too far");
    refused("ln(1)", "expected type vector in call to function `ln`, got scalar");
    refused("ln(0)", "argument 1 of `ln` is a scalar, not an instant vector");
    refused("1 < 2", "must use BOOL modifier");
    refused("\"a", "the string is not closed");
    refused("label_replace(x, \"9\", \"\", \"a\", \"b\")", "`9` is no label name");
}

#[test]
fn a_refusal_says_where() {
    let at = |text: &str| Expression::parse(text).unwrap_err().at;
    assert_eq!(at("1 + histogram_count(x)"), Some(4));
    assert_eq!(at("1 + nonsense(x)"), Some(4));
    assert_eq!(at("x[5m"), Some(1));
    assert_eq!(at("x + y[9q]"), Some(6));
}

#[test]
fn deep_nesting_is_refused_before_it_hurts() {
    refused(&"(".repeat(100_000), "longer than 64 KiB");
    refused(&format!("{}x{}", "(".repeat(101), ")".repeat(101)), "nested deeper than 100");
    refused(&format!("x{}", "+x".repeat(3999)), "nested deeper than 200");
    refused(&format!("{}x", "-".repeat(3999)), "nested deeper than 200");
    refused(&format!("x{}", "+x".repeat(4001)), "more than 4000 signs");
    let fair = format!("x{}", " or x".repeat(150));
    assert!(Expression::parse(&fair).unwrap().range(&History::default(), Range::instant(0)).is_ok());
}

#[test]
fn impossible_times_and_too_many_steps_are_refused() {
    let x = Expression::parse("x").unwrap();
    let ask = |start, end, step| x.range(&History::default(), Range { start, end, step }).unwrap_err();
    assert!(matches!(ask(0, 10, 0), EvalError::Times { .. }));
    assert!(matches!(ask(10, 0, 1), EvalError::Times { .. }));
    assert!(matches!(ask(i64::MIN, i64::MAX, 1), EvalError::Times { .. }));
    assert!(matches!(ask(0, 1 << 40, 1), EvalError::TooMuch { .. }));
    assert!(told("x 1x10", "max_over_time(x[100y:1ms])", 1).starts_with("error: steps: "));
}

#[test]
fn patterns_that_blow_up_elsewhere_take_no_time() {
    let value = "a".repeat(5000);
    let lines = format!("x{{a=\"{value}\"}} 1x1");
    assert_eq!(told(&lines, "x{a=~\"(a+)+b\"}", 1), "");
}

const WORDS: &[&str] = &[
    "sum",
    "topk",
    "quantile",
    "count_values",
    "by",
    "without",
    "on",
    "ignoring",
    "group_left",
    "bool",
    "and",
    "or",
    "unless",
    "offset",
    "rate",
    "delta",
    "avg_over_time",
    "stddev_over_time",
    "absent",
    "absent_over_time",
    "histogram_quantile",
    "label_replace",
    "clamp",
    "round",
    "timestamp",
    "vector",
    "scalar",
    "time",
    "hour",
    "sort",
    "a",
    "b",
    "x",
    "le",
    "(",
    "(",
    ")",
    ")",
    "{",
    "}",
    "[5m]",
    "[9m:2m]",
    "[",
    "]",
    ",",
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "==",
    "<",
    ">=",
    "=~",
    "=",
    "@",
    "start()",
    "1",
    "0.5",
    "1e9",
    "NaN",
    "Inf",
    "5m",
    "\"x\"",
    "\"(.)\"",
    "\"",
    "#",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3000) })]

    #[test]
    fn no_heap_of_words_is_too_much(words in proptest::collection::vec(0..WORDS.len(), 0..14)) {
        let text: Vec<&str> = words.into_iter().map(|at| WORDS[at]).collect();
        check(&text.join(" "))?;
    }

    /// Nested so that most of them can be read.
    #[test]
    fn no_nesting_of_operations_is_too_much(picks in proptest::collection::vec((0_u8..16, 0_u8..4), 1..7)) {
        let mut text = "a".to_owned();
        for (operation, other) in picks {
            let other = ["a", "b", "2", "a{x=\"1\"}"][usize::from(other)];
            text = match operation {
                0 => format!("sum by (x) ({text})"),
                1 => format!("rate(({text})[9m:2m])"),
                2 => format!("({text}) / ignoring(x) group_left {other}"),
                3 => format!("{other} - on(x) ({text})"),
                4 => format!("({text}) > bool {other}"),
                5 => format!("({text}) or {other}"),
                6 => format!("topk({other}, {text})"),
                7 => format!("-({text})"),
                8 => format!("avg_over_time(({text})[20m:3m] offset 5m)"),
                9 => format!("label_replace({text}, \"x\", \"$1$1\", \"x\", \"(.)\")"),
                10 => format!("count_values(\"v\", {text})"),
                11 => format!("absent({text})"),
                12 => format!("quantile_over_time(0.3, ({text})[7m:1m] @ end())"),
                13 => format!("({text}) % {other}"),
                14 => format!("vector(scalar({text}))"),
                _ => format!("max without (x) ({text} unless {other})"),
            };
        }
        check(&text)?;
    }
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let history =
        history("a{x=\"1\"} 0+1x20 _x3 4 stale 0+7x9\na{x=\"2\"} 5-1x9 NaN Inf 1e308x3 0x9\nb 1x40");
    let range = Range { start: -300_000, end: 3_000_000, step: 77_000 };
    match Expression::parse(text) {
        Err(error) => prop_assert!(error.at.is_none_or(|at| at <= text.len())),
        Ok(expression) => {
            for column in expression.range(&history, range).unwrap_or_default() {
                prop_assert_eq!(column.values.len(), range.len());
                prop_assert!(column.present().next().is_some());
            }
        }
    }
    Ok(())
}
