//! `loadline formula`: lists closed forms, shows one, evaluates one.

use super::{Command, answer};
use crate::output::json::{to_text, versioned};
use crate::terminal::{Exit, Expected, Terminal};
use anyhow::Result;
use clap::{Arg, ArgAction, ArgMatches};
use loadline_app::formula::{
    Argument, Default, Evaluation, Formula, Given, Kind, Parameter, Value, evaluate, formula, formulas,
};
use loadline_base::figure::Digits;
use serde_json::{Value as Json, json};

pub(crate) const COMMAND: Command = Command { name: "formula", describe, run };

fn describe(command: clap::Command) -> clap::Command {
    command
        .about("Evaluate a closed form of queueing, availability or capacity; list them all")
        .after_help("Example: loadline formula mmc arrival_rate=80 service_rate=12 servers=8")
        .arg(Arg::new("formula").value_name("FORMULA").help("Name such as mmc; all are listed when left out"))
        .arg(
            Arg::new("argument").value_name("NAME=VALUE").num_args(0..).help(
                "Parameters; plain numbers in the unit shown, or with a unit such as 100ms, 80rps, 99%",
            ),
        )
        .arg(Arg::new("exact").long("exact").action(ArgAction::SetTrue).help("Print all digits"))
        .arg(answer::text_or_json_argument())
}

fn run(arguments: &ArgMatches, terminal: &mut Terminal) -> Result<Exit> {
    let json = arguments.get_one::<String>("format").is_some_and(|format| format == "json");
    let digits = if arguments.get_flag("exact") { Digits::All } else { Digits::Four };
    let text = match arguments.get_one::<String>("formula") {
        None if json => {
            let all: Vec<Json> = formulas().iter().map(described).collect();
            to_text(&versioned("formulas", json!({"formulas": all})))
        }
        None => listing(terminal),
        Some(name) => {
            let found = formula(name).map_err(Expected)?;
            let words: Vec<&str> =
                arguments.get_many::<String>("argument").unwrap_or_default().map(String::as_str).collect();
            match (words.is_empty(), json) {
                (true, true) => to_text(&versioned("formulas", json!({"formulas": [described(found)]}))),
                (true, false) => page(found, terminal),
                (false, true) => as_json(&evaluate(found, words).map_err(Expected)?),
                (false, false) => as_text(&evaluate(found, words).map_err(Expected)?, digits, terminal),
            }
        }
    };
    terminal.data(&text)?;
    Ok(Exit::Clean)
}

/// Every formula by family.
fn listing(terminal: &Terminal) -> String {
    let mut text =
        format!("{} formulas; `loadline formula NAME` shows the parameters of one\n", formulas().len());
    let width = formulas().iter().map(|formula| formula.name.len()).max().unwrap_or(0);
    let mut family = "";
    for formula in formulas() {
        if formula.family != family {
            family = formula.family;
            text.push_str(&format!("\n{}\n", terminal.bold(family)));
        }
        let indent = " ".repeat(width + 4);
        text.push_str(&terminal.fill(formula.title, &format!("  {:width$}  ", formula.name), &indent));
        text.push('\n');
    }
    text
}

/// What a formula takes and gives.
fn page(formula: &Formula, terminal: &Terminal) -> String {
    let mut text = heading(formula, terminal);
    text.push_str("\nparameters\n");
    for parameter in formula.parameters {
        let first = format!("  {}: ", parameter.name);
        text.push_str(&terminal.fill(&meaning(parameter), &first, "      "));
        text.push('\n');
    }
    text.push_str("\nquantities\n");
    for measure in formula.quantities {
        let unit = in_unit(measure.kind);
        let line = format!("{}{}", measure.formula, unit);
        text.push_str(&terminal.fill(&line, &format!("  {}: ", measure.name), "      "));
        text.push('\n');
    }
    text.push_str(&foot(formula, terminal));
    text
}

fn heading(formula: &Formula, terminal: &Terminal) -> String {
    format!("{}\n", terminal.bold(formula.title))
}

fn foot(formula: &Formula, terminal: &Terminal) -> String {
    let assumes = terminal.fill(&format!("assumes: {}", formula.assumes), "", "  ");
    let source = terminal.fill(&format!("source: {}", formula.source), "", "  ");
    format!("\n{assumes}\n{source}\n")
}

fn meaning(parameter: &Parameter) -> String {
    let symbol = if parameter.symbol.is_empty() { String::new() } else { format!("{}, ", parameter.symbol) };
    let words = match parameter.kind {
        Kind::Word(words) => format!(" ({})", words.join(", ")),
        Kind::List(_) => " (list, separated by commas)".to_owned(),
        _ => String::new(),
    };
    let default = match parameter.default {
        Default::Required => String::new(),
        Default::Optional => "; optional".to_owned(),
        Default::Value(value) => format!("; {value} if not given"),
    };
    format!("{symbol}{}{words}{}{default}", parameter.meaning, in_unit(parameter.kind))
}

fn in_unit(kind: Kind) -> String {
    match kind.unit() {
        "1" => String::new(),
        unit => format!(", in {unit}"),
    }
}

