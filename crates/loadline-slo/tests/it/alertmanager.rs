//! Alertmanager: its configuration read as `amtool` reads it, and its notifications as a real one sends them.

mod live;
mod scenario;

use loadline_base::Sources;
use loadline_promql::Labels;
use loadline_slo::alertmanager::{Config, Post, Reason, read, simulate};
use std::fmt::Write as _;
use std::process::Command;

/// The configuration, or its faults with their lines.
fn config(text: &str) -> Result<Config, String> {
    let mut sources = Sources::default();
    let file = sources.add("a.yml", text);
    let (config, diagnostics) = read(file, text);
    config.ok_or_else(|| {
        let told = diagnostics.iter().map(|diagnostic| {
            let line = diagnostic.primary.as_ref().map_or(0, |label| sources.start(label.span).line);
            format!("{line}: {}", diagnostic.message)
        });
        told.collect::<Vec<_>>().join("\n")
    })
}

fn labels(text: &str) -> Labels {
    Labels::new(text.split(',').filter_map(|pair| pair.split_once('=')))
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    assert_eq!(config(text).unwrap_err(), expected);
}

#[test]
fn what_cannot_be_used_is_refused_with_its_line() {
    let head = "receivers: [{name: a}]\n";
    refused(&format!("{head}route: {{receiver: b}}"), "2: there is no receiver `b`");
    refused(&format!("{head}routes: []"), "2: unknown field `routes` of the configuration\n1: no `route`");
    refused(
        &format!("{head}route:\n  receiver: a\n  group_bye: [x]"),
        "4: unknown field `group_bye` of a route",
    );
    refused(
        &format!("{head}route: {{receiver: a, match: {{a: b}}}}"),
        "2: the root route must not have matchers: it takes every alert",
    );
    refused(&format!("{head}route: {{receiver: a, group_by: [x, x]}}"), "2: label `x` comes twice");
    refused(
        &format!("{head}route: {{receiver: a, group_by: ['...', x]}}"),
        "2: `...` stands for all labels and has no other beside it",
    );
    refused(
        &format!("{head}route: {{receiver: a, group_interval: 0s}}"),
        "2: `group_interval` cannot be zero",
    );
    refused(&format!("{head}route: {{receiver: a, group_wait: 5}}"), "2: `5` is no duration");
    refused(
        &format!("{head}route:\n  receiver: a\n  routes:\n  - matchers: [x]\n    mute_time_intervals: [n]"),
        "5: `x` is no matcher\n6: there is no time interval `n`",
    );
    refused(
        &format!("{head}route: {{receiver: a}}\ninhibit_rules: [{{sauce_match: {{a: b}}}}]"),
        "3: unknown field `sauce_match` of an inhibition",
    );
    refused("receivers: [{name: a}, {name: a}]\nroute: {receiver: a}", "1: receiver `a` comes twice");
    refused(
        "receivers: [{name: a, pager_configs: []}]\nroute: {receiver: a}",
        "1: unknown field `pager_configs` of a receiver",
    );
    refused(
        &format!(
            "{head}route: {{receiver: a}}\ntime_intervals: [{{name: n, time_intervals: [{{weekdays: ['friday:monday'], location: Nowhere}}]}}]"
        ),
        "3: `friday:monday` is no range here\n3: there is no time zone `Nowhere`",
    );
    assert!(config("").is_err());
    assert!(config("- a").is_err());
}

/// Which receivers the alert with these labels goes to.
fn receivers(config: &Config, labels: &Labels) -> String {
    config.route.taken(labels).iter().map(|route| route.receiver.as_str()).collect::<Vec<_>>().join(",")
}

/// A configuration with every kind of matcher, nesting and `continue`.
const NESTED: &str = r#"
route:
  receiver: root
  routes:
  - match: {team: a}
    receiver: a
    continue: true
    routes:
    - match_re: {severity: "page|critical"}
      receiver: a-page
    - matchers: ['severity!="page"', "service=~\"x.*\""]
      receiver: a-x
      continue: true
    - matchers: [service=xy]
      receiver: a-xy
  - matchers: ['team=~"a|b"', severity!~"p.*"]
    receiver: both
  - matchers: ['{team="", severity=page}']
    receiver: nobody
receivers: [{name: root}, {name: a}, {name: a-page}, {name: a-x}, {name: a-xy}, {name: both}, {name: nobody}]
"#;

