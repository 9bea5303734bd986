//! Worst-case times: one line of the table is one edge, its longest time and its arithmetic.

use crate::model;
use loadline_flow::{calls, edge_time, edge_time_formula, steps, steps_time, steps_time_formula};

#[track_caller]
fn check(edge: &str, expected: Option<&str>, formula: &str) {
    let model = model(&format!("services:\n  a:\n    needs:\n      b: {edge}\n  b: {{}}\n  spare: {{}}\n"));
    let caller = model.find("a").expect("it is there");
    let calls = calls(&model, caller, None, None);
    let [call] = calls.as_slice() else { panic!("one call, not {}", calls.len()) };
    assert_eq!(edge_time(call).map(|time| time.to_string()).as_deref(), expected, "{edge}");
    assert_eq!(edge_time_formula(call), formula, "{edge}");
}

#[test]
fn an_edge_takes_all_its_attempts_its_backoff_and_its_fallback() {
    check("{timeout: 300ms}", Some("300 ms"), "300 ms");
    check("{timeout: 300ms, retries: none}", Some("300 ms"), "300 ms");
    check("{timeout: 300ms, retries: {max: 2}}", Some("900 ms"), "3 × 300 ms");
    check("{timeout: 300ms, retries: {max: 2}, calls: 1.8}", Some("1.8 s"), "2 × (3 × 300 ms)");
    check("{timeout: 100ms, reads: 2, writes: 1}", Some("300 ms"), "3 × 100 ms");
    check("{timeout: 1s, deadline: 2s, retries: {max: 5}}", Some("2 s"), "2 s");
    check("{deadline: 2s, calls: 3}", Some("6 s"), "3 × 2 s");
    check("{}", None, "?");
    check("{timeout: none}", None, "?");
    check("{timeout: 1s, fallback: {to: spare, timeout: 500ms}}", Some("1.5 s"), "1 s + 500 ms fallback");
    check(
        "{timeout: 1s, calls: 2, fallback: {to: spare, timeout: 500ms}}",
        Some("3 s"),
        "2 × (1 s + 500 ms fallback)",
    );
    check("{timeout: 1s, fallback: {stale: 10m}}", Some("1 s"), "1 s");
    check("{timeout: 1s, fallback: {to: spare}}", Some("1 s"), "1 s + ? fallback");
    check("{timeout: 1s, retries: {jitter: full}}", Some("1 s"), "1 s + ? retries");
    // Beyond all reason, but no reason to stop.
    let most = "213,503 d 23 h 34 min";
    check("{timeout: 1s, retries: {max: 18446744073709551615}}", Some(most), "18446744073709551615 × 1 s");
}

#[test]
fn backoff_grows_as_it_says_and_stops_at_its_cap() {
    let retries =
        |max: u64, backoff: &str| format!("{{timeout: 1s, retries: {{max: {max}, backoff: {backoff}}}}}");
    check(&retries(3, "exponential"), Some("4 s"), "4 × 1 s + ? backoff");
    check(&retries(3, "{kind: fixed, base: 10ms}"), Some("4.03 s"), "4 × 1 s + 30 ms backoff");
    check(&retries(3, "{kind: linear, base: 10ms}"), Some("4.06 s"), "4 × 1 s + 60 ms backoff");
    check(&retries(3, "{kind: exponential, base: 10ms}"), Some("4.07 s"), "4 × 1 s + 70 ms backoff");
    check(
        &retries(3, "{kind: exponential, base: 10ms, cap: 15ms}"),
        Some("4.04 s"),
        "4 × 1 s + 40 ms backoff",
    );
    check(&retries(0, "{kind: exponential, base: 10ms}"), Some("1 s"), "1 s");
}

#[track_caller]
fn check_steps(needs: &str, at_least: &str, complete: bool, formula: &str) {
    let model = model(&format!("services:\n  a:\n    needs: {{{needs}}}\n  b: {{}}\n  c: {{}}\n  d: {{}}\n"));
    let calls = calls(&model, model.find("a").expect("it is there"), None, None);
    let steps = steps(&calls);
    let bound = steps_time(&steps);
    assert_eq!((bound.at_least.to_string().as_str(), bound.complete), (at_least, complete), "{needs}");
    assert_eq!(steps_time_formula(&steps), formula, "{needs}");
}

#[test]
fn steps_add_up_and_calls_of_one_step_overlap() {
    let (b, c, d) = ("b: {timeout: 100ms", "c: {timeout: 200ms", "d: {timeout: 50ms");
    check_steps(
        &format!("{b}, step: 1}}, {c}, step: 1}}, {d}, step: 2}}"),
        "250 ms",
        true,
        "max(100 ms, 200 ms) + 50 ms",
    );
    check_steps(&format!("{b}, step: 2}}, {c}, step: 1}}"), "300 ms", true, "200 ms + 100 ms");
    check_steps(&format!("{b}}}, {c}}}"), "300 ms", true, "100 ms + 200 ms");
    check_steps(&format!("{b}, async: true}}, {c}, step: 1}}"), "200 ms", true, "200 ms");
    check_steps(&format!("{b}, phase: start}}, {c}}}"), "200 ms", true, "200 ms");
    check_steps(&format!("{b}}}, c: {{}}"), "100 ms", false, "100 ms + ?");
    check_steps(
        &format!("{b}, retries: {{max: 1, backoff: fixed}}}}"),
        "200 ms",
        false,
        "2 × 100 ms + ? backoff",
    );
}
