//! A copy that nobody compares with its home.

use crate::prelude::*;
use crate::readings::piece::{Piece, PieceCopy, pieces};
use loadline_model::Body;

/// A copy that nobody compares with its home.
pub(crate) const RULE: Rule = Rule {
    code: "LL104",
    name: "copy-without-reconciliation",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a copy of state is never compared with its home, or nobody wins when they differ",
    requirements: &["P1", "P8"],
    pillar: Some("P14.4"),
    facts: &["state.*.copies.*.reconcile", "state.*.copies.*.conflict", "caches.*.ttl"],
    page: include_str!("copy_without_reconciliation.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        for copy in piece.copies(cx.model).filter(|copy| !expires(copy)) {
            reconcile(cx, piece, &copy);
            conflict(cx, piece, &copy);
        }
    }
}

/// An entry of a cache that expires mends itself.
fn expires(copy: &PieceCopy<'_>) -> bool {
    let Some(Body::Cache(cache)) = copy.at.map(|at| at.body) else { return false };
    matches!(Saying::of(&cache.ttl), Saying::Value(..))
}

fn reconcile(cx: &mut Check<'_>, piece: Piece<'_>, copy: &PieceCopy<'_>) {
    let (id, holder) = (piece.id, copy.holder);
    match Saying::of(&copy.copy.reconcile) {
        Saying::Value(..) => {}
        Saying::Nothing => cx.ask(
            &copy.place(),
            "reconcile",
            format!("how are differences between it and the home of `{id}` found and mended?"),
        ),
        Saying::None(span) => {
            let mut report = Report::new(
                copy.place(),
                format!("the copy of `{id}` in `{holder}` is never compared with its home"),
            )
            .mark(span, "not at all, by decision")
            .hint("compare both regularly (counts, checksums, a full diff at night) and mend what differs")
            .aspect("reconcile");
            if let Saying::Value(staleness, _) = Saying::of(&copy.copy.staleness) {
                report = report
                    .note(format!(
                        "it may be {staleness} old by promise; a lost update makes it wrong for ever"
                    ))
                    .number(Quantity::stated("staleness", staleness.as_secs_f64(), "s"));
            }
            cx.report(report);
        }
    }
}

fn conflict(cx: &mut Check<'_>, piece: Piece<'_>, copy: &PieceCopy<'_>) {
    match Saying::of(&copy.copy.conflict) {
        Saying::Value(..) => {}
        Saying::Nothing => cx.ask(
            &copy.place(),
            "conflict",
            format!("who wins when it and the home of `{}` differ?", piece.id),
        ),
        Saying::None(span) => cx.report(
            Report::new(
                copy.place(),
                format!(
                    "nobody wins when the copy of `{}` in `{}` differs from its home",
                    piece.id, copy.holder
                ),
            )
            .severity(Severity::Warning)
            .mark(span, "no rule, by decision")
            .hint("say `home wins` unless the copy takes writes; then say how both are merged")
            .aspect("conflict"),
        ),
    }
}
