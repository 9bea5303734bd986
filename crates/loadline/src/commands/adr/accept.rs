//! `loadline adr accept`: a proposed record comes into force.

use super::{day_argument, number, number_argument};
use crate::commands::{Command, day, model_path, model_path_argument};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::adr::Records;

pub(super) const COMMAND: Command = Command { name: "accept", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Accept a proposed record")
        .arg(number_argument("number", "The record, as `7` or `ADR-0007`"))
        .arg(model_path_argument())
        .arg(day_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let day = day::today(arguments)?;
    let wanted = number(arguments.get_one::<String>("number").map_or("", String::as_str))?;
    let records = Records::of(model_path(arguments)).map_err(Expected)?;
    let file = records.accept(wanted, day).map_err(Expected)?;
    terminal.talk(&format!("wrote {}", file.display()));
    Ok(Exit::Clean)
}
