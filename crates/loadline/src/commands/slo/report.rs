//! `loadline slo report`: how every budget went over a window that is past.

use super::{now, objectives_arguments, read_objectives, server, server_arguments, time_zone};
use crate::commands::{Command, answer, exact_argument};
use crate::output::slo::report::{as_json, html, illustrated, page};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::past::{Past, past};
use loadline_app::slo::report::report;
use loadline_base::figure::Digits;

pub(crate) const COMMAND: Command = Command { name: "report", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Report how every error budget went over a window that is past, for those who were not there")
        .after_help("Exit codes: 0 every promise was kept, 1 one was not or has no data, 2 could not run")
        .args(objectives_arguments())
        .args(server_arguments())
        .arg(
            Arg::new("window").long("window").value_name("WINDOW").default_value("month").help(
                "day, week, month, quarter or year: the last whole one; or a time up to now, such as 30d",
            ),
        )
        .arg(
            Arg::new("zone")
                .long("zone")
                .value_name("ZONE")
                .default_value("UTC")
                .help("Time zone of the calendar, such as Europe/Berlin"),
        )
        .arg(exact_argument())
        .arg(answer::format_argument_with_html())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let server = server(arguments)?;
    let window = arguments.get_one::<String>("window").map_or("", String::as_str);
    let zone = arguments.get_one::<String>("zone").map_or("", String::as_str);
    let Past { span, name } = past(window, zone, server.clock(now()).map_err(Expected)?).map_err(Expected)?;
    if objectives.slos.is_empty() {
        return Err(expected(
            "there is no objective to report on",
            "write some under `slos:`, or name files",
        ));
    }
    let asked = terminal.progress("asked the server", |tell| report(&objectives, &server, span, tell));
    let found = asked.map_err(Expected)?;
    let zone = time_zone(zone)?;
    let markdown = arguments.get_one::<String>("format").is_some_and(|format| format == "markdown");
    answer::print_or_html(
        arguments,
        terminal,
        "slo-report",
        || as_json(&objectives, &found),
        || {
            if markdown {
                illustrated(&objectives, &found, &name, digits, &zone)
            } else {
                page(&objectives, &found, &name, digits)
            }
        },
        || html(&objectives, &found, &name, digits, &zone),
    )?;
    let (_, missed, unknown) = found.verdicts();
    Ok(if missed + unknown > 0 { Exit::Findings } else { Exit::Clean })
}
