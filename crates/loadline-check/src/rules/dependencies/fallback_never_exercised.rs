//! A fallback that nobody has seen work lately.

use crate::prelude::*;
use crate::readings::fallback::fallback;

/// A fallback that nobody has seen work lately.
pub(crate) const RULE: Rule = Rule {
    code: "LL220",
    name: "fallback-never-exercised",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a fallback was last seen to work more than a year ago",
    requirements: &["D9", "R5"],
    pillar: Some("P14.14"),
    facts: &["services.*.needs.*.fallback.exercised", "journeys.*.criticality"],
    page: include_str!("fallback_never_exercised.md"),
    check,
};

/// Most days between two exercises.
const MOST_DAYS: i64 = 365;

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for edge in cx.model.edges() {
        let Some(fallback) = fallback(&edge).value() else { continue };
        let (caller, target) = (edge.from.name, edge.target());
        match decided(&fallback.exercised) {
            Some(exercised) => {
                let days = exercised.value.days_until(cx.today);
                if days > MOST_DAYS {
                    let message = format!("`{caller}` last did without `{target}` {days} days ago");
                    cx.report(
                        Report::new(edge.place(), message)
                            .mark(exercised.span, "last seen to work")
                            .number(Quantity::computed(
                                "since the last exercise",
                                days as f64,
                                "d",
                                format!("{} − {}", cx.today, exercised.value),
                            ))
                            .hint("take the callee away on purpose, see that the fallback works, and write down the day"),
                    );
                }
            }
            None if usage.is_critical(&edge) => {
                let text = format!("when was `{caller}` last seen to work without `{target}`?");
                cx.ask(&edge.place(), "fallback/exercised", text);
            }
            None => {}
        }
    }
}