/// The inputs, then every quantity with how it follows from them.
fn as_text(evaluation: &Evaluation, digits: Digits, terminal: &Terminal) -> String {
    let formula = evaluation.formula;
    let mut text = heading(formula, terminal);
    let inputs: Vec<(String, String)> = evaluation.given.iter().map(|given| input(given, digits)).collect();
    let outputs: Vec<(String, String)> = evaluation
        .figures
        .iter()
        .map(|(measure, value)| (measure.name.to_owned(), shown(value.numbers(), measure.kind, digits)))
        .collect();
    let longest = |pairs: &[(String, String)], of: fn(&(String, String)) -> &String| {
        pairs.iter().map(|pair| of(pair).chars().count()).max().unwrap_or(0)
    };
    let width = longest(&inputs, |pair| &pair.0).max(longest(&outputs, |pair| &pair.0));
    let values = longest(&outputs, |pair| &pair.1).min(24);
    text.push('\n');
    for ((name, value), given) in inputs.iter().zip(&evaluation.given) {
        let default = if given.is_default { " (default)" } else { "" };
        text.push_str(&terminal.fill(&format!("{value}{default}"), &format!("  {name:width$}  "), "      "));
        text.push('\n');
    }
    text.push('\n');
    for ((name, value), (measure, _)) in outputs.iter().zip(&evaluation.figures) {
        let first = format!("  {name:width$}  {value:values$}  ");
        let indent = " ".repeat(width + values + 6);
        // Where the columns leave no room, the formula goes below.
        if width + values + 6 + 24 > terminal.width || value.chars().count() > values {
            text.push_str(&terminal.fill(value, &format!("  {name:width$}  "), "      "));
            text.push('\n');
            text.push_str(&terminal.fill(measure.formula, "      ", "      "));
        } else {
            text.push_str(&terminal.fill(measure.formula, &first, &indent));
        }
        text.push('\n');
    }
    text.push_str(&foot(formula, terminal));
    text
}

/// Name with symbol, and value.
fn input(given: &Given, digits: Digits) -> (String, String) {
    let parameter = given.parameter;
    let name = if parameter.symbol.is_empty() {
        parameter.name.to_owned()
    } else {
        format!("{} {}", parameter.name, parameter.symbol)
    };
    let value = match &given.value {
        Argument::Number(number) => shown(&[*number], parameter.kind, digits),
        Argument::List(list) => shown(list, parameter.kind, digits),
        Argument::Word(word) => (*word).to_owned(),
    };
    (name, value)
}

/// One number, or several with commas, in a handy unit; with all digits in the unit of the JSON output.
fn shown(numbers: &[f64], kind: Kind, digits: Digits) -> String {
    let kind = if let Kind::List(of) = kind { *of } else { kind };
    let one = |number: &f64| match kind {
        Kind::Share => digits.share(*number),
        _ => digits.with_unit(*number, kind.unit()),
    };
    numbers.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn as_json(evaluation: &Evaluation) -> String {
    let formula = evaluation.formula;
    let parameters: serde_json::Map<String, Json> = evaluation
        .given
        .iter()
        .map(|given| {
            let value = match &given.value {
                Argument::Number(number) => json!(number),
                Argument::List(list) => json!(list),
                Argument::Word(word) => json!(word),
            };
            let unit = given.parameter.kind.unit();
            let input = json!({
                "value": value,
                "unit": unit,
                "symbol": given.parameter.symbol,
                "source": if given.is_default { "default" } else { "given" },
            });
            (given.parameter.name.to_owned(), input)
        })
        .collect();
    let quantities: serde_json::Map<String, Json> = evaluation
        .figures
        .iter()
        .map(|(measure, value)| {
            let value = match value {
                // JSON knows no infinity: null stands for it.
                Value::Number(number) => json!(number),
                Value::List(list) => json!(list),
            };
            let quantity = json!({
                "value": value,
                "unit": measure.kind.unit(),
                "formula": measure.formula,
                "source": "computed",
            });
            (measure.name.to_owned(), quantity)
        })
        .collect();
    to_text(&versioned(
        "formula",
        json!({
            "formula": formula.name,
            "title": formula.title,
            "assumes": formula.assumes,
            "reference": formula.source,
            "parameters": parameters,
            "quantities": quantities,
        }),
    ))
}

/// A formula as it is listed.
fn described(formula: &Formula) -> Json {
    let parameters: Vec<Json> = formula
        .parameters
        .iter()
        .map(|parameter| {
            let default = match parameter.default {
                Default::Value(text) => Some(text),
                Default::Required | Default::Optional => None,
            };
            let words = if let Kind::Word(words) = parameter.kind { Some(words) } else { None };
            json!({
                "name": parameter.name,
                "symbol": parameter.symbol,
                "unit": parameter.kind.unit(),
                "meaning": parameter.meaning,
                "required": parameter.default == Default::Required,
                "default": default,
                "list": matches!(parameter.kind, Kind::List(_)),
                "words": words,
            })
        })
        .collect();
    let quantities: Vec<Json> = formula
        .quantities
        .iter()
        .map(|measure| {
            json!({
                "name": measure.name,
                "unit": measure.kind.unit(),
                "formula": measure.formula,
                "list": matches!(measure.kind, Kind::List(_)),
            })
        })
        .collect();
    json!({
        "formula": formula.name,
        "family": formula.family,
        "title": formula.title,
        "assumes": formula.assumes,
        "reference": formula.source,
        "parameters": parameters,
        "quantities": quantities,
    })
}
