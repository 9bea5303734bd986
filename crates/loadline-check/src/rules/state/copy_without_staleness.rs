//! A copy that may be of any age.

use crate::prelude::*;
use crate::readings::piece::pieces;
use loadline_model::Body;

/// A copy that may be of any age.
pub(crate) const RULE: Rule = Rule {
    code: "LL105",
    name: "copy-without-staleness",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "nothing bounds how old a copy of state may be",
    requirements: &["P1", "D2", "D15"],
    pillar: Some("P14.3"),
    facts: &["state.*.copies.*.staleness", "caches.*.ttl"],
    page: include_str!("copy_without_staleness.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        for copy in piece.copies(cx.model) {
            let ttl = match copy.at.map(|at| at.body) {
                Some(Body::Cache(cache)) => cache.ttl.as_ref().and_then(|ttl| ttl.value()),
                _ => None,
            };
            match Saying::of(&copy.copy.staleness) {
                Saying::Value(..) => {}
                // The life of a cache's entries bounds their age.
                Saying::Nothing if ttl.is_some() => {}
                Saying::Nothing => {
                    let text = format!("how old may the copy of `{}` in `{}` be?", piece.id, copy.holder);
                    cx.ask(&copy.place(), "staleness", text);
                }
                Saying::None(span) => {
                    let readers = copy.at.map_or(0, |at| cx.model.callers(at.id).count());
                    let mut report = Report::new(
                        copy.place(),
                        format!(
                            "nothing bounds how old the copy of `{}` in `{}` may be",
                            piece.id, copy.holder
                        ),
                    )
                    .mark(span, "any age, by decision")
                    .hint("say how old readers may find it, and alert on the age of the last update");
                    if readers > 0 {
                        report = report
                            .note(format!("components that use `{}`: {readers}", copy.holder))
                            .number(Quantity::stated("users of the copy", readers as f64, "components"));
                    }
                    cx.report(report);
                }
            }
        }
    }
}
