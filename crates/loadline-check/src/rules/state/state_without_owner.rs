//! State that nobody owns.

use crate::prelude::*;
use crate::readings::piece::pieces;

/// State that nobody owns.
pub(crate) const RULE: Rule = Rule {
    code: "LL101",
    name: "state-without-owner",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a piece of state has no owner by decision",
    requirements: &["P1", "P8", "D5"],
    pillar: Some("P14.1"),
    facts: &["state.*.owner"],
    page: include_str!("state_without_owner.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        let place = piece.place();
        match Saying::of(&piece.item.owner) {
            Saying::Value(..) => {}
            Saying::Nothing => cx.ask(
                &place,
                "owner",
                format!("which component is the only one that writes `{}`?", piece.id),
            ),
            Saying::None(span) => {
                let writers: Vec<_> = piece.item.writers.iter().flat_map(|writers| writers.iter()).collect();
                let named: Vec<String> = writers.iter().map(|writer| format!("`{}`", writer.id)).collect();
                let mut report = Report::new(place, format!("nobody owns `{}`", piece.id))
                    .mark(span, "no owner, by decision")
                    .hint("name the one component that may change it; all others ask that one");
                if !named.is_empty() {
                    report = report
                        .note(format!("{} write it: {}", named.len(), named.join(", ")))
                        .number(Quantity::stated("writers", named.len() as f64, "components"));
                }
                cx.report(report);
            }
        }
    }
}
