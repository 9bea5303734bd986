//! `loadline adr supersede`: another record comes in the place of one, with links both ways.

use super::{day_argument, number, number_argument};
use crate::commands::{Command, day, model_path, model_path_argument};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::adr::Records;

pub(super) const COMMAND: Command = Command { name: "supersede", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Put one record in the place of an accepted one, with links both ways")
        .arg(number_argument("number", "The accepted record, as `7` or `ADR-0007`"))
        .arg(
            Arg::new("by")
                .long("by")
                .value_name("NUMBER")
                .required(true)
                .help("The record that comes in its place"),
        )
        .arg(model_path_argument())
        .arg(day_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let day = day::today(arguments)?;
    let text = |id: &str| arguments.get_one::<String>(id).map_or("", String::as_str);
    let (old, new) = (number(text("number"))?, number(text("by"))?);
    let records = Records::of(model_path(arguments)).map_err(Expected)?;
    let (old, new) = records.supersede(old, new, day).map_err(Expected)?;
    terminal.talk(&format!("wrote {}", new.display()));
    terminal.talk(&format!("wrote {}", old.display()));
    Ok(Exit::Clean)
}
