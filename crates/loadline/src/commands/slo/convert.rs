//! `loadline slo convert`: objectives in the format of another tool.

use super::{keep_going_argument, objectives_arguments, output_arguments, read_objectives};
use crate::commands::{Command, answer};
use crate::output::json::{to_text, versioned};
use crate::output::slo::convert::{as_json, talk};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::Objectives;
use loadline_app::slo::convert::{Written, convert, formats, write};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "convert", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let list: Vec<String> =
        formats().iter().map(|format| format!("  {:9} {}", format.name, format.about)).collect();
    command
        .about("Write objectives as OpenSLO, sloth, pyrra or a model, and list what the format cannot say")
        .after_help(format!(
            "Formats:\n{}\n\nExit codes: 0 every objective is written, 1 some are left out, 2 could not run",
            list.join("\n")
        ))
        .args(objectives_arguments())
        .arg(Arg::new("to").long("to").value_name("FORMAT").required(true).help("What to write"))
        .args(output_arguments())
        .arg(keep_going_argument())
        .arg(format_argument())
}

/// What to print: the converted text, or JSON that has it with everything that was lost.
pub(super) fn format_argument() -> Arg {
    answer::text_or_json_argument()
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let format = arguments.get_one::<String>("to").map_or("", String::as_str);
    let written = convert(&objectives, format).map_err(Expected)?;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let value = as_json(&objectives, &written, format).into();
        terminal.data(&to_text(&versioned("slo-convert", value)))?;
        put(&written, arguments, terminal)?;
    } else {
        talk(&objectives, &written, format, terminal);
        if !put(&written, arguments, terminal)? {
            terminal.data(&written.text)?;
        }
    }
    Ok(ended(&objectives, &written))
}

/// How a run ends that was to write all of `objectives`.
pub(super) fn ended(objectives: &Objectives, written: &Written) -> Exit {
    let all = written.slos >= objectives.slos.len() && objectives.faults.is_empty();
    if all { Exit::Clean } else { Exit::Findings }
}

/// Writes the text into the folder that was asked for, if one was.
pub(super) fn put(written: &Written, arguments: &ArgMatches, terminal: &mut Terminal) -> Result<bool> {
    let Some(folder) = arguments.get_one::<PathBuf>("output") else { return Ok(false) };
    if written.slos > 0 {
        let path = write(written, folder, arguments.get_flag("force")).map_err(Expected)?;
        terminal.talk(&format!("wrote {}", path.display()));
    }
    Ok(true)
}
