//! `loadline slo import`: objectives of other tools into a model.

use super::convert::{ended, format_argument, put};
use super::{keep_going_argument, output_arguments, read_files};
use crate::commands::Command;
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::slo::convert::{as_json, talk};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::import::{Imported, Missing, import};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: Command = Command { name: "import", describe, run };

/// Missing names shown before the rest is only counted.
const SHOWN: usize = 10;

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Turn OpenSLO, sloth and pyrra files into `slos:` of the model")
        .after_help("Exit codes: 0 every objective is taken over, 1 some are left out, 2 could not run")
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help("OpenSLO, sloth or pyrra files, or folders of them"),
        )
        .args(output_arguments())
        .arg(keep_going_argument())
        .arg(format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let objectives = match read_files(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let folder = arguments.get_one::<PathBuf>("output").map_or(Path::new("."), PathBuf::as_path);
    let imported = import(&objectives, folder).map_err(Expected)?;
    if !imported.clashes.is_empty() {
        return print_faults(&imported.clashes, &imported.sources, terminal);
    }
    let written = &imported.written;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let mut value = as_json(&objectives, written, "loadline");
        value.insert("missing".to_owned(), missing_json(&imported.missing));
        terminal.data(&to_text(&versioned("slo-import", value.into())))?;
        put(written, arguments, terminal)?;
        return Ok(ended(&objectives, written));
    }
    talk(&objectives, written, "`slos:` of a model", terminal);
    talk_missing(&imported, terminal);
    if put(written, arguments, terminal)? {
        let next = if imported.has_model {
            format!("next: loadline check {}", folder.display())
        } else {
            "next: put it beside the `loadline.yaml` of your model; `loadline init` writes a first one"
                .to_owned()
        };
        terminal.talk(&next);
    } else {
        terminal.data(&written.text)?;
    }
    Ok(ended(&objectives, written))
}

fn talk_missing(imported: &Imported, terminal: &mut Terminal) {
    if imported.missing.is_empty() {
        return;
    }
    let model = if imported.has_model { "the model does not have yet" } else { "a model must have" };
    terminal.talk(&format!("what {model}:"));
    for missing in imported.missing.iter().take(SHOWN) {
        let close = missing.close.as_ref().map_or_else(String::new, |id| format!("; did you mean `{id}`?"));
        let times =
            if missing.times == 1 { String::new() } else { format!(", named {} times", missing.times) };
        let line = format!("{} `{}`{times}{close}", missing.noun, missing.id);
        terminal.talk(&terminal.fill(&line, "  ", "    "));
    }
    if imported.missing.len() > SHOWN {
        terminal.talk(&format!("  and {} more", imported.missing.len() - SHOWN));
    }
}

fn missing_json(missing: &[Missing]) -> Value {
    let one = |missing: &Missing| json!({ "what": missing.noun, "id": missing.id, "close": missing.close, "times": missing.times });
    missing.iter().map(one).collect()
}
