//! `loadline plan export`: documents that programs and coding agents work from, and the JSON Schemas they keep to.

use crate::commands::check::today;
use crate::commands::{Command, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::export::{as_json, schema};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::export::{Document, export};

pub(super) const COMMAND: Command = Command { name: "export", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Hand the plan over as JSON: an assessment, an implementation plan, or contracts with neighbouring roles")
        .after_help(
            "assessment      what is asked, components, scale, compliance, integration points, what is missing\n\
             implementation  pattern, stack and interfaces; phases by dependency; tests; rollout and rollback\n\
             contracts       for those who build screens, watch the system and test it\n\n\
             What the model does not say is null and listed under `open`. While a gate of the design is not passed, `standing` is \
             `draft`. `implementation` is the id by which the work is tracked: it stays the same while the model changes; `model` is the \
             fingerprint of its text, by which one sees that a document is no longer about it.",
        )
        .arg(
            Arg::new("document")
                .value_name("DOCUMENT")
                .required(true)
                .value_parser(Document::ALL.map(Document::word))
                .help("What to hand over"),
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("schema")
                .long("schema")
                .action(ArgAction::SetTrue)
                .help("Print the JSON Schema of the document instead"),
        )
        .arg(
            Arg::new("today")
                .long("today")
                .value_name("DATE")
                .help("Judge expiry dates as of this day instead of the current one (UTC)"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("document").map_or("", String::as_str);
    let Some(document) = Document::ALL.into_iter().find(|document| document.word() == wanted) else {
        return Ok(Exit::CouldNotRun);
    };
    if arguments.get_flag("schema") {
        terminal.data(schema(document))?;
        return Ok(Exit::Clean);
    }
    let today = today(arguments.get_one::<String>("today"))?;
    let judged = export(model_path(arguments), document, today).map_err(Expected)?;
    match &judged.outcome {
        Ok(handover) => {
            terminal.data(&to_text(&versioned(document.word(), as_json(handover))))?;
            Ok(Exit::Clean)
        }
        Err(faults) => print_faults(faults, &judged.sources, terminal),
    }
}
