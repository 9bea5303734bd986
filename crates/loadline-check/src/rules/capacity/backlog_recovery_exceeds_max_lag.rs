//! A backlog that takes longer to clear than its messages may wait.

use crate::prelude::*;
use crate::readings::consumer::{consumers, topic};
use crate::readings::figure::figure;
use crate::readings::throughput::{Throughput, throughput};
use loadline_base::Span;
use loadline_capacity::backlog::{Outage, clears_in};
use loadline_model::{Component, Edge};

/// A backlog that takes longer to clear than its messages may wait.
pub(crate) const RULE: Rule = Rule {
    code: "LL308",
    name: "backlog-recovery-exceeds-max-lag",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "after a stated outage the backlog takes longer to clear than a message may wait",
    requirements: &["D18", "O5", "R10"],
    pillar: None,
    facts: &[
        "queues.*.topics.*.max-lag",
        "services.*.needs.*.deadline",
        "services.*.incidents.mean",
        "services.*.deploys.detect-and-roll-back",
        "services.*.mttr",
        "services.*.capacity.rps",
        "services.*.replicas.max",
        "journeys.*.load.average",
        "journeys.*.load.peak",
    ],
    page: include_str!("backlog_recovery_exceeds_max_lag.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in consumers(cx) {
        let Some(carries) = throughput(cx.model, component) else { continue };
        let Some(outage) = Outage::of(component) else { continue };
        let Some((edge, limit, said)) = strictest_limit(cx, component) else { continue };
        let demand = cx.demands.on(component.id);
        // The mildest assumption that already breaks the limit carries the finding.
        let rates = [(demand.average(), "average"), (demand.peak(), "peak")];
        let late = rates.into_iter().find_map(|(rate, when)| {
            let clears = clears_in(rate, outage.time.as_secs_f64(), carries.rps)?;
            let clears = Duration::from_secs_f64(clears);
            (clears > limit).then_some((rate, when, clears))
        });
        if let Some((rate, when, clears)) = late {
            report(cx, &edge, &carries, &outage, &Late { rate, when, clears, limit, said });
        }
    }
}

/// The shortest time that a message of one of its topics may wait: `max-lag` of the topic or `deadline` of the edge.
fn strictest_limit<'m>(cx: &Check<'m>, component: Component<'_>) -> Option<(Edge<'m>, Duration, Span)> {
    let limits = cx.model.needs(component.id).filter(|edge| edge.consumes()).flat_map(|edge| {
        let lag = topic(&edge).and_then(|topic| topic.max_lag.as_ref());
        let stated = [lag, edge.need.deadline.as_ref()].into_iter().flatten();
        stated.map(move |limit| (edge, limit.value, limit.span)).collect::<Vec<_>>()
    });
    limits.min_by_key(|(_, limit, _)| *limit)
}

/// A recovery that takes too long.
struct Late {
    rate: f64,
    when: &'static str,
    clears: Duration,
    limit: Duration,
    said: Span,
}

fn report(cx: &mut Check<'_>, edge: &Edge<'_>, carries: &Throughput, outage: &Outage<'_>, late: &Late) {
    let Late { rate, when, clears, limit, said } = *late;
    // Nobody plans by the millisecond.
    let clears = if clears.as_secs_f64() < 60.0 {
        clears
    } else {
        Duration::from_secs_f64(clears.as_secs_f64().round())
    };
    let backlog = rate * outage.time.as_secs_f64();
    let (rate, capacity) = (figure(rate), figure(carries.rps));
    let formula = format!("{} ÷ ({capacity} − {rate})", figure(backlog));
    let name = edge.from.name;
    cx.report(
        Report::new(
            edge.place(),
            format!(
                "after {} of {}, `{name}` needs {clears} to clear its backlog, but a message may wait {limit}",
                outage.what, outage.time.value
            ),
        )
        .and(said, format!("at most {limit}"))
        .and(outage.time.span, format!("{} without it", outage.time.value))
        .note(format!("backlog: {} messages = {rate} a second at {when} load × {}", figure(backlog), outage.time.value))
        .note(format!("{clears} = {formula}; every message is late from the outage until then"))
        .note(format!("capacity: {}", carries.working()))
        .number(Quantity::computed("time to clear", clears.as_secs_f64(), "s", formula))
        .number(Quantity::computed("backlog", backlog, "messages", format!("{rate} × {}", outage.time.value)))
        .number(Quantity::stated("longest wait", limit.as_secs_f64(), "s"))
        .hint("give the consumer room to catch up, drop what is too old, or promise a longer wait"),
    );
}
