//! `loadline rules`: list every rule.

use super::Command;
use crate::output::json::{to_text, versioned};
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::explain::{families, faults, objective_faults};
use serde_json::json;

pub(crate) const COMMAND: Command = Command { name: "rules", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let format = Arg::new("format").long("format").value_name("FORMAT").value_parser(["text", "json"]);
    command
        .about("List every rule with its code, level and fault")
        .arg(format.default_value("text").help("How to print"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let json = arguments.get_one::<String>("format").is_some_and(|format| format == "json");
    let text = if json { as_json() } else { as_text(terminal) };
    terminal.data(&text)?;
    Ok(Exit::Clean)
}

fn as_text(terminal: &Terminal) -> String {
    let count: usize = families().iter().map(|family| family.rules.len()).sum();
    let mut text =
        format!("{count} rules in {} families; `loadline explain CODE` tells why\n", families().len());
    for family in families() {
        text.push_str(&format!("\n{}\n", terminal.bold(&format!("{} {}", family.prefix, family.title))));
        for rule in family.rules {
            let first = format!("  {} {:7} {}: ", rule.code, rule.level.word(), rule.name);
            text.push_str(&terminal.fill(rule.summary, &first, "                "));
            text.push('\n');
        }
    }
    text
}

fn as_json() -> String {
    let rules = families().iter().flat_map(|family| family.rules.iter().map(move |rule| (family, rule)));
    let rules: Vec<_> = rules
        .map(|(family, rule)| {
            json!({
                "code": rule.code,
                "name": rule.name,
                "family": family.name,
                "level": rule.level.word(),
                "summary": rule.summary,
                "since": rule.since,
                "requirements": rule.requirements,
                "pillar": rule.pillar,
                "facts": rule.facts,
            })
        })
        .collect();
    let faults: Vec<_> = faults()
        .iter()
        .chain(objective_faults().iter().copied())
        .map(|fault| json!({"code": fault.code, "name": fault.name, "explanation": fault.explanation}))
        .collect();
    to_text(&versioned("rules", json!({"rules": rules, "faults": faults})))
}
