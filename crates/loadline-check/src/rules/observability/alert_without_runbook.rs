//! An alert that leaves whoever gets it without instructions.

use crate::prelude::*;
use crate::readings::alerts::{Alert, alerts, runbook};
use loadline_base::did_you_mean;
use loadline_model::Model;
use rustc_hash::FxHashSet;

/// An alert that leaves whoever gets it without instructions.
pub(crate) const RULE: Rule = Rule {
    code: "LL505",
    name: "alert-without-runbook",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "an alert names no runbook, or one that does not exist",
    requirements: &["O6", "R2"],
    pillar: Some("P14.10"),
    facts: &["slos.*.alert.runbook", "policies.paging.*.runbook", "runbooks.*.of", "runbooks.*.path"],
    page: include_str!("alert_without_runbook.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    let covered = covered(model);
    for alert in alerts(model) {
        let (mark, label) = match Saying::of(alert.runbook) {
            Saying::Value(named, span) => {
                if let Some(report) = missing(model, &alert, named) {
                    cx.report(report.mark(span, "named here"));
                }
                continue;
            }
            Saying::None(span) => (span, "there is none, by decision"),
            // Whoever gets a ticket has time to find out; a runbook about the same subject is found, too.
            Saying::Nothing if !alert.pages || alert.of.is_some_and(|of| covered.contains(of)) => continue,
            Saying::Nothing => (alert.span, "no runbook is named here"),
        };
        let (severity, what) = if alert.pages {
            (Severity::Warning, "wakes somebody")
        } else {
            (Severity::Note, "opens a ticket")
        };
        cx.report(
            Report::new(alert.place, format!("the alert of `{}` {what} and names 0 runbooks", alert.id))
                .severity(severity)
                .mark(mark, label)
                .number(Quantity::computed("runbooks", 0.0, "1", "runbooks the alert names"))
                .hint("name a file or an entry of `runbooks:`: what to look at, what to do first, how to see that it worked"),
        );
    }
}

/// What runbooks of the model are about.
fn covered(model: &Model) -> FxHashSet<&str> {
    let runbooks = model.system.runbooks.iter().flat_map(|all| all.iter());
    runbooks
        .flat_map(|(_, runbook)| runbook.of.iter().flat_map(|of| of.iter().map(|of| of.id.as_str())))
        .collect()
}

/// A name that is no file must be the id of a runbook.
fn missing(model: &Model, alert: &Alert<'_>, named: &str) -> Option<Report> {
    let is_file = named.contains(['/', '.', ':']);
    if is_file || runbook(model, named).is_some() {
        return None;
    }
    let known = model.system.runbooks.iter().flat_map(|all| all.iter()).map(|(id, _)| id);
    let hint = match did_you_mean(named, known) {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("add `{named}` to `runbooks:`, or name a file such as `runbooks/{named}.md`"),
    };
    let message = format!("the alert of `{}` names the runbook `{named}`, which does not exist", alert.id);
    Some(Report::new(alert.place.clone(), message).hint(hint))
}
