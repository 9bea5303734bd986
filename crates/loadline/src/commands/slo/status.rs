//! `loadline slo status`: what is left of every budget, how fast it burns, and which alert fires.

use super::{duration, now, objectives_arguments, read_objectives, server, server_arguments};
use crate::commands::{Command, answer, exact_argument};
use crate::output::slo::status::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::slo::status::status;
use loadline_app::slo::unusual::{Odd, unusual_now};
use loadline_app::slo::{Objectives, Server};
use loadline_base::figure::Digits;
use std::time::Instant;

pub(crate) const COMMAND: Command = Command { name: "status", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Tell what is left of every error budget, how fast it burns, which alert fires, and what the policy asks for")
        .after_help("Exit codes: 0 all is well, 1 an alert fires, a budget is spent or data is missing, 2 could not run")
        .args(objectives_arguments())
        .args(server_arguments())
        .arg(
            Arg::new("watch")
                .long("watch")
                .value_name("TIME")
                .help("Ask again and again, this far apart, until interrupted"),
        )
        .arg(Arg::new("recorded").long("recorded").action(ArgAction::SetTrue).help(
            "Read counts back from the generated recording rules where they are, rather than count anew",
        ))
        .arg(exact_argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let server = server(arguments)?;
    let recorded = arguments.get_flag("recorded");
    let watch = arguments.contains_id("watch").then(|| duration(arguments, "watch")).transpose()?;
    loop {
        let started = Instant::now();
        let asked =
            terminal.progress("asked the server", |tell| status(&objectives, &server, now(), recorded, tell));
        match (asked, watch) {
            (Ok(report), _) => {
                // Who watches wants the next answer soon, and asking for four weeks takes as long again.
                let odd = match watch {
                    None => unusual(&objectives, &server, report.at, terminal),
                    Some(_) => None,
                };
                answer::print(
                    arguments,
                    terminal,
                    "slo-status",
                    || as_json(&objectives, &report, odd.as_deref()),
                    || page(&objectives, &report, odd.as_deref(), digits),
                )?;
                if watch.is_none() {
                    return Ok(if report.urgent().next().is_some() { Exit::Findings } else { Exit::Clean });
                }
            }
            // Who watches wants to go on when the server is back.
            (Err(failure), Some(_)) => terminal.talk(&format!("error: {}", failure.message)),
            (Err(failure), None) => return Err(Expected(failure).into()),
        }
        let every = std::time::Duration::from_nanos(watch.unwrap_or_default().as_nanos());
        std::thread::sleep(every.saturating_sub(started.elapsed()));
        terminal.data("\n")?;
    }
}

/// What is unusual now. It is a second signal: where it cannot be had, the first one stands all the same.
fn unusual(objectives: &Objectives, server: &Server, at: i64, terminal: &mut Terminal) -> Option<Vec<Odd>> {
    let asked =
        terminal.progress("asked for the weeks before", |tell| unusual_now(objectives, server, at, tell));
    match asked {
        Ok(odd) => Some(odd),
        Err(failure) => {
            terminal.talk(&format!("what is unusual cannot be told: {}", failure.message));
            None
        }
    }
}
