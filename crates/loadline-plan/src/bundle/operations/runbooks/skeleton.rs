//! A runbook skeleton for every failure mode: CommonMark that runme opens, with Loadline's own keys in the same object.
//!
//! What the model says stands in it; commands are not made up. A cell without one says so and fails, so that nobody takes a
//! skeleton for a runbook.

use crate::bundle::desk::Desk;
use crate::facts::entries;
use loadline_model::kinds::{FailureCategory, FailureMode, Runbook};
use loadline_model::{Decided, Named};

/// How long a cell may run until somebody says otherwise.
const TIMEOUT: &str = "10m";

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    for (id, mode) in entries(&facts.model.system.failure_modes) {
        let runbook = mode
            .runbook
            .as_ref()
            .and_then(|runbook| facts.model.system.runbooks.as_ref()?.get(&runbook.value));
        let metric = mode.alert.as_ref().and_then(|alert| {
            let slo = facts.model.system.slos.as_ref()?.get(&alert.value)?;
            let sli = slo.sli.as_ref()?.availability.as_ref()?;
            Some(format!(
                "sum(rate({}[5m])) / sum(rate({}[5m]))",
                sli.good.as_ref()?.value,
                sli.total.as_ref()?.value
            ))
        });
        let text = skeleton(id, mode, runbook, metric.as_deref());
        desk.text(format!("runbooks/{id}.md"), "markdown", text);
    }
}

fn skeleton(id: &str, mode: &FailureMode, runbook: Option<&Named<Runbook>>, metric: Option<&str>) -> String {
    let said = |value: Option<&String>, path: &str| {
        value.map_or_else(|| format!("(open: `failure-modes/{id}/{path}`)"), |value| line(value))
    };
    let claim = said(mode.claim.as_deref(), "claim");
    let harms: Vec<String> =
        mode.harms.iter().flat_map(|all| &all.value).map(|journey| format!("`{}`", journey.value)).collect();
    let harms =
        if harms.is_empty() { format!("(open: `failure-modes/{id}/harms`)") } else { harms.join(", ") };
    let owner = runbook.and_then(|it| it.owner.as_ref()).map_or("", |owner| owner.id.as_str());
    let mut text = format!("---\nshell: bash\n---\n\n# {id}\n\n");
    text.push_str(&format!("## Meaning\n\n{claim}\n\n"));
    text.push_str(&format!("Signal: {}\n\n", said(mode.signal.as_deref(), "signal")));
    text.push_str(&format!("## Impact\n\nHarms {harms}.\n\n"));

    text.push_str("## Diagnosis\n\n");
    for precondition in
        runbook.and_then(|it| it.preconditions.as_ref()).into_iter().flat_map(|all| &all.value)
    {
        text.push_str(&format!("- first make sure: {}\n", line(&precondition.value)));
    }
    if runbook.is_some_and(|it| it.preconditions.as_ref().is_some_and(|all| !all.value.is_empty())) {
        text.push('\n');
    }
    if let Some(metric) = metric {
        let keys = [("name", "good-share"), ("ll.kind", "check"), ("excludeFromRunAll", "true")];
        text.push_str(&cell("promql", &keys, metric));
    }
    let look = said(mode.signal.as_deref(), "signal");
    let check = [("name", "look"), ("ll.kind", "check"), ("ll.timeout", TIMEOUT), ("ll.idempotent", "true")];
    text.push_str(&cell("bash", &check, &unwritten(&look)));

    text.push_str("## Mitigation\n\n");
    text.push_str(&format!("{}\n\n", said(mode.mitigation.as_deref(), "mitigation")));
    let steps: Vec<String> = runbook.and_then(|it| it.steps.as_ref()).map_or_else(
        || vec![said(mode.mitigation.as_deref(), "mitigation")],
        |steps| steps.value.iter().map(|step| line(&step.value)).collect(),
    );
    let risk = match mode.category.as_ref().map(|category| category.value) {
        Some(FailureCategory::DataCorrectness) => "high",
        _ => "low",
    };
    for (number, step) in (1..).zip(&steps) {
        let name = format!("step-{number}");
        let mut keys = vec![
            ("name", name.as_str()),
            ("interactive", "true"),
            ("excludeFromRunAll", "true"),
            ("ll.kind", "change"),
            ("ll.timeout", TIMEOUT),
            ("ll.dryrun", "unsupported"),
            ("ll.rollback", "take-back"),
            ("ll.on-failure", "stop"),
            ("ll.risk", risk),
        ];
        if !owner.is_empty() {
            keys.push(("ll.approve", owner));
        }
        text.push_str(&cell("bash", &keys, &unwritten(step)));
    }

    let verification = runbook.and_then(|it| it.verification.as_ref()).or(mode.recovery.as_ref());
    let verification = said(verification.map(|value| &value.value), "recovery");
    text.push_str(&format!("## Verification\n\n{verification}\n\n"));
    let keys = [("name", "verify"), ("ll.kind", "verify"), ("ll.timeout", TIMEOUT), ("ll.expect", "exit 0")];
    text.push_str(&cell("bash", &keys, &unwritten(&verification)));

    let back = runbook.and_then(|it| it.rollback.as_ref()).map(|value| &value.value);
    let back = back.map_or_else(|| "(open: `rollback` of its runbook)".to_owned(), |value| line(value));
    text.push_str(&format!("## Rollback\n\n{back}\n\n"));
    let keys = [
        ("name", "take-back"),
        ("excludeFromRunAll", "true"),
        ("ll.kind", "rollback"),
        ("ll.timeout", TIMEOUT),
    ];
    text.push_str(&cell("bash", &keys, &unwritten(&back)));

    let validated =
        runbook.and_then(|it| it.validated.as_ref()).and_then(|validated| match &validated.value {
            Decided::Some(day) => Some(day.to_string()),
            Decided::None => None,
        });
    if let (Some(day), Some(runbook)) = (validated, mode.runbook.as_ref()) {
        text.push_str(&format!("The runbook `{}` behind it was last followed on {day}.\n", runbook.value));
    }
    text
}

/// A fenced cell whose attributes are one JSON object of strings.
fn cell(language: &str, keys: &[(&str, &str)], body: &str) -> String {
    let keys: Vec<String> =
        keys.iter().map(|(key, value)| format!("{}:{}", json(key), json(value))).collect();
    let longest = body.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    format!("{fence}{language} {{{}}}\n{body}\n{fence}\n\n", keys.join(","))
}

/// A string of JSON. Backticks may not stand in the info string of a fence.
fn json(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || c == '`' => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// A command that says what is to be written here, and fails.
fn unwritten(what: &str) -> String {
    let what = what.replace('\'', "'\\''");
    format!("echo 'not written yet: {what}' >&2\nexit 1")
}

/// Text of the model in one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
