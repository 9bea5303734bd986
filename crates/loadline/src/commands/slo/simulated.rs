//! `loadline slo backtest --from sim SCENARIO`: alert policies replayed on what a scenario of the model does.

use super::{duration, history, read_objectives};
use crate::commands::{answer, model_path};
use crate::output::faults::print_faults;
use crate::output::slo::simulated::{as_json, html, page};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches};
use loadline_app::sim::Answer;
use loadline_app::slo::simulated::{Question, trial};
use loadline_base::figure::Digits;
use loadline_base::units::Share;
use std::path::PathBuf;

/// The share of a budget for which the SRE Workbook wakes somebody first.
const WORTH: f64 = 0.02;
/// What says nothing of a simulated history.
const NOT_HERE: [&str; 7] = ["incidents", "target", "window", "prometheus", "openmetrics", "csv", "files"];

/// The arguments that only simulated histories have.
pub(super) fn arguments() -> [Arg; 2] {
    let seed = Arg::new("seed")
        .long("seed")
        .value_name("NUMBER")
        .default_value("1")
        .value_parser(clap::value_parser!(u64))
        .help("With --from sim: everything random follows from it");
    let runs = Arg::new("runs")
        .long("runs")
        .value_name("NUMBER")
        .value_parser(clap::value_parser!(u32).range(2..=10_000))
        .help("With --from sim: runs, instead of what the scenario says");
    [seed, runs]
}

/// The scenario that `--from sim` names.
pub(super) fn scenario(arguments: &ArgMatches) -> Option<&str> {
    let mut pair = arguments.get_many::<String>("from")?;
    (pair.next()? == "sim").then(|| pair.next().map_or("", String::as_str))
}

pub(super) fn run(scenario: &str, arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let given = |name: &&&str| arguments.value_source(name) == Some(ValueSource::CommandLine);
    if let Some(name) = NOT_HERE.iter().find(given) {
        let what =
            if *name == "files" { "files of objectives do".to_owned() } else { format!("`--{name}` does") };
        return Err(expected(
            format!("{what} not go with a simulated history"),
            "objectives, faults and what was truly wrong are those of the model and its scenario",
        ));
    }
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let question = Question {
        scenario,
        seed: arguments.get_one::<u64>("seed").copied().unwrap_or(1),
        runs: arguments.get_one::<u32>("runs").copied(),
        alertmanager: arguments.get_one::<PathBuf>("alertmanager").cloned(),
        workbook: arguments.get_flag("workbook"),
        step: duration(arguments, "step")?,
        worth: history::share(arguments, "worth")?.map_or(WORTH, Share::fraction),
        zone: history::zone(arguments).to_owned(),
    };
    let found =
        terminal.progress("simulate", |tell| trial(model_path(arguments), &objectives, &question, tell));
    let found = match found.map_err(Expected)? {
        Answer::Found(found) => found,
        Answer::Faults(sources, faults) => return print_faults(&faults, &sources, terminal),
    };
    let digits = Digits::exact(arguments.get_flag("exact"));
    answer::print_or_html(
        arguments,
        terminal,
        "slo-backtest-sim",
        || as_json(&found),
        || page(&found, digits),
        || html(&found, digits),
    )?;
    Ok(Exit::Clean)
}
