//! `loadline plan design`: a design; by questions about the model, or with `--one-shot` drafted in one go from a
//! statement of need.

mod one_shot;

use super::guided;
use crate::commands::Command;
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::plan::status::Workflow;
use std::path::PathBuf;

pub(super) const COMMAND: Command = Command { name: "design", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Complete a design by a few questions, or draft one from a plain statement of need")
        .after_help(
            format!(
                "Without `--one-shot`: {}\n\n\
                 With `--one-shot` a first model is built from a statement of need, and the whole bundle of that model is printed, as \
                 `loadline plan bundle --draft` would. The statement is plain English with numbers in it: who uses it and how often, \
                 sizes, retention, targets, limits, budget, team, deadline. What it does not say becomes a stated assumption, and every \
                 default says that it is assumed; what could not be used is listed. No network and no model of language is involved, and \
                 the same statement gives the same bytes.",
                guided::HELP
            ),
        )
        .arg(
            Arg::new("one-shot")
                .long("one-shot")
                .value_name("TEXT|FILE")
                .help("The statement of need, or the file it is in; `-` reads standard input"),
        )
        .args(guided::arguments().map(|argument| match argument.get_id().as_str() {
            "today" => argument,
            _ => argument.conflicts_with("one-shot"),
        }))
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(["markdown", "html", "json", "text"])
                .help("How to print: a draft as markdown unless said otherwise, text is only the gist of it; questions as text"),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .requires("one-shot")
                .help("Write the model, draft.md, draft.html and draft.json into this folder instead of printing"),
        )
        .arg(Arg::new("force").long("force").action(ArgAction::SetTrue).help("Replace files that are there already"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    if arguments.contains_id("one-shot") {
        one_shot::run(arguments, terminal)
    } else {
        guided::run(Workflow::Design, arguments, terminal)
    }
}
