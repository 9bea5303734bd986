//! Small histories and what comes of them, step by step. Every value here is one that Prometheus gives.

use crate::support::told;

#[track_caller]
fn check(lines: &str, expression: &str, minutes: i64, expected: &str) {
    assert_eq!(told(lines, expression, minutes), expected, "{expression}");
}

#[test]
fn a_series_is_seen_for_five_minutes_or_until_it_is_marked_stale() {
    check("x 7", "x", 7, "x 7 7 7 7 7 7 _ _");
    check("x 7 _ stale", "x", 5, "x 7 7 _ _ _ _");
    check("x 7 8 9", "x offset 1m", 3, "x _ 7 8 9");
    check("x 7 8 9", "x @ 60", 2, "x 8 8 8");
    check("x 7 8 9", "x @ end()", 2, "x 9 9 9");
}

#[test]
fn counters_are_extrapolated_to_the_ends_of_the_window() {
    check("x 0+60x10", "rate(x[2m])", 4, "{} _ 0.5 1 1 1");
    check("x 0+60x10", "increase(x[2m])", 3, "{} _ 60 120 120");
    check("x 10 20 5 15", "increase(x[3m])", 3, "{} _ 20 22.5 25");
}

#[test]
fn nothing_divided_by_nothing_is_nan_and_no_alert() {
    check("a 0x2\nb 0x2", "a / b", 1, "{} NaN NaN");
    check("a 0x2\nb 0x2", "a / b > 0.5", 1, "");
    check("a 0x2\nb 0x2", "a / b > bool 0.5", 1, "{} 0 0");
}

#[test]
fn many_to_many_is_an_error() {
    let lines = "a{x=\"1\"} 1x1\na{x=\"2\"} 1x1\nb{y=\"1\"} 1x1\nb{y=\"2\"} 1x1";
    assert!(told(lines, "a + on() b", 1).contains("many-to-many matching not allowed"));
    assert!(told(lines, "a + on() group_left b", 1).contains("many-to-many matching not allowed"));
    assert!(told(lines, "a + on() b{y=\"1\"}", 1).contains("many-to-one matching must be explicit"));
    check(lines, "a + on() group_left b{y=\"1\"}", 0, "{x=\"1\"} 2\n{x=\"2\"} 2");
    check(lines, "b{y=\"1\"} * on() group_right(y) a", 0, "{x=\"1\", y=\"1\"} 1\n{x=\"2\", y=\"1\"} 1");
}

#[test]
fn subqueries_look_at_multiples_of_their_step() {
    check("x 0+1x20", "sum_over_time(x[3m:2m])", 6, "{} 0 0 2 2 6 6 10");
    check("x 0+1x20", "count_over_time(x[4m:])", 6, "{} 1 2 3 4 5 5 5");
}

#[test]
fn absence_has_the_labels_that_were_asked_for() {
    check("x 1", "absent(y{a=\"1\", b=~\"2\"})", 0, "{a=\"1\"} 1");
    check("x 1", "absent(sum(y{a=\"1\"}))", 0, "{} 1");
    check("x 1", "absent_over_time(x[2m])", 4, "{} _ _ _ 1 1");
}

#[test]
fn names_go_where_values_change() {
    check("x 1x1", "x > 0", 0, "x 1");
    check("x 1x1", "x > bool 0", 0, "{} 1");
    check("x 1x1", "-x", 0, "{} -1");
    check("x 1x1", "last_over_time(x[1m])", 0, "x 1");
    check("x 1x1\ny 1x1", "x == y", 0, "x 1");
    check(
        "x 1x1\ny 1x1",
        "abs({__name__=~\"x|y\"})",
        0,
        "error: vector cannot contain metrics with the same labelset: `{}`; hint: keep a label that tells them apart",
    );
}
