//! Generated rules in a real Prometheus that scrapes an exporter, and generated routes in a real Alertmanager behind it.

use super::*;
use loadline_slo::{AlertPolicy, Class, Decimal, Events, Part, Tier, Window};
use loadline_testkit::{Alertmanager, Prometheus, Setup, exporter};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Asks until `answer` gives something; the test fails after a minute and a half.
#[track_caller]
fn eventually<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = answer() {
            return found;
        }
        assert!(started.elapsed() < Duration::from_secs(90), "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// An objective over an hour, with windows of seconds.
fn quick(id: &str, target: &str) -> Slo {
    let tier = |class, burn: i64, long: &str, short: &str| Tier {
        class,
        burn: Decimal::from(burn),
        long: time(long),
        short: time(short),
        hold: loadline_base::units::Duration::ZERO,
        keep: loadline_base::units::Duration::ZERO,
    };
    let counter = |selector: &str| Events::Counter(selector.to_owned());
    let indicator = ratio(Part::Bad, counter("hits_total{code=~\"5..\"}"), counter("hits_total"));
    let mut slo = slo(id, indicator);
    slo.target = loadline_slo::Target::read_percent(target).unwrap();
    slo.windows = vec![Window::Rolling(time("1h"))];
    slo.policy = Some(AlertPolicy {
        name: "quick".to_owned(),
        tiers: vec![tier(Class::Page, 14, "20s", "5s"), tier(Class::Ticket, 2, "40s", "10s")],
        least_events: Decimal::ZERO,
        absent_after: None,
    });
    slo
}

#[test]
fn rules_record_and_fire_and_their_alerts_go_where_they_should() {
    // Of 99 % a quarter of all requests is 25 times the budget; of 50 % it is half of it.
    let slos = [quick("works", "99"), quick("easy", "50")];
    let routes = made("alertmanager", &slos);
    let webhook = "webhook_configs: [{url: 'http://127.0.0.1:9/'}]";
    let config = file(&routes, ".yaml")
        .replace("  - name: payments-page", &format!("  - {webhook}\n    name: payments-page"));
    assert!(config.contains(webhook), "{config}");
    let Some(alertmanager) = Alertmanager::start(&config) else { return };
    let options = Options { interval: time("1s"), budget_interval: time("1s"), ..Options::default() };
    let rules = (backend("prometheus").unwrap().generate)(&slos, &options);
    assert!(rules.refusals.is_empty(), "{:?}", rules.refusals);
    let files: Vec<(&str, &str)> =
        rules.outputs.iter().map(|output| (output.name.as_str(), output.text.as_str())).collect();
    // Every scrape finds a thousand more requests, 250 of them bad.
    let scrapes = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&scrapes);
    let target = exporter(move || {
        let scrape = counter.fetch_add(1, Ordering::SeqCst);
        format!("hits_total{{code=\"200\"}} {}\nhits_total{{code=\"500\"}} {}\n", scrape * 750, scrape * 250)
    });
    let config = format!(
        "global: {{scrape_interval: 500ms}}\nrule_files: ['*.rules.yaml']\n\
         alerting: {{alertmanagers: [{{static_configs: [{{targets: ['{}']}}]}}]}}\n\
         scrape_configs: [{{job_name: shop, static_configs: [{{targets: ['{target}']}}]}}]\n",
        alertmanager.address
    );
    let Some(server) = Prometheus::start(&Setup { config: &config, files: &files, ..Setup::default() })
    else {
        return;
    };
    let ask = |path: &str| -> Value { serde_json::from_str(&server.get(path)).unwrap() };

    // What is recorded is read back by its names: a quarter is bad.
    let share = eventually("nothing is recorded", || {
        let query = "slo%3Abad%3Aincrease20s%7Bslo%3D%22works%22%7D%2Fslo%3Atotal%3Aincrease20s";
        let said = ask(&format!("/api/v1/query?query={query}"));
        let value = said["data"]["result"][0]["value"][1].as_str()?.parse::<f64>().ok()?;
        value.is_finite().then_some(value)
    });
    assert!((share - 0.25).abs() < 0.01, "{share}");

    // The page fires, and stands in Alertmanager under the route of its team.
    let alerts = eventually("no page arrives", || {
        let said: Value = serde_json::from_str(&alertmanager.get("/api/v2/alerts")).unwrap();
        let all = said.as_array()?.clone();
        let both =
            ["page-1", "ticket-1"].iter().all(|tier| all.iter().any(|one| one["labels"]["tier"] == **tier));
        both.then_some(all)
    });
    let of = |tier: &str| alerts.iter().find(|alert| alert["labels"]["tier"] == *tier).unwrap();
    let page = of("page-1");
    assert_eq!(page["labels"]["slo"], "works");
    assert_eq!(page["labels"]["alertname"], "WorksBudgetBurn");
    assert_eq!(page["labels"]["long"], "20s");
    assert_eq!(page["receivers"][0]["name"], "payments-page");
    assert_eq!(page["annotations"]["summary"], "works burns its error budget at over 14x");
    assert_eq!(of("ticket-1")["receivers"][0]["name"], "payments-ticket");
    assert!(alerts.iter().all(|alert| alert["labels"]["slo"] == "works"), "{alerts:?}");
    // The page keeps the ticket of its objective quiet.
    eventually("the ticket is not inhibited", || {
        let said: Value = serde_json::from_str(&alertmanager.get("/api/v2/alerts")).unwrap();
        let ticket = said.as_array()?.iter().find(|one| one["labels"]["tier"] == "ticket-1")?.clone();
        (ticket["status"]["inhibitedBy"].as_array()?.len() == 1).then_some(())
    });

    // No rule failed, and each was evaluated.
    let groups = ask("/api/v1/rules");
    let groups = groups["data"]["groups"].as_array().unwrap();
    let all: Vec<&Value> = groups.iter().filter_map(|group| group["rules"].as_array()).flatten().collect();
    assert!(all.len() > 20, "{}", all.len());
    assert!(all.iter().all(|rule| rule["health"] == "ok"), "{all:?}");
}
