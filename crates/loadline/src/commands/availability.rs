//! `loadline availability`: how much of the time journeys fail, because of what, and whether they keep their objectives.

use super::{Command, answer, model_path, model_path_argument};
use crate::output::availability::{as_json, page};
use crate::output::faults::print_faults;
use crate::output::table::{Align, table};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::availability::{PRIORS, availability};
use loadline_base::figure::Digits;
use serde_json::{Value, json};

pub(crate) const COMMAND: Command = Command { name: "availability", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Compute how much of the time journeys fail, because of what, and whether they keep their objectives")
        .arg(Arg::new("journey").value_name("JOURNEY").help("Id of the journey; all of them when left out"))
        .arg(model_path_argument())
        .arg(super::exact_argument())
        .arg(
            Arg::new("priors")
                .long("priors")
                .action(ArgAction::SetTrue)
                .help("List the guesses that stand in where the model is silent, and stop"),
        )
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    if arguments.get_flag("priors") {
        terminal.data(&priors(digits))?;
        return Ok(Exit::Clean);
    }
    let journey = arguments.get_one::<String>("journey").map(String::as_str);
    let found = availability(model_path(arguments), journey).map_err(Expected)?;
    if !found.faults.is_empty() {
        return print_faults(&found.faults, &found.sources, terminal);
    }
    let json = || {
        let journeys: Vec<Value> = found.journeys.iter().map(as_json).collect();
        json!({"journeys": journeys, "unmodelled": found.unmodelled})
    };
    answer::print(arguments, terminal, "availability", json, || page(&found, digits))?;
    Ok(Exit::Clean)
}

fn priors(digits: Digits) -> String {
    let mut rows = vec![["what", "availability", "mean outage", "rests on"].map(str::to_owned).to_vec()];
    for prior in PRIORS {
        rows.push(vec![
            prior.of.to_owned(),
            digits.availability(prior.unavailability),
            digits.time(prior.mean),
            prior.source.to_owned(),
        ]);
    }
    let head = "guesses that stand in where the model is silent; any figure of the model overrides them\n\n";
    head.to_owned() + &table(&rows, &[Align::Left, Align::Right, Align::Right, Align::Left], 100, "")
}
