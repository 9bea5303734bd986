//! What the engines answer: by hand, in eighty columns, and against a revision.

use crate::scratch::{Scratch, finish};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

/// Minutes of a year, 8,766 h.
const YEAR: f64 = 525_960.0;

/// A shop that waits for a store.
fn shop(need: &str) -> String {
    format!(
        "loadline: 1
services:
  shop: {{exposes: {{http: {{}}}}, incidents: {{per-year: 2, mean: 30m}}, needs: {{db: {{{need}}}}}}}
stores: {{db: {{incidents: {{per-year: 1, mean: 1h}}}}}}
journeys: {{pay: {{entry: shop.http}}}}
"
    )
}

/// The minutes a year that are told, as a number and in the sentence with every digit.
#[track_caller]
fn check(need: &str, minutes: f64) {
    let scratch = Scratch::model(shop(need));
    let json: Value =
        serde_json::from_str(&scratch.run(&["availability", "--format", "json"]).stdout).unwrap();
    let told = json["journeys"][0]["failed"]["minutes_a_year"].as_f64().unwrap();
    assert!((told - minutes).abs() < 1e-12 * minutes, "{told} is not {minutes}");
    let text = scratch.run(&["availability", "--exact"]).stdout;
    let sentence = text.lines().next().unwrap();
    let words = sentence.strip_prefix("`pay` fails ").and_then(|rest| rest.split_once(" min a year"));
    let exact: f64 = words.expect(sentence).0.parse().unwrap();
    assert!((exact - minutes).abs() < 1e-12 * minutes, "{exact} is not {minutes}");
}

#[test]
fn minutes_of_what_a_journey_cannot_do_without() {
    // Shop and store are each down 60 min a year, and both at once for the product of their shares.
    check("kind: hard", 60.0 + 60.0 - 60.0 * 60.0 / YEAR);
    // Without the store the shop goes on.
    check("kind: soft", 60.0);
}

#[test]
fn minutes_behind_a_fallback() {
    // The store is missed when its outage is older than 30 min (e^-0.5 of the time it is down), and when the fallback, seen
    // to work before, fails nevertheless (1 in 100 uses).
    let old = (-0.5f64).exp();
    let store = 60.0 * (old + (1.0 - old) * 0.01);
    let fallback = "kind: hard, fallback: {stale: 30m, exercised: 2026-10-01}";
    check(fallback, 60.0 + store - 60.0 * store / YEAR);
}

#[test]
fn a_loss_costs_what_the_minutes_say() {
    let scratch = Scratch::model(shop("kind: hard"));
    let run = |words: &[&str]| -> Value { serde_json::from_str(&scratch.run(words).stdout).unwrap() };
    let points = run(&["spof", "--format", "json"]);
    // Were the store perfect, only the shop's own 60 min were left.
    let saved = 60.0 - 60.0 * 60.0 / YEAR;
    for point in points["points"].as_array().unwrap() {
        let minutes = point["fails"][0]["minutes_a_year"].as_f64().unwrap();
        assert!((minutes - saved).abs() < 1e-9, "{point}");
    }
}

