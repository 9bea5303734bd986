//! The pages of a capacity report: an overview of a system or a journey, and one component with every working.

use super::figures::words;
use super::{sentences, tables};
use crate::terminal::Terminal;
use loadline_app::capacity::{CapacityReport, Subject};
use loadline_base::figure::Digits;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Provenance, Quantity};
use std::collections::BTreeSet;

/// Missing facts written out; the others are counted.
const ASKED: usize = 8;

/// A system or a journey.
pub(super) fn overview(report: &CapacityReport, digits: Digits, terminal: &Terminal) -> String {
    let mut text = opening(report, digits, terminal);
    let mut section = |title: &str, table: String, notes: &[&str]| {
        // A head without rows has one line.
        if table.lines().count() > 1 {
            text.push_str(&format!("\n{}\n{table}", terminal.bold(title)));
            for note in notes {
                text.push_str(&fill(terminal, note, "  ", "  "));
                text.push('\n');
            }
        }
    };
    section("Traffic", tables::traffic(report, digits), &[]);
    let averages = report.limits.iter().any(|row| row.when == "on average" && row.lasts.value < tables::FAR);
    let far = report.limits.iter().filter(|row| row.lasts.value >= tables::FAR).count();
    let counted = match far {
        0 => String::new(),
        1 => "1 more carries tenfold load".to_owned(),
        far => format!("{far} more carry tenfold load"),
    };
    let notes = [if averages { "ª average load, since nobody waits for it" } else { "" }, &counted];
    let notes: Vec<&str> = notes.into_iter().filter(|note| !note.is_empty()).collect();
    let title = "What breaks first, by factor of today's load";
    section(title, tables::limits(&report.limits, digits), &notes);
    let headroom = report.headroom.is_some();
    let title = match &report.headroom {
        Some(headroom) => {
            format!("Copies wanted for {}× today's load, and growth", format_number(headroom.value))
        }
        None => "Copies needed for today's load, and growth".to_owned(),
    };
    section(&title, tables::growth(&report.limits, digits, headroom), &[]);
    let (waits, more) = tables::waits(report, digits);
    let more = if more > 0 { format!("{more} shorter waits left out; ") } else { String::new() };
    let note = format!(
        "{more}M/G/c by Allen–Cunneen, one queue a copy; a worker is taken to be busy with its own work only"
    );
    section("Waiting for a free worker, at peak", waits, &[&note]);
    section("Connections", tables::connections(report, digits), &[]);
    section("Consumers after an outage, at average load", tables::backlogs(report, digits), &[]);
    section(
        "Storage",
        tables::storage(report, digits),
        &[
            "before replication unless said; every write taken as a new record; without indexes, logs and backups",
        ],
    );
    let (links, more) = tables::links(report, digits);
    let more = if more > 0 { format!("{more} narrower links left out; ") } else { String::new() };
    let note = format!("{more}sizes as stated, whether before or after packing is not known");
    section("Bandwidth", links, &[&note]);
    text.push_str(&unknowns(report, terminal));
    text
}

