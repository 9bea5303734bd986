//! `loadline sim compare`: two models or scenarios with the same random numbers, and what differs.

use super::hands::{self, with_hands};
use crate::commands::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::sim::compare::{as_json, page};
use crate::output::sim::html;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::sim::{Answer, Change, Sides, compare};

pub(crate) const COMMAND: Command = Command { name: "compare", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let side = |name: &'static str, help: &'static str| Arg::new(name).value_name(name).help(help);
    command
        .about("Simulate two models or scenarios with the same random numbers, and say what is better and worse in the second")
        .after_help(
            "A and B are scenarios of the model, folders or files with models, or revisions of the model's repository. Without B, A is \
             compared with the model; without both, the model with itself as `--with` changes it.",
        )
        .arg(side("A", "What the second is compared with"))
        .arg(side("B", "The second; the model when left out"))
        .arg(
            Arg::new("scenario")
                .long("scenario")
                .value_name("SCENARIO")
                .help("Scenario that both models are run with; every journey at its peak when left out"),
        )
        .arg(with_argument("Another value in the second, as `services/orders/replicas/min=4`; may be given several times"))
        .arg(model_path_argument())
        .arg(answer::format_argument_with_html())
        .arg(super::seed_argument())
        .arg(super::runs_argument())
        .args(hands::arguments())
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("WHAT")
                .value_parser(["worse"])
                .help("Exit with 1 when a figure is worse in the second"),
        )
}

/// The option for values other than those written.
fn with_argument(help: &'static str) -> Arg {
    Arg::new("with").long("with").value_name("PATH=VALUE").action(ArgAction::Append).help(help)
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let word = |name: &str| arguments.get_one::<String>(name).map(String::as_str);
    let with = arguments.get_many::<String>("with").into_iter().flatten();
    let with: Vec<Change> =
        with.map(|text| Change::read(text)).collect::<Result<_, _>>().map_err(Expected)?;
    let sides = Sides { a: word("A"), b: word("B"), scenario: word("scenario"), with: &with };
    let (path, seed, runs) = (model_path(arguments), super::seed(arguments), super::runs(arguments));
    let report = match with_hands(arguments, terminal, |hands| compare(path, &sides, seed, runs, hands))? {
        Answer::Faults(sources, faults) => return print_faults(&faults, &sources, terminal),
        Answer::Found(report) => report,
    };
    answer::print_or_html(
        arguments,
        terminal,
        "sim-compare",
        || as_json(&report),
        || page(&report),
        || html::compare(&report),
    )?;
    Ok(match report.interrupted {
        Some(_) => Exit::Interrupted,
        None if arguments.contains_id("fail-on") && report.is_worse() => Exit::Findings,
        None => Exit::Clean,
    })
}
