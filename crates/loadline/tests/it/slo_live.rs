//! Live budgets beside a real Prometheus: one that is filled with a history whose events are known, one that scrapes.

use crate::scratch::Scratch;
use loadline_testkit::{Prometheus, Setup, exporter};
use serde_json::Value;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

const MODEL: &str = "\
loadline: 1
services:
  shop: {exposes: {http: {protocol: https}}}
journeys:
  buy: {entry: shop.http}
policies:
  budget:
    standard:
      owner: shop-team
      steps:
        - {at: 50%, action: 'mitigate: reliability work first', respond-within: 3d}
        - {at: 100%, action: 'hold: no release', respond-within: 1d}
teams:
  shop-team: {}
slos:
  works:
    of: buy
    target: 99.9%
    window: 7d
    budget: standard
    sli: {availability: {bad: 'hits_total{code=~\"5..\"}', total: 'hits_total'}}
    alert: {policy: standard, page: shop-team}
  fast:
    of: buy
    target: 95%
    window: 7d
    sli: {latency: {under: 300ms, histogram: took_seconds}}
  silent:
    of: buy
    target: 99%
    window: 7d
    sli: {availability: {bad: 'nowhere_total{code=~\"5..\"}', total: 'nowhere_total'}}
";

/// Now, in whole minutes of seconds since 1970.
fn minute() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() / 60 * 60
}

/// Counters of eight days, a sample a minute up to `end`; and the bad, slow and all events of the last seven.
fn history(end: u64) -> (String, [u64; 3]) {
    let (mut good, mut bad, mut slow) = (0u64, 0u64, 0u64);
    let mut series = [String::new(), String::new(), String::new(), String::new()];
    let mut at_start = [0; 3];
    let minutes = 8 * 24 * 60;
    for minute in 0..=minutes {
        let time = end - (minutes - minute) * 60;
        // Traffic with a day and a night, a trickle of errors, and two bad hours.
        let traffic = 60 + 40 * (minute / 60 % 24) / 8;
        let outage = (5_000..5_060).contains(&minute) || (9_000..9_060).contains(&minute);
        let failed = if outage { traffic / 4 } else { u64::from(minute % 7 == 0) };
        good += traffic - failed;
        bad += failed;
        slow += traffic / 30;
        let all = good + bad;
        writeln!(series[0], "hits_total{{code=\"200\"}} {good} {time}").unwrap();
        writeln!(series[1], "hits_total{{code=\"503\"}} {bad} {time}").unwrap();
        writeln!(series[2], "took_seconds_bucket{{le=\"0.3\"}} {} {time}", all - slow).unwrap();
        writeln!(series[2], "took_seconds_bucket{{le=\"+Inf\"}} {all} {time}").unwrap();
        writeln!(series[3], "took_seconds_count {all} {time}").unwrap();
        if minute == 24 * 60 {
            at_start = [bad, slow, all];
        }
    }
    let text = format!(
        "# TYPE hits counter\n{}{}# TYPE took_seconds histogram\n{}{}# EOF\n",
        series[0], series[1], series[2], series[3]
    );
    (text, [bad - at_start[0], slow - at_start[1], good + bad - at_start[2]])
}

fn ask(model: &Scratch, address: &str, more: &[&str]) -> (i32, Value) {
    let mut words = vec!["slo", "status", "--prometheus", address, "--format", "json"];
    words.extend(more);
    let output = model.run(&words);
    let value = serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}\n{}", output.stdout, output.stderr));
    (output.code, value)
}

fn objective<'a>(status: &'a Value, id: &str) -> &'a Value {
    let all = status["objectives"].as_array().unwrap();
    all.iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("no `{id}` in {status}"))
}

/// What is left of a budget may differ from the truth by a hundredth of a percentage point of events.
#[track_caller]
fn check(objective: &Value, bad: u64, total: u64) {
    let window = &objective["windows"][0];
    let counted = window["bad"].as_f64().unwrap() / window["total"].as_f64().unwrap();
    let truth = bad as f64 / total as f64;
    assert!((counted - truth).abs() < 0.0001, "{counted} is not {truth}: {objective}");
}

#[test]
fn budgets_are_those_of_the_events_that_happened() {
    let end = minute();
    let (text, [bad, slow, total]) = history(end);
    let Some(server) = Prometheus::start(&Setup { openmetrics: Some(&text), ..Setup::default() }) else {
        return;
    };
    let model = Scratch::model(MODEL);
    let (code, status) = ask(&model, &server.address, &[]);
    check(objective(&status, "works"), bad, total);
    check(objective(&status, "fast"), slow, total);
    assert_eq!(objective(&status, "works")["state"], "spent");
    assert_eq!(objective(&status, "works")["budget_policy"]["action"], "hold: no release");
    assert_eq!(objective(&status, "fast")["state"], "good");
    assert_eq!(objective(&status, "silent")["state"], "no data");
    assert_eq!(objective(&status, "silent")["windows"][0]["remaining"], Value::Null);
    assert_eq!(code, 1);

    let report =
        model.run(&["slo", "report", "--prometheus", &server.address, "--window", "7d", "--format", "json"]);
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let works = objective(&report, "works");
    let reached = works["reached"].as_f64().unwrap();
    assert!((1.0 - reached - bad as f64 / total as f64).abs() < 0.0001, "{reached}");
    assert_eq!(works["kept"], false);
    assert_eq!(objective(&report, "silent")["kept"], Value::Null);
}

#[test]
fn a_scraped_exporter_is_counted_exactly() {
    let scrapes = std::sync::Arc::new(AtomicU64::new(0));
    let counter = std::sync::Arc::clone(&scrapes);
    // Every scrape finds a thousand more requests, three of them bad: 0.3 % whatever the moment.
    let target = exporter(move || {
        let scrape = counter.fetch_add(1, Ordering::SeqCst);
        format!("hits_total{{code=\"200\"}} {}\nhits_total{{code=\"500\"}} {}\n", scrape * 997, scrape * 3)
    });
    let config = format!(
        "global: {{scrape_interval: 200ms}}\n\
         scrape_configs: [{{job_name: shop, static_configs: [{{targets: ['{target}']}}]}}]\n"
    );
    let Some(server) = Prometheus::start(&Setup { config: &config, ..Setup::default() }) else { return };
    let started = Instant::now();
    while scrapes.load(Ordering::SeqCst) < 8 && started.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let (code, status) = ask(&Scratch::model(MODEL), &server.address, &[]);
    check(objective(&status, "works"), 3, 1000);
    let tiers = objective(&status, "works")["tiers"].as_array().unwrap();
    assert!((tiers[0]["long_burn_rate"].as_f64().unwrap() - 3.0).abs() < 0.1, "{tiers:?}");
    assert_eq!(code, 1);
}
