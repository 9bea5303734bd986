//! `loadline plan bundle`: a plan as a document that one can read and sign, once its gates have passed.

use crate::commands::{Command, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::bundle::{Standing, document, json};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::bundle::{State, Workflow, bundle};

pub(super) const COMMAND: Command = Command { name: "bundle", describe, run };

/// The name in the JSON schema.
const NAME: &str = "plan-bundle";

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Write the plan as one document, once every gate is passed")
        .after_help(
            "While a gate is not passed nothing is written but the reasons, the same as `plan status` gives; `--draft` writes the document \
             all the same, with a banner and the reasons in it.\n\nExit codes: 0 the document is written, 1 a gate is not passed, 2 could \
             not run",
        )
        .arg(
            Arg::new("workflow")
                .value_name("WORKFLOW")
                .value_parser(["design", "operations"])
                .default_value("design")
                .help("The Design Spec Bundle (D10) or the SRE Operations Bundle (O10)"),
        )
        .arg(model_path_argument())
        .arg(Arg::new("draft").long("draft").action(ArgAction::SetTrue).help(
            "Write the document although a gate is not passed, with a banner and what is missing",
        ))
        .arg(day::argument())
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["markdown", "html", "json"])
                .default_value("markdown")
                .help("How to write it"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("workflow").map(String::as_str);
    let workflow = match wanted {
        Some("operations") => Workflow::Operations,
        _ => Workflow::Design,
    };
    let today = day::today(arguments)?;
    let judged = bundle(model_path(arguments), workflow, today).map_err(Expected)?;
    let bundle = match &judged.outcome {
        Ok(bundle) => bundle,
        Err(faults) => return print_faults(faults, &judged.sources, terminal),
    };
    let standing = match (bundle.verdict.passed(), arguments.get_flag("draft")) {
        (true, _) => Standing::Final,
        (false, true) => Standing::Draft,
        (false, false) => Standing::Refused,
    };
    let sources = &judged.sources;
    let text = match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => to_text(&versioned(NAME, json::of(bundle, standing, sources))),
        Some("html") => document::html(bundle, standing, sources),
        _ => document::markdown(bundle, standing, sources),
    };
    terminal.data(&text)?;
    if standing == Standing::Refused {
        let gates = &bundle.verdict.gates;
        let passed = gates.iter().filter(|gate| gate.state == State::Passed).count();
        terminal.talk(&format!(
            "refused: {passed} of {} gates are passed; `--draft` writes the document all the same",
            gates.len()
        ));
        return Ok(Exit::Findings);
    }
    Ok(Exit::Clean)
}