#[test]
fn a_model_is_held_against_a_revision_of_its_repository() {
    let scratch = Scratch::new();
    std::fs::remove_dir(scratch.path().join(".git")).unwrap();
    git(scratch.path(), &["init", "--quiet"]);
    scratch.write("loadline.yaml", shop("kind: soft"));
    git(scratch.path(), &["add", "."]);
    git(scratch.path(), &["commit", "--quiet", "--message=x"]);
    git(scratch.path(), &["tag", "v1"]);
    let same = scratch.run(&["compare", "HEAD"]);
    assert_eq!((same.stdout.as_str(), same.code), ("no difference to `HEAD`\n", 0));
    scratch.write("loadline.yaml", shop("kind: hard"));
    let worse = scratch.run(&["compare", "v1", "--fail-on", "worse", "--today", "2026-11-20"]);
    let head = "compared with `v1`: `pay` +60 min/year, +1 single point of failure";
    assert!(worse.stdout.starts_with(head), "{}", worse.stdout);
    assert_eq!(worse.code, 1, "{}", worse.stderr);
    let unknown = scratch.run(&["compare", "v2"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.starts_with("error: there is no folder, file or revision `v2`"),
        "{}",
        unknown.stderr
    );
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Every answer about every example fits a terminal. Asked in the folder of the model, as people do: a place is never
/// broken, however long the way to it.
#[test]
fn answers_fit_eighty_columns() {
    let scratch = Scratch::new();
    for example in ["webshop", "payments-clean", "online-boutique"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(example);
        let answers = [
            &["availability"][..],
            &["blast"],
            &["spof"],
            &["depends"],
            &["depends", "--table"],
            &["capacity", "--today", "2026-11-20"],
            &["plan", "status", "--all", "--evidence"],
        ];
        for words in answers {
            let mut command = scratch.command(words);
            command.current_dir(&folder);
            let output = finish(command);
            let most = if words[0] == "plan" { 1 } else { 0 };
            assert!(output.code <= most, "{words:?} {example}: {}", output.stderr);
            let long: Vec<&str> = output.stdout.lines().filter(|line| line.chars().count() > 80).collect();
            assert!(long.is_empty(), "{words:?} {example}:\n{}", long.join("\n"));
        }
    }
}

/// The front page shows what is printed today.
#[test]
fn the_front_page_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = std::fs::read_to_string(root.join("README.md")).unwrap();
    let command = "$ loadline blast psp -m examples/webshop\n```\n\n```text\n";
    let (_, shown) = page.split_once(command).expect(command);
    let shown = shown.split("```").next().unwrap();
    let webshop = root.join("examples/webshop");
    let printed = Scratch::new().run(&["blast", "psp", "-m", webshop.to_str().unwrap()]).stdout;
    assert_eq!(shown, printed);
}

/// What `blast` says as JSON.
fn blast(model: &str, id: &str) -> Value {
    let scratch = Scratch::model(model);
    serde_json::from_str(&scratch.run(&["blast", id, "--format", "json"]).stdout).unwrap()
}

#[test]
fn a_loss_is_noticed_by_the_first_tier_that_can_fire() {
    let with = |policy: &str, target: &str| {
        let model = format!(
            "loadline: 1
teams: {{shop: {{}}}}
services: {{shop: {{exposes: {{http: {{}}}}}}}}
journeys: {{pay: {{entry: shop.http}}}}
slos:
  paid:
    of: pay
    sli: {{availability: {{good: 'ok_total', total: 'all_total'}}}}
    target: {target}
    window: 30d
    alert: {{policy: {policy}, page: shop}}
policies:
  alert:
    fast:
      tiers:
        - {{burn: 100x, long: 10m, short: 1m, class: ticket}}
        - {{burn: 20x, long: 50m, short: 5m, class: page, for: 30s}}
"
        );
        blast(&model, "shop")["failed"][0]["noticed_seconds"].clone()
    };
    // 14.4 × 0.1 % of an hour; the model's own: 20 × 0.1 % of 50 min and half a minute. The ticket wakes nobody.
    assert_eq!(with("standard", "99.9%").as_f64().map(f64::round), Some(52.0));
    assert_eq!(with("fast", "99.9%").as_f64().map(f64::round), Some(90.0));
    // 14.4 and 6 times a tenth are more than everything: with 90 % only the slower one can fire, after 0.6 of six hours.
    assert_eq!(with("standard", "90%").as_f64().map(f64::round), Some(12_960.0));
    assert_eq!(with("fast", "90%"), Value::Null);
}

#[test]
fn what_a_fallback_or_a_cache_uses_is_not_left_over() {
    let model = |rest: &str| {
        format!(
            "loadline: 1
services:
  shop: {{exposes: {{http: {{}}}}, needs: {{old: {{kind: soft}}, new: {{kind: hard{rest}}}}}}}
  old: {{needs: {{db: {{kind: hard}}, shadow: {{kind: soft}}}}}}
  new: {{}}
  lonely: {{needs: {{shadow: {{kind: soft}}}}}}
  shadow: {{}}
stores: {{db: {{}}}}
caches: {{front: {{origin: db}}}}
journeys: {{pay: {{entry: shop.http}}}}
"
        )
    };
    let unused = |model: &str| blast(model, "old")["left_over"]["unused"].clone();
    let bare = |rest: &str| model(rest).replace("caches: {front: {origin: db}}\n", "");
    // `lonely` was called by nobody before; for all one knows it is in use, and so is what it uses.
    assert_eq!(unused(&bare("")), serde_json::json!(["`db`"]));
    assert_eq!(unused(&model("")), serde_json::json!([]), "the origin of a cache of ours");
    assert_eq!(unused(&bare(", fallback: {to: db}")), serde_json::json!([]), "what is called instead");
}

#[test]
fn a_read_replica_stands_in_for_its_primary_where_the_model_says_so() {
    let points = |store: &str| {
        let model = format!(
            "loadline: 1
domains:
  eu: {{kind: region, availability: 100%}}
  a: {{kind: zone, in: eu}}
  b: {{kind: zone, in: eu}}
services: {{shop: {{availability: 100%, exposes: {{http: {{}}}}, needs: {{db: {{kind: hard, writes: 1}}}}}}}}
stores: {{db: {{mtbf: 100d, mttr: 1h, beta: 0%, replicas: {{min: 1, spread: eu{store}}}, read-replicas: 1, capacity: {{rps: 100}}}}}}
journeys: {{pay: {{entry: shop.http, load: {{average: 5rps, peak: 10rps}}}}}}
"
        );
        let scratch = Scratch::model(model);
        let json: Value = serde_json::from_str(&scratch.run(&["spof", "--format", "json"]).stdout).unwrap();
        let points = json["points"].as_array().unwrap();
        points.iter().map(|point| point["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(points("").contains(&"a".to_owned()), "the zone of the primary: {:?}", points(""));
    let taken_over = points(", failover: {time: 30s, per-year: 1}");
    assert!(!taken_over.contains(&"a".to_owned()), "{taken_over:?}");
}
