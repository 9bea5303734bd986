//! Commands of objectives whose answers other programs judge or read: promtool on the same tests, the documented JSON.

use crate::guide::check;
use crate::scratch::Scratch;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const RULES: &str = "groups: [{name: g, rules: [
  {record: 'job:hits:rate5m', expr: 'sum by (job) (rate(hits_total[5m]))'},
  {alert: Quiet, expr: 'job:hits:rate5m < 1', for: 3m, labels: {severity: page}, annotations: {text: '{{ $labels.job }} is quiet'}}]}]
";

/// A file of tests of one case, with these expectations.
fn tests(rule_files: &str, expectations: &str) -> String {
    format!(
        "rule_files: ['{rule_files}']\nevaluation_interval: 1m\ntests:\n- interval: 1m\n  input_series:\n  - series: \
         'hits_total{{job=\"a\"}}'\n    values: '0+120x10 1200x20'\n{expectations}"
    )
}

const QUIET: &str = "  alert_rule_test:\n  - {eval_time: 25m, alertname: Quiet, exp_alerts: [{exp_labels: {severity: page, job: a}, \
                     exp_annotations: {text: a is quiet}}]}\n  - {eval_time: 5m, alertname: Quiet}\n";

/// Whether promtool is content; `None` where it is not installed.
fn promtool(folder: &Path, file: &str) -> Option<bool> {
    match Command::new("promtool").args(["test", "rules", file]).current_dir(folder).output() {
        Ok(output) => Some(output.status.success()),
        Err(error) => {
            println!("not held against promtool, which cannot be started: {error}");
            None
        }
    }
}

#[test]
fn tests_pass_and_fail_as_with_promtool() {
    let scratch = Scratch::new();
    scratch.write("rules/one.yaml", RULES);
    scratch.write("rules/broken.txt", "groups: [{name: a, rules: [{record: a, expr: 'sum('}]}]\n");
    let expr = |value: &str| {
        format!(
            "  promql_expr_test:\n  - {{expr: 'job:hits:rate5m', eval_time: 8m, exp_samples: [{{labels: \
             'job:hits:rate5m{{job=\"a\"}}', value: {value}}}]}}\n"
        )
    };
    let cases = [
        ("alerts as expected", tests("../rules/one.yaml", QUIET), 0),
        ("by a pattern", tests("../rules/*.yaml", QUIET), 0),
        ("by a set", tests("../rules/[no]ne.y?ml", QUIET), 0),
        ("no file matches", tests("../rules/none.yaml", ""), 0),
        ("without rules nothing fires", tests("../rules/none.yaml", QUIET), 1),
        (
            "another label",
            tests("../rules/one.yaml", &QUIET.replace("severity: page", "severity: ticket")),
            1,
        ),
        ("another annotation", tests("../rules/one.yaml", &QUIET.replace("a is quiet", "b is quiet")), 1),
        ("another time", tests("../rules/one.yaml", &QUIET.replace("25m", "13m")), 1),
        ("a sample as expected", tests("../rules/one.yaml", &expr("2")), 0),
        ("another sample", tests("../rules/one.yaml", &expr("2.5")), 1),
        ("a rule that cannot be read", tests("../rules/broken.txt", QUIET), 2),
        ("a key that is none", tests("../rules/one.yaml", "  alert_rule_tests: []\n"), 2),
        ("a duration that is none", tests("../rules/one.yaml", &QUIET.replace("25m", "25 m")), 2),
    ];
    for (number, (what, text, code)) in cases.iter().enumerate() {
        let name = format!("tests/{number}.yaml");
        scratch.write(&name, text);
        let output = scratch.run(&["slo", "test", &name]);
        assert_eq!(output.code, *code, "{what}\n{}{}", output.stdout, output.stderr);
        if let Some(content) = promtool(scratch.path(), &name) {
            assert_eq!(content, *code == 0, "{what}: promtool says otherwise");
        }
    }
}

const MODEL: &str = "loadline: 1
services: {shop: {exposes: {http: {protocol: https}}}}
journeys: {buy: {entry: shop.http}}
slos:
  works:
    of: buy
    target: 99.9%
    window: 30d
    sli: {availability: {bad: 'hits_total{code=~\"5..\"}', total: 'hits_total'}}
    alert: {policy: standard}
  words:
    of: buy
    target: 99%
    window: 30d
    sli: {availability: {good: 'orders that arrive', total: 'orders'}}
";

#[test]
fn generated_tests_pass() {
    let model = Scratch::model(MODEL);
    model.run(&["slo", "generate", "--to", "promtool", "-o", "rules"]);
    let output = model.run(&["slo", "test", "rules"]);
    assert_eq!(output.code, 0, "{}{}", output.stdout, output.stderr);
    assert!(output.stdout.contains("rules/tests/works.test.yaml"), "{}", output.stdout);
}

const ODD: &str = "apiVersion: pyrra.dev/v1alpha1
kind: ServiceLevelObjective
metadata: {name: fast, namespace: nowhere, labels: {app: x}}
spec:
  target: '99'
  window: 2w
  indicator: {ratio: {errors: {metric: 'bad_total'}, total: {metric: 'all_total'}}}
";

#[test]
fn every_field_of_a_conversion_is_documented() {
    let model = Scratch::model(MODEL);
    model.write("odd.yaml", ODD);
    let run = |words: &[&str]| model.run(words).stdout;
    check(
        "`loadline/slo-convert/v1`",
        &[
            run(&["slo", "convert", "--to", "pyrra", "--format", "json"]),
            run(&["slo", "convert", "--to", "sloth", "--format", "json", "odd.yaml"]),
        ],
    );
    check(
        "`loadline/slo-import/v1`",
        &[
            run(&["slo", "import", "odd.yaml", "--format", "json"]),
            // Its missing names are documented although this one leaves nothing out.
            "{\"left_out\": [{\"objective\": 0}], \"lost\": [{\"field\": 0}]}".to_owned(),
        ],
    );
}

