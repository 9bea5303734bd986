//! Retries that all callers send at the same moment.

use crate::prelude::*;
use crate::readings::retrying::Retrying;

/// Retries that all callers send at the same moment.
pub(crate) const RULE: Rule = Rule {
    code: "LL206",
    name: "retries-without-jitter",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "callers that failed together try again together",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.needs.*.retries.jitter",
        "services.*.needs.*.retries.backoff",
        "services.*.needs.*.retries.max",
    ],
    page: include_str!("retries_without_jitter.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let usage = &cx.readings.usage;
    for edge in cx.model.edges() {
        let Some(retrying) = Retrying::of(&edge) else { continue };
        // Without backoff there is nothing to spread; that has a rule of its own.
        let Some(backoff) = decided(&retrying.policy.backoff).and_then(|backoff| backoff.value()) else {
            continue;
        };
        match decided(&retrying.policy.jitter) {
            Some(jitter) if jitter.is_none() => {
                let peak = usage.peak(&edge);
                let wave = backoff.base.as_ref().map(|base| base.value).filter(|_| peak > 0.0);
                let caller = edge.from.name;
                let what = match &backoff.base {
                    Some(base) => format!("exactly {} after they failed", base.value),
                    None => "at the same moment".to_owned(),
                };
                let message = format!(
                    "all calls of `{caller}` that failed together reach `{}` again {what}",
                    edge.target()
                );
                let mut report = Report::new(edge.place(), message)
                    .mark(jitter.span, "no jitter, by decision")
                    .hint("spread the waiting time at random: `jitter: full`");
                if let Some(base) = wave {
                    let calls = peak * base.as_secs_f64();
                    let formula = format!("{} rps × {base}", format_number(peak));
                    report = report
                        .note(format!(
                            "an interruption of {base} at peak sends back {} calls at once = {formula}",
                            format_number(calls.ceil())
                        ))
                        .number(Quantity::computed("wave", calls, "calls", formula));
                }
                cx.report(report);
            }
            Some(_) => {}
            None if usage.users_wait(&edge) => {
                let text = format!("does `{}` spread its retries at random?", edge.from.name);
                cx.ask(&edge.place(), "retries/jitter", text);
            }
            None => {}
        }
    }
}
