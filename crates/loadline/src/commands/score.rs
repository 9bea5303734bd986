//! `loadline score`: the rubric of eight criteria, the evidence for each score, and the cheapest step to the next.

use super::{Command, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::output::plan::badge::badge;
use crate::output::plan::score::{Seen, as_json, page};
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::score::{MOST, Past, TOP, score, trend};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "score", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Score the model from 0 to 3 on eight criteria, with evidence and the cheapest next step")
        .after_help(
            "2 is the aim for every criterion; 0 is a risk. Code quality is judged by what the model records; the code is not read.\n\n\
             Exit codes: 0 scored, 1 a criterion is below `--least`, 2 could not run",
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("since")
                .long("since")
                .value_name("REV")
                .conflicts_with("history")
                .help("Also score every commit that changed the model and that this revision does not have"),
        )
        .arg(
            Arg::new("history")
                .long("history")
                .value_name("N")
                .value_parser(clap::value_parser!(u16).range(1..=MOST as i64))
                .help("Also score the last N commits that changed the model"),
        )
        .arg(
            Arg::new("evidence")
                .long("evidence")
                .action(ArgAction::SetTrue)
                .help("Print what each score rests on, with file and line"),
        )
        .arg(
            Arg::new("least")
                .long("least")
                .value_name("SCORE")
                .value_parser(clap::value_parser!(u8).range(0..=TOP as i64))
                .help("Exit with 1 when a criterion scores less"),
        )
        .arg(
            Arg::new("badge")
                .long("badge")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write a badge as SVG, too; it is replaced when it is there"),
        )
        .arg(day::argument())
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["text", "markdown", "json", "svg"])
                .default_value("text")
                .help("How to print; `svg` prints the badge"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let today = day::today(arguments)?;
    let path = model_path(arguments);
    let judged = score(path, today).map_err(Expected)?;
    let scores = match &judged.outcome {
        Ok(scores) => scores,
        Err(faults) => return print_faults(faults, &judged.sources, terminal),
    };
    let since = arguments.get_one::<String>("since").map(|revision| Past::Since(revision));
    let past =
        since.or_else(|| arguments.get_one::<u16>("history").map(|most| Past::Last(usize::from(*most))));
    let before = past.map(|past| trend(path, past, today)).transpose().map_err(Expected)?;
    let seen = Seen { scores, before: before.as_deref(), sources: &judged.sources };
    if let Some(file) = arguments.get_one::<PathBuf>("badge") {
        std::fs::write(file, badge(scores)).map_err(|error| {
            expected(format!("`{}` was not written: {error}", file.display()), "check the folder")
        })?;
        terminal.talk(&format!("wrote {}", file.display()));
    }
    let text = match arguments.get_one::<String>("format").map(String::as_str) {
        Some("json") => to_text(&versioned("score", as_json(&seen))),
        Some("svg") => badge(scores),
        Some("markdown") => page(&seen, arguments.get_flag("evidence")).markdown(),
        _ => page(&seen, arguments.get_flag("evidence")).text(&*terminal),
    };
    terminal.data(&text)?;
    let least = arguments.get_one::<u8>("least").map_or(0, |least| usize::from(*least));
    let below = scores.iter().any(|score| score.score < least);
    Ok(if below { Exit::Findings } else { Exit::Clean })
}
