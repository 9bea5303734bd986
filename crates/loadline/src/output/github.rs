//! Workflow commands: annotations on the changed lines of a GitHub pull request.
//!
//! GitHub shows ten errors and ten warnings a step; the costliest come first.

use crate::output::View;
use crate::output::headline::headline;
use crate::output::repository::Repository;
use crate::output::row::{Kind, Row, rows};
use loadline_app::check::Report;
use loadline_base::Severity;

/// One command a line, below the sentence that matters.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let repository = Repository::of(report);
    let mut text = format!("{}\n", headline(report, view));
    for row in rows(report, &repository) {
        let level = match (row.kind, row.severity) {
            (Kind::Accepted(..), _) => continue,
            (Kind::Question, _) if !view.strict => continue,
            (Kind::Question, _) => "warning",
            (_, Severity::Error) => "error",
            (_, Severity::Warning) => "warning",
            (_, Severity::Note) => "notice",
        };
        text.push_str(&command(level, &row, report, &repository));
        text.push('\n');
    }
    text
}

fn command(level: &str, row: &Row<'_>, report: &Report, repository: &Repository) -> String {
    let (file, line) = row.file_and_line(&report.sources, repository);
    let mut properties = vec![("file", file), ("line", line.to_string())];
    if let Some(span) = row.span {
        let (start, end) = (report.sources.start(span), report.sources.end(span));
        properties.push(("col", start.column.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // GitHub knows columns on one line only, and its last column is inside the mark.
        if start.line == end.line {
            properties.push(("endColumn", (end.column - 1).max(start.column).to_string()));
        }
    }
    properties.push(("title", row.title()));
    let properties: Vec<String> =
        properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{level} {}::{}", properties.join(","), data(&row.whole_text()))
}

/// A message in one line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value between commas.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
