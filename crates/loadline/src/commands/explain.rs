//! `loadline explain`: what a code means.

use super::Command;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::explain::{Meaning, explain};

pub(crate) const COMMAND: Command = Command { name: "explain", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command.about("Explain a rule: why it matters, a bad and a good example, what it reads").arg(
        Arg::new("rule")
            .value_name("RULE")
            .required(true)
            .help("A code such as LL213, or a name such as missing-timeout"),
    )
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let wanted = arguments.get_one::<String>("rule").map_or("", String::as_str);
    let text = match explain(wanted).map_err(Expected)? {
        Meaning::Rule(rule) => {
            let facts = rule.facts.join("`, `");
            let serves = rule.requirements.join(", ");
            format!(
                "{}\n---\nDefault level: {}. Since {}. Serves {serves}.\nReads `{facts}`.\n",
                rule.page.trim_end(),
                rule.level,
                rule.since
            )
        }
        Meaning::Fault(fault) => {
            let body = terminal.fill(fault.explanation, "", "");
            format!("# {} {}\n\n{body}\n", fault.code, fault.name)
        }
    };
    terminal.data(&text)?;
    Ok(Exit::Clean)
}
