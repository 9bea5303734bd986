//! `loadline compare`: what a change does, for a review.

use super::{Command, answer, day, exact_argument, model_path, model_path_argument};
use crate::output::compare::{as_json, page};
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::compare::compare;
use loadline_base::figure::Digits;

pub(crate) const COMMAND: Command = Command { name: "compare", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say what a change does to minutes, objectives, single points of failure, load and findings")
        .arg(
            Arg::new("other")
                .value_name("REV|DIR")
                .required(true)
                .help("What was before: a revision of the model's repository, a folder, or a model file"),
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("WHAT")
                .value_parser(["worse"])
                .help("Exit with 1 when a journey fails more, beyond the tolerance, or misses an objective it did not miss"),
        )
        .arg(
            Arg::new("tolerance")
                .long("tolerance")
                .value_name("PERCENT")
                .default_value("1%")
                .help("How much more of its minutes a journey may fail before that is worse"),
        )
        .arg(day::argument())
        .arg(exact_argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let digits = Digits::exact(arguments.get_flag("exact"));
    let tolerance = tolerance(arguments.get_one::<String>("tolerance").map_or("1%", String::as_str))?;
    let other = arguments.get_one::<String>("other").map_or("", String::as_str);
    let today = day::today(arguments)?;
    let found = compare(model_path(arguments), other, today).map_err(Expected)?;
    let Some(difference) = &found.difference else {
        return print_faults(&found.faults, &found.sources, terminal);
    };
    let json = || as_json(difference, tolerance);
    answer::print(arguments, terminal, "compare", json, || page(difference, other, digits))?;
    let worse = difference.journeys.iter().any(|journey| journey.is_worse(tolerance));
    let gate = arguments.contains_id("fail-on") && worse;
    Ok(if gate { Exit::Findings } else { Exit::Clean })
}

/// A share from `5%` or `5`.
fn tolerance(text: &str) -> Result<f64> {
    let number: Option<f64> = text.trim_end_matches('%').trim().parse().ok();
    let fine = number.filter(|percent| percent.is_finite() && *percent >= 0.0);
    fine.map(|percent| percent / 100.0)
        .ok_or_else(|| expected(format!("`{text}` is no tolerance"), "write a percentage such as `1%`"))
}
