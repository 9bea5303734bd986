//! Generated unit tests pass, and fail when a rule says something else: run by us, and by promtool where it is.

use super::*;
use loadline_promql::unit_tests::UnitTests;
use loadline_slo::Window;
use loadline_slo::backends::Output;

/// Runs all test files. Whether they pass, and what was said; promtool has to say the same.
#[track_caller]
fn judged(outputs: &[Output]) -> (bool, String) {
    judged_files(outputs, &tools::names(outputs, ".test.yaml"))
}

/// The same of these test files.
#[track_caller]
fn judged_files(outputs: &[Output], files: &[String]) -> (bool, String) {
    assert!(!files.is_empty());
    let ours = natively(outputs, files);
    let folder = tools::write(outputs);
    if let Some((good, said)) = tools::run(folder.path(), "promtool", &["test", "rules"], files) {
        assert_eq!(good, ours.0, "we say {}\npromtool says {said}", ours.1);
        assert!(good || said.contains("FAILED"), "{said}");
    }
    ours
}

/// The same without promtool.
fn natively(outputs: &[Output], files: &[String]) -> (bool, String) {
    let (mut good, mut told) = (true, String::new());
    let text =
        |name: &str| outputs.iter().find(|output| output.name == name).map(|output| output.text.clone());
    for file in files {
        let tests = UnitTests::read(&text(file).unwrap()).unwrap();
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let rules = tests.rule_files.iter().map(|name| {
            let name = match name.strip_prefix("../") {
                Some(above) => above.to_owned(),
                None if folder.is_empty() => name.clone(),
                None => format!("{folder}/{name}"),
            };
            let rules = text(&name).unwrap();
            (name, rules)
        });
        let report = tests.run(&rules.collect::<Vec<_>>()).unwrap();
        assert!(report.tests.iter().map(|test| test.checked).sum::<usize>() > 0, "{file} expects nothing");
        good &= report.passed();
        for test in report.tests.iter().filter(|test| !test.failures.is_empty()) {
            told += &format!("{file}: {}: {:?}\n", test.name, test.failures.first());
        }
    }
    (good, told)
}

#[test]
fn generated_tests_pass_for_every_kind() {
    let generated = made("promtool", &every_kind());
    let files = tools::names(&generated.outputs, ".test.yaml");
    assert_eq!(files.len(), every_kind().len());
    tools::side_by_side(&files, |file| {
        let (good, said) = judged_files(&generated.outputs, std::slice::from_ref(file));
        assert!(good, "{said}");
    });
}

#[test]
fn generated_tests_fail_on_rules_that_say_something_else() {
    let generated = made("promtool", &[slo("plain", requests())]);
    let faults = [
        ("> 0.0144", "> 0.0150"),
        ("> 0.0144", "> 0.0140"),
        ("> 0.006\n", "> 0.0065\n"),
        ("> 0.003\n", "> 0.0029\n"),
        ("> 0.001\n", "> 0.00105\n"),
        ("\n          and\n", "\n          or\n"),
        ("slo:bad:increase5m{slo=\"plain\"} / (", "slo:bad:increase1h{slo=\"plain\"} / ("),
        ("code=~\"5..\"", "code=~\"4..\""),
        ("or on() 0 * ", "or on() 1 * "),
        ("[5m]", "[2h]"),
        ("unless present", "and present"),
        ("absent_over_time(", "present_over_time("),
        ("== 0", "== 1"),
        ("* 60 / 300", "* 0"),
    ];
    tools::side_by_side(&faults, |(right, wrong)| {
        let mut outputs = generated.outputs.clone();
        let rules = outputs.iter_mut().find(|output| output.name.ends_with(".rules.yaml")).unwrap();
        assert!(rules.text.contains(right), "{right} is not in\n{}", rules.text);
        rules.text = rules.text.replace(right, wrong);
        let (good, _) = judged(&outputs);
        assert!(!good, "nobody notices {wrong} for {right}");
    });
}

