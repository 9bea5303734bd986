//! `loadline adr lint`: what is wrong with the records, with place and reason.

use crate::commands::{Command, answer, day, model_path, model_path_argument};
use crate::output::View;
use crate::output::excerpt::excerpt;
use crate::output::headline::count;
use crate::output::json::{to_text, versioned};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::ArgMatches;
use loadline_app::adr::Records;
use loadline_base::{Diagnostic, Severity};
use serde_json::{Value, json};

pub(super) const COMMAND: Command = Command { name: "lint", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say what is wrong with the records: heads, sections, status, numbers and links")
        .after_help("Exit codes: 0 nothing but notes, 1 faults, 2 could not run")
        .arg(model_path_argument())
        .arg(day::argument())
        .arg(answer::text_or_json_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let day = day::today(arguments)?;
    let records = Records::of(model_path(arguments)).map_err(Expected)?;
    let faults = records.lint(day).map_err(Expected)?;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        terminal.data(&to_text(&versioned("adr-lint", as_json(&records, &faults))))?;
    } else {
        let view = View {
            all: true,
            statistics: false,
            strict: false,
            colour: terminal.colour,
            width: terminal.width,
        };
        for fault in &faults {
            terminal.data(&format!("{}\n\n", excerpt(fault, &records.sources, &view)))?;
        }
        let (all, wrong) = (count(records.records.len(), "record"), count(faults.len(), "fault"));
        terminal.data(&format!("{all} in {}: {wrong}\n", records.folder.display()))?;
    }
    let worst = faults.iter().map(|fault| fault.severity).max();
    Ok(if worst.is_some_and(|worst| worst >= Severity::Warning) { Exit::Findings } else { Exit::Clean })
}

fn as_json(records: &Records, faults: &[Diagnostic]) -> Value {
    let record = |record: &_| {
        let record: &loadline_app::adr::Record = record;
        json!({
            "file": record.name,
            "number": record.number,
            "title": record.title.as_ref().map(|(title, _)| title),
            "status": record.status.as_ref().map(|(status, _)| status),
            "date": record.date.as_ref().map(|(date, _)| date),
        })
    };
    let fault = |fault: &Diagnostic| {
        let at = fault.primary.as_ref().map(|label| {
            let start = records.sources.start(label.span);
            let name = records.sources.file(label.span.file).name();
            json!({"file": name, "line": start.line, "column": start.column})
        });
        json!({
            "fault": fault.code,
            "severity": fault.severity.word(),
            "message": fault.message,
            "at": at,
            "hint": fault.hints.first(),
        })
    };
    json!({
        "folder": records.folder.display().to_string(),
        "records": records.records.iter().map(record).collect::<Vec<_>>(),
        "faults": faults.iter().map(fault).collect::<Vec<_>>(),
    })
}
