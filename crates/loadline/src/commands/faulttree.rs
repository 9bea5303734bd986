//! `loadline faulttree`: a fault tree of a foreign file, solved exactly.

use super::{Command, answer};
use crate::output::json::{to_text, versioned};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::faulttree::{Count, FaultTreeReport, Probability, Question, faulttree};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

pub(crate) const COMMAND: Command = Command { name: "faulttree", describe, run };

/// Orders and events shown to people before the rest is only counted.
const SHOWN: usize = 30;

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Solve a fault tree in Open-PSA MEF: exact probability, minimal cut sets, importance")
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help("The file, such as tree.xml"),
        )
        .arg(
            Arg::new("gate")
                .long("gate")
                .value_name("NAME")
                .help("The gate to solve; the only one that no other uses when left out"),
        )
        .arg(
            Arg::new("top")
                .long("top")
                .value_name("N")
                .value_parser(clap::value_parser!(u32))
                .default_value("5")
                .help("How many of the most probable cut sets to list"),
        )
        .arg(
            Arg::new("importance")
                .long("importance")
                .action(ArgAction::SetTrue)
                .help("Show what each event means to the top; JSON always does"),
        )
        .arg(answer::text_or_json_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let file = arguments.get_one::<PathBuf>("file").map_or(Path::new(""), PathBuf::as_path);
    let json = arguments.get_one::<String>("format").is_some_and(|format| format == "json");
    let question = Question {
        gate: arguments.get_one::<String>("gate").map(String::as_str),
        cut_sets: arguments.get_one::<u32>("top").map_or(0, |top| *top as usize),
        importance: json || arguments.get_flag("importance"),
    };
    let report = faulttree(file, question).map_err(Expected)?;
    let text =
        if json { to_text(&versioned("faulttree", as_json(&report))) } else { as_text(&report, terminal) };
    terminal.data(&text)?;
    Ok(Exit::Clean)
}

fn as_text(report: &FaultTreeReport, terminal: &Terminal) -> String {
    let how = match report.probability {
        Probability::Exact(value) => format!("with probability {}", digits(value)),
        Probability::Between { lower, upper } => {
            format!("with a probability between {} and {}", digits(lower), digits(upper))
        }
    };
    let mut text = format!("{}\n", terminal.bold(&format!("{} happens {how}", report.top)));
    let sets = if report.coherent { "minimal cut sets" } else { "minimal positive sets" };
    let counted = format!(
        "{} {sets} over {} of {} basic events; {}, {} nodes",
        report.minimal_cut_sets,
        report.basic_events_reached,
        report.basic_events,
        if report.gates == 1 { "1 gate".to_owned() } else { format!("{} gates", report.gates) },
        report.nodes
    );
    text.push_str(&terminal.fill(&counted, "", "  "));
    text.push('\n');
    for remark in remarks(report) {
        text.push_str(&terminal.fill(&remark, "note: ", "      "));
        text.push('\n');
    }
    if !report.by_order.is_empty() {
        text.push_str(&format!("\n{:>6}  {sets}\n", "order"));
        for (order, number) in report.by_order.iter().take(SHOWN) {
            text.push_str(&format!("{order:>6}  {number}\n"));
        }
        text.push_str(&more(report.by_order.len(), "orders"));
    }
    if !report.top_cut_sets.is_empty() {
        text.push_str("\n  probability  most probable sets\n");
        for (events, probability) in &report.top_cut_sets {
            let first = format!("{:>13}  ", digits(*probability));
            text.push_str(&terminal.fill(&events.join(", "), &first, &" ".repeat(15)));
            text.push('\n');
        }
    }
    if let Some(importance) = &report.importance {
        text.push_str("\n    Birnbaum  criticality  FV        diagnosis  RAW       RRW       event\n");
        for (event, _, one) in importance.iter().take(SHOWN) {
            let share = |value: f64| format!("{value:.5}");
            text.push_str(&format!(
                "{:>12}  {:<11}  {:<8}  {:<9}  {:<8}  {:<8}  {event}\n",
                digits(one.birnbaum),
                share(one.criticality),
                one.fussell_vesely.map_or_else(|| "?".to_owned(), share),
                share(one.diagnosis),
                short(one.raw),
                short(one.rrw),
            ));
        }
        text.push_str(&more(importance.len(), "events"));
        let named =
            "FV: Fussell–Vesely, the probabilities of the minimal cut sets with the event over those of all";
        text.push_str(&terminal.fill(named, "", "  "));
        text.push('\n');
    }
    text
}

