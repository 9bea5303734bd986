//! `loadline graph`: the model as boxes and arrows.

use super::{Command, model_path, model_path_argument};
use crate::output::diagram::DIAGRAMS;
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal, expected};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::graph::{View, graph};

pub(crate) const COMMAND: Command = Command { name: "graph", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let formats: Vec<&str> = DIAGRAMS.iter().map(|diagram| diagram.name).collect();
    command
        .about("Print the architecture as a diagram")
        .arg(model_path_argument())
        .arg(
            Arg::new("view")
                .long("view")
                .value_name("VIEW")
                .num_args(1..=2)
                .default_value("data-flow")
                .help("context, data-flow, domains, or journey ID"),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name("FORMAT")
                .value_parser(formats)
                .default_value("mermaid")
                .help("How to print"),
        )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let words: Vec<&str> =
        arguments.get_many::<String>("view").into_iter().flatten().map(String::as_str).collect();
    let view = match words.as_slice() {
        ["context"] => View::Context,
        ["data-flow"] => View::DataFlow,
        ["domains"] => View::Domains,
        ["journey", id] => View::Journey((*id).to_owned()),
        ["journey"] => return Err(expected("which journey?", "write `--view journey ID`")),
        _ => {
            let message = format!("`{}` is not a view", words.join(" "));
            return Err(expected(message, "the views are context, data-flow, domains and journey ID"));
        }
    };
    let report = graph(model_path(arguments), &view).map_err(Expected)?;
    if !report.faults.is_empty() {
        return print_faults(&report.faults, &report.sources, terminal);
    }
    let wanted = arguments.get_one::<String>("format").map_or("mermaid", String::as_str);
    if let Some(diagram) = DIAGRAMS.iter().find(|diagram| diagram.name == wanted) {
        terminal.data(&(diagram.render)(&report.graph))?;
    }
    Ok(Exit::Clean)
}
