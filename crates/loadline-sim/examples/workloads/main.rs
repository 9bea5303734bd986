//! The workloads of `cargo xtask bench sim`: runs one and prints what it did and the processor time it took, for the engine
//! or for a bare loop over a heap. Not part of the library.
//!
//! `workloads engine|bare w1|w2|w3|w3-wide|typical REQUESTS`, `workloads coverage CASE FIRST END`

mod bare;
mod coverage;
mod layouts;

use loadline_sim::{Settings, run};
use std::io::Write;

/// One measured run.
struct Done {
    requests: u64,
    events: u64,
    /// Mean latency of what was answered, in seconds.
    mean: f64,
}

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let number = |text: &str| text.parse::<u64>().ok();
    let line = match words.as_slice() {
        [who @ ("engine" | "bare"), workload, requests] => {
            number(requests).and_then(|requests| measure(who, workload, requests))
        }
        ["coverage", which, first, end] => {
            number(first).zip(number(end)).and_then(|(first, end)| coverage::run_case(which, first..end))
        }
        _ => None,
    };
    let Some(line) = line else {
        drop(writeln!(std::io::stderr(), "usage: engine|bare WORKLOAD REQUESTS, or coverage CASE FIRST END"));
        return std::process::ExitCode::from(2);
    };
    match writeln!(std::io::stdout(), "{line}") {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(_) => std::process::ExitCode::FAILURE,
    }
}

/// `requests events mean seconds`.
fn measure(who: &str, workload: &str, requests: u64) -> Option<String> {
    let (layout, rate) = layouts::of(workload)?;
    let before = processor_time();
    let done = if who == "engine" {
        let settings = Settings::lasting(requests as f64 / rate, 1);
        let tally = run(&layout, settings);
        let sum = |value: fn(&loadline_sim::SourceTally) -> f64| tally.sources.iter().map(value).sum::<f64>();
        let (arrived, good) = (sum(|source| source.arrived as f64), sum(|source| source.good as f64));
        let mean = sum(|source| source.latency_sum) / good;
        Done { requests: arrived as u64, events: tally.events, mean }
    } else {
        bare::run(workload, requests)?
    };
    let seconds = processor_time() - before;
    Some(format!("{} {} {} {seconds}", done.requests, done.events, done.mean))
}

/// Processor time of this process in seconds, as Linux tells it; elapsed time elsewhere.
fn processor_time() -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanos = told.as_deref().and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanos.map_or_else(elapsed, |nanos| nanos / 1e9)
}

fn elapsed() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64()
}
