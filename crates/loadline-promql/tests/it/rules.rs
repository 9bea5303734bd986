//! Rules replayed over histories, and promtool asked whether it sees the same alerts at every minute.

use crate::support::{history, promtool, unit_test};
use loadline_promql::rules::{AlertTimeline, FileError, RuleGroup, Setup, read, replay};
use loadline_promql::unit_tests::UnitTests;
use loadline_promql::{Expression, Millis, Range, Series};
use loadline_testkit::{START, synthetic_histories};
use std::fmt::Write;

const MINUTE: Millis = 60_000;

fn groups(text: &str) -> Vec<RuleGroup> {
    read(text).unwrap_or_else(|error| panic!("{error}"))
}

const SERIES: &str = r#"
requests_total{job="a"} 0+60x60
errors_total{job="a"} 0+1x9 9+30x6 189+1x5 194+40x2 274+0x40
requests_total{job="b"} 0+10x15 _x12 150+10x5 stale _x20 0+10x10
errors_total{job="b"} 0+0x4 0+9x8 72+0x3 _x12 72+5x5 stale _x20 0+10x10
"#;

/// A unit test that expects, at every minute, the alerts of a replay and some of the series it wrote.
fn test_of(timeline: &AlertTimeline, history: &loadline_promql::History, minutes: Millis) -> String {
    let head = "rule_files: [rules.yml]\nevaluation_interval: 1m\ngroup_eval_order: [ratios, alerts]\n";
    let mut test = head.to_owned() + &unit_test(SERIES);
    test += "  alert_rule_test:\n";
    for minute in 0..=minutes {
        for alert in ["AtOnce", "Waits", "Kept", "ByValue", "Gone", "Page", "Pending"] {
            writeln!(test, "  - eval_time: {minute}m\n    alertname: {alert}\n    exp_alerts:")
                .expect("written");
            for run in timeline.firing_at(minute * MINUTE).filter(|run| run.alert == alert) {
                test += "    - exp_labels:\n";
                for (name, value) in run.labels.iter().filter(|(name, _)| *name != "alertname") {
                    writeln!(test, "        {name}: '{value}'").expect("written");
                }
                for (at, (name, value)) in run.annotations.iter().enumerate() {
                    let head = if at == 0 { "      exp_annotations:\n" } else { "" };
                    writeln!(test, "{head}        {name}: '{value}'").expect("written");
                }
            }
        }
    }
    test += "  promql_expr_test:\n";
    for minute in (0..=minutes).step_by(7) {
        for expression in
            ["ALERTS", "ALERTS_FOR_STATE", "job:errors:worst", "job:seen:count", "alerts:since:seconds"]
        {
            writeln!(test, "  - expr: {expression}\n    eval_time: {minute}m\n    exp_samples:")
                .expect("written");
            let columns = Expression::parse(expression).expect("read").instant(history, minute * MINUTE);
            for column in columns.expect("evaluated") {
                let value = column.get(0).expect("a value");
                writeln!(test, "    - {{labels: '{}', value: {value:e}}}", column.labels).expect("written");
            }
        }
    }
    test
}

#[test]
fn promtool_sees_the_same_alerts_at_every_minute() {
    let rules = include_str!("../data/rules/rules.yml");
    let minutes = 62;
    let mut history = history(SERIES);
    let setup = Setup { external_labels: vec![("region".to_owned(), "eu".to_owned())], ..Setup::default() };
    // A unit test evaluates every group at the same interval.
    let mut groups = groups(rules);
    groups.iter_mut().for_each(|group| group.interval = None);
    let range = Range { start: 0, end: minutes * MINUTE, step: MINUTE };
    let timeline = replay(&groups, &mut history, range, &setup).expect("replayed");
    assert_eq!(timeline.problems, []);
    assert_eq!(timeline.refused_samples, 0);
    for alert in ["AtOnce", "Waits", "Kept", "ByValue", "Gone", "Page", "Pending"] {
        let fired = timeline.runs.iter().filter(|run| run.alert == alert && run.fired_at.is_some()).count();
        assert!(fired > 0, "{alert} never fires: {timeline:#?}");
    }
    let test = test_of(&timeline, &history, minutes);
    let files = [("rules.yml".to_owned(), rules.to_owned())];
    let report = UnitTests::read(&test).expect("read").run(&files).expect("run");
    assert!(report.passed(), "{:#?}", report.tests);
    if let Some(Err(told)) = promtool(&[("rules.yml", rules)], &test) {
        panic!("{told}");
    }
    // A test that expects something else fails here and there.
    let wrong = test.replacen("severity: 'page'", "severity: 'ticket'", 1);
    let report = UnitTests::read(&wrong).expect("read").run(&files).expect("run");
    assert_eq!(report.tests.iter().map(|test| test.failures.len()).sum::<usize>(), 1);
    assert!(promtool(&[("rules.yml", rules)], &wrong).is_none_or(|verdict| verdict.is_err()));
}

