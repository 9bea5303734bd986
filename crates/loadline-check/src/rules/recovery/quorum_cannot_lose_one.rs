//! Copies that stop writing as soon as one of them is lost.

use crate::prelude::*;
use crate::readings::throughput::running;
use loadline_base::Span;
use loadline_model::kinds::{ReplicaMode, Replicas};

/// Copies that stop writing as soon as one of them is lost.
pub(crate) const RULE: Rule = Rule {
    code: "LL411",
    name: "quorum-cannot-lose-one",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "the copies of a store stop taking writes when one of them is lost, or can split in two",
    requirements: &["D4", "D6", "P9"],
    pillar: None,
    facts: &["stores.*.replicas.min", "stores.*.replicas.mode", "stores.*.replicas.quorum"],
    page: include_str!("quorum_cannot_lose_one.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Some(replicas) = component.common().replicas.as_deref() else { continue };
        let Some((copies, _)) = running(replicas).filter(|(copies, _)| *copies > 1) else { continue };
        let Some(fault) = fault(replicas, copies, component.name) else { continue };
        cx.report(
            Report::new(component.place(), fault.message)
                .severity(fault.severity)
                .mark(fault.span, fault.label)
                .note(fault.note)
                .number(Quantity::stated("copies", copies as f64, "1"))
                .number(Quantity::computed(
                    "must answer",
                    fault.quorum as f64,
                    "1",
                    "the quorum; a majority is copies ÷ 2 + 1",
                ))
                .hint(fault.hint),
        );
    }
}

struct Fault {
    message: String,
    note: String,
    label: String,
    hint: &'static str,
    span: Span,
    severity: Severity,
    quorum: u64,
}

fn fault(replicas: &Replicas, copies: u64, name: &str) -> Option<Fault> {
    let mode = replicas.mode.as_ref().filter(|mode| mode.is_decided())?;
    let stated = replicas.quorum.as_ref().filter(|quorum| quorum.is_decided());
    let majority = copies / 2 + 1;
    let (quorum, span) = match (stated, mode.value) {
        (Some(quorum), ReplicaMode::Quorum) => (quorum.get(), quorum.span),
        (None, ReplicaMode::Quorum) => (majority, mode.span),
        // Two synchronous copies: both must have every write. With more, which of them must is not said.
        (None, ReplicaMode::Sync) if copies == 2 => (2, mode.span),
        _ => return None,
    };
    let fault = |message: String, note: String, hint, severity| {
        let label = format!("{quorum} of {copies} must answer");
        Some(Fault { message, note, label, hint, span, severity, quorum })
    };
    if quorum > copies {
        let message = format!("`{name}` can never write: {quorum} of its {copies} copies must answer");
        return fault(
            message,
            format!("{quorum} > {copies}"),
            "run more copies or ask for fewer answers",
            Severity::Error,
        );
    }
    if quorum <= copies / 2 && quorum > 0 {
        let message = format!("`{name}` can split in two: {quorum} of {copies} copies are enough to write");
        let note = format!(
            "{quorum} + {quorum} ≤ {copies}: two halves that cannot see each other both go on writing"
        );
        return fault(message, note, "ask for a majority: copies ÷ 2 + 1", Severity::Error);
    }
    if quorum == copies {
        let message =
            format!("losing 1 of {copies} copies of `{name}` stops its writes: {quorum} must answer");
        let note = format!("{copies} − 1 < {quorum}: every copy added makes an outage more likely, not less");
        return fault(message, note, "run a third copy and ask for a majority", Severity::Warning);
    }
    let even = mode.value == ReplicaMode::Quorum && stated.is_none() && copies.is_multiple_of(2);
    even.then(|| {
        let lost = copies - majority;
        let message =
            format!("{copies} copies of `{name}` survive the loss of {lost}, as {} would", copies - 1);
        let note =
            format!("a majority of {copies} is {majority}, of {} it is {}", copies - 1, (copies - 1) / 2 + 1);
        fault(message, note, "run an odd number of copies", Severity::Note)
    })?
}
