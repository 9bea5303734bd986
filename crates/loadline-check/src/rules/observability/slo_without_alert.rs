//! An objective that may be lost without anybody being told.

use crate::prelude::*;

/// An objective that may be lost without anybody being told.
pub(crate) const RULE: Rule = Rule {
    code: "LL513",
    name: "slo-without-alert",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "an objective may be lost without anybody being told",
    requirements: &["O3", "R1"],
    pillar: Some("P14.10"),
    facts: &["slos.*.alert", "slos.*.target", "slos.*.window", "slos.*.sli.composite"],
    page: include_str!("slo_without_alert.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let place = Place::new(format!("slos/{id}"), slo.key);
        match Saying::of(&slo.alert) {
            Saying::Value(..) => {}
            Saying::Nothing => cx.ask(&place, "alert", format!("who is told when `{id}` is in danger?")),
            Saying::None(span) => {
                let (message, number) = match (&slo.target, &slo.window) {
                    (Some(target), Some(window)) => {
                        let budget = window.scale(target.complement().fraction());
                        let formula = format!("{} × {}", target.complement(), window.value);
                        let number =
                            Quantity::computed("error budget", budget.as_secs_f64(), "s", formula.clone());
                        (
                            format!("`{id}` may lose its {budget} of {} and nobody is told", window.value),
                            Some((formula, number)),
                        )
                    }
                    _ => (format!("`{id}` may be lost and nobody is told"), None),
                };
                let mut report = Report::new(place, message).mark(span, "no alert, by decision").hint(
                    "add `alert: {policy: standard, page: TEAM, runbook: …}`, or a ticket when it can wait until morning",
                );
                if let Some((formula, number)) = number {
                    report = report.note(format!("error budget = {formula}")).number(number);
                }
                cx.report(report);
            }
        }
    }
}
