//! State that lives in a store of another team.

use crate::prelude::*;
use crate::readings::piece::pieces;

/// State that lives in a store of another team.
pub(crate) const RULE: Rule = Rule {
    code: "LL103",
    name: "home-in-foreign-store",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "one team owns a piece of state, another the store it lives in",
    requirements: &["P1", "P8"],
    pillar: Some("P14.2"),
    facts: &["state.*.owner", "state.*.home", "services.*.owner", "stores.*.owner"],
    page: include_str!("home_in_foreign_store.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        let Some(stated) = &piece.item.home else {
            cx.ask(&piece.place(), "home", format!("in which store is the truth about `{}`?", piece.id));
            continue;
        };
        let (Some(owner), Some(home)) = (piece.owner, piece.home) else { continue };
        let (Some(ours), Some(theirs)) = (owner.owner(), home.owner()) else { continue };
        if ours == theirs {
            continue;
        }
        let tenants = cx.model.callers(home.id).filter(|edge| edge.from.owner() == Some(theirs)).count();
        let mut report = Report::new(
            piece.place(),
            format!("`{}` is owned by `{ours}`, but lives in `{}` of `{theirs}`", piece.id, home.name),
        )
        .mark(stated.span, format!("a store of `{theirs}`"))
        .and(owner.key, format!("the owner belongs to `{ours}`"))
        .hint(format!("move it to a store of `{ours}`, or hand the store over; who is paged for it must be able to change it"));
        if tenants > 0 {
            report = report
                .note(format!(
                    "`{}` is used by {tenants} component{} of `{theirs}`",
                    home.name,
                    if tenants == 1 { "" } else { "s" }
                ))
                .number(Quantity::stated("components of the other team", tenants as f64, "components"));
        }
        cx.report(report);
    }
}
