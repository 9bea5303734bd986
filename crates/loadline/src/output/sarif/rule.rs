//! Rules and faults as SARIF describes them: all of them, so that a viewer can show what was held against the model.

use crate::output::sarif::result::level;
use loadline_app::explain::{families, faults};
use loadline_base::Severity;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where in the list of rules each code stands.
pub(super) struct Catalogue(BTreeMap<&'static str, usize>);

impl Catalogue {
    pub(super) fn new() -> Self {
        let rules = families().iter().flat_map(|family| family.rules).map(|rule| rule.code);
        let codes = rules.chain(faults().iter().map(|fault| fault.code));
        Self(codes.zip(0..).collect())
    }

    /// The index of a code; SARIF says -1 for none.
    pub(super) fn index(&self, code: &str) -> i64 {
        self.0.get(code).and_then(|index| i64::try_from(*index).ok()).unwrap_or(-1)
    }
}

/// Every rule by ascending code, then every fault, in the order of the catalogue.
pub(super) fn descriptors() -> Vec<Value> {
    let rules = families().iter().flat_map(|family| {
        family.rules.iter().map(|rule| {
            let mut tags = vec![family.name];
            tags.extend(rule.requirements);
            tags.extend(rule.pillar);
            json!({
                "id": rule.code,
                "name": rule.name,
                "shortDescription": {"text": rule.summary},
                "fullDescription": {"text": why(rule.page)},
                "help": {"text": rule.page, "markdown": rule.page},
                "defaultConfiguration": {"level": level(rule.level)},
                "properties": {"tags": tags, "since": rule.since, "problem.severity": problem(rule.level)},
            })
        })
    });
    let faults = faults().iter().map(|fault| {
        json!({
            "id": fault.code,
            "name": fault.name,
            "shortDescription": {"text": fault.name.replace('-', " ")},
            "fullDescription": {"text": fault.explanation},
            "help": {"text": fault.explanation},
            "defaultConfiguration": {"level": "error"},
            "properties": {"tags": ["text"], "problem.severity": "error"},
        })
    });
    rules.chain(faults).collect()
}

/// The words code scanning services sort by.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "recommendation",
    }
}

/// The section of a page that says why, as paragraphs of one line each.
fn why(page: &str) -> String {
    let section = page.split("\n## ").find_map(|section| section.strip_prefix("Why\n")).unwrap_or_default();
    let paragraphs = section.trim().split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}
