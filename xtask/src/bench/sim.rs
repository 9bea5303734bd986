//! `cargo xtask bench sim`: requests a second of processor time that the simulator follows, beside a bare loop over a heap and
//! beside SimPy on the same work; with `--coverage`, how often its intervals cover the exact value.

mod simpy;

use anyhow::{Context, Result, bail};
use clap::Args as Arguments;
use std::path::Path;
use std::process::Command;

use super::binary::Binary;
use super::table;

/// Options of `cargo xtask bench sim`.
#[derive(Arguments)]
pub(crate) struct Args {
    /// Runs of each; the fastest counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    runs: u8,
    /// Follow intervals over many seeds instead.
    #[arg(long)]
    coverage: bool,
    /// Seeds for `--coverage`.
    #[arg(long, default_value_t = 1_000)]
    seeds: u64,
}

/// A workload: its name, what it is, requests to follow, and millions of requests a second that are asked of the engine.
const WORKLOADS: &[(&str, &str, u64, Option<f64>)] = &[
    ("w1", "M/M/1, utilisation 0.8", 8_000_000, Some(8.0)),
    ("w2", "M/M/8, utilisation 0.8", 6_000_000, Some(6.0)),
    ("w3", "3 stations of 4, utilisation 0.25, timeouts and retries", 3_000_000, Some(2.0)),
    ("w3-wide", "the same, 2,000 times as wide", 3_000_000, None),
    ("typical", "10 services, 5,000 rps, 10 min, 5 seeds", 15_000_000, None),
];

/// Seconds that the typical model may take.
const TYPICAL: f64 = 4.0;

/// Builds, measures, prints.
///
/// # Errors
/// The workloads cannot be built or do not run to their end.
pub(super) fn run(args: &Args) -> Result<()> {
    let program = Binary::example("loadline-sim", "workloads")?;
    if args.coverage {
        return coverage(program.path(), args.seeds);
    }
    let mut rows = Vec::new();
    let mut verdicts = Vec::new();
    let mut costs: Vec<(&str, f64)> = Vec::new();
    let peer = simpy::find(&program.folder("simpy"));
    for (name, what, requests, target) in WORKLOADS {
        println!("{name}: {what}");
        let engine = best(args.runs, || figures(program.path(), "engine", name, *requests))?;
        let bare = match *name {
            "typical" => None,
            _ => Some(best(args.runs, || figures(program.path(), "bare", name, *requests))?),
        };
        let simpy = match (&peer, *name) {
            (Some(peer), "w1" | "w2" | "w3") => Some(best(1, || peer.time(name))?),
            _ => None,
        };
        let rate = |figures: &Figures| figures.requests / figures.seconds / 1e6;
        let ratio = |other: &Option<Figures>| {
            other
                .as_ref()
                .map_or_else(|| "-".to_owned(), |other| format!("{:.2}x", rate(&engine) / rate(other)))
        };
        let mean = |figures: &Option<Figures>| {
            figures.as_ref().map_or_else(|| "-".to_owned(), |figures| format!("{:.4}", figures.mean))
        };
        rows.push(vec![
            (*name).to_owned(),
            format!("{:.2} M/s", rate(&engine)),
            format!("{:.1} ns", engine.seconds * 1e9 / engine.events),
            ratio(&bare),
            ratio(&simpy),
            format!("{:.4}", engine.mean),
            mean(&bare),
            mean(&simpy),
        ]);
        costs.push((name, engine.seconds / engine.events));
        if let Some(target) = target {
            let met = if rate(&engine) >= *target { "met" } else { "MISSED" };
            verdicts.push(format!("{name}: {:.2} M requests/s, target {target} M: {met}", rate(&engine)));
        }
        if *name == "typical" {
            let met = if engine.seconds <= TYPICAL { "met" } else { "MISSED" };
            verdicts.push(format!(
                "typical: {:.1} s of processor time, target {TYPICAL} s: {met}",
                engine.seconds
            ));
        }
    }
    let head = ["", "engine", "an event", "of bare", "of SimPy", "mean", "bare", "SimPy"].map(str::to_owned);
    rows.insert(0, head.to_vec());
    println!("\nProcessor time, the fastest of {} runs; means in seconds.\n", args.runs);
    println!("{}", table::render(&rows));
    let cost = |wanted: &str| costs.iter().find(|(name, _)| *name == wanted).map(|(_, cost)| *cost);
    if let Some((narrow, wide)) = cost("w3").zip(cost("w3-wide")) {
        let met = if wide / narrow < 1.5 { "met" } else { "MISSED" };
        verdicts.push(format!(
            "an event with 2,000 times the load: {:.2} times as long, target 1.5: {met}",
            wide / narrow
        ));
    }
    verdicts.iter().for_each(|verdict| println!("{verdict}"));
    if peer.is_none() {
        println!("left out SimPy: no python3 that can install it is here");
    }
    Ok(())
}