/// Half a day of made-up history from a minute on, in short notation.
fn slice(name: &str, from: usize) -> String {
    let histories = synthetic_histories();
    let history = histories.iter().find(|history| history.name == name).expect("a history");
    let [requests, errors] = &history.instances[0];
    let mut lines = String::new();
    for (metric, samples) in [("requests_total", requests), ("errors_total", errors)] {
        let mut values = vec!["_".to_owned(); 720];
        for (time, value) in samples {
            let minute = ((time - START) / MINUTE) as usize;
            if let Some(place) = minute.checked_sub(from).and_then(|at| values.get_mut(at)) {
                *place = if Series::is_stale(*value) { "stale".to_owned() } else { value.to_string() };
            }
        }
        writeln!(lines, "{metric}{{job=\"a\"}} {}", values.join(" ")).expect("written");
    }
    lines
}

/// What fires when, over half a day of incidents, is what promtool says: with `for` and `keep_firing_for`.
#[track_caller]
fn slice_agrees(name: &str, from: usize) {
    let rules = include_str!("../data/rules/burn.yml");
    let lines = slice(name, from);
    let mut loaded = history(&lines);
    let range = Range { start: 0, end: 719 * MINUTE, step: MINUTE };
    let timeline = replay(&groups(rules), &mut loaded, range, &Setup::default()).expect("replayed");
    let mut test = "rule_files: [rules.yml]\nevaluation_interval: 1m\n".to_owned() + &unit_test(&lines);
    test += "  alert_rule_test:\n";
    let mut firing = 0;
    for minute in 0..720 {
        for alert in ["Fast", "Slow"] {
            writeln!(test, "  - eval_time: {minute}m\n    alertname: {alert}").expect("written");
            if timeline.firing_at(minute * MINUTE).any(|run| run.alert == alert) {
                test += "    exp_alerts: [{}]\n";
                firing += 1;
            }
        }
    }
    assert!(firing > 10, "{name}: {firing}");
    if let Some(Err(told)) = promtool(&[("rules.yml", rules)], &test) {
        panic!("{name}: {told:.2000}");
    }
}

#[test]
fn waiting_and_keeping_agree_with_promtool_through_incidents() {
    slice_agrees("bursts", 8_800);
    slice_agrees("bursts", 23_900);
    slice_agrees("counter resets", 12_200);
    slice_agrees("scrape gaps", 12_200);
    slice_agrees("stale markers", 37_700);
    slice_agrees("flapping target", 8_700);
    slice_agrees("not a number", 37_700);
    slice_agrees("low traffic", 37_200);
    slice_agrees("one-minute outages every half hour", 7_100);
}

#[test]
fn groups_are_evaluated_at_once_or_time_by_time_with_the_same_result() {
    let rules = include_str!("../data/rules/rules.yml");
    // Reading its own output makes no difference here, but has to be done time by time.
    let backwards = format!("{rules}  - record: itself\n    expr: last_over_time(itself[1s]) or vector(1)\n");
    let runs = |text: &str| {
        let mut history = history(SERIES);
        let range = Range { start: 0, end: 62 * MINUTE, step: MINUTE };
        let mut timeline = replay(&groups(text), &mut history, range, &Setup::default()).expect("replayed");
        timeline.runs.sort_by_key(|run| (run.active_at, run.alert.clone(), run.labels.clone()));
        timeline.runs
    };
    assert_eq!(runs(rules), runs(&backwards));
}

