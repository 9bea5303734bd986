//! What must be refused: with a reason, in no time, without a panic.

use crate::support::told;
use loadline_promql::{EvalError, Expression, History, Range};

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
