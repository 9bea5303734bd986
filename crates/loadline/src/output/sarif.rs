//! SARIF 2.1.0, the format of code scanning services and editors.
//!
//! Nothing here depends on when or where the run took place, so that two runs can be compared byte by byte.

mod result;
mod rule;

use crate::output::View;
use crate::output::json::to_text;
use crate::output::repository::Repository;
use crate::output::row::{Kind, Row, first_file, rows};
use loadline_app::check::Report;
use loadline_base::Span;
use result::{level, result};
use rule::{Catalogue, descriptors};
use serde_json::{Value, json};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What the parts of a log share.
struct Log<'r> {
    report: &'r Report,
    repository: Repository,
    catalogue: Catalogue,
}

/// The whole log: one run with every rule, every row and what stood in the way.
pub(crate) fn render(report: &Report, view: &View) -> String {
    let log = Log { report, repository: Repository::of(report), catalogue: Catalogue::new() };
    let rows = rows(report, &log.repository);
    let taken = rows.iter().filter(|row| view.strict || !matches!(row.kind, Kind::Question));
    let results: Vec<Value> = taken.map(|row| result(&log, row)).collect();
    let faults = rows.iter().filter(|row| matches!(row.kind, Kind::Fault));
    let notifications: Vec<Value> = faults.map(|row| notification(&log, row)).collect();
    let driver = json!({
        "name": "Loadline",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": descriptors(),
    });
    let run = json!({
        "tool": {"driver": driver},
        "automationDetails": {"id": "loadline/check/"},
        "invocations": [{
            "executionSuccessful": report.faults.is_empty(),
            "toolExecutionNotifications": notifications,
        }],
        "originalUriBaseIds": {"%SRCROOT%": {"description": {"text": "the root of the repository"}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    to_text(&json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}))
}

fn notification(log: &Log<'_>, row: &Row<'_>) -> Value {
    json!({
        "level": level(row.severity),
        "message": {"text": row.whole_text()},
        "associatedRule": {"id": row.code, "index": log.catalogue.index(row.code)},
        "locations": [location(log, row.span)],
    })
}

/// A place in a file; without one, the model's first file, since readers insist on some place.
fn location(log: &Log<'_>, span: Option<Span>) -> Value {
    let sources = &log.report.sources;
    let name = span.map_or_else(|| first_file(sources), |span| sources.file(span.file).name());
    let uri = log.repository.uri(name);
    let artifact = if uri.starts_with("file:") {
        json!({"uri": uri})
    } else {
        json!({"uri": uri, "uriBaseId": "%SRCROOT%"})
    };
    let mut physical = json!({"artifactLocation": artifact});
    if let Some(span) = span {
        let (start, end) = (sources.start(span), sources.end(span));
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    json!({"physicalLocation": physical})
}