#[test]
fn what_people_are_told_is_what_prometheus_tells_them() {
    let rules = include_str!("../data/rules/values.yml");
    let values = "0.25 1234567.891 3661 1e15 0.0012345 90061.5 7 100 59.99999 0.00123 12345 1e-3";
    let mut history = history(&format!("x{{job=\"a\"}} {values}"));
    let count = values.split(' ').count() as Millis;
    let mut test = String::from("rule_files: [values.yml]\nevaluation_interval: 1m\ntests:\n");
    for minute in 0..count {
        // One replay for each minute, as a timeline holds what was told when the alert fired.
        let range = Range { start: minute * MINUTE, end: minute * MINUTE, step: MINUTE };
        let timeline = replay(&groups(rules), &mut history, range, &Setup::default()).expect("replayed");
        writeln!(
            test,
            "- interval: 1m\n  input_series: [{{series: 'x{{job=\"a\"}}', values: '{values}'}}]\n  alert_rule_test:\n  - \
             eval_time: {minute}m\n    alertname: Told\n    exp_alerts:"
        )
        .expect("written");
        for run in &timeline.runs {
            test += "    - exp_labels: {job: a}\n      exp_annotations:\n";
            for (name, value) in &run.annotations {
                writeln!(test, "        {name}: {value:?}").expect("written");
            }
        }
    }
    let files = [("values.yml".to_owned(), rules.to_owned())];
    let report = UnitTests::read(&test).expect("read").run(&files).expect("run");
    assert!(report.passed(), "{:#?}", report.tests);
    // Why a template fails is told in other words.
    let theirs = rules.lines().filter(|line| !line.contains("wrong:")).collect::<Vec<_>>().join("\n");
    let test = test.lines().filter(|line| !line.contains("wrong:")).collect::<Vec<_>>().join("\n");
    if let Some(Err(told)) = promtool(&[("values.yml", &theirs)], &test) {
        panic!("{told}");
    }
}

#[track_caller]
fn refused(text: &str, line: u64, reason: &str) {
    let FileError { line: found, reason: told, .. } = read(text).expect_err("it should be refused");
    assert!(told.contains(reason), "{told}");
    assert_eq!(found, line, "{told}");
}

#[test]
fn rule_files_are_refused_with_a_place() {
    let file = |rule: &str| format!("groups:\n- name: g\n  rules:\n{rule}");
    refused("groups: [", 1, "");
    refused("groups: []\n---\ngroups: []\n", 3, "reads only the first");
    refused(&file("  - record: a\n    expr: 1 +\n"), 5, "in `expr`: not a PromQL expression");
    refused(&file("  - record: a\n    expr: '1'\n    fro: 5m\n"), 6, "fro");
    refused(&file("  - record: a\n    expr: '1'\n    for: 5m\n"), 6, "a recording rule has no `for`");
    refused(&file("  - record: a b\n    expr: '1'\n"), 4, "`a b` is no name for a metric");
    refused(&file("  - alert: a\n    expr: '1'\n    for: 5 m\n"), 6, "`5 m` is not a duration");
    refused(&file("  - expr: '1'\n"), 4, "neither `record` nor `alert`");
    refused(
        &file("  - alert: a\n    expr: up\n    annotations:\n      a: '{{ query \"up\" }}'\n"),
        7,
        "`query` is not expanded in templates",
    );
    refused(
        &file("  - alert: a\n    expr: up\n    labels:\n      a: '{{ if $value }}x{{ end }}'\n"),
        7,
        "`if` is not expanded",
    );
    refused("groups:\n- name: g\n- name: g\n", 3, "the group `g` is there twice");
}

#[test]
fn an_evaluation_that_fails_is_told_and_changes_nothing() {
    let rules = "groups:\n- name: g\n  rules:\n  - alert: A\n    expr: x > on() y\n";
    // At minute 2 there are two of `y`, so nobody can say which one is meant.
    let mut history = history("x 5x5\ny{a=\"1\"} 1x5\ny{a=\"2\"} _ _ 1 stale");
    let range = Range { start: 0, end: 5 * MINUTE, step: MINUTE };
    let timeline = replay(&groups(rules), &mut history, range, &Setup::default()).expect("replayed");
    let [problem] = timeline.problems.as_slice() else { panic!("{:?}", timeline.problems) };
    assert_eq!((problem.at, problem.rule.as_str()), (2 * MINUTE, "A"));
    assert!(problem.reason.contains("many-to-many matching not allowed"));
    let [run] = timeline.runs.as_slice() else { panic!("{:?}", timeline.runs) };
    assert_eq!((run.active_at, run.fired_at, run.ended_at), (0, Some(0), None));
}
