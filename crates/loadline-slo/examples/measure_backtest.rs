//! Times reading a history, replaying one and many objectives and searching for policies; `cargo xtask bench slo` reads what it
//! prints. With `--prometheus` a real server on loopback loads the history of one objective and is asked for the minutes at which
//! each pair holds: the same minutes, or the run ends. With a number only that many
//! objectives are replayed, for a profiler.
#![expect(clippy::print_stderr, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_base::units::{Duration, Unit as _};
use loadline_promql::{History, Series};
use loadline_slo::backtest::{self, Candidate, Incident, backtest};
use loadline_slo::history::{Limits, OpenMetrics};
use loadline_slo::tune::{Space, Wish, tune};
use loadline_slo::{AlertPolicy, Events, Indicator, Kind, Part, Slo, Target, Window};
use loadline_testkit::{Prometheus, Setup};
use std::fmt::Write as _;
use std::time::Instant;

/// Thirty days, a scrape a minute.
const MINUTES: u64 = 30 * 1440;
/// The first scrape, seconds since 1970.
const START: u64 = 1_700_000_000 / 60 * 60;

fn main() {
    if std::env::args().any(|argument| argument == "--prometheus") {
        ask_prometheus();
        return;
    }
    let lap = |name: &str, started: Instant| {
        eprintln!("{name} {:.2} ms", started.elapsed().as_secs_f64() * 1e3);
    };

    let number = std::env::args().skip(1).find_map(|number| number.parse().ok());
    if number.is_none() {
        one_and_search(lap);
    }
    let number = number.unwrap_or(1000);
    // Each copy has its own text, read and let go; only the samples stay.
    let mut many = History::default();
    for number in 0..number {
        let text = format!("{}# EOF\n", text(number));
        let loaded = OpenMetrics::read(text.as_bytes(), Limits::default()).unwrap().history;
        loaded.series().iter().for_each(|series: &Series| {
            many.insert(series.clone());
        });
    }
    let slos: Vec<Slo> = (0..number).map(slo).collect();
    let started = Instant::now();
    let report = backtest(&backtest::Setup::new(&slos, &many, &[Candidate::Own])).unwrap();
    lap("many", started);
    eprintln!("alerts {}", report.policies[0].alerts.len());
    eprintln!("memory {:.1} MiB", memory());
}

