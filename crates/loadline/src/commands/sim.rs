//! `loadline sim`: the table of commands that simulate the model.

mod compare;
mod hands;
mod run;
mod steady;
mod study;
mod sweep;

use super::{Command, group, model_path};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::load::Failure;
use loadline_app::sim::can_record;
use loadline_base::units::{Share, Unit as _};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: Command = Command { name: "sim", describe, run };

/// Every command below `sim`, in the order of the help.
const COMMANDS: &[Command] = &[
    run::COMMAND,
    steady::COMMAND,
    compare::COMMAND,
    sweep::COMMAND,
    study::KNEE,
    study::RESILIENCE,
    study::METASTABLE,
];

fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command)
        .about("Simulate the model: latency, retries, queues and failures under load and faults, and claims about them")
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}

/// The option that all random numbers follow from.
fn seed_argument() -> Arg {
    Arg::new("seed")
        .long("seed")
        .value_name("NUMBER")
        .default_value("1")
        .value_parser(clap::value_parser!(u64))
        .help("Everything random follows from it: the same seed gives the same report")
}

/// What [`seed_argument`] was given.
fn seed(arguments: &ArgMatches) -> u64 {
    arguments.get_one::<u64>("seed").copied().unwrap_or(1)
}

/// The option that keeps what was found beside the model.
fn record_argument() -> Arg {
    Arg::new("record").long("record").action(ArgAction::SetTrue).help(
        "Keep what was found beside the model, in `loadline.evidence.json`: `check` and `plan` cite it until the model changes",
    )
}

/// Before anything is simulated: whether it can be recorded, where that is asked for.
fn expect_to_record(arguments: &ArgMatches) -> Result<()> {
    if arguments.get_flag("record") {
        can_record(model_path(arguments)).map_err(Expected)?;
    }
    Ok(())
}

/// Records what was found where that is asked for, and says where; of an interrupted simulation nothing is.
fn keep(
    arguments: &ArgMatches,
    terminal: &mut Terminal,
    interrupted: bool,
    record: impl FnOnce(&Path) -> Result<PathBuf, Failure>,
) -> Result<()> {
    if !arguments.get_flag("record") {
        return Ok(());
    }
    if interrupted {
        terminal.talk("nothing is recorded, since the simulation did not come to its end");
        return Ok(());
    }
    let place = record(model_path(arguments)).map_err(Expected)?;
    terminal.talk(&format!("recorded in {}", place.display()));
    Ok(())
}

/// The option for how precise figures are to be.
fn precision_argument() -> Arg {
    Arg::new("precision").long("precision").value_name("SHARE")
}

/// What [`precision_argument`] was given: more than nothing, and at most the whole.
fn precision(arguments: &ArgMatches) -> Result<Option<f64>> {
    let Some(text) = arguments.get_one::<String>("precision") else { return Ok(None) };
    let share =
        Share::read(text).map_err(|error| expected(format!("`--precision`: {error}"), "write it as `5%`"))?;
    if share.fraction() <= 0.0 {
        return Err(expected("no number of runs makes a figure exact", "ask for less: `--precision 1%`"));
    }
    Ok(Some(share.fraction()))
}

/// The option for runs of a scenario.
fn runs_argument() -> Arg {
    Arg::new("runs")
        .long("runs")
        .value_name("NUMBER")
        .value_parser(clap::value_parser!(u32).range(2..=10_000))
        .help("Runs with other random numbers, instead of what the scenario says")
}

/// What [`runs_argument`] was given.
fn runs(arguments: &ArgMatches) -> Option<u32> {
    arguments.get_one::<u32>("runs").copied()
}
