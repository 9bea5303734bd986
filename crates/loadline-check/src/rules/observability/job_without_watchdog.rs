//! A job that may stop running without anybody noticing.

use crate::prelude::*;

/// A job that may stop running without anybody noticing.
pub(crate) const RULE: Rule = Rule {
    code: "LL506",
    name: "job-without-watchdog",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a scheduled job that does not run would be noticed by nobody",
    requirements: &["P2", "P8"],
    pillar: Some("P14.10"),
    facts: &["jobs.*.watchdog", "jobs.*.schedule", "jobs.*.deadline"],
    page: include_str!("job_without_watchdog.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, job) in cx.model.system.jobs.iter().flat_map(|all| all.iter()) {
        let place = Place::new(format!("jobs/{id}"), job.key);
        let runs = job.schedule.as_ref().map(|schedule| format!("; it runs `{}`", schedule.value));
        match Saying::of(&job.watchdog) {
            Saying::Value(..) => {}
            Saying::Nothing => {
                cx.ask(
                    &place,
                    "watchdog",
                    format!("what notices that `{id}` did not run or did not finish?"),
                );
            }
            Saying::None(span) => {
                let message =
                    format!("a missed run of `{id}` would be noticed by nobody{}", runs.unwrap_or_default());
                let mut report = Report::new(place, message)
                    .mark(span, "nothing watches it, by decision")
                    .hint("let it report each success, and alert when the last success is older than one period");
                if let Some(deadline) = &job.deadline {
                    report = report
                        .note(format!(
                            "it must be done {} after its start; nothing would say that it was not",
                            deadline.value
                        ))
                        .number(Quantity::stated("deadline", deadline.value.as_secs_f64(), "s"));
                }
                cx.report(report);
            }
        }
    }
}