#[test]
fn alerts_take_the_routes_that_amtool_says() {
    let mut files: Vec<(String, String)> = vec![("nested".to_owned(), NESTED.to_owned())];
    if let Some(folder) = loadline_testkit::corpus("slo/alertmanager") {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            // The tool here is older than this field.
            let text = text.split("\ntracing:").next().unwrap_or_default().to_owned() + "\n";
            files.push((path.display().to_string(), text));
        }
    }
    let values = |name: &str| match name {
        "severity" => ["", "page", "critical", "warning"].as_slice(),
        "team" => ["", "a", "b", "c"].as_slice(),
        "service" => ["", "xy", "foo1", "files", "database"].as_slice(),
        "test" => ["", "1", "2", "3", "12"].as_slice(),
        _ => ["", "team-X", "team-Y"].as_slice(),
    };
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let config = config(&text).unwrap();
        let file = folder.path().join("alertmanager.yml");
        std::fs::write(&file, &text).unwrap();
        let names = if name == "nested" {
            &["severity", "team", "service"][..]
        } else {
            &["test", "severity", "service", "owner"][..]
        };
        let mut sets: Vec<Vec<String>> = vec![Vec::new()];
        for name in names {
            sets = sets
                .iter()
                .flat_map(|set| {
                    values(name).iter().map(|value| {
                        let pair = Some(format!("{name}={value}")).filter(|_| !value.is_empty());
                        set.iter().cloned().chain(pair).collect()
                    })
                })
                .collect();
        }
        // One in a few is enough: each runs a program.
        for set in sets.iter().skip(1).step_by(if name == "nested" { 1 } else { 7 }) {
            let ran = Command::new("amtool")
                .args(["config", "routes", "test", "--config.file"])
                .arg(&file)
                .args(set)
                .output();
            let Ok(output) = ran else {
                println!(
                    "left out: no `amtool` on this machine (Debian's package `prometheus-alertmanager`)"
                );
                return;
            };
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let wanted = String::from_utf8_lossy(&output.stdout).trim().to_owned();
            assert_eq!(receivers(&config, &labels(&set.join(","))), wanted, "{name} {set:?}");
        }
    }
}

#[test]
fn the_whole_configuration_of_the_corpus_is_read() {
    let Some(folder) = loadline_testkit::corpus("slo/alertmanager") else { return };
    let text = std::fs::read_to_string(folder.join("doc__examples__simple.yml")).unwrap();
    let config = config(&text).unwrap();
    assert_eq!(config.receivers.len(), 5);
    assert_eq!(config.inhibitions.len(), 1);
    assert_eq!(config.route.repeat_interval, 3 * 3_600_000);
    assert_eq!(config.route.routes[0].routes[0].repeat_interval, 3 * 3_600_000);
    let kinds: Vec<&str> = config.receivers[1].integrations.iter().map(|means| means.kind.as_str()).collect();
    assert_eq!(kinds, ["email", "pagerduty"]);
    assert!(!config.receivers[1].integrations[0].send_resolved);
}

/// Runs a list of spans `labels from to` in seconds (`-`: goes on) and prints what is sent.
#[track_caller]
fn check(text: &str, spans: &str, until: i64, expected: &str) {
    let config = config(text).unwrap();
    let (mut sets, mut posts) = (Vec::<Labels>::new(), Vec::new());
    for line in spans.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let mut words = line.split(' ');
        let labels = labels(words.next().unwrap());
        let alert = sets.iter().position(|known| *known == labels).unwrap_or_else(|| {
            sets.push(labels);
            sets.len() - 1
        });
        let starts = words.next().unwrap().parse::<i64>().unwrap() * 1000;
        posts.push(Post { at: starts, alert, starts, ends: Some(i64::MAX) });
        if let Ok(ends) = words.next().unwrap().parse::<i64>() {
            posts.push(Post { at: ends * 1000, alert, starts, ends: Some(ends * 1000) });
        }
    }
    let mut told = String::new();
    for sent in simulate(&config, &sets, &posts, 0, until * 1000) {
        if sent.integrations.is_empty() {
            continue;
        }
        let name = |alert: &usize| sets[*alert].get("n").unwrap_or_default().to_owned();
        let receiver = &config.receivers[sent.receiver].name;
        let reason = match sent.reason {
            Reason::Firing => "",
            Reason::Resolved => " resolved",
            Reason::Repeat => " repeat",
        };
        let list = |alerts: &[usize]| alerts.iter().map(name).collect::<Vec<_>>().join("");
        writeln!(
            told,
            "{} {receiver}{reason}: {}/{}",
            sent.at / 1000,
            list(&sent.firing),
            list(&sent.resolved)
        )
        .unwrap();
    }
    assert_eq!(told.trim_end(), expected);
}

