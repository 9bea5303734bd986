//! `loadline slo lint`: what is wrong with alert policies before they fire, or never do.

use super::{duration, objectives_arguments, read_objectives};
use crate::commands::{Command, answer};
use crate::output::headline::count;
use crate::output::page::Page;
use crate::terminal::{Exit, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::slo::lint::{Finding, Level, lint};
use serde_json::{Value, json};

pub(crate) const COMMAND: Command = Command { name: "lint", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Find faults of alert policies: tiers that can never fire, windows that are noise, averages of ratios")
        .args(objectives_arguments())
        .arg(
            Arg::new("scrape-interval")
                .long("scrape-interval")
                .value_name("TIME")
                .help("How often targets are scraped; short windows are judged by it"),
        )
        .arg(answer::format_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let named = arguments.contains_id("scrape-interval");
    let scrape_interval = named.then(|| duration(arguments, "scrape-interval")).transpose()?;
    let found = lint(&objectives, scrape_interval);
    answer::print(
        arguments,
        terminal,
        "slo-lint",
        || as_json(&found),
        || page(&found, objectives.slos.len()),
    )?;
    Ok(if found.is_empty() { Exit::Clean } else { Exit::Findings })
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

fn page(found: &[Finding], objectives: usize) -> Page {
    let mut page = Page::default();
    let of = count(objectives, "objective");
    match found.len() {
        0 => page.head(format!("no faults in the alerts of {of}")),
        faults => page.head(format!("{} in the alerts of {of}", count(faults, "fault"))),
    }
    for finding in found {
        page.head(format!("{}[{}]: `{}`: {}", word(finding.level), finding.lint, finding.slo, finding.what));
        if !finding.arithmetic.is_empty() {
            page.say(finding.arithmetic.clone());
        }
        page.say(format!("hint: {}", finding.hint));
    }
    page
}

/// The JSON shape, `loadline/slo-lint/v1`.
fn as_json(found: &[Finding]) -> Value {
    let one = |finding: &Finding| {
        json!({
            "lint": finding.lint,
            "level": word(finding.level),
            "slo": finding.slo,
            "what": finding.what,
            "arithmetic": finding.arithmetic,
            "hint": finding.hint,
        })
    };
    json!({"findings": found.iter().map(one).collect::<Vec<_>>()})
}
