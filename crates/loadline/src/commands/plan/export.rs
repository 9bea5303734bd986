//! `loadline plan export`: documents that programs and coding agents work from, and the JSON Schemas they keep to.

use crate::commands::{Command, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::export::{PROMPTS_SCHEMA, as_json, schema};
use crate::output::plan::prompts;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::export::{Document, export, prompts};

pub(super) const COMMAND: Command = Command { name: "export", describe, run };

/// The word for specifications of components.
const PROMPTS: &str = "prompts";

/// What can be handed over, in the order in which it is needed.
const WORDS: [&str; 4] =
    [Document::Assessment.word(), Document::Implementation.word(), Document::Contracts.word(), PROMPTS];

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Hand the plan over: an assessment, an implementation plan, contracts with neighbouring roles, or prompts to write code from")
        .after_help(
            "assessment      what is asked, components, scale, compliance, integration points, what is missing\n\
             implementation  pattern, stack and interfaces; phases by dependency; tests; rollout and rollback\n\
             contracts       for those who build screens, watch the system and test it\n\
             prompts         the specification of each component, or of COMPONENT, for whoever writes its code\n\n\
             What the model does not say is null and listed under `open`. While a gate of the design is not passed, `standing` is \
             `draft`. `implementation` is the id by which the work is tracked: it stays the same while the model changes; `model` is the \
             fingerprint of its text, by which one sees that a document is no longer about it; `plan drift` says what has changed. All are JSON but \
             prompts, which are Markdown unless asked for otherwise.",
        )
        .arg(
            Arg::new("document")
                .value_name("DOCUMENT")
                .required(true)
                .value_parser(WORDS)
                .help("What to hand over"),
        )
        .arg(Arg::new("component").value_name("COMPONENT").help("For prompts: this component alone, by its name or id path"))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["markdown", "json"])
                .help("For prompts: how to write them, as Markdown unless asked otherwise"),
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("schema")
                .long("schema")
                .action(ArgAction::SetTrue)
                .help("Print the JSON Schema of the document instead"),
        )
        .arg(day::argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("document").map_or("", String::as_str);
    if wanted == PROMPTS {
        return run_prompts(arguments, terminal);
    }
    let only_prompts = [
        ("component", arguments.get_one::<String>("component").is_some()),
        ("--format markdown", is_format(arguments, "markdown")),
    ];
    if let Some((what, _)) = only_prompts.into_iter().find(|(_, given)| *given) {
        return Err(expected(format!("`{wanted}` takes no {what}"), "only `prompts` does"));
    }
    let Some(document) = Document::ALL.into_iter().find(|document| document.word() == wanted) else {
        return Ok(Exit::CouldNotRun);
    };
    if arguments.get_flag("schema") {
        terminal.data(schema(document))?;
        return Ok(Exit::Clean);
    }
    let today = day::today(arguments)?;
    let judged = export(model_path(arguments), document, today).map_err(Expected)?;
    match &judged.outcome {
        Ok(handover) => {
            terminal.data(&to_text(&versioned(document.word(), as_json(handover))))?;
            Ok(Exit::Clean)
        }
        Err(faults) => print_faults(faults, &judged.sources, terminal),
    }
}

fn is_format(arguments: &ArgMatches, format: &str) -> bool {
    arguments.get_one::<String>("format").is_some_and(|wanted| wanted == format)
}

fn run_prompts(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    if arguments.get_flag("schema") {
        terminal.data(PROMPTS_SCHEMA)?;
        return Ok(Exit::Clean);
    }
    let today = day::today(arguments)?;
    let component = arguments.get_one::<String>("component").map(String::as_str);
    let judged = prompts(model_path(arguments), component, today).map_err(Expected)?;
    let sources = &judged.sources;
    match &judged.outcome {
        Ok(pack) if is_format(arguments, "json") => {
            terminal.data(&to_text(&versioned(PROMPTS, prompts::as_json(pack, sources))))?;
            Ok(Exit::Clean)
        }
        Ok(pack) => {
            terminal.data(&prompts::markdown(pack, sources))?;
            Ok(Exit::Clean)
        }
        Err(faults) => print_faults(faults, sources, terminal),
    }
}
