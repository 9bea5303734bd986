//! A design drafted in one go: what is printed and written of it.

mod page;
mod shape;

use crate::commands::day;
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::bundle::{Standing, document};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::plan::one_shot::{CAP, OneShot, from_text, one_shot, write};
use std::io::Read;
use std::path::PathBuf;

/// The name in the JSON schema.
const NAME: &str = "design-draft";

pub(super) fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let given = arguments.get_one::<String>("one-shot").map_or("", String::as_str);
    let today = day::today(arguments)?;
    let shot = match given {
        "-" => from_text("standard input", &standard_input()?, today),
        _ => one_shot(given, today),
    }
    .map_err(Expected)?;
    let sources = &shot.bundle.sources;
    let bundle = match &shot.bundle.outcome {
        Ok(bundle) => bundle,
        Err(faults) => return print_faults(faults, sources, terminal),
    };
    let json = || to_text(&versioned(NAME, shape::of(&shot, bundle)));
    let Some(folder) = arguments.get_one::<PathBuf>("output") else {
        let text = match arguments.get_one::<String>("format").map(String::as_str) {
            Some("text") => page::of(&shot).text(&*terminal),
            Some("json") => json(),
            Some("html") => document::html(bundle, Standing::Draft, sources),
            _ => document::markdown(bundle, Standing::Draft, sources),
        };
        terminal.data(&text)?;
        return Ok(Exit::Clean);
    };
    let documents = [
        ("draft.md", document::markdown(bundle, Standing::Draft, sources)),
        ("draft.html", document::html(bundle, Standing::Draft, sources)),
        ("draft.json", json()),
    ];
    for path in write(&shot, &documents, folder, arguments.get_flag("force")).map_err(Expected)? {
        terminal.talk(&format!("wrote {}", path.display()));
    }
    terminal.talk(&page::headline(&shot));
    terminal.talk(&format!("next: loadline check {}", folder.display()));
    Ok(Exit::Clean)
}

/// The statement on standard input, which must be text.
fn standard_input() -> Result<String> {
    let mut bytes = Vec::new();
    std::io::stdin().take(CAP + 1).read_to_end(&mut bytes).map_err(|error| {
        expected(format!("standard input cannot be read: {error}"), "pipe the statement into it")
    })?;
    String::from_utf8(bytes)
        .map_err(|_| expected("standard input is not UTF-8 text", "pipe the statement as UTF-8 text into it"))
}

/// Flags of one sort.
fn of_sort(shot: &OneShot, sort: loadline_app::plan::one_shot::Sort) -> Vec<String> {
    shot.draft
        .flags
        .iter()
        .filter(|flag| flag.sort == sort)
        .map(|flag| format!("{}: {}", flag.code, flag.text))
        .collect()
}
