//! `loadline plan`: the table of commands about plans.

mod bundle;
mod decide;
mod design;
mod drift;
mod export;
mod guided;
mod operations;
mod status;

use super::{Command, group};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::ArgMatches;

pub(crate) const COMMAND: Command = Command { name: "plan", describe, run };

/// Every command below `plan`, in the order of the help.
const COMMANDS: &[Command] = &[
    design::COMMAND,
    operations::COMMAND,
    status::COMMAND,
    decide::COMMAND,
    bundle::COMMAND,
    export::COMMAND,
    drift::COMMAND,
];

fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command).about("From a half-known system to a plan that is safe to ship")
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}
