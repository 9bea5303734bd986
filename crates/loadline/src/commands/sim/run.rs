//! `loadline sim run`: simulates a scenario and judges its claims.

use super::hands::{self, with_hands};
use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::sim::{as_json, html, page};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::sim::{Options, record, run as simulate};

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
        .arg(answer::format_argument_with_html())
        .arg(super::seed_argument())
        .arg(super::runs_argument())
        .arg(super::precision_argument().help(
            "Go on with more runs, from 20 to 2,000, until half the interval of every claimed figure is at most this share of it, as `2%`",
        ))
        .arg(super::record_argument())
        .args(hands::arguments())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let precision = super::precision(arguments)?;
    let options = Options { seed: super::seed(arguments), runs: super::runs(arguments), precision };
    if arguments.get_flag("record") && scenario.is_none() {
        return Err(crate::terminal::expected(
            "`--record` keeps what came of a scenario, and none is named",
            "name one: `loadline sim run SCENARIO --record`",
        ));
    }
    super::expect_to_record(arguments)?;
    let report =
        with_hands(arguments, terminal, |hands| simulate(model_path(arguments), scenario, options, hands))?;
    if !report.faults.is_empty() {
        return print_faults(&report.faults, &report.sources, terminal);
    }
    answer::print_or_html(
        arguments,
        terminal,
        "sim-run",
        || as_json(&report),
        || page(&report),
        || html::run(&report),
    )?;
    super::keep(arguments, terminal, report.interrupted.is_some(), |path| record(path, &report))?;
    Ok(match report.interrupted {
        Some(_) => Exit::Interrupted,
        None if report.failed() => Exit::Findings,
        None => Exit::Clean,
    })
}
