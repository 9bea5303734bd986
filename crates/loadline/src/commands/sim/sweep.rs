//! `loadline sim sweep`: a scenario at every point of a grid of values.

use super::hands::{self, with_hands};
use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::sim::html;
use crate::output::sim::sweep::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::sim::{Answer, Parameter, sweep};

pub(crate) const COMMAND: Command = Command { name: "sweep", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Simulate a scenario with other values in the model, and find the first that breaks a claim")
        .arg(
            Arg::new("scenario")
                .value_name("SCENARIO")
                .help("Id of the scenario; every journey at its peak when left out"),
        )
        .arg(
            Arg::new("param")
                .long("param")
                .value_name("PATH=VALUES")
                .action(ArgAction::Append)
                .required(true)
                .help(
                    "A place in the model and its values: `services/orders/replicas/min=1..8`, `…/load=100rps..500rps/5` for five, or `a,b,c`; given several times, every combination is tried",
                ),
        )
        .arg(model_path_argument())
        .arg(answer::format_argument_with_html())
        .arg(super::seed_argument())
        .arg(super::runs_argument())
        .args(hands::arguments())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let texts = arguments.get_many::<String>("param").into_iter().flatten();
    let parameters: Vec<Parameter> =
        texts.map(|text| Parameter::read(text)).collect::<Result<_, _>>().map_err(Expected)?;
    let (path, seed, runs) = (model_path(arguments), super::seed(arguments), super::runs(arguments));
    let found =
        with_hands(arguments, terminal, |hands| sweep(path, scenario, &parameters, seed, runs, hands))?;
    let report = match found {
        Answer::Faults(sources, faults) => return print_faults(&faults, &sources, terminal),
        Answer::Found(report) => report,
    };
    answer::print_or_html(
        arguments,
        terminal,
        "sim-sweep",
        || as_json(&report),
        || page(&report),
        || html::sweep(&report),
    )?;
    Ok(if report.interrupted.is_some() { Exit::Interrupted } else { Exit::Clean })
}