/// A million samples loaded, one objective replayed, and policies searched for on it.
fn one_and_search(lap: impl Fn(&str, Instant)) {
    // 12 objectives of two series are a little more than a million samples.
    let million: String = (0..12).map(text).collect::<String>() + "# EOF\n";
    let started = Instant::now();
    let loaded = OpenMetrics::read(million.as_bytes(), Limits::default()).unwrap();
    lap("load", started);
    eprintln!("samples {}", loaded.notes.samples);
    drop(loaded);

    let one = OpenMetrics::read(format!("{}# EOF\n", text(0)).as_bytes(), Limits::default()).unwrap().history;
    let slos = [slo(0)];
    let candidates = [Candidate::Own];
    let times: Vec<f64> = (0..5)
        .map(|_| {
            let started = Instant::now();
            let report = backtest(&backtest::Setup::new(&slos, &one, &candidates)).unwrap();
            assert!(!report.policies[0].alerts.is_empty());
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let mut sorted = times;
    sorted.sort_by(f64::total_cmp);
    eprintln!("one {:.2} ms", sorted[2]);

    let incidents = incidents(0);
    let mut setup = backtest::Setup::new(&slos, &one, &[]);
    setup.incidents = Some(&incidents);
    let wish = Wish { within: Some(Duration::read("30m").unwrap()), recall: 0.9, ..Wish::default() };
    let started = Instant::now();
    let tuned = tune(&setup, &Space::default(), &wish).unwrap();
    lap("tune", started);
    eprintln!("policies {}", tuned.tried);
    let space = Space::default();
    eprintln!("conditions {}", space.burns.len() * space.longs.len() * space.ratios.len());
    eprintln!("front {}", tuned.front.len());
    // Without a wish nothing is dropped early: every policy goes through Alertmanager.
    let wish = Wish { within: None, recall: 0.0, ..Wish::default() };
    let started = Instant::now();
    let tuned = tune(&setup, &Space::default(), &wish).unwrap();
    lap("tune-all", started);
    assert_eq!(tuned.too_late, 0);
}

/// Loads the history of one objective into a real server and asks it for every minute of the month at which a pair holds.
fn ask_prometheus() {
    let text = format!("{}# EOF\n", text(0));
    let Some(server) = Prometheus::start(&Setup { openmetrics: Some(&text), ..Setup::default() }) else {
        return;
    };
    eprintln!("prometheus-load {:.2} ms", server.loaded.as_secs_f64() * 1e3);
    eprintln!("prometheus-samples {}", text.lines().filter(|line| !line.starts_with('#')).count());
    let history = OpenMetrics::read(text.as_bytes(), Limits::default()).unwrap().history;
    let (slos, candidates) = ([slo(0)], [Candidate::Own]);
    // The questions below are about the counters themselves, however long the window.
    let setup =
        backtest::Setup { raw_up_to: Duration::MAX, ..backtest::Setup::new(&slos, &history, &candidates) };
    let report = backtest(&setup).unwrap();
    let end = START + MINUTES * 60;
    let started = Instant::now();
    let mut fired = Vec::new();
    for (burn, long, short) in
        [("14.4", "1h", "5m"), ("6", "6h", "30m"), ("3", "1d", "2h"), ("1", "3d", "6h")]
    {
        let ratio =
            |window: &str| format!("sum(rate(bad_total[{window}])) / sum(rate(events_total[{window}]))");
        let holds = format!("{} > ({burn} * 0.001) and {} > ({burn} * 0.001)", ratio(long), ratio(short));
        let mut minutes = 0;
        // A server answers with 11,000 points at most.
        for from in (START..=end).step_by(10_800 * 60) {
            let to = end.min(from + 10_799 * 60);
            let query = percent(&holds);
            let said =
                server.get(&format!("/api/v1/query_range?query={query}&start={from}&end={to}&step=60"));
            let said: serde_json::Value = serde_json::from_str(&said).unwrap();
            assert_eq!(said["status"], "success", "{said}");
            minutes += said["data"]["result"][0]["values"].as_array().map_or(0, Vec::len);
        }
        fired.push(minutes);
    }
    eprintln!("prometheus-one {:.2} ms", started.elapsed().as_secs_f64() * 1e3);
    let ours = ["page-1", "page-2", "ticket-1", "ticket-2"].map(|tier| {
        let alerts = report.policies[0].alerts.iter().filter(|alert| alert.name == tier);
        let minutes =
            alerts.map(|alert| (alert.resolved.unwrap_or(report.span.1 + 60_000) - alert.fired) / 60_000);
        usize::try_from(minutes.sum::<i64>()).unwrap()
    });
    assert_eq!(fired, ours, "minutes at which the pairs hold");
    eprintln!("prometheus-minutes {}", fired.iter().sum::<usize>());
}

/// Text as part of an address.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() {
            out.push(byte.into());
        } else {
            write!(out, "%{byte:02X}").unwrap();
        }
        out
    })
}

/// Most memory the program had, in MiB.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok())
        .map_or(f64::NAN, |kb| kb / 1024.0)
}

/// Thirty days of one objective: traffic by the hour of the day, a few outages, a leak, a little noise.
fn text(number: u64) -> String {
    let mut text = String::new();
    for bad in [false, true] {
        let mut counter = 0;
        for minute in 0..=MINUTES {
            let time = START + minute * 60;
            let name = if bad { "bad_total" } else { "events_total" };
            writeln!(text, "{name}{{slo=\"slo-{number}\",job=\"shop\"}} {counter} {time}").unwrap();
            let hour = minute / 60 % 24;
            let events = 3000 + 200 * hour.min(24 - hour);
            let dice = (minute * 2_654_435_761 + number * 40_503) % 1_000_003;
            let errors = match (minute + number * 977) % 10_007 {
                0..40 => events / 5,
                5000..5600 => events / 400,
                _ => u64::from(dice.is_multiple_of(3)),
            };
            counter += if bad { errors } else { events };
        }
    }
    text
}

/// The outages of [`text`] that last 40 minutes, as somebody would have written them down.
fn incidents(number: u64) -> Vec<Incident> {
    let mut incidents = Vec::new();
    for minute in (0..MINUTES).filter(|minute| (minute + number * 977).is_multiple_of(10_007)) {
        let start = i64::try_from((START + minute * 60) * 1000).unwrap();
        incidents.push(Incident {
            name: format!("outage {minute}"),
            start,
            end: start + 40 * 60_000,
            severity: None,
            slo: None,
        });
    }
    incidents
}

fn slo(number: u64) -> Slo {
    let window = Duration::read("30d").unwrap();
    let counter = |name: &str| Events::Counter(format!("{name}{{slo=\"slo-{number}\"}}"));
    let indicator = Indicator::Ratio {
        kind: Kind::Availability,
        part: Part::Bad,
        events: counter("bad_total"),
        total: counter("events_total"),
    };
    let target = Target::read_percent("99.9").unwrap();
    let mut slo = Slo::new(&format!("slo-{number}"), "shop", indicator, target, Window::Rolling(window));
    slo.policy = Some(AlertPolicy::standard(window));
    slo
}
