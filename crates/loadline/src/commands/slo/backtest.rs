//! `loadline slo backtest`: alert policies replayed on what happened.

use super::{duration, now, objectives_arguments, optional_server_arguments, read_objectives, server};
use crate::commands::{Command, answer, exact_argument};
use crate::output::slo::backtest::{as_json, page, timelines};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::slo::backtest::{From, Question, backtest, lone_objective};
use loadline_app::slo::past::past;
use loadline_base::figure::Digits;
use loadline_base::units::{Share, Unit};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "backtest", describe, run };

fn path(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(clap::value_parser!(PathBuf))
}

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Replay alert policies on history: who would have been woken, how late, and how often for nothing")
        .after_help("Give one history: --prometheus, --openmetrics or --csv")
        .args(objectives_arguments())
        .args(optional_server_arguments())
        .arg(path("openmetrics", "FILE").help("History in OpenMetrics, or in the text format with times"))
        .arg(path("csv", "FILE").help("A table of counts: `time,bad,total[,slo]`"))
        .arg(Arg::new("target").long("target").value_name("SHARE").requires("csv").help(
            "The promise for a table of counts without a model, such as 99.9%",
        ))
        .arg(Arg::new("window").long("window").value_name("TIME").default_value("30d").help(
            "How far back to ask a server; with --target, the window of the promise",
        ))
        .arg(path("incidents", "FILE").help("What truly went wrong: `start,end,name[,slo]`"))
        .arg(path("alertmanager", "FILE").help("Alertmanager's configuration; the generated one when left out"))
        .arg(Arg::new("workbook").long("workbook").action(ArgAction::SetTrue).help(
            "Replay the six ways to alert of the SRE Workbook beside the own policies",
        ))
        .arg(Arg::new("worth").long("worth").value_name("SHARE").help(
            "Share of the budget that an episode must spend to be worth somebody's sleep, such as 2%",
        ))
        .arg(Arg::new("step").long("step").value_name("TIME").default_value("1m").help(
            "Time between two evaluations of the rules",
        ))
        .arg(Arg::new("zone").long("zone").value_name("ZONE").default_value("UTC").help(
            "Time zone of those who are woken",
        ))
        .arg(exact_argument())
        .arg(answer::format_argument())
}

fn share(arguments: &ArgMatches, name: &str) -> Result<Option<Share>> {
    let Some(text) = arguments.get_one::<String>(name) else { return Ok(None) };
    Share::read(text)
        .map(Some)
        .map_err(|error| expected(format!("`--{name}`: {error}"), "write it as `99.9%`"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let file = |name: &str| arguments.get_one::<PathBuf>(name).cloned();
    let objectives = match arguments.get_one::<String>("target") {
        Some(target) => lone_objective(target, duration(arguments, "window")?).map_err(Expected)?,
        None => match read_objectives(arguments, terminal)? {
            Ok(objectives) => objectives,
            Err(exit) => return Ok(exit),
        },
    };
    let zone = arguments.get_one::<String>("zone").cloned().unwrap_or_default();
    let (openmetrics, csv) = (file("openmetrics"), file("csv"));
    let asked = arguments.contains_id("prometheus").then(|| server(arguments)).transpose()?;
    let from = match (&asked, &openmetrics, &csv) {
        (Some(server), None, None) => {
            let window = arguments.get_one::<String>("window").map_or("30d", String::as_str);
            let clock = server.clock(now()).map_err(Expected)?;
            From::Prometheus(server, past(window, &zone, clock).map_err(Expected)?.span)
        }
        (None, Some(path), None) => From::OpenMetrics(path),
        (None, None, Some(path)) => From::Csv(path),
        _ => {
            return Err(expected(
                "one history is wanted",
                "give one of `--prometheus URL`, `--openmetrics FILE` and `--csv FILE`",
            ));
        }
    };
    let question = Question {
        from,
        incidents: file("incidents"),
        alertmanager: file("alertmanager"),
        workbook: arguments.get_flag("workbook"),
        step: duration(arguments, "step")?,
        worth: share(arguments, "worth")?.map(Share::fraction),
        zone,
    };
    let found = terminal.progress("read history", |tell| backtest(&objectives, &question, tell));
    let found = found.map_err(Expected)?;
    answer::print(arguments, terminal, "slo-backtest", || as_json(&found), || page(&found, digits))?;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "text") {
        terminal.data(&timelines(&found, terminal.width))?;
    }
    Ok(Exit::Clean)
}
