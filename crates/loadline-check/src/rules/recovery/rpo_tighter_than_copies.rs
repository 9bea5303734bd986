//! A promise to lose less data than backups and copies can keep.

use crate::prelude::*;
use crate::readings::promise::{Homes, Promise, backup};
use crate::readings::throughput::running;
use loadline_base::Span;
use loadline_model::kinds::{ReplicaMode, Replicas};
use loadline_model::{Component, ComponentKind};

/// A promise to lose less data than backups and copies can keep.
pub(crate) const RULE: Rule = Rule {
    code: "LL404",
    name: "rpo-tighter-than-copies",
    level: Severity::Error,
    since: "0.1.0",
    summary: "less data may be lost than replication and backups can guarantee",
    requirements: &["R10", "D2", "D4"],
    pillar: None,
    facts: &[
        "stores.*.backup.rpo",
        "stores.*.backup.every",
        "stores.*.backup.point-in-time",
        "stores.*.replicas.mode",
        "stores.*.replicas.lag",
        "stores.*.replicas.min",
        "state.*.rpo",
        "state.*.home",
    ],
    page: include_str!("rpo_tighter_than_copies.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let homes = Homes::of(cx);
    for component in cx.model.components().filter(|component| component.kind() == ComponentKind::Store) {
        let Some(rpo) = homes.rpo(component) else { continue };
        let replicas = component.common().replicas.as_deref();
        if let Some(trail) = replicas.and_then(|replicas| trailing(replicas, rpo.time)) {
            report(cx, component, &rpo, &trail);
            continue;
        }
        let Some(every) =
            backup(component).and_then(|plan| plan.every.as_ref()).filter(|every| every.value > rpo.time)
        else {
            continue;
        };
        let gap = Gap {
            message: format!("its backups are {} apart", every.value),
            time: Some(every.value),
            span: every.span,
            severity: Severity::Error,
        };
        let log =
            backup(component).and_then(|plan| plan.point_in_time.as_ref()).filter(|log| log.is_decided());
        match log.map(|log| log.value) {
            Some(true) => {}
            Some(false) => report(cx, component, &rpo, &gap),
            // Copies cover the loss of a machine, so the gap is only one for wrong writes: ask before accusing.
            None if replicas.is_some_and(is_replicated) || cx.model.is_imported(&component.path()) => {
                let (every, rpo) = (every.value, rpo.time);
                let text = format!(
                    "backups are {every} apart and at most {rpo} may be lost: are changes in between kept?"
                );
                cx.ask(&component.place(), "backup/point-in-time", text);
            }
            None => report(cx, component, &rpo, &Gap { severity: Severity::Warning, ..gap }),
        }
    }
}

/// A mechanism that loses more than may be lost.
struct Gap {
    message: String,
    time: Option<Duration>,
    span: Span,
    severity: Severity,
}

/// Copies that trail further behind than data may be lost.
fn trailing(replicas: &Replicas, rpo: Duration) -> Option<Gap> {
    let mode = replicas.mode.as_ref().filter(|mode| mode.value == ReplicaMode::Async && mode.is_decided())?;
    match &replicas.lag {
        Some(lag) if lag.value > rpo => Some(Gap {
            message: format!("its copies trail by up to {}", lag.value),
            time: Some(lag.value),
            span: lag.span,
            severity: Severity::Error,
        }),
        None if rpo.is_zero() => Some(Gap {
            message: "its copies follow asynchronously".to_owned(),
            time: None,
            span: mode.span,
            severity: Severity::Error,
        }),
        _ => None,
    }
}

fn is_replicated(replicas: &Replicas) -> bool {
    replicas.mode.is_some() && running(replicas).is_some_and(|(fewest, _)| fewest > 1)
}

fn report(cx: &mut Check<'_>, component: Component<'_>, rpo: &Promise<'_>, gap: &Gap) {
    let name = component.name;
    let most = if rpo.time.is_zero() { "nothing".to_owned() } else { format!("at most {}", rpo.time) };
    let mut report = Report::new(component.place(), format!("`{name}` may lose {most}, but {}", gap.message))
        .severity(gap.severity)
        .mark(rpo.span, format!("the objective, by {}", rpo.by()))
        .and(gap.span, "what is there")
        .note("synchronous copies lose nothing with a machine; asynchronous ones lose their lag; a wrong delete reaches every copy, and only backups with a log of changes bring the data back")
        .number(Quantity::stated("recovery point objective", rpo.time.as_secs_f64(), "s"))
        .hint("keep the log of changes too (`point-in-time: true`), copy synchronously, or promise less");
    if let Some(time) = gap.time {
        report = report.number(Quantity::stated("data at risk", time.as_secs_f64(), "s"));
    }
    cx.report(report);
}
