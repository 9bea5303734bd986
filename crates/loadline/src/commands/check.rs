//! `loadline check`: lint the model.

use super::{Command, day};
use crate::output::{FORMATS, View, timings};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::check::{Options, Report, Timings, check};
use loadline_base::Severity;
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "check", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let list = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("RULES")
            .value_delimiter(',')
            .action(ArgAction::Append)
            .help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    command
        .about("Lint the architecture: say, with file, line and number, what is unsound about it")
        .arg(
            Arg::new("path")
                .value_name("PATH")
                .default_value(".")
                .value_parser(clap::value_parser!(PathBuf))
                .help("A folder of the model, or one model file"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(formats)
                .default_value("text")
                .help("How to print what was found"),
        )
        .arg(list("select", "Run only these rules: codes (LL213), beginnings (LL2) or names"))
        .arg(list("ignore", "Leave these rules out"))
        .arg(flag("all", "Print every finding, not only the ten costliest"))
        .arg(flag("strict", "Count open questions as findings"))
        .arg(flag("statistics", "Print how often each rule spoke instead of the findings"))
        .arg(
            Arg::new("baseline")
                .long("baseline")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Report only findings that are not in this file"),
        )
        .arg(
            Arg::new("write-baseline")
                .long("write-baseline")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write the findings of this run to a baseline file"),
        )
        .arg(day::argument())
        .arg(timings::flag())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let path: &PathBuf = arguments.get_one("path").ok_or_else(|| anyhow::anyhow!("`path` has a default"))?;
    let words =
        |name: &str| arguments.get_many::<String>(name).map(|all| all.cloned().collect()).unwrap_or_default();
    let options = Options {
        select: words("select"),
        ignore: words("ignore"),
        baseline: crate::output::baseline::read(arguments.get_one::<PathBuf>("baseline"))?,
        today: day::today(arguments)?,
    };
    let report = check(path, &options).map_err(Expected)?;
    let view = View {
        all: arguments.get_flag("all"),
        statistics: arguments.get_flag("statistics"),
        strict: arguments.get_flag("strict"),
        colour: terminal.colour,
        width: terminal.width,
    };
    let wanted = arguments.get_one::<String>("format").map_or("text", String::as_str);
    if let Some(format) = FORMATS.iter().find(|format| format.name == wanted) {
        terminal.data(&(format.render)(&report, &view))?;
    }
    if let Some(file) = arguments.get_one::<PathBuf>("write-baseline") {
        crate::output::baseline::write(file, &report)?;
    }
    let Timings { parse, resolve, rules } = report.timings;
    timings::print(arguments, &[("parse", parse), ("resolve", resolve), ("rules", rules)], terminal);
    Ok(exit(&report, view.strict))
}

/// Faults in the text mean that the question could not be answered; notes and open questions are no failure.
fn exit(report: &Report, strict: bool) -> Exit {
    if !report.faults.is_empty() {
        return Exit::CouldNotRun;
    }
    let findings = report.count(Severity::Error) + report.count(Severity::Warning);
    let questions = if strict { report.outcome.questions.len() } else { 0 };
    if findings + questions > 0 { Exit::Findings } else { Exit::Clean }
}
