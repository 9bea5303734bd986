//! `loadline plan status`: which gates are passed, which is open, and why.

use crate::commands::{Command, answer, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::plan::status::{Detail, as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::status::{Verdict, Workflow, status};

pub(super) const COMMAND: Command = Command { name: "status", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say which gates a plan has passed, which one is open, and what would close it")
        .after_help("Exit codes: 0 every gate is passed, 1 a gate is not, 2 could not run")
        .arg(
            Arg::new("workflow")
                .value_name("WORKFLOW")
                .value_parser(["design", "operations"])
                .help("Gates of a design (D1 to D10) or of operations (O1 to O10); both when left out"),
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("all")
                .long("all")
                .action(ArgAction::SetTrue)
                .help("Print what every gate misses, also behind the open one"),
        )
        .arg(
            Arg::new("evidence")
                .long("evidence")
                .action(ArgAction::SetTrue)
                .help("Print what meets each requirement, too"),
        )
        .arg(day::argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("workflow");
    let workflows: Vec<Workflow> = Workflow::ALL
        .iter()
        .copied()
        .filter(|workflow| wanted.is_none_or(|wanted| wanted == workflow.word()))
        .collect();
    let today = day::today(arguments)?;
    let judged = status(model_path(arguments), &workflows, today).map_err(Expected)?;
    let verdicts = match &judged.outcome {
        Ok(verdicts) => verdicts,
        Err(faults) => return print_faults(faults, &judged.sources, terminal),
    };
    let detail = Detail { all: arguments.get_flag("all"), evidence: arguments.get_flag("evidence") };
    let sources = &judged.sources;
    answer::print(
        arguments,
        terminal,
        "plan-status",
        || as_json(verdicts, sources),
        || page(verdicts, sources, detail),
    )?;
    Ok(if verdicts.iter().all(Verdict::passed) { Exit::Clean } else { Exit::Findings })
}
