//! The JSON shape of a check, `loadline/check/v1`. Documented in `docs/guide/json.md`; fields are only ever added.

use crate::output::View;
use loadline_app::check::Report;
use loadline_base::{Diagnostic, Label, Severity, Sources};
use loadline_evidence::{Finding, Quantity};
use serde_json::{Value, json};

/// Puts the schema line first.
pub(crate) fn versioned(command: &str, mut value: Value) -> Value {
    let mut head = json!({"schema": format!("loadline/{command}/v1")});
    if let (Some(head), Some(rest)) = (head.as_object_mut(), value.as_object_mut()) {
        head.append(rest);
    }
    head
}

/// Pretty text with a final line break.
pub(crate) fn to_text(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The number with its unit, its working and its source.
pub(crate) fn quantity(quantity: &Quantity) -> Value {
    json!({
        "name": quantity.name,
        "value": quantity.value,
        "unit": quantity.unit,
        "formula": quantity.formula.as_ref().map(ToString::to_string),
        "source": quantity.source.word(),
    })
}

/// A marked place.
pub(crate) fn label(sources: &Sources, label: &Label) -> Value {
    let (start, end) = (sources.start(label.span), sources.end(label.span));
    json!({
        "file": sources.file(label.span.file).name(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "text": label.text,
    })
}

fn diagnostic(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    let also: Vec<Value> = diagnostic.secondary.iter().map(|place| label(sources, place)).collect();
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": diagnostic.message,
        "at": diagnostic.primary.as_ref().map(|place| label(sources, place)),
        "also": also,
        "notes": diagnostic.notes,
        "hints": diagnostic.hints,
    })
}

fn finding(sources: &Sources, finding: &Finding) -> Value {
    let mut value = diagnostic(sources, &finding.diagnostic);
    let numbers: Vec<Value> = finding.numbers.iter().map(quantity).collect();
    value["rule"] = json!(finding.rule);
    value["path"] = json!(finding.path);
    value["fingerprint"] = json!(finding.fingerprint().to_string());
    value["numbers"] = json!(numbers);
    value
}

/// The whole report.
pub(crate) fn render(report: &Report, _: &View) -> String {
    let sources = &report.sources;
    let outcome = &report.outcome;
    let suppressed: Vec<Value> = outcome
        .suppressed
        .iter()
        .map(|suppressed| {
            let mut value = finding(sources, &suppressed.finding);
            value["accepted"] = json!({
                "reason": suppressed.by.reason,
                "owner": suppressed.by.owner,
                "until": suppressed.by.until.map(|day| day.to_string()),
            });
            value
        })
        .collect();
    let questions: Vec<Value> = outcome
        .questions
        .iter()
        .map(|question| {
            let place = Label { span: question.span, text: String::new() };
            json!({
                "code": question.code,
                "rule": question.rule,
                "path": question.path,
                "text": question.text,
                "at": label(sources, &place),
            })
        })
        .collect();
    let value = json!({
        "summary": {
            "errors": report.count(Severity::Error),
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Note),
            "accepted": outcome.suppressed.len(),
            "in_baseline": report.in_baseline.len(),
            "questions": outcome.questions.len(),
            "faults": report.faults.len(),
            "components": report.size.components,
            "edges": report.size.edges,
            "journeys": report.size.journeys,
            "rules": report.size.rules,
            "files": sources.len(),
            "files_left_alone": report.left_alone,
        },
        "faults": report.faults.iter().map(|fault| diagnostic(sources, fault)).collect::<Vec<_>>(),
        "findings": outcome.findings.iter().map(|found| finding(sources, found)).collect::<Vec<_>>(),
        "accepted": suppressed,
        "questions": questions,
    });
    to_text(&versioned("check", value))
}
