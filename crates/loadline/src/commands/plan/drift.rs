//! `loadline plan drift`: documents that were written from a model, held against what it says now.

mod claims;

use crate::commands::{Command, answer, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::drift::{Held, as_json, text};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::plan::drift::drift;
use std::io::Read as _;
use std::path::{Path, PathBuf};

pub(super) const COMMAND: Command = Command { name: "drift", describe, run };

/// Bytes of the largest document that is read.
const LARGEST: u64 = 64 << 20;

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say which exported documents, prompt packs and bundles are no longer what the model says")
        .after_help(
            "A document says by fingerprints which parts of the model it was written from, a component each; comments, layout and order leave \
             no trace in them. `current`: every part is as it was. `drifted`: a part is not; of packs, which hold their facts, each one \
             that differs is named with what it was and is. `not ours`: the file holds no fingerprint of Loadline.\n\n\
             Exit codes: 0 nothing has drifted, 1 a document has, 2 could not run",
        )
        .arg(
            Arg::new("files")
                .value_name("FILE")
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help("What `plan export` or `plan bundle` wrote, in any format"),
        )
        .arg(model_path_argument())
        .arg(day::argument())
        .arg(
            answer::text_or_json_argument()
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let today = day::today(arguments)?;
    let mut ours = Vec::new();
    let mut files = Vec::new();
    for path in arguments.get_many::<PathBuf>("files").into_iter().flatten() {
        let read = claims::read(&content(path)?);
        files.push((path.display().to_string(), read.as_ref().err().copied()));
        ours.extend(read.ok());
    }
    let judged = drift(model_path(arguments), &ours, today).map_err(Expected)?;
    let parts = match judged.outcome {
        Ok(parts) => parts,
        Err(faults) => return print_faults(&faults, &judged.sources, terminal),
    };
    let mut parts = parts.into_iter();
    let held: Vec<Held> = files
        .into_iter()
        .map(|(file, not_ours)| Held {
            file,
            outcome: not_ours.map_or_else(|| Ok(parts.next().unwrap_or_default()), Err),
        })
        .collect();
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        terminal.data(&to_text(&versioned("plan-drift", as_json(&held))))?;
    } else {
        terminal.data(&text(&held))?;
    }
    Ok(if held.iter().any(Held::has_drifted) { Exit::Findings } else { Exit::Clean })
}

fn content(path: &Path) -> Result<String> {
    let cannot = |reason: String| {
        expected(
            format!("cannot read `{}`: {reason}", path.display()),
            "name files that `plan export` or `plan bundle` wrote",
        )
    };
    let file = std::fs::File::open(path).map_err(|error| cannot(error.to_string()))?;
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| cannot(error.to_string()))?;
    if bytes.len() as u64 > LARGEST {
        return Err(cannot(format!("it has more than {} MiB", LARGEST >> 20)));
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
