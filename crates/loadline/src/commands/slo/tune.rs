//! `loadline slo tune`: the alert policy with the fewest pages at a required detection time.

use super::{duration, history, objectives_arguments, space};
use crate::commands::{Command, answer, exact_argument};
use crate::output::slo::tune::{as_json, html, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::tune::{Wanted, tune};
use loadline_base::figure::Digits;
use loadline_base::units::Share;

pub(crate) const COMMAND: Command = Command { name: "tune", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let share = |name: &'static str, default: &'static str| {
        Arg::new(name).long(name).value_name("SHARE").default_value(default)
    };
    command
        .about("Search alert policies on history for the fewest pages at a required detection time")
        .after_help(
            "Give one history: --from prometheus URL, --from openmetrics FILE or --from csv FILE\n\
             Exit codes: 0 a policy is proposed, 1 none is quick enough, 2 could not run",
        )
        .args(objectives_arguments())
        .arg(
            Arg::new("detect")
                .long("detect")
                .value_name("TIME")
                .required(true)
                .help("Incidents must be paged within this time, 19 of 20 of them"),
        )
        .arg(share("recall", "100%").help("Share of the incidents that must be paged"))
        .arg(
            share("told", "100%").help(
                "With --ticket-burn: share of the incidents that must be paged or written into a ticket",
            ),
        )
        .arg(share("outage", "10%").help(
            "Without incidents: the share of errors of the outage that must be paged in time, by formula",
        ))
        .arg(share("split", "67%").help(
            "Share of the history that is searched on; what is found is held against the rest. 100%: no rest",
        ))
        .args(space::arguments())
        .args(history::arguments())
        .arg(exact_argument())
        .arg(answer::format_argument_with_html())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let given = |name: &str, default: f64| {
        history::share(arguments, name).map(|share| share.map_or(default, Share::fraction))
    };
    let wish = Wanted {
        within: Some(duration(arguments, "detect")?),
        recall: given("recall", 1.0)?,
        told: given("told", 1.0)?,
        outage: given("outage", 0.1)?,
        split: Some(given("split", 0.67)?),
    };
    let space = space::read(arguments)?;
    let (source, objectives) = match history::read(arguments, terminal)? {
        Ok(read) => read,
        Err(exit) => return Ok(exit),
    };
    let question = source.question(arguments)?;
    let found = terminal.progress("read history", |tell| tune(&objectives, &question, &wish, &space, tell));
    let found = found.map_err(Expected)?;
    answer::print_or_html(
        arguments,
        terminal,
        "slo-tune",
        || as_json(&found, &wish, &space),
        || page(&found, &wish, &space, digits),
        || html(&found, &wish, &space, digits),
    )?;
    Ok(if found.chosen.is_some() { Exit::Clean } else { Exit::Findings })
}
