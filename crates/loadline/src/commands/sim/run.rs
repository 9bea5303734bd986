//! `loadline sim run`: simulates a scenario and judges its claims.

use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::sim::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::sim::{Options, run as simulate};

pub(crate) const COMMAND: Command = Command { name: "run", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Simulate a scenario: latency, goodput, queues and retries over time, and whether its claims hold")
        .arg(
            Arg::new("scenario")
                .value_name("SCENARIO")
                .help("Id of the scenario; every journey at its peak when left out"),
        )
        .arg(model_path_argument())
        .arg(answer::format_argument())
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("NUMBER")
                .default_value("1")
                .value_parser(clap::value_parser!(u64))
                .help("Everything random follows from it: the same seed gives the same report"),
        )
        .arg(
            Arg::new("runs")
                .long("runs")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32).range(2..=10_000))
                .help("Runs with other random numbers, instead of what the scenario says"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let seed = arguments.get_one::<u64>("seed").copied().unwrap_or(1);
    let options = Options { seed, runs: arguments.get_one::<u32>("runs").copied() };
    let report = simulate(model_path(arguments), scenario, options).map_err(Expected)?;
    if !report.faults.is_empty() {
        return print_faults(&report.faults, &report.sources, terminal);
    }
    answer::print(arguments, terminal, "sim-run", || as_json(&report), || page(&report))?;
    Ok(if report.failed() { Exit::Findings } else { Exit::Clean })
}
