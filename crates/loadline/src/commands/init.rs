//! `loadline init`: a first model to start from.

use super::Command;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::init::init;
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "init", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command.about("Write a small commented model to start from").arg(
        Arg::new("folder")
            .value_name("DIR")
            .default_value(".")
            .value_parser(clap::value_parser!(PathBuf))
            .help("Where to write it"),
    )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let folder = arguments.get_one::<PathBuf>("folder").cloned().unwrap_or_default();
    let path = init(&folder).map_err(Expected)?;
    terminal.talk(&format!("wrote {}", path.display()));
    terminal.talk(&format!("next: loadline check {}", folder.display()));
    Ok(Exit::Clean)
}
