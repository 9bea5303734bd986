//! The pages of a capacity report: an overview of a system or a journey, and one component with every working.

use super::figures::words;
use super::{sentences, tables};
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::capacity::{CapacityReport, Subject, Way};
use loadline_base::figure::Digits;
use loadline_base::units::format_number;
use loadline_evidence::{Input, Provenance, Quantity};
use std::collections::BTreeSet;

/// Missing facts written out; the others are counted.
const ASKED: usize = 8;

/// A report.
pub(super) fn page(report: &CapacityReport, digits: Digits) -> Page {
    match &report.subject {
        Subject::Component(id, kind) => component(report, id, kind, digits),
        Subject::System | Subject::Journey(_) => overview(report, digits),
    }
}

/// A system or a journey.
fn overview(report: &CapacityReport, digits: Digits) -> Page {
    let mut page = Page::default();
    let mut sentences = opening(report, digits).into_iter();
    page.head(sentences.next().unwrap_or_default());
    sentences.for_each(|sentence| page.say(sentence));
    let tables = [
        tables::traffic(report, digits),
        tables::limits(report, digits),
        tables::losses(report, digits),
        tables::growth(report, digits),
        tables::waits(report, digits),
        tables::takeovers(report, digits),
        tables::connections(report, digits),
        tables::backlogs(report, digits),
        tables::storage(report, digits),
        tables::links(report, digits),
    ];
    for (table, notes) in tables {
        let notes = if table.rows.is_empty() { Vec::new() } else { notes };
        page.table(table);
        page.aside("note", notes);
    }
    unknowns(report, &mut page);
    page
}

/// One component: the sentences, and then every figure with its arithmetic and what went into it.
fn component(report: &CapacityReport, name: &str, kind: &str, digits: Digits) -> Page {
    let mut page = Page::default();
    page.head(format!("{kind} `{name}`"));
    if report.asked.is_empty() {
        page.say("no journey passes it, so its load is unknown: jobs and start-up calls are not counted");
    }
    opening(report, digits).into_iter().for_each(|sentence| page.say(sentence));
    let mut workings: Vec<(String, Vec<&Quantity>)> = Vec::new();
    workings.push(("load".to_owned(), report.asked.iter().flat_map(|row| row.figures()).collect()));
    for row in &report.limits {
        let title =
            if row.name == name { row.what.to_owned() } else { format!("`{}` ({})", row.name, row.what) };
        workings.push((format!("{title}, {}", row.when), row.figures()));
    }
    for row in &report.waits {
        workings.push((format!("waiting at peak ({})", row.what), row.figures()));
    }
    for row in &report.takeovers {
        workings.push((format!("while `{}` fails", row.failed), row.figures()));
    }
    workings.push((
        "connections".to_owned(),
        report.connections.iter().flat_map(|row| [&row.accepts, &row.fewest, &row.most]).collect(),
    ));
    workings
        .push(("after an outage".to_owned(), report.backlogs.iter().flat_map(|row| row.figures()).collect()));
    for row in &report.stored {
        workings.push((format!("storage of {}", row.name), row.figures()));
    }
    let rooms = report.rooms.iter().flat_map(|row| [Some(&row.holds), Some(&row.room), row.lasts.as_ref()]);
    workings.push(("room".to_owned(), rooms.flatten().collect()));
    workings.push(("cost".to_owned(), report.costs.iter().map(|row| &row.monthly).collect()));
    for row in &report.links {
        let quantities = row.there.iter().chain(&row.back).flat_map(Way::figures);
        workings.push((format!("{} → {}", row.from, row.to), quantities.collect()));
    }
    let mut inputs: Vec<&Input> = Vec::new();
    let mut known = BTreeSet::new();
    for (title, quantities) in workings.into_iter().filter(|(_, quantities)| !quantities.is_empty()) {
        for quantity in &quantities {
            let stated = |input: &&Input| input.provenance != Provenance::Computed;
            inputs.extend(quantity.inputs.iter().filter(stated).filter(|input| known.insert(&*input.path)));
        }
        page.table(Table {
            title,
            columns: vec![("figure", Align::Left), ("value", Align::Right), ("from", Align::Left)],
            rows: quantities.into_iter().map(|quantity| working(quantity, digits)).collect(),
            rest: 0,
        });
    }
    page.list("from", inputs.into_iter().map(stated).collect());
    unknowns(report, &mut page);
    page
}

/// The sentences, and a word when there is nothing to say; lower case and without a full stop, as everywhere.
fn opening(report: &CapacityReport, digits: Digits) -> Vec<String> {
    let mut lines = sentences::sentences(report, digits);
    if lines.is_empty() {
        let nothing = match (&report.subject, report.components) {
            (Subject::System, 0) => "the model has no components yet",
            (Subject::System, _) if report.traffic.is_empty() => {
                "no journey enters the system, so no load is known: add one under `journeys:`"
            }
            _ if report.unknowns.is_empty() => "nothing in the model tells how much it carries",
            _ => "how much it carries is unknown: see below what would tell",
        };
        lines.push(nothing.to_owned());
    }
    lines
}

/// `used`, `31%`, `1,050 ÷ 2,500`.
fn working(quantity: &Quantity, digits: Digits) -> Vec<String> {
    let value = words(quantity, digits);
    let formula = quantity.formula.as_ref().map(ToString::to_string).filter(|formula| *formula != value);
    vec![quantity.name.to_string(), value, formula.unwrap_or_default()]
}

/// `stores/orders-db/replicas/min = 3 copies (explicit)`.
fn stated(input: &Input) -> String {
    let value = format_number(input.value);
    let unit = if input.unit == "1" { String::new() } else { format!(" {}", input.unit) };
    format!("{} = {value}{unit} ({})", input.path, input.provenance.word())
}

/// What would tell more, never taken as nothing.
fn unknowns(report: &CapacityReport, page: &mut Page) {
    let asked = report.unknowns.iter().take(ASKED);
    let mut lines: Vec<String> =
        asked.map(|unknown| format!("say `{}` to tell {}", unknown.field, unknown.tells)).collect();
    if report.unknowns.len() > ASKED {
        lines.push(format!("and {} more; `--format json` has all of them", report.unknowns.len() - ASKED));
    }
    page.list("unknown, and not counted", lines);
}
