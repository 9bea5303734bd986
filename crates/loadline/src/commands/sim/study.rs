//! `loadline sim knee`, `resilience` and `metastable`: questions that take many runs.

use super::hands::{self, with_hands};
use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::page::Page;
use crate::output::sim::{html, study};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::sim::{self, Answer, Interrupted};
use loadline_base::units::{Duration, Unit};
use serde_json::Value;

pub(super) const KNEE: Command = Command { name: "knee", describe: describe_knee, run: run_knee };
pub(super) const RESILIENCE: Command =
    Command { name: "resilience", describe: describe_resilience, run: run_resilience };
pub(super) const METASTABLE: Command =
    Command { name: "metastable", describe: describe_metastable, run: run_metastable };

/// What is said of the number of runs where a verdict may take more.
const UNTIL_DECIDED: &str =
    "Runs of each point with other random numbers; up to 20 where they leave it undecided";

fn describe_knee(command: clap::Command) -> clap::Command {
    let scenario = Arg::new("scenario")
        .value_name("SCENARIO")
        .help("Scenario whose load is scaled, without its faults; every journey at its peak when left out");
    shared(command.arg(scenario), "3", UNTIL_DECIDED)
        .about("Find the highest load at which every claim still holds, and what gives way above it")
}

fn describe_resilience(command: clap::Command) -> clap::Command {
    shared(command.arg(super::record_argument()), "4", "Runs of each fault with other random numbers").about(
        "Try every fault on every journey: how many requests fail, and whether and when it is over after the repair",
    )
}

fn describe_metastable(command: clap::Command) -> clap::Command {
    let spike = Arg::new("spike")
        .long("spike")
        .value_name("DURATION")
        .default_value("30s")
        .value_parser(spike_of)
        .help("How long a spike of load lasts, 1 s to a day");
    shared(command.arg(spike), "6", UNTIL_DECIDED)
        .about("Find out whether overload outlives its cause: the smallest spike that sticks, and the cut that ends it")
}

fn shared(command: clap::Command, runs: &'static str, help: &'static str) -> clap::Command {
    let runs = Arg::new("runs")
        .long("runs")
        .value_name("NUMBER")
        .default_value(runs)
        .value_parser(clap::value_parser!(u32).range(2..=1_000))
        .help(help);
    command
        .arg(model_path_argument())
        .arg(answer::format_argument_with_html())
        .arg(super::seed_argument())
        .arg(runs)
        .args(hands::arguments())
}

fn run_knee(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let (path, seed, runs) = (model_path(arguments), super::seed(arguments), runs(arguments));
    let found = with_hands(arguments, terminal, |hands| sim::knee(path, scenario, seed, runs, hands))?;
    let shown = Shown { json: study::knee_json, page: study::knee, html: html::knee };
    print(arguments, terminal, "sim-knee", &found, &shown, |report| report.interrupted)
}

fn run_resilience(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let (path, seed, runs) = (model_path(arguments), super::seed(arguments), runs(arguments));
    super::expect_to_record(arguments)?;
    let found = with_hands(arguments, terminal, |hands| sim::resilience(path, seed, runs, hands))?;
    let shown = Shown { json: study::resilience_json, page: study::resilience, html: html::resilience };
    let exit = print(arguments, terminal, "sim-resilience", &found, &shown, |report| report.interrupted)?;
    if let Answer::Found(report) = &found {
        if !report.unsteady.is_empty() {
            return Ok(Exit::Findings);
        }
        let interrupted = report.interrupted.is_some();
        super::keep(arguments, terminal, interrupted, |path| sim::record_faults(path, report))?;
    }
    Ok(exit)
}

/// A spike that can be seen in slices of a second, and is none of those that never end.
fn spike_of(text: &str) -> std::result::Result<Duration, String> {
    let lasts = Duration::read(text).map_err(|error| error.to_string())?;
    if (1.0..=86_400.0).contains(&lasts.as_secs_f64()) {
        Ok(lasts)
    } else {
        Err(format!("a spike lasts from 1 s to a day, as `30s`, and not {text}"))
    }
}

fn run_metastable(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let lasts = arguments.get_one::<Duration>("spike").map_or(30.0, |spike| spike.as_secs_f64());
    let (path, seed, runs) = (model_path(arguments), super::seed(arguments), runs(arguments));
    let found = with_hands(arguments, terminal, |hands| sim::metastable(path, lasts, seed, runs, hands))?;
    let shown = Shown { json: study::metastable_json, page: study::metastable, html: html::metastable };
    let exit = print(arguments, terminal, "sim-metastable", &found, &shown, |report| report.interrupted)?;
    Ok(match &found {
        Answer::Found(report) if !report.found.unsteady.is_empty() => Exit::Findings,
        Answer::Found(_) | Answer::Faults(..) => exit,
    })
}

/// How an answer looks.
struct Shown<T> {
    json: fn(&T) -> Value,
    page: fn(&T) -> Page,
    html: fn(&T) -> String,
}

fn print<T>(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
    name: &str,
    found: &Answer<T>,
    shown: &Shown<T>,
    interrupted: fn(&T) -> Option<Interrupted>,
) -> Result<Exit> {
    match found {
        Answer::Faults(sources, faults) => print_faults(faults, sources, terminal),
        Answer::Found(report) => {
            let Shown { json, page, html } = shown;
            answer::print_or_html(
                arguments,
                terminal,
                name,
                || json(report),
                || page(report),
                || html(report),
            )?;
            Ok(if interrupted(report).is_some() { Exit::Interrupted } else { Exit::Clean })
        }
    }
}

fn runs(arguments: &ArgMatches) -> u32 {
    arguments.get_one::<u32>("runs").copied().unwrap_or(3)
}
