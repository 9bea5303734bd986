//! `loadline import`: foreign files to a first model.

use super::Command;
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::import::{Lost, formats, import, write};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "import", describe, run };

/// Kinds of lost values shown before the rest is only counted.
const SHOWN: usize = 10;

fn describe(command: clap::Command) -> clap::Command {
    let list: Vec<String> =
        formats().iter().map(|format| format!("  {:11} {}", format.name, format.summary)).collect();
    command
        .about("Turn compose files, Kubernetes manifests or Jaeger dependencies into a first model")
        .after_help(format!("Formats:\n{}", list.join("\n")))
        .arg(Arg::new("format").value_name("FORMAT").required(true).help("What the files are"))
        .arg(
            Arg::new("paths")
                .value_name("PATH")
                .required(true)
                .num_args(1..)
                .value_parser(clap::value_parser!(PathBuf))
                .help("Files, or folders of files"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write the model into this folder instead of printing it"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Replace a model that is there already"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let format = arguments.get_one::<String>("format").map_or("", String::as_str);
    let paths: Vec<PathBuf> = arguments.get_many::<PathBuf>("paths").into_iter().flatten().cloned().collect();
    let import = import(format, &paths).map_err(Expected)?;
    if import.diagnostics.iter().any(|fault| fault.severity == loadline_base::Severity::Error) {
        return print_faults(&import.diagnostics, &import.sources, terminal);
    }
    let summary = &import.summary;
    let mut found: Vec<String> = summary
        .components
        .iter()
        .map(|(kind, number)| {
            if *number == 1 {
                format!("1 {}", kind.section().trim_end_matches('s'))
            } else {
                format!("{number} {}", kind.section())
            }
        })
        .collect();
    if found.is_empty() {
        found.push("no components".to_owned());
    }
    let edges = if summary.edges == 1 { "1 edge".to_owned() } else { format!("{} edges", summary.edges) };
    terminal.talk(&format!("found {}, {edges}", found.join(", ")));
    for note in &summary.notes {
        terminal.talk(&terminal.fill(note, "note: ", "      "));
    }
    if !summary.lost.is_empty() {
        terminal.talk(&format!("{} values could not be used:", summary.lost.len()));
        let groups = group_lost(&summary.lost);
        for (key, why, places) in groups.iter().take(SHOWN) {
            let more =
                if places.len() > 1 { format!(" and {} more", places.len() - 1) } else { String::new() };
            terminal.talk(&terminal.fill(&format!("{key}: {why} ({}{more})", places[0]), "  ", "    "));
        }
        if groups.len() > SHOWN {
            terminal.talk(&format!("  {} more kinds", groups.len() - SHOWN));
        }
        terminal.talk("all of them are listed with their lines under `imported.lost` of the model");
    }
    match arguments.get_one::<PathBuf>("output") {
        Some(folder) => {
            for path in write(&import, folder, arguments.get_flag("force")).map_err(Expected)? {
                terminal.talk(&format!("wrote {}", path.display()));
            }
            terminal.talk(&format!("next: loadline check {}", folder.display()));
        }
        None => {
            // One document on standard output: the provenance is the last section of the same model.
            let provenance = import.provenance.lines().filter(|line| !line.starts_with("loadline:"));
            let tail: String = provenance.map(|line| format!("{line}\n")).collect();
            terminal.data(&format!("{}{tail}", import.model))?;
        }
    }
    Ok(Exit::Clean)
}

/// Lost values of one kind together, the most frequent kind first: last key, reason, places.
fn group_lost(lost: &[Lost]) -> Vec<(String, &str, Vec<&str>)> {
    let mut groups: Vec<(String, &str, Vec<&str>)> = Vec::new();
    for value in lost {
        let key = value
            .key
            .rsplit('.')
            .next()
            .unwrap_or("")
            .trim_end_matches(|c: char| c == ']' || c.is_ascii_digit());
        let key = key.trim_end_matches('[');
        match groups.iter_mut().find(|(known, why, _)| *known == key && *why == value.why) {
            Some((_, _, places)) => places.push(&value.at),
            None => groups.push((key.to_owned(), &value.why, vec![&value.at])),
        }
    }
    groups.sort_by_key(|(_, _, places)| std::cmp::Reverse(places.len()));
    groups
}
