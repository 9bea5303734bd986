//! `loadline flow`: a journey as its call tree, with the numbers.

use super::{Command, answer, model_path, model_path_argument};
use crate::output::faults::print_faults;
use crate::output::json::{to_text, versioned};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgMatches};
use loadline_app::flow::{FlowReport, Line, Relation, flow};
use loadline_base::units::format_number;
use serde_json::{Value, json};

pub(crate) const COMMAND: Command = Command { name: "flow", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Show a journey as its call tree: steps, rates, shares and worst-case times")
        .arg(Arg::new("journey").value_name("JOURNEY").help("Id of the journey; all of them when left out"))
        .arg(model_path_argument())
        .arg(answer::text_or_json_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let journey = arguments.get_one::<String>("journey").map(String::as_str);
    let reports = flow(model_path(arguments), journey).map_err(Expected)?;
    if !reports.faults.is_empty() {
        return print_faults(&reports.faults, &reports.sources, terminal);
    }
    let text = if arguments.get_one::<String>("format").is_some_and(|format| format == "json") {
        let flows: Vec<Value> = reports.flows.iter().map(as_json).collect();
        to_text(&versioned("flow", json!({"flows": flows})))
    } else if reports.flows.is_empty() {
        "the model has no journey with an entry\n".to_owned()
    } else {
        reports.flows.iter().map(|report| as_text(report, terminal)).collect::<Vec<_>>().join("\n")
    };
    terminal.data(&text)?;
    Ok(Exit::Clean)
}

fn as_text(report: &FlowReport, terminal: &Terminal) -> String {
    let rate = |rate: Option<f64>| {
        rate.map_or_else(|| "unknown".to_owned(), |rate| format!("{} rps", format_number(rate)))
    };
    let bound = report.worst_case;
    let worst = if bound.complete { "at most" } else { "at least (some timeouts are unknown)" };
    let rates =
        format!("{}: {} on average, {} at peak", report.journey, rate(report.average), rate(report.peak));
    let mut text = format!("{}\n", terminal.bold(&rates));
    let takes = match (bound.at_least.is_zero(), bound.complete) {
        (true, true) => "it calls nothing that it waits for".to_owned(),
        (true, false) => "how long its calls may take is unknown: none of them has a timeout".to_owned(),
        (false, _) if report.worst_case_formula == bound.at_least.to_string() => {
            format!("its calls may take {worst} {}", bound.at_least)
        }
        (false, _) => {
            format!("its calls may take {worst} {} = {}", bound.at_least, report.worst_case_formula)
        }
    };
    text.push_str(&terminal.fill(&takes, "", "  "));
    text.push('\n');
    let names: Vec<String> = guides(&report.lines)
        .into_iter()
        .zip(&report.lines)
        .map(|(guide, line)| guide + &label(line))
        .collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or(0).clamp(20, 44);
    text.push_str(&format!("\n{:width$}  {:>9} {:>10} {:>9}\n", "", "visits", "peak", "at most"));
    for (name, line) in names.iter().zip(&report.lines) {
        let peak = line.peak.map_or_else(|| "?".to_owned(), |peak| format!("{} rps", format_number(peak)));
        let at_most = match (&line.at_most, line.relation) {
            (Some(time), _) => time.to_string(),
            (None, Relation::Call) => "?".to_owned(),
            _ => String::new(),
        };
        let visits = format_number(line.visits);
        text.push_str(format!("{name:width$}  {visits:>9} {peak:>10} {at_most:>9}").trim_end());
        text.push('\n');
    }
    text.push_str(&legend(report, terminal));
    text
}

/// What the numbers take for granted, said once.
fn legend(report: &FlowReport, terminal: &Terminal) -> String {
    let assumed = |what: &str| report.lines.iter().filter(|line| line.assumed.contains(&what)).count();
    let mut parts = Vec::new();
    for (what, words) in [
        ("in series", "without a `step`, taken one after the other"),
        ("one call per visit", "without a count, taken as one"),
        ("hit ratio unknown", "behind a cache without a hit ratio, whose misses are not counted"),
        ("strength unknown", "not said to be hard or soft"),
        ("timeout unknown", "without a timeout, marked ?"),
    ] {
        match assumed(what) {
            0 => {}
            1 => parts.push(format!("1 call {words}")),
            number => parts.push(format!("{number} calls {words}")),
        }
    }
    if parts.is_empty() {
        return String::new();
    }
    format!("\n{}\n", terminal.fill(&format!("assumed: {}", parts.join("; ")), "", "  "))
}

/// The branches drawn before each line.
fn guides(lines: &[Line]) -> Vec<String> {
    let is_last = |index: usize| {
        let depth = lines[index].depth;
        !lines[index + 1..].iter().take_while(|line| line.depth >= depth).any(|line| line.depth == depth)
    };
    let mut open: Vec<bool> = Vec::new();
    let mut guides = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        open.truncate(line.depth);
        let mut guide: String = open.iter().skip(1).map(|open| if *open { "│ " } else { "  " }).collect();
        let last = is_last(index);
        if line.depth > 0 {
            guide.push_str(if last { "└ " } else { "├ " });
        }
        open.push(!last);
        guides.push(guide);
    }
    guides
}

fn label(line: &Line) -> String {
    let step = line.step.map_or_else(String::new, |step| format!("{step} "));
    let how = match line.relation {
        Relation::Entry | Relation::Call => "",
        Relation::Background => " (not waited for)",
        Relation::Delivery => " (delivered)",
        Relation::Miss => " (misses)",
    };
    let soft = if line.strength == Some("soft") { " soft" } else { "" };
    let tail = match (line.closes_cycle, line.repeated) {
        (true, _) => " ↑ cycle",
        (_, true) => " ↑ above",
        _ => "",
    };
    format!("{step}{}{soft}{how}{tail}", line.target)
}

fn as_json(report: &FlowReport) -> Value {
    let rate = |rate: Option<f64>| rate.map(|value| json!({"value": value, "unit": "rps"}));
    let lines: Vec<Value> = report
        .lines
        .iter()
        .map(|line| {
            json!({
                "depth": line.depth,
                "target": line.target,
                "kind": line.component_kind,
                "relation": relation(line.relation),
                "step": line.step,
                "strength": line.strength,
                "visits": {"value": line.visits, "unit": "1", "source": "computed"},
                "average": rate(line.average),
                "peak": rate(line.peak),
                "at_most": line.at_most.map(|time| json!({
                    "value": time.as_secs_f64(),
                    "unit": "s",
                    "formula": line.at_most_formula,
                    "source": "computed",
                })),
                "assumed": line.assumed,
                "repeated": line.repeated,
                "closes_cycle": line.closes_cycle,
            })
        })
        .collect();
    json!({
        "journey": report.journey,
        "title": report.title,
        "average": rate(report.average),
        "peak": rate(report.peak),
        "worst_case": {
            "value": report.worst_case.at_least.as_secs_f64(),
            "unit": "s",
            "complete": report.worst_case.complete,
            "formula": report.worst_case_formula,
            "source": "computed",
        },
        "tree": lines,
    })
}

const fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::Entry => "entry",
        Relation::Call => "call",
        Relation::Background => "background",
        Relation::Delivery => "delivery",
        Relation::Miss => "miss",
    }
}
