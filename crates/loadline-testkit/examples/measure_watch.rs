//! What watching many objectives costs: a real Prometheus that scrapes nothing, holds the counters of the last hour and evaluates the
//! generated rules, and the program beside it. `cargo xtask bench slo` reads what it prints.
//!
//! Arguments: the program, a folder to write into, how many objectives.
#![expect(clippy::print_stderr, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_testkit::{Prometheus, Setup, Written};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Refreshes that are measured, after a first one that is not.
const REFRESHES: u32 = 5;
/// Time between two of them here; what one costs does not depend on it.
const EVERY: &str = "3s";
/// Minutes of history: a server takes nothing that is an hour older than what its rules have recorded already.
const MINUTES: i64 = 50;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).take(3).collect();
    let [program, folder, count] = words.as_slice() else { return };
    let (folder, count): (&Path, usize) = (Path::new(folder), count.parse().unwrap());
    drop(std::fs::remove_dir_all(folder));
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("loadline.yaml"), model(count)).unwrap();
    let rules = folder.join("rules");
    let made = Command::new(program)
        .args(["slo", "generate", "--output"])
        .arg(&rules)
        .arg("--model")
        .arg(folder)
        .stderr(Stdio::null())
        .status();
    assert!(matches!(made.unwrap().code(), Some(0 | 1)));
    let config = format!("rule_files: ['{}/*.rules.yaml']\n", rules.canonicalize().unwrap().display());
    let Some(server) = Prometheus::start(&Setup { config: &config, ..Setup::default() }) else { return };
    fill(&server, count);
    let started = Instant::now();
    // Each group is evaluated once a minute; two minutes are enough for all of them.
    while recorded(&server) < count && started.elapsed() < Duration::from_secs(300) {
        std::thread::sleep(Duration::from_secs(2));
    }
    eprintln!("recorded {}", recorded(&server));
    for (name, more) in [("watch-recorded", &["--recorded"][..]), ("watch", &[])] {
        let (cpu, wall) = watch(program, folder, &server, more);
        eprintln!("{name} {cpu:.2} ms");
        eprintln!("{name}-wall {wall:.2} ms");
    }
}

/// Milliseconds of processor time, user and system, and of time, that one refresh takes.
fn watch(program: &str, folder: &Path, server: &Prometheus, more: &[&str]) -> (f64, f64) {
    let child = Command::new(program)
        .args(["slo", "status", "--watch", EVERY, "--timeout", "120s", "--format", "json", "--prometheus"])
        .arg(&server.address)
        .arg("--model")
        .arg(folder)
        .args(more)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = Ended(child.unwrap());
    let mut lines = BufReader::new(child.0.stdout.take().unwrap()).lines();
    let mut refresh = || lines.any(|line| line.unwrap().contains("\"schema\""));
    assert!(refresh(), "no answer");
    let (cpu, started) = (cpu(child.0.id()), Instant::now());
    for _ in 0..REFRESHES {
        assert!(refresh(), "it ended");
    }
    let spent = self::cpu(child.0.id()) - cpu;
    let wall = started.elapsed().as_secs_f64() * 1e3;
    (spent / f64::from(REFRESHES), wall / f64::from(REFRESHES))
}

struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

/// Milliseconds of processor time that a process has had so far, user and system, in steps of ten.
/// Source: proc(5), `/proc/[pid]/stat`, fields 14 and 15; a tick is a hundredth of a second.
fn cpu(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
    ticks * 10.0
}

fn model(count: usize) -> String {
    let mut text = String::from(
        "loadline: 1\nservices:\n  shop: {exposes: {http: {protocol: https}}}\njourneys:\n  buy: {entry: shop.http}\n\
         teams:\n  shop-team: {}\nslos:\n",
    );
    for slo in 0..count {
        writeln!(
            text,
            "  slo-{slo}:\n    of: buy\n    target: 99.9%\n    window: 30d\n    sli: {{availability: {{bad: \
             'bad_total{{slo_id=\"{slo}\"}}', total: 'events_total{{slo_id=\"{slo}\"}}'}}}}\n    alert: {{policy: \
             standard, page: shop-team, ticket: shop-team}}",
        )
        .unwrap();
    }
    text
}

/// Counters of every objective up to now, a sample a minute.
fn fill(server: &Prometheus, count: usize) {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis()).unwrap();
    let ids: Vec<String> = (0..count).map(|slo| slo.to_string()).collect();
    let samples = |each: f64| -> Vec<(i64, f64)> {
        (0..=MINUTES).map(|minute| (now - (MINUTES - minute) * 60_000, minute as f64 * each)).collect()
    };
    let (events, bad) = (samples(600.0), samples(0.5));
    let labels: Vec<[(&str, &str); 2]> = ids
        .iter()
        .flat_map(|id| {
            ["events_total", "bad_total"].map(|name| [("__name__", name), ("slo_id", id.as_str())])
        })
        .collect();
    for some in labels.chunks(200) {
        let of = |name: &str| if name == "bad_total" { bad.as_slice() } else { events.as_slice() };
        let series: Vec<Written<'_>> = some.iter().map(|labels| (&labels[..], of(labels[0].1))).collect();
        server.write(&series);
    }
}

/// Objectives whose slowest count is there.
fn recorded(server: &Prometheus) -> usize {
    let said = server.get("/api/v1/query?query=count(slo%3Atotal%3Aincrease30d)");
    let value = said.rsplit_once(",\"").and_then(|(_, rest)| rest.split_once('"'));
    value.and_then(|(digits, _)| digits.parse().ok()).unwrap_or(0)
}
