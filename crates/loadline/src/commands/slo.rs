//! `loadline slo`: the table of commands about service level objectives, and the arguments they share.

mod backtest;
mod convert;
mod generate;
mod history;
mod import;
mod lint;
mod report;
mod simulated;
mod space;
mod status;
mod test;
mod tune;

use super::{Command, group, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use jiff::tz::TimeZone;
use loadline_app::slo::{Objectives, Server, objectives};
use loadline_base::units::{Duration, Unit};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: Command = Command { name: "slo", describe, run };

/// Every command below `slo`, in the order of the help.
const COMMANDS: &[Command] = &[
    status::COMMAND,
    report::COMMAND,
    lint::COMMAND,
    generate::COMMAND,
    backtest::COMMAND,
    tune::COMMAND,
    convert::COMMAND,
    import::COMMAND,
    test::COMMAND,
];

fn describe(command: clap::Command) -> clap::Command {
    group::describe(COMMANDS, command)
        .about("Service level objectives: budgets, alerts that can be trusted, and how they would have done")
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    group::run(COMMANDS, arguments, terminal)
}

/// The arguments that name objectives.
fn objectives_arguments() -> [Arg; 2] {
    let files =
        Arg::new("files").value_name("FILE").num_args(0..).value_parser(clap::value_parser!(PathBuf)).help(
            "OpenSLO, sloth or pyrra files, or folders of them; the model's own objectives when left out",
        );
    [files, model_path_argument()]
}

/// The arguments that say where text is written to.
fn output_arguments() -> [Arg; 2] {
    let output = Arg::new("output")
        .short('o')
        .long("output")
        .value_name("DIR")
        .value_parser(clap::value_parser!(PathBuf))
        .help("Write the file into this folder instead of printing it");
    let force = Arg::new("force")
        .long("force")
        .action(ArgAction::SetTrue)
        .help("Replace a file that is there already");
    [output, force]
}

/// The objectives that [`objectives_arguments`] name, or the end of the run when they cannot be read. What is left out of them is told on
/// standard error.
fn read_objectives(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Result<Objectives, Exit>> {
    read_from(model_path(arguments), arguments, terminal)
}

/// The flag of [`keep_going_argument`].
const KEEP_GOING: &str = "keep-going";

/// Lets a command take what can be read of a folder where something cannot.
fn keep_going_argument() -> Arg {
    Arg::new(KEEP_GOING)
        .long(KEEP_GOING)
        .action(ArgAction::SetTrue)
        .help("Take the documents that can be read where others are refused, and end with 1")
}

/// The same for a command that reads files only.
fn read_files(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Result<Objectives, Exit>> {
    read_from(Path::new("."), arguments, terminal)
}

fn read_from(
    model: &Path,
    arguments: &ArgMatches,
    terminal: &mut Terminal,
) -> Result<Result<Objectives, Exit>> {
    let files: Vec<PathBuf> = arguments.get_many::<PathBuf>("files").into_iter().flatten().cloned().collect();
    let found = objectives(model, &files).map_err(Expected)?;
    if !found.faults.is_empty() {
        let end = print_faults(&found.faults, &found.sources, terminal)?;
        let goes_on = arguments.try_get_one::<bool>(KEEP_GOING).ok().flatten();
        if goes_on != Some(&true) || found.slos.is_empty() {
            return Ok(Err(end));
        }
        terminal.talk("the documents above are refused, the others are taken");
    }
    print_faults(&found.doubts, &found.sources, terminal)?;
    for gap in found.gaps.iter().filter(|gap| gap.left_out) {
        terminal.talk(&format!("left out: objective `{}` does not say its `{}`", gap.slo, gap.missing));
    }
    Ok(Ok(found))
}

/// The arguments that name a server.
fn server_arguments() -> [Arg; 3] {
    let address = Arg::new("prometheus")
        .long("prometheus")
        .value_name("URL")
        .required(true)
        .help("A server with the API of Prometheus, such as http://localhost:9090");
    let timeout = Arg::new("timeout")
        .long("timeout")
        .value_name("TIME")
        .default_value("30s")
        .help("Longest time for one question to the server");
    let header = Arg::new("header")
        .long("header")
        .value_name("NAME: VALUE")
        .action(ArgAction::Append)
        .help("A header for every question, such as `Authorization: Bearer …`");
    [address, timeout, header]
}

/// The same where a server is one of several choices.
fn optional_server_arguments() -> [Arg; 3] {
    server_arguments().map(|argument| argument.required(false))
}

/// The server that [`server_arguments`] name.
fn server(arguments: &ArgMatches) -> Result<Server> {
    server_at(arguments.get_one::<String>("prometheus").map_or("", String::as_str), arguments)
}

/// The server at `address`, asked as [`server_arguments`] say.
fn server_at(address: &str, arguments: &ArgMatches) -> Result<Server> {
    let timeout = std::time::Duration::from_nanos(duration(arguments, "timeout")?.as_nanos());
    let headers = arguments.get_many::<String>("header").into_iter().flatten().map(|header| {
        let (name, value) = header
            .split_once(':')
            .ok_or_else(|| expected(format!("`{header}` is not a header"), "write it as `Name: value`"))?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    });
    let headers = headers.collect::<Result<Vec<_>>>()?;
    Ok(Server::at(address, timeout, headers).map_err(Expected)?)
}

/// A duration that was given for `name`; zero is refused.
fn duration(arguments: &ArgMatches, name: &str) -> Result<Duration> {
    let text = arguments.get_one::<String>(name).map_or("", String::as_str);
    match Duration::read(text) {
        Ok(duration) if !duration.is_zero() => Ok(duration),
        Ok(_) => Err(expected(format!("`--{name} {text}` is no time at all"), "give a time such as `30s`")),
        Err(error) => Err(expected(format!("`--{name}`: {error}"), "give a time such as `30s`")),
    }
}

/// The time zone called `name`.
fn time_zone(name: &str) -> Result<TimeZone> {
    TimeZone::get(name)
        .map_err(|_| expected(format!("`{name}` is not a time zone"), "name one such as `Europe/Berlin`"))
}

/// Our clock, milliseconds since 1970.
fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
