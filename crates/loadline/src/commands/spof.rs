//! `loadline spof`: what fails a journey all by itself, what that costs, and what would end it.

use super::{Command, answer, exact_argument, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::spof::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::spof::spof;
use loadline_base::figure::Digits;

pub(crate) const COMMAND: Command = Command { name: "spof", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("List single points of failure: what fails a journey all by itself, what it costs, what would end it")
        .arg(Arg::new("journey").value_name("JOURNEY").help("Id of the journey; all of them when left out"))
        .arg(model_path_argument())
        .arg(exact_argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let journey = arguments.get_one::<String>("journey").map(String::as_str);
    let found = spof(model_path(arguments), journey).map_err(Expected)?;
    if !found.faults.is_empty() {
        return print_faults(&found.faults, &found.sources, terminal);
    }
    answer::print(arguments, terminal, "spof", || as_json(&found), || page(&found, digits))?;
    Ok(Exit::Clean)
}
