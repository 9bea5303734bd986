//! Gates for people and for machines.

use crate::output::headline::count;
use crate::output::json::quantity;
use crate::output::page::{Page, Table};
use crate::output::table::Align;
use loadline_app::plan::status::{Answer, Close, Evidence, Gap, GateVerdict, State, TableVerdict, Verdict};
use loadline_base::{Sources, Span};
use serde_json::{Value, json};

/// Reasons of one requirement that are printed before the rest is counted.
const REASONS: usize = 4;

/// How much is printed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Detail {
    /// What every gate misses, also behind the open one.
    pub(crate) all: bool,
    /// What meets each requirement.
    pub(crate) evidence: bool,
}

/// One part a workflow: where its gates stand, then what the open one misses.
pub(crate) fn page(verdicts: &[Verdict], sources: &Sources, detail: Detail) -> Page {
    let mut page = Page::default();
    for verdict in verdicts {
        page.head(headline(verdict));
        page.table(gates(verdict));
        for gate in &verdict.gates {
            let shown = gate.state == State::Open || detail.all && gate.met() < gate.answers.len();
            if shown {
                missing(&mut page, gate, sources, detail);
            }
            if detail.evidence {
                met(&mut page, gate, sources);
            }
        }
        let tables = verdict.tables.iter().map(|verdict| table(verdict, detail)).collect();
        page.list("over the same requirements", tables);
    }
    page
}

fn headline(verdict: &Verdict) -> String {
    let word = verdict.workflow.word();
    let passed = verdict.gates.iter().filter(|gate| gate.state == State::Passed).count();
    let all = verdict.gates.len();
    match verdict.gates.iter().find(|gate| gate.state == State::Open) {
        None => format!("{word}: all {all} gates are passed"),
        Some(open) => {
            let gaps = count(open.gaps().count(), "reason");
            format!(
                "{word}: {passed} of {all} gates passed; {} {} is open for {gaps}",
                open.gate.id, open.gate.title
            )
        }
    }
}

/// Where each gate stands.
pub(super) fn gates(verdict: &Verdict) -> Table {
    let row = |gate: &GateVerdict| {
        let state = match gate.state {
            State::Blocked(by) => format!("blocked by {by}"),
            state => state.word().to_owned(),
        };
        let number = |number: usize| if number == 0 { String::new() } else { number.to_string() };
        vec![
            format!("{:3} {}", gate.gate.id, gate.gate.title),
            state,
            format!("{} of {}", gate.met(), gate.answers.len()),
            number(gate.gaps().count()),
            number(gate.assumed()),
        ]
    };
    Table {
        title: "gates, and how many of their requirements are met".to_owned(),
        columns: vec![
            ("gate", Align::Left),
            ("state", Align::Left),
            ("met", Align::Right),
            ("gaps", Align::Right),
            ("assumed", Align::Right),
        ],
        rows: verdict.gates.iter().map(row).collect(),
        rest: 0,
    }
}

fn missing(page: &mut Page, gate: &GateVerdict, sources: &Sources, detail: Detail) {
    let state = match gate.state {
        State::Blocked(by) => format!("behind {by}"),
        state => state.word().to_owned(),
    };
    page.head(format!("{} {} ({state})", gate.gate.id, gate.gate.title));
    for answer in gate.answers.iter().filter(|answer| !answer.gaps.is_empty()) {
        let most = if detail.all { usize::MAX } else { REASONS };
        let mut items: Vec<String> = answer.gaps.iter().take(most).map(|gap| reason(gap, sources)).collect();
        if answer.gaps.len() > most {
            items.push(format!("{} more; `--all` prints them", answer.gaps.len() - most));
        }
        page.list(format!("{}: {}", answer.requirement.id, answer.requirement.what), items);
    }
}

/// A reason with its place, and what would close it.
pub(super) fn reason(gap: &Gap, sources: &Sources) -> String {
    let rule = gap.why.rule().map_or_else(String::new, |code| format!("{code}: "));
    let at = gap.span.map_or_else(String::new, |span| format!(" ({})", place(sources, span)));
    let close = match &gap.close {
        Close::Do(words) => words.clone(),
        close => close.to_string(),
    };
    format!("{rule}{}{at}; {close}", gap.text)
}

/// `file:line`.
pub(super) fn place(sources: &Sources, span: Span) -> String {
    format!("{}:{}", sources.file(span.file).name(), sources.start(span).line)
}

fn met(page: &mut Page, gate: &GateVerdict, sources: &Sources) {
    for answer in gate.answers.iter().filter(|answer| !answer.evidence.is_empty()) {
        let items = answer.evidence.iter().map(|evidence| fact(evidence, sources)).collect();
        page.list(format!("{} rests on", answer.requirement.id), items);
    }
}

