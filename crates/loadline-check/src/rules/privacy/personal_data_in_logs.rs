//! Personal data on every log line.

use crate::prelude::*;
use crate::readings::sensitivity::{Datum, carried};
use loadline_model::{Component, Model, Stated};

/// Personal data on every log line.
pub(crate) const RULE: Rule = Rule {
    code: "LL807",
    name: "personal-data-in-logs",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a log field holds personal data that the component handles",
    requirements: &["D7", "P7"],
    pillar: None,
    facts: &[
        "services.*.signals.log-fields",
        "services.*.needs.*.carries",
        "data.*.personal",
        "data.*.retention",
    ],
    page: include_str!("personal_data_in_logs.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    for component in model.components() {
        let fields = component.common().signals.as_ref().and_then(|signals| decided(&signals.log_fields));
        let Some(fields) = fields.filter(|fields| !fields.is_empty()) else { continue };
        let handled = handled(model, &component);
        for field in &fields.value {
            let found = handled.iter().find_map(|datum| Some((datum, item(datum, &field.value)?)));
            if let Some((datum, item)) = found {
                let message = format!(
                    "every log line of `{}` has `{}`, personal data of `{}`",
                    component.name, field.value, datum.id
                );
                cx.report(
                    Report::new(component.place(), message)
                        .severity(if is_identifier(&field.value) { Severity::Note } else { Severity::Warning })
                        .aspect(field.value.as_str())
                        .mark(field.span, "written to the logs")
                        .and(item.span, "personal")
                        .hint("log an id that only your own store can turn into a person, or a keyed hash of it"),
                );
            }
        }
    }
}

/// The personal data that calls bring to a component or that it sends on, each class once.
fn handled<'m>(model: &'m Model, component: &Component<'m>) -> Vec<Datum<'m>> {
    let mut found: Vec<Datum<'_>> = Vec::new();
    for edge in model.needs(component.id).chain(model.callers(component.id)) {
        for datum in carried(model, &edge).filter(Datum::is_personal) {
            if found.iter().all(|known| known.id != datum.id) {
                found.push(datum);
            }
        }
    }
    found
}

/// The item of personal data that a log field is named after.
fn item<'m>(datum: &Datum<'m>, field: &str) -> Option<&'m Stated<String>> {
    let items = datum.data.personal.as_ref()?.value()?;
    items.iter().find(|item| plain(&item.value) == plain(field))
}

/// Only letters and digits, in lower case: `Account-ID` and `account_id` are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Ids name a person only to those who hold the table.
fn is_identifier(field: &str) -> bool {
    plain(field).ends_with("id")
}
