//! `loadline plan`: the table of commands about plans.

mod bundle;
mod decide;
mod design;
mod status;

use super::Command;
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::ArgMatches;

pub(crate) const COMMAND: Command = Command { name: "plan", describe, run };

/// Every command below `plan`, in the order of the help.
const COMMANDS: &[Command] = &[design::COMMAND, status::COMMAND, decide::COMMAND, bundle::COMMAND];

fn describe(command: clap::Command) -> clap::Command {
    let subcommands = COMMANDS.iter().map(|command| (command.describe)(clap::Command::new(command.name)));
    command
        .about("From a half-known system to a plan that is safe to ship")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(subcommands)
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let Some((name, arguments)) = arguments.subcommand() else { return Ok(Exit::CouldNotRun) };
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(arguments, terminal),
        None => Ok(Exit::CouldNotRun),
    }
}
