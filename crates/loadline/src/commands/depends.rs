//! `loadline depends`: who needs whom, over one arrow and over any number, in circles, and without any arrow.

use super::{Command, answer, model_path, model_path_argument};
use crate::output::depends::{as_json, edges, one, overview};
use crate::output::faults::print_faults;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::depends::depends;

pub(crate) const COMMAND: Command = Command { name: "depends", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say who needs whom: callers, callees, strengths, fallbacks, circles, and dependencies no arrow shows")
        .arg(Arg::new("component").value_name("COMPONENT").help("Id of a component; all of them when left out"))
        .arg(
            Arg::new("table")
                .long("table")
                .action(ArgAction::SetTrue)
                .help("One row a dependency: who, what, how, how badly, and what happens without it"),
        )
        .arg(model_path_argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let component = arguments.get_one::<String>("component").map(String::as_str);
    let found = depends(model_path(arguments), component).map_err(Expected)?;
    if !found.faults.is_empty() {
        return print_faults(&found.faults, &found.sources, terminal);
    }
    let page = || match found.components.as_slice() {
        _ if arguments.get_flag("table") => edges(&found),
        [only] if component.is_some() => one(only),
        _ => overview(&found),
    };
    answer::print(arguments, terminal, "depends", || as_json(&found), page)?;
    Ok(Exit::Clean)
}
