//! `loadline sim steady`: what journeys settle to under a load that stays.

use super::hands::{self, with_hands};
use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::sim::html;
use crate::output::sim::steady::{as_json, page};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::sim::{Answer, steady};

pub(super) const COMMAND: Command = Command { name: "steady", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Follow a load that stays until each journey's mean is known, or say why it settles to nothing")
        .arg(
            Arg::new("scenario")
                .value_name("SCENARIO")
                .help("Scenario whose load it is, without its faults; every journey at its peak when left out"),
        )
        .arg(model_path_argument())
        .arg(answer::format_argument_with_html())
        .arg(super::seed_argument())
        .arg(super::precision_argument().default_value("5%").help(
            "Run longer, up to 50 million requests or a week, until half the interval of every mean is at most this share of it",
        ))
        .args(hands::arguments())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let scenario = arguments.get_one::<String>("scenario").map(String::as_str);
    let precision = super::precision(arguments)?.unwrap_or(0.05);
    let (path, seed) = (model_path(arguments), super::seed(arguments));
    match with_hands(arguments, terminal, |hands| steady(path, scenario, seed, precision, hands))? {
        Answer::Faults(sources, faults) => print_faults(&faults, &sources, terminal),
        Answer::Found(report) => {
            answer::print_or_html(
                arguments,
                terminal,
                "sim-steady",
                || as_json(&report),
                || page(&report),
                || html::steady(&report),
            )?;
            Ok(match report.interrupted {
                Some(_) => Exit::Interrupted,
                None if report.is_open() => Exit::Findings,
                None => Exit::Clean,
            })
        }
    }
}
