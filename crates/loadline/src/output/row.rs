//! The rows of a report as the list formats print them: faults, findings, acceptances and open questions alike.
//!
//! Knows no format.

use crate::output::repository::Repository;
use loadline_app::check::{Acceptance, Report};
use loadline_app::explain::faults;
use loadline_base::{Diagnostic, Fingerprint, Label, Severity, Sources, Span};
use loadline_evidence::{Finding, Question};
use std::collections::BTreeMap;

/// What a row is about.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind<'r> {
    /// The text of the model cannot be understood.
    Fault,
    /// A rule found something.
    Finding(&'r Finding),
    /// A rule found something that somebody accepted.
    Accepted(&'r Finding, &'r Acceptance),
    /// A rule needs to know something.
    Question,
}

/// One row of a list.
#[derive(Debug, Clone)]
pub(crate) struct Row<'r> {
    /// What it is about.
    pub(crate) kind: Kind<'r>,
    /// Code of the rule or fault.
    pub(crate) code: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// How much it matters.
    pub(crate) severity: Severity,
    /// What is wrong, in one line.
    pub(crate) message: &'r str,
    /// Facts.
    pub(crate) notes: &'r [String],
    /// Next steps.
    pub(crate) hints: &'r [String],
    /// Id path in the model; faults have none.
    pub(crate) path: Option<&'r str>,
    /// The marked bytes; unreadable files have none.
    pub(crate) span: Option<Span>,
    /// Other places.
    pub(crate) also: &'r [Label],
    /// An identity that survives moved text.
    pub(crate) fingerprint: Fingerprint,
}

impl Row<'_> {
    /// `LL213 missing-timeout`.
    pub(crate) fn title(&self) -> String {
        format!("{} {}", self.code, self.name)
    }

    /// The message, then notes and hints, one a line.
    pub(crate) fn whole_text(&self) -> String {
        let mut text = self.message.to_owned();
        for note in self.notes {
            text.push_str(&format!("\nnote: {note}"));
        }
        for hint in self.hints {
            text.push_str(&format!("\nhint: {hint}"));
        }
        text
    }

    /// File and line for formats that want one at any price: the model's first file when no place can be named.
    pub(crate) fn file_and_line(&self, sources: &Sources, repository: &Repository) -> (String, u32) {
        match self.span {
            Some(span) => (repository.path(sources.file(span.file).name()), sources.start(span).line),
            None => (repository.path(first_file(sources)), 1),
        }
    }
}

/// The file to name when there is no better one.
pub(crate) fn first_file(sources: &Sources) -> &str {
    sources.iter().next().map_or("loadline.yaml", |(_, file)| file.name())
}

/// Faults, then findings by cost, then acceptances, then questions.
pub(crate) fn rows<'r>(report: &'r Report, repository: &Repository) -> Vec<Row<'r>> {
    let outcome = &report.outcome;
    let mut rows = fault_rows(report, repository);
    rows.extend(outcome.findings.iter().map(|finding| row(Kind::Finding(finding), finding)));
    rows.extend(
        outcome
            .suppressed
            .iter()
            .map(|suppressed| row(Kind::Accepted(&suppressed.finding, &suppressed.by), &suppressed.finding)),
    );
    rows.extend(outcome.questions.iter().map(question_row));
    rows
}

fn row<'r>(kind: Kind<'r>, finding: &'r Finding) -> Row<'r> {
    let diagnostic = &finding.diagnostic;
    Row {
        path: Some(&finding.path),
        fingerprint: finding.fingerprint(),
        ..of_diagnostic(kind, diagnostic, finding.rule)
    }
}

fn of_diagnostic<'r>(kind: Kind<'r>, diagnostic: &'r Diagnostic, name: &'static str) -> Row<'r> {
    Row {
        kind,
        code: diagnostic.code,
        name,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        notes: &diagnostic.notes,
        hints: &diagnostic.hints,
        path: None,
        span: diagnostic.primary.as_ref().map(|label| label.span),
        also: &diagnostic.secondary,
        fingerprint: Fingerprint::of(&[]),
    }
}

/// Faults have no id path: file, message and a running number tell them apart.
fn fault_rows<'r>(report: &'r Report, repository: &Repository) -> Vec<Row<'r>> {
    let mut seen: BTreeMap<(String, &str), usize> = BTreeMap::new();
    let name = |code| faults().iter().find(|fault| fault.code == code).map_or("fault", |fault| fault.name);
    let rows = report.faults.iter().map(|fault| {
        let mut row = of_diagnostic(Kind::Fault, fault, name(fault.code));
        let (file, _) = row.file_and_line(&report.sources, repository);
        let number = seen.entry((file.clone(), &fault.message)).or_default();
        *number += 1;
        row.fingerprint = Fingerprint::of(&[fault.code, &file, &fault.message, &number.to_string()]);
        row
    });
    rows.collect()
}

fn question_row(question: &Question) -> Row<'_> {
    Row {
        kind: Kind::Question,
        code: question.code,
        name: question.rule,
        severity: Severity::Note,
        message: &question.text,
        notes: &[],
        hints: &[],
        path: Some(&question.path),
        span: Some(question.span),
        also: &[],
        fingerprint: Fingerprint::of(&[question.code, &question.path, "question"]),
    }
}
