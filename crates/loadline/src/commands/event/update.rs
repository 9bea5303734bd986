//! `loadline event update`: how far a plan is.

use super::{delivery_arguments, tell};
use crate::commands::{Command, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::event::{Workflow, update};

pub(super) const COMMAND: Command = Command { name: "update", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("engineering.update: gates passed, what blocks the next one, and which it is")
        .arg(
            Arg::new("workflow")
                .value_name("WORKFLOW")
                .value_parser(["design", "operations"])
                .default_value("design")
                .help("Gates of a design (D1 to D10) or of operations (O1 to O10)"),
        )
        .args(delivery_arguments())
        .arg(model_path_argument())
        .arg(day::argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("workflow").map_or("", String::as_str);
    let Some(workflow) = Workflow::ALL.iter().copied().find(|workflow| workflow.word() == wanted) else {
        return Ok(Exit::CouldNotRun);
    };
    let today = day::today(arguments)?;
    let judged = update(model_path(arguments), workflow, today).map_err(Expected)?;
    match &judged.outcome {
        Ok(event) => tell(event, arguments, terminal),
        Err(faults) => print_faults(faults, &judged.sources, terminal),
    }
}
