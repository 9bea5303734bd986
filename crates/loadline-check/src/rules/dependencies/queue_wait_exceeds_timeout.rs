//! Requests that wait in a queue until their callers have gone.

use crate::prelude::*;
use crate::readings::figure::count;
use crate::readings::service_time::{self, Mean};
use loadline_model::kinds::Discipline;
use loadline_model::{Component, Edge};

/// Requests that wait in a queue until their callers have gone.
pub(crate) const RULE: Rule = Rule {
    code: "LL211",
    name: "queue-wait-exceeds-timeout",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a full queue holds requests longer than their callers wait, so the work is done for nobody",
    requirements: &["D6", "R4"],
    pillar: Some("P14.15"),
    facts: &[
        "services.*.capacity.queue.limit",
        "services.*.capacity.queue.discipline",
        "services.*.capacity.workers",
        "services.*.service-time.mean",
        "services.*.service-time.p50",
        "services.*.service-time.p99",
        "services.*.needs.*.timeout",
    ],
    page: include_str!("queue_wait_exceeds_timeout.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(queue) = Waiting::of(&component) else { continue };
        let mut impatient: Vec<(Duration, Edge<'_>)> = cx
            .model
            .callers(component.id)
            .filter(Edge::is_call)
            .filter_map(|edge| Some((*decided(&edge.need.timeout)?.value()?, edge)))
            .filter(|(timeout, _)| queue.wait > *timeout)
            .collect();
        // The first of the shortest ones; the others have the same cause.
        impatient.sort_by_key(|(timeout, _)| *timeout);
        let Some((timeout, edge)) = impatient.first() else { continue };
        let message = format!(
            "a request may wait {} in the queue of `{}`, but `{}` gives up after {timeout}",
            queue.wait, component.name, edge.from.name
        );
        let fits = timeout.as_secs_f64() * queue.workers as f64 / queue.mean.as_secs_f64();
        let fits = format_number(fits.floor());
        let mut report = Report::new(component.place(), message)
            .mark(queue.span, "full, it holds requests too long")
            .and(edge.key, format!("waits {timeout}"))
            .note(format!("{} = {}", queue.wait, queue.formula))
            .note(format!("the mean service time is {}", queue.basis))
            .number(Quantity::computed("full queue wait", queue.wait.as_secs_f64(), "s", queue.formula.clone()))
            .number(Quantity::stated("caller timeout", timeout.as_secs_f64(), "s"))
            .hint(format!("a limit of {fits} is answered in time; or serve the newest first with `discipline: adaptive-lifo`"));
        if impatient.len() > 1 {
            report = report.note(format!("{} callers in all wait less than that", impatient.len()));
        }
        cx.report(report);
    }
}

/// A queue that can be full.
struct Waiting {
    wait: Duration,
    workers: u64,
    mean: Duration,
    basis: String,
    formula: String,
    span: loadline_base::Span,
}

impl Waiting {
    /// Queue limit × mean service time ÷ workers, per replica. A discipline that does not serve the oldest first, or drops
    /// those who waited too long, keeps the answers fresh; an unsaid one is taken as first in, first out.
    fn of(component: &Component<'_>) -> Option<Self> {
        let capacity = decided(&component.common().capacity)?;
        let queue = capacity.queue.as_ref()?;
        let said = decided(&queue.limit)?;
        let limit = said.value()?.get();
        let workers = capacity.workers.as_ref()?.get();
        let fresh = [Discipline::Lifo, Discipline::AdaptiveLifo, Discipline::Codel];
        if workers == 0 || queue.discipline.as_ref().is_some_and(|it| fresh.contains(&it.value)) {
            return None;
        }
        let Mean { time: mean, formula: basis, .. } =
            service_time::of(component).filter(|mean| !mean.time.is_zero())?;
        let wait = mean.scale(limit as f64 / workers as f64);
        let formula = format!("{limit} waiting × {mean} ÷ {}", count(workers, "worker"));
        Some(Self { wait, workers, mean, basis: basis.to_string(), formula, span: said.span })
    }
}
