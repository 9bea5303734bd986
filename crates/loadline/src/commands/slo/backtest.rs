//! `loadline slo backtest`: alert policies replayed on what happened.

use super::{history, objectives_arguments, simulated, time_zone};
use crate::commands::{Command, answer, exact_argument};
use crate::output::slo::backtest::{as_json, html, page, timelines};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::slo::backtest::{Question, backtest};
use loadline_base::figure::Digits;
use loadline_base::units::Share;

pub(crate) const COMMAND: Command = Command { name: "backtest", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Replay alert policies on history: who would have been woken, how late, and how often for nothing")
        .after_help(
            "Give one history: --from prometheus URL, --from openmetrics FILE, --from csv FILE, or --from sim SCENARIO\n\
             for one that is simulated, where it is known what was truly wrong",
        )
        .args(objectives_arguments())
        .args(history::arguments())
        .arg(Arg::new("workbook").long("workbook").action(ArgAction::SetTrue).help(
            "Replay the six ways to alert of the SRE Workbook beside the own policies",
        ))
        .arg(Arg::new("worth").long("worth").value_name("SHARE").help(
            "Share of the budget that an episode must spend to be worth somebody's sleep, such as 2%",
        ))
        .args(simulated::arguments())
        .arg(exact_argument())
        .arg(answer::format_argument_with_html())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    if let Some(scenario) = simulated::scenario(arguments) {
        return simulated::run(scenario, arguments, terminal);
    }
    let digits = Digits::exact(arguments.get_flag("exact"));
    let (source, objectives) = match history::read(arguments, terminal)? {
        Ok(read) => read,
        Err(exit) => return Ok(exit),
    };
    let question = Question {
        workbook: arguments.get_flag("workbook"),
        worth: history::share(arguments, "worth")?.map(Share::fraction),
        ..source.question(arguments)?
    };
    let found = terminal.progress("read history", |tell| backtest(&objectives, &question, tell));
    let found = found.map_err(Expected)?;
    let zone = time_zone(history::zone(arguments))?;
    answer::print_or_html(
        arguments,
        terminal,
        "slo-backtest",
        || as_json(&found),
        || page(&found, digits),
        || html(&found, digits, &zone),
    )?;
    if arguments.get_one::<String>("format").is_some_and(|format| format == "text") {
        terminal.data(&timelines(&found, terminal.width))?;
    }
    Ok(Exit::Clean)
}
