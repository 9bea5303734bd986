//! A command that is only the name of others: its help lists them, and the one asked for runs.

use super::Command;
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::ArgMatches;

/// The commands of a group, put below it in the order of the table.
pub(super) fn describe(table: &[Command], command: clap::Command) -> clap::Command {
    let below = table.iter().map(|command| (command.describe)(clap::Command::new(command.name)));
    command.subcommand_required(true).arg_required_else_help(true).subcommands(below)
}

/// Runs the one that was asked for.
pub(super) fn run(table: &[Command], arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let Some((name, arguments)) = arguments.subcommand() else { return Ok(Exit::CouldNotRun) };
    match table.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(arguments, terminal),
        None => Ok(Exit::CouldNotRun),
    }
}
