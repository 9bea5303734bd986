//! `loadline event decision`: what was decided.

use super::{delivery_arguments, tell};
use crate::commands::adr::{number, number_argument};
use crate::commands::{Command, model_path, model_path_argument};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::event::decision;

pub(super) const COMMAND: Command = Command { name: "decision", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("architecture.decision: a decision record, told by its parts")
        .arg(number_argument("number", "The record, as `7` or `ADR-0007`"))
        .args(delivery_arguments())
        .arg(model_path_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = number(arguments.get_one::<String>("number").map_or("", String::as_str))?;
    let event = decision(model_path(arguments), wanted).map_err(Expected)?;
    tell(&event, arguments, terminal)
}
