//! A write that is sent again although doing it twice does harm.

use crate::prelude::*;
use crate::readings::retrying::Retrying;
use loadline_base::Span;
use loadline_model::kinds::{Access, Interface};
use loadline_model::{ComponentKind, Edge, Model, Named, Stated};
use rustc_hash::FxHashSet;

/// A write that is sent again although doing it twice does harm.
pub(crate) const RULE: Rule = Rule {
    code: "LL204",
    name: "retry-of-non-idempotent-write",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a write is retried although nothing makes a repeated one harmless",
    requirements: &["D5", "D6", "R4"],
    pillar: None,
    facts: &[
        "services.*.needs.*.retries.max",
        "services.*.needs.*.retries.when",
        "services.*.needs.*.hedge",
        "services.*.needs.*.writes",
        "services.*.needs.*.access",
        "services.*.needs.*.dedupe",
        "services.*.exposes.*.idempotency",
        "services.*.exposes.*.changes-state",
    ],
    page: include_str!("retry_of_non_idempotent_write.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut asked = FxHashSet::default();
    for edge in cx.model.edges().filter(|edge| !edge.consumes() && !edge.start_only()) {
        let Some((repeats, span)) = repeats(&edge) else { continue };
        let called = called(&edge);
        let changes = called.and_then(|(_, interface)| decided(&interface.changes_state));
        if changes.is_some_and(|changes| !changes.value) {
            continue;
        }
        if consumed_once(cx.model, &edge) {
            continue;
        }
        let writes = writes(&edge) || changes.is_some();
        let guarded = decided(&edge.need.dedupe);
        let idempotency = called.and_then(|(_, interface)| decided(&interface.idempotency));
        match (idempotency.map(|stated| (stated.is_none(), stated.span)), guarded) {
            (_, Some(dedupe)) if !dedupe.is_none() => {}
            // Saying that nothing makes a repeated request harmless says that it does harm.
            (Some((true, idempotency)), _) => {
                cx.report(
                    repeated(&edge, &repeats, span)
                        .and(idempotency, "nothing makes a repeated request harmless"),
                );
            }
            (None, Some(dedupe)) if writes => {
                cx.report(
                    repeated(&edge, &repeats, span)
                        .and(dedupe.span, "nothing makes a repeated request harmless"),
                );
            }
            (None, None) if writes && takes_plain_writes(&edge) => {
                let text = format!("what makes a write harmless that `{}` sends twice?", edge.from.name);
                cx.ask(&edge.place(), "dedupe", text);
            }
            (None, None) if writes => {
                let Some((name, interface)) = called.filter(|(name, _)| asked.insert((edge.to.id, *name)))
                else {
                    continue;
                };
                let place = Place::new(format!("{}/exposes/{name}", edge.to.path()), interface.key);
                let text = format!("what makes a request harmless that `{}` sends twice?", edge.from.name);
                cx.ask(&place, "idempotency", text);
            }
            _ => {}
        }
    }
}

/// Whether the target is a store or queue, which has no interface that could answer. Putting a value into a cache twice
/// does no harm.
fn takes_plain_writes(edge: &Edge<'_>) -> bool {
    matches!(edge.to.kind(), ComponentKind::Store | ComponentKind::Queue)
}

/// Whether everybody who consumes what this edge publishes recognises a message that comes twice.
fn consumed_once(model: &Model, edge: &Edge<'_>) -> bool {
    if edge.to.kind() != ComponentKind::Queue {
        return false;
    }
    let same_topic =
        |other: &Edge<'_>| other.part.is_none() || edge.part.is_none() || other.part == edge.part;
    let mut consumers =
        model.callers(edge.to.id).filter(|other| other.consumes() && same_topic(other)).peekable();
    consumers.peek().is_some()
        && consumers.all(|other| decided(&other.need.dedupe).is_some_and(|dedupe| !dedupe.is_none()))
}

/// Why one request may arrive twice, and where that is said.
fn repeats(edge: &Edge<'_>) -> Option<(String, Span)> {
    if let Some(hedge) = decided(&edge.need.hedge) {
        return Some((format!("a second time after {}", hedge.value), hedge.span));
    }
    let retrying = Retrying::of(edge).filter(|retrying| !retrying.only_unsent())?;
    let times = retrying
        .max()
        .map_or_else(|| "more than once".into(), |max| format!("up to {} times", max.saturating_add(1)));
    Some((times, retrying.span))
}

/// The interface an edge calls: the one it names, else the only one of its target.
fn called<'m>(edge: &Edge<'m>) -> Option<(&'m str, &'m Named<Interface>)> {
    let interfaces = edge.to.interfaces()?;
    let (name, interface) = match edge.part {
        Some(part) => (part, interfaces.get(part)?),
        None if interfaces.len() == 1 => interfaces.at(0)?,
        None => return None,
    };
    Some((name, interface))
}

fn writes(edge: &Edge<'_>) -> bool {
    let counted = decided(&edge.need.writes).is_some_and(|writes| writes.get() > 0.0);
    let access = decided(&edge.need.access).map(|access: &Stated<Access>| access.value);
    counted || matches!(access, Some(Access::Write | Access::Publish))
}

fn repeated(edge: &Edge<'_>, repeats: &str, span: Span) -> Report {
    let (caller, target) = (edge.from.name, edge.target());
    let mut report = Report::new(edge.place(), format!("`{caller}` may send one write to `{target}` {repeats}"))
        .and(span, "sent again")
        .note("after a timeout the first attempt may have worked: the caller cannot tell")
        .hint("accept an idempotency key and say so with `idempotency: key`, or retry only what was never sent, with `when: connect-error`");
    if let Some(max) = Retrying::of(edge).and_then(|retrying| retrying.max()) {
        report = report.number(Quantity::computed("attempts", 1.0 + max as f64, "1", format!("1 + {max}")));
    }
    report
}
