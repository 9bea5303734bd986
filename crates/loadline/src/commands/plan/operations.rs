//! `loadline plan operations`: completing how a system is operated by a few questions, as `plan design` completes a design.

use super::guided;
use crate::commands::{Command, answer};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::plan::status::Workflow;

pub(super) const COMMAND: Command = Command { name: "operations", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Complete how a system is operated by a few questions: the gates O1 to O10")
        .after_help(guided::HELP)
        .args(guided::arguments())
        .arg(answer::format_argument().requires("questions"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    guided::run(Workflow::Operations, arguments, terminal)
}
