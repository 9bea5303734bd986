//! The table of commands. Each command is one file.

mod check;
mod explain;
mod rules;

use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};

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
pub(crate) const COMMANDS: &[Command] = &[check::COMMAND, explain::COMMAND, rules::COMMAND];

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
        .after_help("Exit codes: 0 clean, 1 findings, 2 could not run")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(color)
        .subcommands(subcommands)
}
