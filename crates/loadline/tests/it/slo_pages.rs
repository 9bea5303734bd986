//! Pages and second signals of objectives: HTML that needs nothing else, what is unusual, what does not count.

use crate::guide::check;
use crate::scratch::Scratch;
use loadline_testkit::{Prometheus, Setup};
use serde_json::Value;
use std::fmt::Write as _;
use std::time::{SystemTime, UNIX_EPOCH};

const MINUTES_OF_A_DAY: u64 = 1440;

/// Counts a minute over these days: 600 events with one bad in a hundred minutes, a fifth bad in one hour of every third day.
fn counts(days: u64, start: u64) -> String {
    let mut table = String::from("time,bad,total\n");
    for minute in 0..days * MINUTES_OF_A_DAY {
        let outage = minute / MINUTES_OF_A_DAY % 3 == 2 && (600..660).contains(&(minute % MINUTES_OF_A_DAY));
        let bad = if outage { 120 } else { u64::from(minute % 100 == 0) };
        writeln!(table, "{},{bad},600", start + minute * 60).unwrap();
    }
    table
}

/// A page that asks for nothing, has pictures with words for those who cannot see them, and no mark that is left open.
#[track_caller]
pub(crate) fn alone(html: &str) {
    assert!(html.starts_with("<!DOCTYPE html>"), "{}", &html[..html.len().min(200)]);
    for asks in ["<script", "<link", "src=", "@import", "url(", "<img", "<iframe"] {
        assert!(!html.contains(asks), "{asks}");
    }
    assert_eq!(
        html.matches("http").count(),
        html.matches("http://www.w3.org/2000/svg").count() + links(html)
    );
    assert!(html.contains("<svg") && html.contains("<desc>"), "no picture");
    for mark in ["div", "section", "figure", "table", "svg", "main"] {
        assert_eq!(
            html.matches(&format!("<{mark}")).count(),
            html.matches(&format!("</{mark}>")).count(),
            "{mark}"
        );
    }
}

/// Addresses told as text, such as that of the server.
fn links(html: &str) -> usize {
    html.matches("http://127.0.0.1").count() + html.matches("http://localhost").count()
}

#[test]
fn a_trial_is_a_page_of_its_own_and_every_field_is_documented() {
    let scratch = Scratch::new();
    scratch.write("counts.csv", counts(18, 1_772_323_200));
    scratch.write("incidents.csv", "start,end,name\n1772532000,1772535600,<b>db & co</b>\n");
    let run = |more: &[&str]| {
        let words = ["slo", "backtest", "--from", "csv", "counts.csv", "--target", "99.9%"];
        let output = scratch.run(&[&words[..], &["--incidents", "incidents.csv"], more].concat());
        assert_eq!(output.code, 0, "{}", output.stderr);
        output.stdout
    };
    let html = run(&["--format", "html", "--workbook", "--zone", "Europe/Berlin"]);
    alone(&html);
    assert!(html.contains("&lt;b&gt;db &amp; co&lt;/b&gt;") && !html.contains("<b>db"), "markup in a name");
    assert!(html.contains("Burn rate over the shortest window"));
    let json = run(&["--format", "json", "--worth", "2%"]);
    let value: Value = serde_json::from_str(&json).unwrap();
    assert!(value["unusual_since"].is_string());
    let odd = value["unusual"].as_array().unwrap();
    assert!(odd.iter().any(|one| one["signal"] == "errors" && one["sigmas"].as_f64() > Some(3.0)), "{odd:?}");
    let refused = "{\"refused\": [{\"slo\": 0, \"why\": 0}]}".to_owned();
    check("`loadline/slo-backtest/v1`", &[json, refused]);
}

#[test]
fn a_search_is_a_page_of_its_own() {
    let scratch = Scratch::new();
    scratch.write("counts.csv", counts(7, 1_772_323_200));
    let words = ["slo", "tune", "--from", "csv", "counts.csv", "--target", "99.9%", "--detect", "15m"];
    let output = scratch.run(&[&words[..], &["--format", "html"]].concat());
    assert_eq!(output.code, 0, "{}", output.stderr);
    alone(&output.stdout);
}

/// Now, in whole minutes of seconds since 1970.
fn minute() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 60 * 60
}

