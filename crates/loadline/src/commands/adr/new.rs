//! `loadline adr new`: a new record with the next number, proposed.

use super::{day_argument, number};
use crate::commands::{Command, day, model_path, model_path_argument};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::adr::{Records, empty};

pub(super) const COMMAND: Command = Command { name: "new", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Write a new record with the next number, to be filled in")
        .arg(Arg::new("title").value_name("TITLE").required(true).help("What is decided, in a line"))
        .arg(
            Arg::new("supersedes")
                .long("supersedes")
                .value_name("NUMBER")
                .help("Also mark this accepted record as superseded by the new one"),
        )
        .arg(model_path_argument())
        .arg(day_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let day = day::today(arguments)?;
    let title = arguments.get_one::<String>("title").map_or("", String::as_str).trim();
    if title.is_empty() || title.contains(['\n', '\r']) {
        return Err(expected("the title is empty, or more than a line", "say what is decided in a line"));
    }
    let old = arguments.get_one::<String>("supersedes").map(|text| number(text)).transpose()?;
    let mut records = Records::of(model_path(arguments)).map_err(Expected)?;
    if let Some(old) = old {
        records.can_be_superseded(old).map_err(Expected)?;
    }
    let file = records.add(&empty(title), day).map_err(Expected)?;
    terminal.talk(&format!("wrote {}", file.display()));
    if let (Some(old), Some(new)) = (old, records.records.last().and_then(|record| record.number)) {
        let (old, _) = records.supersede(old, new, day).map_err(Expected)?;
        terminal.talk(&format!("wrote {}", old.display()));
    }
    Ok(Exit::Clean)
}
