//! Replica counts that cannot all be true.

use crate::prelude::*;
use crate::readings::figure::count;
use loadline_base::Span;
use loadline_base::units::Count;
use loadline_model::Stated;
use loadline_model::kinds::{ReplicaMode, Replicas};

/// Replica counts that cannot all be true.
pub(crate) const RULE: Rule = Rule {
    code: "LL017",
    name: "contradictory-replicas",
    level: Severity::Error,
    since: "0.1.0",
    summary: "counts, quorum, mode and lag of replicas contradict each other",
    requirements: &["D3", "D4", "R7"],
    pillar: None,
    facts: &[
        "stores.*.replicas.min",
        "stores.*.replicas.max",
        "stores.*.replicas.quorum",
        "stores.*.replicas.mode",
        "stores.*.replicas.lag",
    ],
    page: include_str!("contradictory_replicas.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(replicas) = component.common().replicas.as_deref() else { continue };
        let place = component.place();
        for report in
            counts(&place, component.name, replicas).into_iter().chain(lag(&place, component.name, replicas))
        {
            cx.report(report);
        }
    }
}

/// Fewest, most and quorum.
fn counts(place: &Place, name: &str, replicas: &Replicas) -> Vec<Report> {
    let (min, max) = (decided(&replicas.min), decided(&replicas.max));
    let contradiction = |span: Span, message: String, aspect: &str| {
        Report::new(place.clone(), message).mark(span, "").aspect(aspect)
    };
    let mut reports = Vec::new();
    if let (Some(min), Some(max)) = (min, max)
        && min.value > max.value
    {
        let message =
            format!("`{name}` runs at least {} and at most {}", min.value, count(max.get(), "replica"));
        let report = contradiction(max.span, message, "max").and(min.span, "the fewest");
        reports.push(two(report, ("min", min.get()), ("max", max.get())).hint("swap them, or raise `max`"));
    }
    let Some(quorum) = decided(&replicas.quorum) else { return reports };
    let Some(most) = larger(min, max) else { return reports };
    let (needed, copies) = (quorum.get(), most.get());
    let majority = replicas.mode.as_ref().is_some_and(|mode| mode.value == ReplicaMode::Quorum);
    if needed > copies {
        let message =
            format!("a quorum of {needed} can never be reached by {} of `{name}`", count(copies, "replica"));
        let report =
            contradiction(quorum.span, message, "quorum").and(most.span, format!("{copies} at most"));
        reports.push(
            two(report, ("quorum", needed), ("replicas", copies))
                .hint(format!("run at least {}", count(needed, "replica"))),
        );
    } else if majority && copies > 0 && needed.saturating_mul(2) <= copies {
        let enough = copies / 2 + 1;
        let message = format!("{needed} of {copies} replicas of `{name}` are no majority");
        let report = contradiction(quorum.span, message, "quorum")
            .and(most.span, format!("{copies} replicas"))
            .note(format!(
                "{needed} × 2 = {} ≤ {copies}: two groups can both decide, each without the other",
                needed.saturating_mul(2)
            ));
        reports.push(
            two(report, ("quorum", needed), ("replicas", copies))
                .hint(format!("ask for {enough} of {copies}")),
        );
    }
    reports
}

fn two(report: Report, one: (&'static str, u64), other: (&'static str, u64)) -> Report {
    let stated = |(name, count): (&'static str, u64)| Quantity::stated(name, count as f64, "replicas");
    report.number(stated(one)).number(stated(other))
}

/// The larger of two counts, either of which may be unsaid.
fn larger<'m>(one: Option<&'m Stated<Count>>, other: Option<&'m Stated<Count>>) -> Option<&'m Stated<Count>> {
    one.into_iter().chain(other).max_by_key(|count| count.get())
}

/// What is acknowledged by every copy cannot trail behind.
fn lag(place: &Place, name: &str, replicas: &Replicas) -> Option<Report> {
    let (mode, lag) = (decided(&replicas.mode)?, decided(&replicas.lag)?);
    (mode.value == ReplicaMode::Sync && !lag.is_zero()).then(|| {
        Report::new(
            place.clone(),
            format!("the copies of `{name}` are `sync` and yet trail {} behind", lag.value),
        )
        .severity(Severity::Warning)
        .mark(lag.span, "how far a copy may trail behind")
        .and(mode.span, "a write waits until the copies have it")
        .number(Quantity::stated("lag", lag.as_secs_f64(), "s"))
        .hint("say `mode: async` if writes do not wait for the copies, or take the lag out")
        .aspect("lag")
    })
}
