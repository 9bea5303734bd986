//! One row as a SARIF result.

use crate::output::json::quantity;
use crate::output::row::{Kind, Row};
use crate::output::sarif::{Log, location};
use loadline_app::check::{Acceptance, Wording};
use loadline_base::Severity;
use serde_json::{Value, json};

/// The level of a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A finding, a fault or an open question.
pub(super) fn result(log: &Log<'_>, row: &Row<'_>) -> Value {
    // The standard wants level `none` for everything but failures.
    let (kind, level) = match row.kind {
        Kind::Question => ("open", "none"),
        _ => ("fail", level(row.severity)),
    };
    let mut place = location(log, row.span);
    if let Some(path) = row.path {
        place["logicalLocations"] = json!([{"fullyQualifiedName": path}]);
    }
    let mut result = json!({
        "ruleId": row.code,
        "ruleIndex": log.catalogue.index(row.code),
        "kind": kind,
        "level": level,
        "message": {"text": without_links(&row.whole_text())},
        "locations": [place],
        "partialFingerprints": {"loadlineFingerprint/v1": row.fingerprint.to_string()},
    });
    if !row.also.is_empty() {
        let related = row.also.iter().enumerate().map(|(index, label)| {
            let mut related = location(log, Some(label.span));
            related["id"] = json!(index + 1);
            related["message"] = json!({"text": without_links(&label.text)});
            related
        });
        result["relatedLocations"] = related.collect();
    }
    if let Kind::Finding(finding) | Kind::Accepted(finding, _) = row.kind
        && !finding.numbers.is_empty()
    {
        let numbers: Vec<Value> = finding.numbers.iter().map(quantity).collect();
        result["properties"] = json!({"numbers": numbers});
    }
    if let Kind::Accepted(_, by) = row.kind {
        result["suppressions"] = json!([suppression(log, by)]);
    }
    result
}

/// A comment stands in the source; an entry of `accept:` is a decision beside it.
fn suppression(log: &Log<'_>, by: &Acceptance) -> Value {
    let kind = match by.wording {
        Wording::Comment => "inSource",
        Wording::Entry => "external",
    };
    let mut why = by.reason.clone().unwrap_or_default();
    if let Some(owner) = &by.owner {
        why.push_str(&format!("; accepted by {owner}"));
    }
    if let Some(until) = by.until {
        why.push_str(&format!("; until {until}"));
    }
    json!({
        "kind": kind,
        "status": "accepted",
        "justification": why,
        "location": location(log, Some(by.span)),
    })
}

/// SARIF reads `[words](target)` in a plain message as a link, which no message of ours means.
fn without_links(text: &str) -> String {
    text.replace("](", "] (")
}