#[test]
fn every_field_of_tests_is_documented() {
    let scratch = Scratch::new();
    scratch.write("rules.yaml", RULES);
    scratch.write("wrong.yaml", tests("rules.yaml", &QUIET.replace("severity: page", "severity: ticket")));
    scratch.write("none.yaml", "tests: {}\n");
    let output = scratch.run(&["slo", "test", "wrong.yaml", "none.yaml", "--format", "json"]);
    check("`loadline/slo-test/v1`", &[output.stdout]);
}

/// Four weeks of counts a minute and the outages in them: 20 % for an hour every other day, besides short bursts.
fn counts(days: i64) -> (String, String) {
    let start = 1_772_323_200_i64;
    let mut table = String::from("time,bad,total\n");
    let mut incidents = String::from("start,end,name\n");
    for minute in 0..days * 1440 {
        let (day, of_day) = (minute / 1440, minute % 1440);
        let outage = day % 2 == 1 && (600..660).contains(&of_day);
        let bad = if outage {
            120
        } else if minute % 353 < 4 {
            30
        } else {
            0
        };
        writeln!(table, "{},{bad},600", start + minute * 60).unwrap();
        if outage && of_day == 600 {
            writeln!(incidents, "{0},{1},day {day}", start + minute * 60, start + minute * 60 + 3600)
                .unwrap();
        }
    }
    (table, incidents)
}

const TUNE: &[&str] =
    &["slo", "tune", "--from", "csv", "counts.csv", "--target", "99.9%", "--format", "json"];

#[test]
fn a_search_proposes_fewer_pages_and_every_field_is_documented() {
    let scratch = Scratch::new();
    let (table, incidents) = counts(12);
    scratch.write("counts.csv", table);
    scratch.write("incidents.csv", incidents);
    let run = |more: &[&str]| scratch.run(&[TUNE, more].concat());
    let found = run(&["--detect", "10m", "--incidents", "incidents.csv"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let value: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    assert!(value["tried"].as_u64().unwrap() >= 500, "{}", value["tried"]);
    let (new, old) = (&value["chosen"]["parts"]["seen"], &value["present"]["seen"]);
    assert_eq!(new["recall"], 1.0);
    assert!(new["detection_ms"]["p95"].as_f64().unwrap() <= 600_000.0, "{new}");
    let told = |part: &serde_json::Value| part["pages"].as_u64().unwrap() + part["updates"].as_u64().unwrap();
    assert!(new["pages"].as_u64() <= old["pages"].as_u64() && told(new) < told(old), "{new} {old}");
    assert!(new["detection_ms"]["p95"].as_f64() < old["detection_ms"]["p95"].as_f64(), "{new} {old}");
    // What the search measured is what a whole replay finds.
    assert_eq!(new["pages"], value["front"][0]["seen"]["pages"]);
    assert_eq!(value["chosen"]["parts"]["unseen"]["pages"], value["front"][0]["unseen"]["pages"]);
    // What is not searched stays: the tickets of the standard policy, and its alert about missing data.
    assert_eq!(
        (&value["kept"]["whose"], value["kept"]["tickets"].as_array().unwrap().len()),
        (&"in-force".into(), 2)
    );
    assert_eq!(value["kept"]["absent_after_seconds"], 600.0);
    // The proposal can be read as it stands.
    let fragment = value["chosen"]["fragment"].as_str().unwrap();
    let model = Scratch::model(
        MODEL.replace("standard}", "tuned}").replace("loadline: 1\n", &format!("loadline: 1\n{fragment}")),
    );
    assert_eq!(fragment.matches("ticket").count(), 2, "{fragment}");
    assert!(fragment.contains("absent-after: 10m"), "{fragment}");
    let lint = model.run(&["slo", "lint"]);
    assert!(lint.code < 2, "{}{}", lint.stdout, lint.stderr);

    let none = run(&["--detect", "10s", "--incidents", "incidents.csv"]);
    assert_eq!(none.code, 1, "{}", none.stderr);
    let value: serde_json::Value = serde_json::from_str(&none.stdout).unwrap();
    assert_eq!(value["chosen"], serde_json::Value::Null);
    assert!(!value["nearest"].as_array().unwrap().is_empty());
    let refused = "{\"refused\": [{\"slo\": 0, \"why\": 0}]}".to_owned();
    check("`loadline/slo-tune/v1`", &[found.stdout, none.stdout, refused]);
}

#[test]
fn every_way_to_name_a_history_means_the_same() {
    let scratch = Scratch::new();
    let (table, _) = counts(2);
    scratch.write("counts.csv", table);
    let run = |words: &[&str]| {
        let words = [&["slo", "backtest", "--target", "99.9%", "--format", "json"], words].concat();
        let output = scratch.run(&words);
        (output.code, output.stdout, output.stderr)
    };
    let one = run(&["--from", "csv", "counts.csv"]);
    assert_eq!(one.0, 0, "{}", one.2);
    assert_eq!(one, run(&["--csv", "counts.csv"]));
    for wrong in [
        &["--from", "csv", "counts.csv", "--openmetrics", "counts.csv"][..],
        &["--from", "parquet", "counts.csv"],
        &["--from", "openmetrics", "counts.csv"],
        &[],
    ] {
        let (code, _, told) = run(wrong);
        assert_eq!(code, 2, "{wrong:?}");
        assert!(told.contains("hint: "), "{told}");
    }
}
