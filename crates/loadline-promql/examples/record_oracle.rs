//! Asks a real Prometheus about the synthetic histories and writes its answers to `tests/data/oracle`; ordinary tests hold
//! our own answers to them. Run by `cargo xtask oracle slo`.
#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for the repository alone, which stops when it cannot go on"
)]

#[path = "../tests/it/oracle/questions.rs"]
mod questions;

use loadline_testkit::{MINUTES, Prometheus, START, Setup, SyntheticHistory, Written, synthetic_histories};
use questions::{EVERY, PAIRS, VALUES, about, pair};
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;

const MINUTE: i64 = 60_000;
/// A server answers with no more points than this at once.
const POINTS: i64 = 11_000;

fn main() {
    let histories = synthetic_histories();
    let Some(server) = Prometheus::start(&Setup::default()) else { return };
    load(&server, &histories);
    let mut firing = String::from("# Minutes at which each pair holds: first minute + how many follow.\n");
    let mut values = String::from("# A value every so many minutes; `_` where there is none.\n");
    for history in &histories {
        for (factor, long, short) in PAIRS {
            let expression = about(&pair(factor, long, short), history.name);
            let there =
                ask(&server, &expression, 1).into_iter().map(|(minute, _)| minute).collect::<Vec<_>>();
            writeln!(firing, "{}: {factor}: {}", history.name, runs(&there)).expect("written");
        }
        for expression in VALUES {
            let found = ask(&server, &about(expression, history.name), EVERY);
            let mut line = String::new();
            for minute in (0..MINUTES).step_by(EVERY as usize) {
                let value = found.iter().find(|(at, _)| *at == minute);
                line += &value.map_or_else(|| " _".to_owned(), |(_, value)| format!(" {value}"));
            }
            writeln!(values, "{}: {expression}:{line}", history.name).expect("written");
        }
        println!("asked about {}", history.name);
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/oracle");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("firing.txt"), firing).expect("written");
    std::fs::write(folder.join("values.txt"), values).expect("written");
}

/// All series side by side, as a server takes only what is later than what it has.
fn load(server: &Prometheus, histories: &[SyntheticHistory]) {
    let mut series = Vec::new();
    for history in histories {
        for (number, instance) in history.instances.iter().enumerate() {
            for (metric, samples) in ["requests_total", "errors_total"].into_iter().zip(instance) {
                let labels = vec![
                    ("__name__", metric.to_owned()),
                    ("history", history.name.to_owned()),
                    ("instance", number.to_string()),
                ];
                series.push((labels, samples));
            }
        }
    }
    let labels: Vec<Vec<(&str, &str)>> = series
        .iter()
        .map(|(labels, _)| labels.iter().map(|(name, value)| (*name, value.as_str())).collect())
        .collect();
    for hour in 0..MINUTES / 60 + 2 {
        let from = START + hour * 60 * MINUTE;
        let times = from..from + 60 * MINUTE;
        let parts: Vec<Written<'_>> = series
            .iter()
            .zip(&labels)
            .map(|((_, samples), labels)| {
                let first = samples.partition_point(|(time, _)| *time < times.start);
                let last = samples.partition_point(|(time, _)| *time < times.end);
                (labels.as_slice(), &samples[first..last])
            })
            .filter(|(_, samples)| !samples.is_empty())
            .collect();
        if !parts.is_empty() {
            server.write(&parts);
        }
    }
    println!("loaded {} series of {} histories", series.len(), histories.len());
}

/// The minutes at which an expression has a value, with the value as the server writes it.
fn ask(server: &Prometheus, expression: &str, every: i64) -> Vec<(i64, String)> {
    let mut found = Vec::new();
    let mut minute = 0;
    while minute < MINUTES {
        let last = (minute + (POINTS - 1) * every).min(MINUTES - 1);
        let time = |minute: i64| (START + minute * MINUTE) / 1000;
        let path = format!(
            "/api/v1/query_range?query={}&start={}&end={}&step={}",
            encoded(expression),
            time(minute),
            time(last),
            every * 60
        );
        let answer: Value = serde_json::from_str(&server.get(&path)).expect("an answer in JSON");
        assert_eq!(answer["status"], "success", "{expression}: {answer}");
        let result = answer["data"]["result"].as_array().expect("series");
        assert!(result.len() <= 1, "{expression} gives {} series", result.len());
        for point in result.iter().flat_map(|series| series["values"].as_array().expect("points")) {
            let seconds = point[0].as_f64().expect("a time") as i64;
            let value = point[1].as_str().expect("a value").to_owned();
            found.push(((seconds - START / 1000) / 60, value));
        }
        minute = last + every;
    }
    found
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric();
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// `3+2 10+0`: minutes 3, 4, 5 and 10.
fn runs(minutes: &[i64]) -> String {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for minute in minutes {
        match runs.last_mut() {
            Some((first, more)) if *first + *more + 1 == *minute => *more += 1,
            _ => runs.push((*minute, 0)),
        }
    }
    runs.iter().map(|(first, more)| format!("{first}+{more}")).collect::<Vec<_>>().join(" ")
}
