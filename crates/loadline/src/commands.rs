//! The table of commands. Each command is one file.

mod adr;
mod answer;
mod availability;
mod blast;
mod capacity;
mod check;
mod compare;
mod credentials;
mod day;
mod depends;
mod event;
mod explain;
mod faulttree;
mod flow;
mod formula;
mod graph;
mod group;
mod import;
mod init;
mod plan;
mod reference;
mod rules;
mod score;
mod sim;
mod slo;
mod spof;
mod worker;

use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use std::path::{Path, PathBuf};

/// A command: its name, its arguments, and what it does.
pub(crate) struct Command {
    /// The word on the command line.
    pub(crate) name: &'static str,
    /// Adds its description and arguments.
    pub(crate) describe: fn(clap::Command) -> clap::Command,
    /// Runs it.
    pub(crate) run: fn(&ArgMatches, &mut Terminal) -> Result<Exit>,
}

/// Every command, in the order of the help.
pub(crate) const COMMANDS: &[Command] = &[
    init::COMMAND,
    import::COMMAND,
    plan::COMMAND,
    score::COMMAND,
    adr::COMMAND,
    event::COMMAND,
    check::COMMAND,
    explain::COMMAND,
    rules::COMMAND,
    flow::COMMAND,
    graph::COMMAND,
    faulttree::COMMAND,
    availability::COMMAND,
    blast::COMMAND,
    spof::COMMAND,
    depends::COMMAND,
    compare::COMMAND,
    capacity::COMMAND,
    formula::COMMAND,
    sim::COMMAND,
    worker::COMMAND,
    slo::COMMAND,
    reference::COMMAND,
];

/// The whole command line.
pub(crate) fn cli() -> clap::Command {
    let color = Arg::new("color")
        .long("color")
        .value_name("WHEN")
        .value_parser(["auto", "always", "never"])
        .default_value("auto")
        .global(true)
        .help("When to print colours");
    let subcommands = COMMANDS.iter().map(|command| (command.describe)(clap::Command::new(command.name)));
    clap::Command::new("loadline")
        .version(env!("CARGO_PKG_VERSION"))
        .about("How much this system can carry, what breaks first, and whether it is run inside its margin")
        .after_help("Exit codes: 0 clean, 1 findings, 2 could not run, 130 interrupted")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(color)
        .subcommands(subcommands.map(place_taken))
}

/// Lets a command that takes no other place have its model by place as well: `loadline plan design examples/webshop`.
fn place_taken(command: clap::Command) -> clap::Command {
    let command = command.mut_subcommands(place_taken);
    let named = command.get_arguments().any(|argument| argument.get_id() == "model");
    if !named || command.get_positionals().next().is_some() {
        return command;
    }
    let place = Arg::new("place")
        .value_name("MODEL")
        .conflicts_with("model")
        .value_parser(clap::value_parser!(PathBuf))
        .help("The same as `--model`");
    // What is made from nothing has no model yet.
    let others =
        ["one-shot"].iter().filter(|id| command.get_arguments().any(|argument| argument.get_id() == **id));
    let place = place.conflicts_with_all(others.copied().collect::<Vec<_>>());
    command.arg(place)
}

/// The option that names the model.
fn model_path_argument() -> Arg {
    Arg::new("model")
        .long("model")
        .short('m')
        .value_name("PATH")
        .default_value(".")
        .value_parser(clap::value_parser!(PathBuf))
        .help("A folder of the model, or one model file")
}

/// The option for every digit there is.
fn exact_argument() -> Arg {
    Arg::new("exact").long("exact").action(clap::ArgAction::SetTrue).help("Print every digit, not two")
}

/// What [`model_path_argument`] was given, or the place without it.
fn model_path(arguments: &ArgMatches) -> &Path {
    let place = arguments.try_get_one::<PathBuf>("place").ok().flatten();
    place.or_else(|| arguments.get_one("model")).map_or(Path::new("."), PathBuf::as_path)
}
