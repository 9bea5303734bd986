//! `loadline sim knee`, `resilience` and `metastable`: questions that take many runs.

use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::page::Page;
use crate::output::sim::study;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::Failure;
use loadline_app::sim::{self, Answer};
use loadline_base::units::{Duration, Unit};
use serde_json::Value;

pub(super) const KNEE: Command = Command { name: "knee", describe: describe_knee, run: run_knee };
pub(super) const RESILIENCE: Command =
    Command { name: "resilience", describe: describe_resilience, run: run_resilience };
pub(super) const METASTABLE: Command =
    Command { name: "metastable", describe: describe_metastable, run: run_metastable };

fn describe_knee(command: clap::Command) -> clap::Command {
    let scenario = Arg::new("scenario")
        .value_name("SCENARIO")
        .help("Scenario whose load is scaled, without its faults; every journey at its peak when left out");
    shared(command.arg(scenario), "3")
        .about("Find the highest load at which every claim still holds, and what gives way above it")
}

fn describe_resilience(command: clap::Command) -> clap::Command {
    shared(command, "3").about(
        "Try every fault on every journey: how many requests fail, and whether and when it is over after the repair",
    )
}

fn describe_metastable(command: clap::Command) -> clap::Command {
    let spike = Arg::new("spike")
        .long("spike")
        .value_name("DURATION")
        .default_value("30s")
        .value_parser(|text: &str| Duration::read(text).map_err(|error| error.to_string()))
        .help("How long a spike of load lasts");
    shared(command.arg(spike), "5")
        .about("Find out whether overload outlives its cause: the smallest spike that sticks, and the cut that ends it")
}

fn shared(command: clap::Command, runs: &'static str) -> clap::Command {
    let seed = Arg::new("seed")
        .long("seed")
        .value_name("NUMBER")
        .default_value("1")
        .value_parser(clap::value_parser!(u64))
        .help("Everything random follows from it: the same seed gives the same report");
    let runs = Arg::new("runs")
        .long("runs")
        .value_name("NUMBER")
        .default_value(runs)
        .value_parser(clap::value_parser!(u32).range(2..=1_000))
        .help("Runs of each point with other random numbers");
    command.arg(model_path_argument()).arg(answer::format_argument()).arg(seed).arg(runs)
}

fn run_knee(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let found = sim::knee(model_path(arguments), scenario, seed(arguments), runs(arguments));
    print(arguments, terminal, "sim-knee", found, study::knee_json, study::knee)
}

fn run_resilience(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let found = sim::resilience(model_path(arguments), seed(arguments), runs(arguments));
    print(arguments, terminal, "sim-resilience", found, study::resilience_json, study::resilience)
}

fn run_metastable(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let lasts = arguments.get_one::<Duration>("spike").map_or(30.0, |spike| spike.as_secs_f64());
    // Longer than a day is no spike, and shorter than a slice is not seen.
    let lasts = lasts.clamp(1.0, 86_400.0);
    let found = sim::metastable(model_path(arguments), lasts, seed(arguments), runs(arguments));
    print(arguments, terminal, "sim-metastable", found, study::metastable_json, study::metastable)
}

fn print<T>(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
    name: &str,
    found: Result<Answer<T>, Failure>,
    json: fn(&T) -> Value,
    page: fn(&T) -> Page,
) -> Result<Exit> {
    match found.map_err(Expected)? {
        Answer::Faults(sources, faults) => print_faults(&faults, &sources, terminal),
        Answer::Found(report) => {
            answer::print(arguments, terminal, name, || json(&report), || page(&report))?;
            Ok(Exit::Clean)
        }
    }
}

fn seed(arguments: &ArgMatches) -> u64 {
    arguments.get_one::<u64>("seed").copied().unwrap_or(1)
}

fn runs(arguments: &ArgMatches) -> u32 {
    arguments.get_one::<u32>("runs").copied().unwrap_or(3)
}