/// What the recorded series say after 26 hours at 100 events a minute, one of them bad, with 1,000 a minute in the first hour.
#[test]
fn recorded_counts_are_what_was_counted() {
    let calendar: Vec<Slo> = every_kind().into_iter().filter(|slo| slo.id == "calendar").collect();
    let options = Options { interval: time("2m"), ..Options::default() };
    let mut outputs = (backend("prometheus").unwrap().generate)(&calendar, &options).outputs;
    // A ratio and a count each may be off by what the edges of a window blur: 5 min of events.
    let expect = |expr: &str, value: f64, off: f64| {
        format!(
            "      - expr: 'abs({expr} - {value}) <= bool {off}'\n        eval_time: 26h\n        exp_samples: [{{labels: '{{slo=\"calendar\"}}', value: 1}}]\n"
        )
    };
    let day = 2.0 * 60.0 * 100.0;
    let all = 60.0 * 1000.0 + 25.0 * 60.0 * 100.0;
    let left = |elapsed: f64| 1.0 - 26.0 * 60.0 / all / 0.001 * elapsed;
    let text = [
        "rule_files: [calendar.rules.yaml]\nevaluation_interval: 2m\ntests:\n  - interval: 2m\n    input_series:\n",
        "      - {series: 'http_requests_total{job=\"shop\",code=\"200\"}', values: '0+1998x30 60138+198x750'}\n",
        "      - {series: 'http_requests_total{job=\"shop\",code=\"500\"}', values: '0+2x781'}\n",
        "    promql_expr_test:\n",
        &expect("slo:total:increase1h", 6000.0, 1.0),
        &expect("slo:bad:increase5m", 5.0, 0.001),
        &expect("slo:total:increase1d", 24.0 * 6000.0, 500.0),
        &expect("slo:bad:increase3d", 26.0 * 60.0, 6.0),
        &expect("slo:total:increase3d", all, 1000.0),
        &expect("slo:total:day", day, 500.0),
        &expect("slo:bad:day", 120.0, 5.0),
        &expect("slo:total:month", all, 1500.0),
        &expect("slo:total:quarter", all, 1500.0),
        &expect("slo:total:year", all, 1500.0),
        &expect("slo:total:week", all, 1500.0),
        // One bad in a hundred, and a budget of one in a thousand; two hours of the day are over.
        &expect("slo:budget_remaining:day", 1.0 - 10.0 * 2.0 / 24.0, 0.01),
        // 1970 began on a Thursday.
        &expect("slo:budget_remaining:week", left(98.0 / 168.0), 0.06),
        &expect("slo:budget_remaining:month", left(26.0 / (31.0 * 24.0)), 0.01),
        &expect("slo:budget_remaining:quarter", left(26.0 / (90.0 * 24.0)), 0.003),
        &expect("slo:budget_remaining:year", left(26.0 / (365.0 * 24.0)), 0.001),
        &expect("slo:budget_remaining:ratio90d", 1.0 - 26.0 * 60.0 / all / 0.001, 0.1),
    ]
    .concat();
    outputs.push(Output { name: "counts.test.yaml".to_owned(), text });
    let (good, said) = judged(&outputs);
    assert!(good, "{said}");
}

/// The factor by which the budget of a span of the calendar is told while it goes on, from 1970 on through a leap year.
#[test]
fn the_elapsed_share_of_a_span_is_that_of_the_calendar() {
    let calendar = every_kind().into_iter().find(|slo| slo.id == "calendar").unwrap();
    let mut outputs = made("prometheus", std::slice::from_ref(&calendar)).outputs;
    let rules: serde_json::Value = serde_saphyr::from_str(&outputs[0].text).unwrap();
    let groups = rules["groups"].as_array().unwrap().iter();
    let rules: Vec<&serde_json::Value> =
        groups.flat_map(|group| group["rules"].as_array().unwrap()).collect();
    let mut text = format!(
        "rule_files: [{}]\nevaluation_interval: 1d\ntests:\n  - promql_expr_test:\n",
        outputs[0].name
    );
    let mut checked = 0;
    for window in &calendar.windows {
        let Window::Calendar(span) = window else { continue };
        let name = format!("slo:budget_remaining:{}", format!("{:?}", span.unit).to_lowercase());
        let rule = rules.iter().find(|rule| rule["record"] == name.as_str()).unwrap();
        let (_, elapsed) = rule["expr"].as_str().unwrap().split_once(" > 0)) * ").unwrap();
        let elapsed = elapsed.rsplit_once(") / 0.001").unwrap().0.replace('\n', " ");
        // Every 50 days and 7 hours, and the first and last minute of some spans.
        let hours = (0..25).map(|at| at * (50 * 24 + 7) * 60);
        let turns = [0, 59, 60, 90, 181, 273, 365, 730 + 59, 730 + 60, 730 + 91, 730 + 182, 730 + 274, 1096];
        for minute in
            hours.chain(turns.iter().flat_map(|day| [day * 1440 - 1, day * 1440])).filter(|at| *at >= 0)
        {
            let now = minute * 60_000;
            let (from, to) = span.span_at(now).unwrap();
            let share = (now - from) as f64 / (to - from) as f64;
            text += &format!(
                "      - {{expr: 'abs(vector({elapsed}) - {share}) < bool 1e-12', eval_time: {minute}m, exp_samples: [{{labels: '{{}}', value: 1}}]}}\n"
            );
            checked += 1;
        }
    }
    assert!(checked > 200, "{checked}");
    outputs.push(Output { name: "elapsed.test.yaml".to_owned(), text });
    let (good, said) = judged(&outputs);
    assert!(good, "{said}");
}
