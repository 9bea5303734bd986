//! `loadline slo generate`: objectives as rules, tests, routes, dashboards.

use super::{objectives_arguments, read_objectives};
use crate::commands::Command;
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::slo::generate::{Options, backends, generate, write};
use std::path::PathBuf;

pub(crate) const COMMAND: Command = Command { name: "generate", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    let list: Vec<String> =
        backends().iter().map(|backend| format!("  {:13} {}", backend.name, backend.about)).collect();
    command
        .about("Write objectives as Prometheus rules, unit tests, Alertmanager routes, dashboards, Kubernetes objects")
        .after_help(format!("Targets:\n{}", list.join("\n")))
        .args(objectives_arguments())
        .arg(Arg::new("to").long("to").value_name("TARGET").default_value("prometheus").help("What to write"))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name("DIR")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write files into this folder instead of printing them"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Replace files that are there already"),
        )
        .arg(Arg::new("grafana").long("grafana").value_name("URL").help("Where dashboards are, for links"))
        .arg(Arg::new("runbooks").long("runbooks").value_name("URL").help("What runbook files are appended to"))
        .arg(Arg::new("namespace").long("namespace").value_name("NAME").help("Namespace of Kubernetes objects"))
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let objectives = match read_objectives(arguments, terminal)? {
        Ok(objectives) => objectives,
        Err(exit) => return Ok(exit),
    };
    let text = |name: &str| arguments.get_one::<String>(name).cloned();
    let options = Options {
        grafana: text("grafana"),
        runbooks: text("runbooks"),
        namespace: text("namespace"),
        ..Options::default()
    };
    let target = text("to").unwrap_or_default();
    let generated = generate(&objectives, &target, &options).map_err(Expected)?;
    for refusal in &generated.refusals {
        terminal.talk(&terminal.fill(&format!("left out: `{}`: {}", refusal.slo, refusal.what), "", "  "));
        terminal.talk(&terminal.fill(&refusal.hint, "  hint: ", "  "));
    }
    match arguments.get_one::<PathBuf>("output") {
        Some(folder) => {
            let written = write(&generated, folder, arguments.get_flag("force")).map_err(Expected)?;
            terminal.talk(&format!("wrote {} files into {}", written.len(), folder.display()));
        }
        None => {
            for output in &generated.outputs {
                if generated.outputs.len() > 1 && !output.name.ends_with(".json") {
                    terminal.data(&format!("# {}\n", output.name))?;
                }
                terminal.data(&output.text)?;
            }
        }
    }
    Ok(if generated.refusals.is_empty() { Exit::Clean } else { Exit::Findings })
}