/// Counters of 17 days up to `end`, so that the outage has two whole weeks before it, 15 minutes apart, and a minute apart around each turn of a week before now and around the outage:
/// 600 events a minute, a fifth of them bad in the hour that ended two days ago and in the last quarter of an hour.
fn counters(end: u64) -> String {
    let (mut good, mut bad) = (0, 0);
    let (mut goods, mut bads) = (String::new(), String::new());
    let all = 17 * MINUTES_OF_A_DAY;
    for minute in 0..=all {
        let before = all - minute;
        let outage = before < 15 || (2880..2940).contains(&before);
        let failed = if outage { 120 } else { u64::from(minute % 10 == 0) };
        good += 600 - failed;
        bad += failed;
        let of_week = before % (7 * MINUTES_OF_A_DAY);
        let dense = !(30..=7 * MINUTES_OF_A_DAY - 30).contains(&of_week) || (2760..3060).contains(&before);
        if dense || minute % 15 == 0 {
            let time = end - before * 60;
            writeln!(goods, "hits_total{{code=\"200\"}} {good} {time}").unwrap();
            writeln!(bads, "hits_total{{code=\"503\"}} {bad} {time}").unwrap();
        }
    }
    format!("# TYPE hits counter\n{goods}{bads}# EOF\n")
}

fn stamp(seconds: u64) -> String {
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap()).unwrap().to_string()
}

#[test]
fn maintenance_does_not_count_and_the_unusual_is_told() {
    let end = minute();
    let text = counters(end);
    let Some(server) = Prometheus::start(&Setup { openmetrics: Some(&text), ..Setup::default() }) else {
        return;
    };
    let model = |maintenance: &str| {
        Scratch::model(format!(
            "loadline: 1\nservices: {{shop: {{exposes: {{http: {{protocol: https}}}}}}}}\njourneys: {{buy: {{entry: shop.http}}}}\n\
             policies:\n  budget:\n    standard: {{owner: shop-team, steps: [{{at: 0%, action: look, respond-within: 3d}}]}}\n\
             teams: {{shop-team: {{}}}}\n\
             slos:\n  works:\n    of: buy\n    target: 99%\n    window: 7d\n    budget: standard\n    {maintenance}\n    sli: {{availability: {{bad: \
             'hits_total{{code=~\"5..\"}}', total: 'hits_total'}}}}\n    alert: {{policy: standard}}\n"
        ))
    };
    // The hour of the outage, which need not begin with a slice.
    let (from, until) = (end - 2940 * 60, end - 2880 * 60);
    let maintained = model(&format!(
        "maintenance: [{{from: {}, until: {}, reason: new switches}}]",
        stamp(from),
        stamp(until)
    ));
    let plain = model("labels: {a: b}");
    let ask = |model: &Scratch, command: &str, more: &[&str]| {
        let words = ["slo", command, "--prometheus", &server.address];
        let output = model.run(&[&words[..], more].concat());
        assert!(output.code < 2, "{}", output.stderr);
        output.stdout
    };
    let json = |model: &Scratch, command: &str, more: &[&str]| -> Value {
        serde_json::from_str(&ask(model, command, &[&["--format", "json"], more].concat())).unwrap()
    };
    let counted = |value: &Value| {
        let one = &value["objectives"][0];
        let of = if one["windows"].is_array() { &one["windows"][0] } else { one };
        (of["bad"].as_f64().unwrap(), of["total"].as_f64().unwrap())
    };
    for (command, more) in [("status", &[][..]), ("report", &["--window", "7d"])] {
        let (whole, less) = (json(&plain, command, more), json(&maintained, command, more));
        let (bad, total) = (counted(&whole).0 - counted(&less).0, counted(&whole).1 - counted(&less).1);
        // The hour has 7,200 bad ones of 36,000.
        assert!(
            (bad - 7200.0).abs() < 150.0 && (total - 36_000.0).abs() < 400.0,
            "{command}: {bad} of {total}"
        );
        assert_eq!(less["objectives"][0]["maintenance"][0]["reason"], "new switches");
        assert_eq!(whole["objectives"][0]["maintenance"], serde_json::json!([]));
    }
    let status = json(&maintained, "status", &[]);
    let odd = status["unusual"].as_array().unwrap();
    assert!(
        odd.iter().any(|one| one["slo"] == "works"
            && one["signal"] == "errors"
            && one["sigmas"].as_f64() > Some(3.0)),
        "{status}"
    );
    check("`loadline/slo-status/v1`", &[status.to_string()]);
    let report = json(&plain, "report", &["--window", "7d"]);
    assert!(!report["objectives"][0]["unusual"].as_array().unwrap().is_empty(), "{report}");
    let with_maintenance = json(&maintained, "report", &["--window", "7d"]);
    check("`loadline/slo-report/v1`", &[report.to_string(), with_maintenance.to_string()]);
    let html = ask(&maintained, "report", &["--window", "7d", "--format", "html"]);
    alone(&html);
    assert!(html.contains("Budget left") && html.contains("new switches"));
    assert!(ask(&maintained, "report", &["--window", "7d", "--format", "markdown"]).contains("Budget left"));
}