/// What a run did.
struct Figures {
    requests: f64,
    events: f64,
    mean: f64,
    seconds: f64,
}

fn best(runs: u8, mut one: impl FnMut() -> Result<Figures>) -> Result<Figures> {
    let mut best = one()?;
    for _ in 1..runs {
        let next = one()?;
        if next.seconds < best.seconds {
            best = next;
        }
    }
    Ok(best)
}

fn figures(program: &Path, who: &str, workload: &str, requests: u64) -> Result<Figures> {
    read(Command::new(program).args([who, workload, &requests.to_string()]))
}

/// Runs a program that prints requests, events, mean and seconds.
fn read(command: &mut Command) -> Result<Figures> {
    let output = command.output().context("cannot run the workload")?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        [requests, events, mean, seconds] if output.status.success() => {
            Ok(Figures { requests: *requests, events: *events, mean: *mean, seconds: *seconds })
        }
        _ => {
            bail!("the workload printed `{}` {}", text.trim(), String::from_utf8_lossy(&output.stderr).trim())
        }
    }
}

/// What is known exactly: a name, how it is looked at, and whether an interval of the p99 is judged as well.
const EXACT: &[(&str, &str)] = &[
    ("mm1", "M/M/1, long run"),
    ("mm8", "M/M/8, long run"),
    ("mm2-loss", "M/M/2 with three places, share turned away"),
    ("mg1-lognormal", "M/G/1, lognormal, cv 1.5, long run"),
    ("mg1-hyperexponential", "M/G/1, hyperexponential, cv 2, long run"),
    ("md1", "M/D/1, long run"),
    ("sharing", "processor sharing, lognormal, long run"),
    ("tandem", "three M/M/1 in a row, long run"),
    ("fork-join", "two M/M/1 at once, long run"),
    ("erlang-a", "M/M/2 with impatience, share that gives up"),
    ("hedge", "attempts with a hedge"),
    ("retries", "attempts where 40 % fail"),
    ("cold-cache", "load on the origin of a cold cache ÷ of a warm one"),
];

/// Coverage that is asked of an interval of 95 %.
const COVERED: std::ops::RangeInclusive<f64> = 0.93..=0.97;

fn coverage(program: &Path, seeds: u64) -> Result<()> {
    let mut rows = vec![["", "what", "given", "mean", "p99"].map(str::to_owned).to_vec()];
    let mut missed = Vec::new();
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as u64;
    for (number, (name, what)) in EXACT.iter().enumerate() {
        eprintln!("{} of {}: {what}", number + 1, EXACT.len());
        let [refused, mean, tail, judged] = over_seeds(program, name, seeds, cores)?;
        let given = seeds - refused;
        let mut share = |part: u64, whole: u64, of: &str| {
            if whole == 0 {
                return "-".to_owned();
            }
            let share = part as f64 / whole as f64;
            if !COVERED.contains(&share) {
                missed.push(format!("{name} {of}"));
            }
            format!("{:.1} %", share * 100.0)
        };
        let (mean, tail) = (share(mean, given, "mean"), share(tail, judged, "p99"));
        rows.push(vec![(*name).to_owned(), (*what).to_owned(), format!("{given} of {seeds}"), mean, tail]);
    }
    println!(
        "Of the intervals of 95 % that were given, how many cover the exact value; 93 to 97 % is asked.\n"
    );
    println!("{}", table::render(&rows));
    let verdict =
        if missed.is_empty() { "met".to_owned() } else { format!("MISSED by {}", missed.join(", ")) };
    println!("coverage over {seeds} seeds: {verdict}");
    Ok(())
}

/// Refused, covered, covered for the p99 and judged for it, over all seeds; each core takes a part of them.
fn over_seeds(program: &Path, name: &str, seeds: u64, cores: u64) -> Result<[u64; 4]> {
    let parts = (0..cores).map(|core| {
        let (first, end) = (seeds * core / cores, seeds * (core + 1) / cores);
        let arguments = ["coverage".to_owned(), name.to_owned(), first.to_string(), end.to_string()];
        Command::new(program).args(arguments).stdout(std::process::Stdio::piped()).spawn()
    });
    let parts: Vec<_> = parts.collect::<std::io::Result<_>>().context("cannot run the workload")?;
    let mut sum = [0; 4];
    for part in parts {
        let output = part.wait_with_output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let numbers: Vec<u64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let [refused, mean, tail, judged] = numbers.as_slice() else { bail!("it printed `{}`", text.trim()) };
        sum.iter_mut().zip([refused, mean, tail, judged]).for_each(|(sum, more)| *sum += more);
    }
    Ok(sum)
}
