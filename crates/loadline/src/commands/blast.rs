//! `loadline blast`: what the loss of a component or place does, now, later and for good.

use super::{Command, answer, exact_argument, model_path, model_path_argument};
use crate::output::blast::{as_json, page};
use crate::output::blast_overview;
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::blast::{blast, overview};
use loadline_base::figure::Digits;

pub(crate) const COMMAND: Command = Command { name: "blast", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say what the loss of a component or failure domain does: which journeys fail, when, and what is left over")
        .arg(Arg::new("node").value_name("NODE").help("Id of a component or domain; an overview of all when left out"))
        .arg(model_path_argument())
        .arg(exact_argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let path = model_path(arguments);
    let Some(node) = arguments.get_one::<String>("node") else {
        let found = overview(path).map_err(Expected)?;
        if !found.faults.is_empty() {
            return print_faults(&found.faults, &found.sources, terminal);
        }
        let json = || blast_overview::as_json(&found);
        answer::print(arguments, terminal, "blast-overview", json, || blast_overview::page(&found, digits))?;
        return Ok(Exit::Clean);
    };
    let found = blast(path, node).map_err(Expected)?;
    if let Some(radius) = &found.radius {
        answer::print(arguments, terminal, "blast", || as_json(radius), || page(radius, digits))?;
        return Ok(Exit::Clean);
    }
    print_faults(&found.faults, &found.sources, terminal)
}