/// What the numbers do not say by themselves.
fn remarks(report: &FaultTreeReport) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Probability::Between { .. } = report.probability {
        remarks.push("the tree is too large to be solved exactly; the bounds are certain".to_owned());
    }
    match report.largest_order {
        Some(_) if report.selection => remarks.push(
            "its cut sets were sought with the most probable first; those shown are minimal, and there may be others as \
             probable"
                .to_owned(),
        ),
        Some(0) => remarks.push("its cut sets are too many to be found".to_owned()),
        Some(order) => {
            remarks.push(format!(
                "its cut sets are too many to be found; those up to order {order} are complete"
            ));
        }
        None => {}
    }
    if !report.orders_complete {
        remarks.push(
            "its cut sets are of too many orders to tell all apart; larger ones are in the total".to_owned(),
        );
    }
    if report.circle {
        remarks.push(
            "gates refer to each other in a circle; such a gate is true only for a reason outside the circle (least fixed \
             point)"
                .to_owned(),
        );
    }
    if !report.coherent {
        remarks.push(
            "a gate negates: the sets make the top true when exactly they happen; they are not prime implicants"
                .to_owned(),
        );
    }
    remarks
}

/// How many of a list are not shown.
fn more(all: usize, what: &str) -> String {
    if all > SHOWN {
        format!("        {} more {what}; `--format json` has all\n", all - SHOWN)
    } else {
        String::new()
    }
}

fn digits(value: f64) -> String {
    if value == 0.0 || value == 1.0 { value.to_string() } else { format!("{value:.6e}") }
}

/// A ratio in little space.
fn short(value: f64) -> String {
    if value.is_finite() && value.abs() >= 1e4 { format!("{value:.2e}") } else { format!("{value:.3}") }
}

fn as_json(report: &FaultTreeReport) -> Value {
    let orders: Map<String, Value> = report
        .by_order
        .iter()
        .map(|(order, number)| (order.to_string(), json!(number.to_string())))
        .collect();
    let cut_sets: Vec<Value> = report
        .top_cut_sets
        .iter()
        .map(|(events, probability)| {
            json!({"events": events, "order": events.len(), "probability": probability})
        })
        .collect();
    let importance = report.importance.as_ref().map(|all| {
        let one = all.iter().map(|(event, probability, one)| {
            json!({
                "event": event,
                "probability": probability,
                "birnbaum": one.birnbaum,
                "criticality": one.criticality,
                "fussell_vesely": one.fussell_vesely,
                "diagnosis": one.diagnosis,
                "raw": one.raw,
                "rrw": one.rrw,
            })
        });
        one.collect::<Vec<Value>>()
    });
    json!({
        "top": report.top,
        "probability": report.probability.exact(),
        "lower_bound": report.probability.lower(),
        "upper_bound": report.probability.upper(),
        "minimal_cut_sets": report.minimal_cut_sets.number().to_string(),
        "minimal_cut_sets_exact": matches!(report.minimal_cut_sets, Count::Exactly(_)),
        "largest_order": report.largest_order,
        "selection": report.selection,
        "coherent": report.coherent,
        "circle": report.circle,
        "cut_sets_by_order": orders,
        "orders_complete": report.orders_complete,
        "top_cut_sets": cut_sets,
        "importance": importance,
        "gates": report.gates,
        "basic_events": report.basic_events,
        "basic_events_reached": report.basic_events_reached,
        "nodes": report.nodes,
    })
}
