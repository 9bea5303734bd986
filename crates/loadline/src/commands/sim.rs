//! `loadline sim`: the table of commands that simulate the model.

mod run;
mod study;

use super::{Command, group};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::ArgMatches;

pub(crate) const COMMAND: Command = Command { name: "sim", describe, run };

/// Every command below `sim`, in the order of the help.
const COMMANDS: &[Command] = &[run::COMMAND, study::KNEE, study::RESILIENCE, study::METASTABLE];

fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command)
        .about("Simulate the model: latency, retries, queues and failures under load and faults, and claims about them")
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}