/// A fact with its place.
pub(super) fn fact(evidence: &Evidence, sources: &Sources) -> String {
    match evidence {
        Evidence::Stated { path, span, assumption, .. } => {
            let assumed =
                assumption.as_ref().map_or_else(String::new, |id| format!(", by assumption `{id}`"));
            format!("`{path}` ({}){assumed}", place(sources, *span))
        }
        Evidence::Computed { path, quantity } => {
            let working =
                quantity.formula.as_ref().map_or_else(String::new, |formula| format!(" = {formula}"));
            format!("`{path}`: {} {:.4} {}{working}", quantity.name, quantity.value, unit(quantity.unit))
        }
        Evidence::Assumed { path, assumption, until } => {
            format!("`{path}` is not known; assumption `{assumption}` stands in until {until}")
        }
        Evidence::Silent { rules } => format!("silence of {}", rules.join(", ")),
    }
}

fn unit(unit: &str) -> &str {
    if unit == "1" { "" } else { unit }
}

fn table(verdict: &TableVerdict, detail: Detail) -> String {
    let unmet: Vec<String> = verdict
        .items
        .iter()
        .filter(|(_, unmet)| !unmet.is_empty())
        .map(|(item, unmet)| match detail.all {
            true => format!("{} {} ({})", item.id, item.what, unmet.join(", ")),
            false => item.id.to_owned(),
        })
        .collect();
    let (id, title, of) = (verdict.table.id, verdict.table.title.to_lowercase(), verdict.items.len());
    let word = verdict.table.unmet;
    if unmet.is_empty() {
        format!("{id} {title}: none of {of} {word}")
    } else {
        format!(
            "{id} {title}: {} of {of} {word}: {}",
            unmet.len(),
            unmet.join(if detail.all { "; " } else { ", " })
        )
    }
}

/// The JSON shape, `loadline/plan-status/v1`.
pub(crate) fn as_json(verdicts: &[Verdict], sources: &Sources) -> Value {
    let workflow = |verdict: &Verdict| {
        json!({
            "workflow": verdict.workflow.word(),
            "passed": verdict.passed(),
            "gates": verdict.gates.iter().map(|gate| gate_json(gate, sources)).collect::<Vec<_>>(),
            "tables": verdict.tables.iter().map(table_json).collect::<Vec<_>>(),
        })
    };
    json!({"workflows": verdicts.iter().map(workflow).collect::<Vec<_>>()})
}

fn gate_json(gate: &GateVerdict, sources: &Sources) -> Value {
    let blocked_by = match gate.state {
        State::Blocked(by) => Some(by),
        State::Passed | State::Open => None,
    };
    json!({
        "id": gate.gate.id,
        "name": gate.gate.name,
        "title": gate.gate.title,
        "state": gate.state.word(),
        "blocked_by": blocked_by,
        "serves": gate.gate.serves,
        "requirements": gate.answers.iter().map(|answer| answer_json(answer, sources)).collect::<Vec<_>>(),
    })
}

/// A requirement and its answer, for machines.
pub(super) fn answer_json(answer: &Answer, sources: &Sources) -> Value {
    json!({
        "id": answer.requirement.id,
        "what": answer.requirement.what,
        "by": answer.requirement.by.word(),
        "met": answer.gaps.is_empty(),
        "reasons": answer.gaps.iter().map(|gap| gap_json(gap, sources)).collect::<Vec<_>>(),
        "evidence": answer.evidence.iter().map(|fact| evidence_json(fact, sources)).collect::<Vec<_>>(),
    })
}

/// A reason, for machines.
pub(crate) fn gap_json(gap: &Gap, sources: &Sources) -> Value {
    let close = match &gap.close {
        Close::Write { path, example } => json!({"write": path, "example": example}),
        Close::Run(command) => json!({"run": command}),
        Close::Do(words) => json!({"do": words}),
    };
    json!({
        "code": gap.requirement,
        "kind": gap.why.word(),
        "rule": gap.why.rule(),
        "path": gap.path,
        "at": gap.span.map(|span| span_json(span, sources)),
        "text": gap.text,
        "close": close,
    })
}

/// A fact, for machines.
pub(crate) fn evidence_json(evidence: &Evidence, sources: &Sources) -> Value {
    match evidence {
        Evidence::Stated { path, span, assumption, .. } => {
            json!({"kind": "stated", "path": path, "at": span_json(*span, sources), "assumption": assumption})
        }
        Evidence::Computed { path, quantity: number } => {
            json!({"kind": "computed", "path": path, "number": quantity(number)})
        }
        Evidence::Assumed { path, assumption, until } => {
            json!({"kind": "assumed", "path": path, "assumption": assumption, "until": until.to_string()})
        }
        Evidence::Silent { rules } => json!({"kind": "silent", "rules": rules}),
    }
}

pub(super) fn span_json(span: Span, sources: &Sources) -> Value {
    let start = sources.start(span);
    json!({"file": sources.file(span.file).name(), "line": start.line, "column": start.column})
}

fn table_json(verdict: &TableVerdict) -> Value {
    let items = verdict.items.iter().map(
        |(item, unmet)| json!({"id": item.id, "what": item.what, "met": unmet.is_empty(), "unmet": unmet}),
    );
    json!({
        "id": verdict.table.id,
        "title": verdict.table.title,
        "met": verdict.met(),
        "items": items.collect::<Vec<_>>(),
    })
}
