//! The Code Quality report of GitLab: a flat list that merge requests compare with the target branch's.

use crate::output::View;
use crate::output::json::to_text;
use crate::output::repository::Repository;
use crate::output::row::{Kind, rows};
use loadline_app::check::Report;
use loadline_base::Severity;
use serde_json::{Value, json};

/// The whole list.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let repository = Repository::of(report);
    let mut list = Vec::new();
    for row in rows(report, &repository) {
        let severity = match (row.kind, row.severity) {
            (Kind::Accepted(..), _) => continue,
            (Kind::Question, _) if !view.strict => continue,
            (Kind::Question, _) => "minor",
            (Kind::Fault, _) => "blocker",
            (Kind::Finding(_), Severity::Error) => "critical",
            (Kind::Finding(_), Severity::Warning) => "major",
            (Kind::Finding(_), Severity::Note) => "info",
        };
        let (path, begin) = row.file_and_line(&report.sources, &repository);
        let end = row.span.map_or(begin, |span| report.sources.end(span).line);
        list.push(json!({
            "description": format!("{}: {}", row.code, row.message),
            "check_name": row.name,
            "fingerprint": row.fingerprint.to_string(),
            "severity": severity,
            "location": {"path": path, "lines": {"begin": begin, "end": end}},
        }));
    }
    to_text(&Value::Array(list))
}