const ONE: &str = "
route: {receiver: r, group_by: [g], group_wait: 30s, group_interval: 5m, repeat_interval: 1h}
receivers: [{name: r, webhook_configs: [{url: 'http://x'}]}]
";

#[test]
fn a_group_waits_then_looks_at_intervals() {
    check(ONE, "n=a,g=1 0 700", 2000, "30 r: a/\n930 r resolved: /a");
    check(
        ONE,
        "n=a,g=1 0 -\nn=b,g=1 20 -\nn=c,g=1 40 -\nn=d,g=2 50 -",
        700,
        "30 r: ab/\n80 r: d/\n330 r: abc/",
    );
}

#[test]
fn flaps_within_an_interval_are_not_heard() {
    // It ends and begins again between two looks.
    check(ONE, "n=a,g=1 0 100\nn=a,g=1 200 400", 2000, "30 r: a/\n630 r resolved: /a");
    // It never lasted until the first look.
    check(ONE, "n=a,g=1 0 10", 2000, "");
}

#[test]
fn reminders_leave_at_the_first_look_after_their_time() {
    check(ONE, "n=a,g=1 0 -", 8000, "30 r: a/\n3930 r repeat: a/\n7830 r repeat: a/");
}

#[test]
fn means_that_tell_no_ends_are_not_told_ends() {
    let mail = ONE.replace("webhook_configs: [{url: 'http://x'}]", "email_configs: [{to: x}]");
    check(&mail, "n=a,g=1 0 700\nn=a,g=1 2000 -", 2500, "30 r: a/\n2030 r: a/");
    let silent = ONE.replace(", webhook_configs: [{url: 'http://x'}]", "");
    check(&silent, "n=a,g=1 0 700", 2500, "");
}

#[test]
fn inhibition_is_by_equal_labels_and_never_by_itself() {
    let with = |equal: &str| {
        format!(
            "{ONE}inhibit_rules: [{{source_matchers: ['s=~\"p.*\"'], target_matchers: ['s=~\"pt|t\"'], equal: [{equal}]}}]\n"
        )
    };
    check(
        &with("i"),
        "n=a,s=p,g=1,i=1 0 -\nn=b,s=t,g=2,i=1 0 -\nn=c,s=t,g=3,i=2 0 -",
        100,
        "30 r: a/\n30 r: c/",
    );
    // Missing on both sides is equal.
    check(&with("i"), "n=a,s=p,g=1 0 -\nn=b,s=t,g=2 0 -", 100, "30 r: a/");
    // Both match both sides.
    check(&with("i"), "n=a,s=pt,g=1,i=1 0 -\nn=b,s=pt,g=2,i=1 0 -", 100, "30 r: a/\n30 r: b/");
    // When the source ends, the target is told at its next look.
    check(
        &with("i"),
        "n=a,s=p,g=1,i=1 0 200\nn=b,s=t,g=2,i=1 0 -",
        400,
        "30 r: a/\n330 r resolved: /a\n330 r: b/",
    );
}

#[test]
fn muted_routes_are_silent_in_their_time() {
    let text = "
route: {receiver: r, group_wait: 0s, group_interval: 1h, routes: [{matchers: [m=x], receiver: r, mute_time_intervals: [night]}, \
{matchers: [m=y], receiver: r, active_time_intervals: [night]}]}
receivers: [{name: r, webhook_configs: [{url: 'http://x'}]}]
time_intervals: [{name: night, time_intervals: [{times: [{start_time: '00:00', end_time: '02:00'}]}]}]
";
    check(text, "n=a,m=x 60 -", 3 * 3600, "7260 r: a/");
    check(text, "n=a,m=y 60 -\nn=b,m=y 7300 -", 3 * 3600, "60 r: a/");
}

#[test]
fn an_empty_group_is_forgotten_within_half_a_minute() {
    // Cleared at 960: the next alert waits anew.
    check(ONE, "n=a,g=1 0 700\nn=a,g=1 970 -", 1400, "30 r: a/\n930 r resolved: /a\n1000 r: a/");
    // Not cleared yet at 950: the next alert waits for the next look.
    check(ONE, "n=a,g=1 0 700\nn=a,g=1 950 -", 1400, "30 r: a/\n930 r resolved: /a\n1230 r: a/");
}
