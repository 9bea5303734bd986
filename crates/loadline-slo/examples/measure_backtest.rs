//! Times reading a history, replaying one and many objectives and searching for policies; `cargo xtask bench slo` reads what it
//! prints. With `--write FILE` it only writes the history of one objective, for others to answer the same questions.
#![expect(clippy::print_stderr, clippy::unwrap_used, reason = "a tool for benchmarks")]

use loadline_base::units::{Duration, Unit as _};
use loadline_promql::{History, Series};
use loadline_slo::backtest::{Candidate, Incident, Setup, backtest};
use loadline_slo::history::{Limits, OpenMetrics};
use loadline_slo::tune::{Space, Wish, tune};
use loadline_slo::{AlertPolicy, Events, Indicator, Kind, Part, Slo, Target, Window};
use std::fmt::Write as _;
use std::time::Instant;

/// Thirty days, a scrape a minute.
const MINUTES: u64 = 30 * 1440;
/// The first scrape, seconds since 1970.
const START: u64 = 1_700_000_000 / 60 * 60;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, file] = arguments.as_slice()
        && flag == "--write"
    {
        std::fs::write(file, format!("{}# EOF\n", text(0))).unwrap();
        return;
    }
    let lap = |name: &str, started: Instant| {
        eprintln!("{name} {:.2} ms", started.elapsed().as_secs_f64() * 1e3);
    };

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
            let report = backtest(&Setup::new(&slos, &one, &candidates)).unwrap();
            assert!(!report.policies[0].alerts.is_empty());
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    let mut sorted = times;
    sorted.sort_by(f64::total_cmp);
    eprintln!("one {:.2} ms", sorted[2]);

    let incidents = incidents(0);
    let mut setup = Setup::new(&slos, &one, &[]);
    setup.incidents = Some(&incidents);
    let wish = Wish { within: Some(Duration::read("30m").unwrap()), recall: 0.9, ..Wish::default() };
    let started = Instant::now();
    let tuned = tune(&setup, &Space::default(), &wish).unwrap();
    lap("tune", started);
    eprintln!("policies {}", tuned.tried);
    eprintln!("front {}", tuned.front.len());
    // Without a wish nothing is dropped early: every policy goes through Alertmanager.
    let wish = Wish { within: None, recall: 0.0, ..Wish::default() };
    let started = Instant::now();
    let tuned = tune(&setup, &Space::default(), &wish).unwrap();
    lap("tune-all", started);
    assert_eq!(tuned.too_late, 0);

    // Each copy has its own text, read and let go; only the samples stay.
    let mut many = History::default();
    for number in 0..1000 {
        let text = format!("{}# EOF\n", text(number));
        let loaded = OpenMetrics::read(text.as_bytes(), Limits::default()).unwrap().history;
        loaded.series().iter().for_each(|series: &Series| {
            many.insert(series.clone());
        });
    }
    let slos: Vec<Slo> = (0..1000).map(slo).collect();
    let started = Instant::now();
    let report = backtest(&Setup::new(&slos, &many, &candidates)).unwrap();
    lap("many", started);
    eprintln!("alerts {}", report.policies[0].alerts.len());
    eprintln!("memory {:.1} MiB", memory());
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
