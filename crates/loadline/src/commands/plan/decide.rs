//! `loadline plan decide`: what the facts of the model advise, which row of which table says so, and what would
//! change the answer.

use crate::commands::{Command, answer, day, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::plan::decide::{as_json, page};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::adr::{Records, drafts};
use loadline_app::plan::decide::{decide, table_in, tables_of};
use std::path::PathBuf;

pub(super) const COMMAND: Command = Command { name: "decide", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Say what the facts of the model advise, from which row of which table, and what would change it")
        .after_help(
            "Without a topic, every table is asked and the answers are listed. An answer that hangs on something unknown says \
             what would have to be written to settle it.",
        )
        .arg(
            Arg::new("topic")
                .value_name("TOPIC")
                .num_args(0..)
                .help("`storage`, `caching`, `consistency`, `async`, `multi-region`, `architecture`, `paging`, `budget`, `toil`, …"),
        )
        .arg(model_path_argument())
        .arg(
            Arg::new("table")
                .long("table")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with("topic")
                .help("Ask a table of your own instead; it is checked first"),
        )
        .arg(
            Arg::new("adr")
                .long("adr")
                .action(ArgAction::SetTrue)
                .requires("topic")
                .help("Write what the table advises as decision records, proposed, with the facts"),
        )
        .arg(day::argument())
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let today = day::today(arguments)?;
    let topics: Vec<String> = arguments.get_many::<String>("topic").into_iter().flatten().cloned().collect();
    let own = arguments.get_one::<PathBuf>("table");
    let tables = match own {
        Some(file) => table_in(file),
        None => tables_of(&topics),
    }
    .map_err(Expected)?;
    let tables = match tables {
        Ok(tables) => tables,
        Err((sources, faults)) => return print_faults(&faults, &sources, terminal),
    };
    let answered = decide(model_path(arguments), &tables, today).map_err(Expected)?;
    let decisions = match &answered.outcome {
        Ok(decisions) => decisions,
        Err(faults) => return print_faults(faults, &answered.sources, terminal),
    };
    let (sources, brief) = (&answered.sources, topics.is_empty() && own.is_none());
    answer::print(
        arguments,
        terminal,
        "plan-decide",
        || as_json(decisions, sources),
        || page(decisions, sources, brief),
    )?;
    if arguments.get_flag("adr") {
        let mut records = Records::of(model_path(arguments)).map_err(Expected)?;
        for draft in drafts(&answered) {
            match records.titled(&draft.title) {
                Some(record) => terminal.talk(&format!("{} records this already", record.name)),
                None => {
                    let file = records.add(&draft, today).map_err(Expected)?;
                    terminal.talk(&format!("wrote {}", file.display()));
                }
            }
        }
    }
    Ok(Exit::Clean)
}
