//! A cache that is emptied when one thing changes.

use crate::prelude::*;
use crate::readings::cache_load::CacheLoad;
use crate::readings::piece::pieces;
use loadline_base::Span;
use loadline_model::{Body, Decided, Stated};

/// A cache that is emptied when one thing changes.
pub(crate) const RULE: Rule = Rule {
    code: "LL109",
    name: "invalidate-everything",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "one change removes every entry of a cache",
    requirements: &["P8", "E6"],
    pillar: None,
    facts: &["caches.*.invalidation", "state.*.invalidation", "caches.*.hit-ratio"],
    page: include_str!("invalidate_everything.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Cache(cache) = component.body else { continue };
        let Some(span) = empties(&cache.invalidation) else { continue };
        let load = CacheLoad::of(cx, component, cache);
        let message = match load.growth() {
            Some(growth) => format!(
                "one change empties `{}`, and the load behind it grows {} times",
                component.name,
                format_number(growth.round())
            ),
            None => format!("one change empties the whole of `{}`", component.name),
        };
        let mut report = advise(Report::new(component.place(), message), span);
        for note in load.growth_formula().into_iter().chain(load.note()) {
            report = report.note(note);
        }
        for number in load.numbers() {
            report = report.number(number);
        }
        cx.report(report);
    }
    for piece in pieces(cx.model) {
        if let Some(span) = empties(&piece.item.invalidation) {
            let message = format!("one change of `{}` makes its copies forget everything", piece.id);
            cx.report(advise(Report::new(piece.place(), message), span));
        }
    }
}

fn advise(report: Report, span: Span) -> Report {
    report
        .mark(span, "everything, not what changed")
        .hint("remove the keys that changed, by event or by version in the key")
}

/// The place of an invalidation that removes everything rather than what changed.
fn empties(invalidation: &Option<Stated<Decided<String>>>) -> Option<Span> {
    let stated = invalidation.as_ref()?;
    let text = stated.value()?.to_lowercase();
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '*').filter(|word| !word.is_empty());
    let first = words.next()?;
    let whole = ["everything", "flush", "flushall", "flushdb", "*"];
    let all = first == "all" && !text.contains(" of ") && !text.contains(" for ");
    let found = all
        || whole.contains(&first)
        || words.any(|word| whole.contains(&word))
        || text.contains("whole cache");
    found.then_some(stated.span)
}