/// One component: the sentences, and then every figure with its arithmetic and what went into it.
pub(super) fn component(
    report: &CapacityReport,
    name: &str,
    kind: &str,
    digits: Digits,
    terminal: &Terminal,
) -> String {
    let mut text = format!("{}\n", terminal.bold(&format!("{name} ({kind})")));
    if report.asked.is_empty() {
        let nothing =
            "No journey passes it, so its load is unknown: jobs and start-up calls are not counted.";
        text.push_str(&fill(terminal, nothing, "", ""));
        text.push('\n');
    }
    text.push_str(&opening(report, digits, terminal));
    let mut workings: Vec<(String, Vec<&Quantity>)> = Vec::new();
    let asked = report.asked.iter().flat_map(|row| row.figures()).collect();
    workings.push(("Load".to_owned(), asked));
    for row in &report.limits {
        let title =
            if row.name == name { row.what.to_owned() } else { format!("{} ({})", row.name, row.what) };
        let title: String =
            title.chars().take(1).flat_map(char::to_uppercase).chain(title.chars().skip(1)).collect();
        workings.push((format!("{title}, {}", row.when), row.figures()));
    }
    for row in &report.waits {
        workings.push((format!("Waiting at peak ({})", row.what), row.figures()));
    }
    workings.push((
        "Connections".to_owned(),
        report.connections.iter().flat_map(|row| [&row.accepts, &row.fewest, &row.most]).collect(),
    ));
    workings
        .push(("After an outage".to_owned(), report.backlogs.iter().flat_map(|row| row.figures()).collect()));
    for row in &report.stored {
        workings.push((format!("Storage of {}", row.name), row.figures()));
    }
    let rooms = report.rooms.iter().flat_map(|row| [Some(&row.holds), Some(&row.room), row.lasts.as_ref()]);
    workings.push(("Room".to_owned(), rooms.flatten().collect()));
    workings.push(("Cost".to_owned(), report.costs.iter().map(|row| &row.monthly).collect()));
    for row in &report.links {
        let quantities = row.there.iter().chain(&row.back).flat_map(|(average, peak)| [average, peak]);
        workings.push((format!("{} → {}", row.from, row.to), quantities.collect()));
    }
    let mut inputs: Vec<&Input> = Vec::new();
    let mut known = BTreeSet::new();
    for (title, quantities) in workings.iter().filter(|(_, quantities)| !quantities.is_empty()) {
        text.push_str(&format!("\n{}\n", terminal.bold(title)));
        for quantity in quantities {
            text.push_str(&working(quantity, digits, terminal));
            let stated = |input: &&Input| input.provenance != Provenance::Computed;
            inputs.extend(quantity.inputs.iter().filter(stated).filter(|input| known.insert(&*input.path)));
        }
    }
    if !inputs.is_empty() {
        text.push_str(&format!("\n{}\n", terminal.bold("From")));
        for input in inputs {
            let value = format_number(input.value);
            let unit = if input.unit == "1" { String::new() } else { format!(" {}", input.unit) };
            let line = format!("{} = {value}{unit} ({})", input.path, input.provenance.word());
            text.push_str(&fill(terminal, &line, "  ", "    "));
            text.push('\n');
        }
    }
    text.push_str(&unknowns(report, terminal));
    text
}

/// The sentences, and a word when there is nothing to say.
fn opening(report: &CapacityReport, digits: Digits, terminal: &Terminal) -> String {
    let mut lines = sentences::sentences(report, digits);
    if lines.is_empty() {
        lines.push(match (&report.subject, report.components) {
            (Subject::System, 0) => "The model has no components yet.".to_owned(),
            (Subject::System, _) if report.traffic.is_empty() => {
                "No journey enters the system, so no load is known: add one under `journeys:`.".to_owned()
            }
            _ if report.unknowns.is_empty() => "Nothing in the model tells how much it carries.".to_owned(),
            _ => "How much it carries is unknown: see below what would tell.".to_owned(),
        });
    }
    let mut text = String::new();
    for line in lines {
        text.push_str(&fill(terminal, &line, "", "  "));
        text.push('\n');
    }
    text
}

/// Fills a paragraph to the width without parting `place-order` at its hyphen.
fn fill(terminal: &Terminal, text: &str, first: &str, indent: &str) -> String {
    let options = textwrap::Options::new(terminal.width).initial_indent(first).subsequent_indent(indent);
    textwrap::fill(text, options.break_words(false).word_splitter(textwrap::WordSplitter::NoHyphenation))
}

/// `  used                31% = 1,050 ÷ 2,500`.
fn working(quantity: &Quantity, digits: Digits, terminal: &Terminal) -> String {
    let value = words(quantity, digits);
    let formula = quantity.formula.as_ref().map(ToString::to_string).filter(|formula| *formula != value);
    let working = formula.map_or_else(|| value.clone(), |formula| format!("{value} = {formula}"));
    let line = format!("{:<33}{working}", quantity.name);
    format!("{}\n", fill(terminal, &line, "  ", &" ".repeat(37)))
}

/// What would tell more, never taken as nothing.
fn unknowns(report: &CapacityReport, terminal: &Terminal) -> String {
    if report.unknowns.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{}\n", terminal.bold("Unknown, and not counted"));
    for unknown in report.unknowns.iter().take(ASKED) {
        let line = format!("say `{}` to tell {}", unknown.field, unknown.tells);
        text.push_str(&fill(terminal, &line, "  ", "    "));
        text.push('\n');
    }
    if report.unknowns.len() > ASKED {
        text.push_str(&format!(
            "  and {} more; `--format json` has all of them\n",
            report.unknowns.len() - ASKED
        ));
    }
    text
}
