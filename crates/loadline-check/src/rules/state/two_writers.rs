//! State that others than its owner write.

use crate::prelude::*;
use crate::readings::piece::{Piece, pieces};
use crate::readings::said::writes;
use loadline_model::{ComponentId, Edge, Model};
use rustc_hash::FxHashMap;

/// State that others than its owner write.
pub(crate) const RULE: Rule = Rule {
    code: "LL102",
    name: "two-writers",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a component other than the owner writes a piece of state",
    requirements: &["P1", "P8"],
    pillar: Some("P14.5"),
    facts: &[
        "state.*.owner",
        "state.*.writers",
        "state.*.home",
        "state.*.data",
        "services.*.needs.*.writes",
        "services.*.needs.*.access",
        "services.*.needs.*.carries",
    ],
    page: include_str!("two_writers.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let kept = kept(cx.model);
    for piece in pieces(cx.model) {
        listed(cx, piece);
    }
    for edge in cx.model.edges().filter(writes) {
        let Some(kept) = kept.get(&edge.to.id) else { continue };
        if let Some((piece, sure)) = written(kept, &edge) {
            unlisted(cx, piece, &edge, sure);
        }
    }
}

/// What a component keeps: homes and copies of state.
#[derive(Default)]
struct Kept<'m> {
    homes: Vec<Piece<'m>>,
    /// Pieces it holds a copy of; whoever brings a copy up to date writes here by right.
    copies: Vec<Piece<'m>>,
}

fn kept(model: &Model) -> FxHashMap<ComponentId, Kept<'_>> {
    let mut kept: FxHashMap<ComponentId, Kept<'_>> = FxHashMap::default();
    for piece in pieces(model) {
        if let Some(home) = piece.home {
            kept.entry(home.id).or_default().homes.push(piece);
        }
        for copy in piece.copies(model) {
            if let Some(at) = copy.at {
                kept.entry(at.id).or_default().copies.push(piece);
            }
        }
    }
    kept
}

/// The one piece of state that an edge of somebody else writes, and whether the data it carries proves it.
///
/// Nothing when it could as well write a copy, or another piece that it owns or that keeps the same data.
fn written<'m>(kept: &Kept<'m>, edge: &Edge<'_>) -> Option<(Piece<'m>, bool)> {
    let is_owner = |piece: &Piece<'_>| piece.owner.is_none_or(|owner| owner.id == edge.from.id);
    let may_write = |piece: &&Piece<'m>| piece.carried_by(edge) != Some(false);
    if kept.copies.iter().any(|piece| may_write(&piece)) {
        return None;
    }
    let mut meant = kept.homes.iter().filter(may_write);
    let (only, more) = (meant.next()?, meant.next());
    (more.is_none() && !is_owner(only)).then(|| (*only, only.carried_by(edge) == Some(true)))
}

fn listed(cx: &mut Check<'_>, piece: Piece<'_>) {
    let Some(writers) = &piece.item.writers else { return };
    let owner = piece.owner.map(|owner| owner.name);
    let others: Vec<String> = writers
        .iter()
        .filter(|writer| Some(writer.id.as_str()) != owner)
        .map(|writer| format!("`{}`", writer.id))
        .collect();
    // Without an owner it is LL101's finding, which names the writers.
    let Some(owner) = owner.filter(|_| !others.is_empty()) else { return };
    let count = others.len() + 1;
    cx.report(
        Report::new(
            piece.place(),
            format!("{count} components write `{}`: its owner `{owner}` and {}", piece.id, others.join(", ")),
        )
        .mark(writers.span, "against the rule of one owner")
        .number(Quantity::computed("writers", count as f64, "components", format!("1 + {}", others.len())))
        .hint(format!(
            "let them call `{owner}` instead, or split the state so that each part has one writer"
        )),
    );
}

fn unlisted(cx: &mut Check<'_>, piece: Piece<'_>, edge: &Edge<'_>, sure: bool) {
    let is_listed = |writers: &Vec<loadline_model::Stated<_>>| {
        writers
            .iter()
            .any(|writer: &loadline_model::Stated<loadline_model::Ref<_>>| writer.id == edge.from.name)
    };
    let (Some(owner), false) = (piece.owner, piece.item.writers.as_deref().is_some_and(is_listed)) else {
        return;
    };
    let rate = edge.need.writes.as_ref().map(|writes| writes.get()).filter(|writes| *writes > 0.0);
    let mut report = Report::new(
        edge.place(),
        format!(
            "`{}` writes to `{}`, the home of `{}`, which `{}` owns",
            edge.from.name, edge.to.name, piece.id, owner.name
        ),
    )
    .and(piece.key, format!("only `{}` may write it", owner.name))
    .hint(format!(
        "write through `{}`, or declare what `{}` keeps there as state of its own",
        owner.name, edge.from.name
    ))
    .aspect(piece.id);
    if let Some(rate) = rate {
        report = report
            .note(format!("{} writes per request that `{}` does not see", format_number(rate), owner.name))
            .number(Quantity::stated("writes per request", rate, "writes"));
    }
    if !sure {
        report =
            report.note(format!("what it carries is not said; `{}` is all that is declared there", piece.id));
    }
    // One team can keep two of its own components in step; it should not have to.
    let one_team = owner.owner().is_some() && owner.owner() == edge.from.owner();
    if !sure || one_team {
        report = report.severity(Severity::Warning);
    }
    cx.report(report);
}
