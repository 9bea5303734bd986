//! A copy of state in a store of another team.

use crate::prelude::*;
use crate::readings::piece::{Piece, PieceCopy, pieces};
use loadline_model::ComponentKind;
use loadline_model::kinds::{CopyPurpose, DataClass};

/// A copy of state in a store of another team.
pub(crate) const RULE: Rule = Rule {
    code: "LL111",
    name: "copy-in-foreign-store",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a store of one team holds a copy of another team's state",
    requirements: &["P1", "P8"],
    pillar: Some("P14.3"),
    facts: &[
        "state.*.owner",
        "state.*.copies",
        "state.*.copies.*.purpose",
        "services.*.owner",
        "stores.*.owner",
    ],
    page: include_str!("copy_in_foreign_store.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        let Some(ours) = piece.owner.or(piece.home).and_then(|owner| owner.owner()) else { continue };
        for copy in piece.copies(cx.model) {
            let Some(at) = copy.at.filter(|at| at.keeps_state() && at.kind() != ComponentKind::Queue) else {
                continue;
            };
            if let Some(theirs) = at.owner().filter(|theirs| *theirs != ours) {
                report(cx, piece, &copy, ours, theirs);
            }
        }
    }
}

fn report<'m>(cx: &mut Check<'m>, piece: Piece<'m>, copy: &PieceCopy<'_>, ours: &str, theirs: &str) {
    let mut report = Report::new(
        copy.place(),
        format!("`{}` of `{theirs}` holds a copy of `{}`, which `{ours}` owns", copy.holder, piece.id),
    )
    .and(piece.key, format!("state of `{ours}`"))
    .hint(format!("ask `{ours}` when it is needed, or say with `purpose: read-model` that the copy is meant and who builds it"));
    if let Some(at) = copy.at {
        report = report.and(at.key, format!("a store of `{theirs}`"));
    }
    if let Saying::Value(staleness, _) = Saying::of(&copy.copy.staleness) {
        report = report
            .note(format!("it may be {staleness} behind what `{ours}` knows"))
            .number(Quantity::stated("staleness", staleness.as_secs_f64(), "s"));
    }
    if let Some((data, class)) = most_confidential(cx, piece) {
        report = report.note(format!("it holds `{data}`, which is {}", class.word()));
    }
    // A read model or cache that says so is a contract between two teams; worth knowing, not wrong.
    let meant = copy.copy.purpose.as_ref().is_some_and(|purpose| purpose.value != CopyPurpose::Failover);
    if meant {
        report = report.severity(Severity::Note);
    }
    cx.report(report);
}

fn most_confidential<'m>(cx: &Check<'m>, piece: Piece<'m>) -> Option<(&'m str, DataClass)> {
    let classes = cx.model.system.data.as_ref()?;
    let known = piece.data().filter_map(|id| Some((id, classes.get(id)?.class.as_ref()?.value)));
    known.filter(|(_, class)| *class >= DataClass::Confidential).max_by_key(|(_, class)| *class)
}
