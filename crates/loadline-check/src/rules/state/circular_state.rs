//! Stores that are copied into each other.

use crate::prelude::*;
use crate::readings::digraph::{Arc, Digraph};
use crate::readings::piece::{Piece, pieces};
use loadline_base::Span;

/// Stores that are copied into each other.
pub(crate) const RULE: Rule = Rule {
    code: "LL110",
    name: "circular-state",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "stores hold copies of each other's state in a circle",
    requirements: &["P1", "P8"],
    pillar: Some("P14.2"),
    facts: &["state.*.home", "state.*.copies", "state.*.data"],
    page: include_str!("circular_state.md"),
    check,
};

/// A copy that leads from the home of a piece to another store.
#[derive(Clone, Copy)]
struct Feed<'m> {
    piece: Piece<'m>,
    key: Span,
}

fn check(cx: &mut Check<'_>) {
    let mut arcs = Vec::new();
    for piece in pieces(cx.model) {
        let Some(home) = piece.home else { continue };
        for copy in piece.copies(cx.model) {
            match copy.at {
                Some(at) if at.id == home.id => cx.report(
                    Report::new(
                        copy.place(),
                        format!(
                            "`{}` is the home of `{}` and is said to hold a copy of it",
                            home.name, piece.id
                        ),
                    )
                    .severity(Severity::Error)
                    .hint("take the copy out, or name the store that really holds one"),
                ),
                Some(at) => {
                    let label = Feed { piece, key: copy.key };
                    arcs.push(Arc { from: home.id.index(), to: at.id.index(), label });
                }
                None => {}
            }
        }
    }
    for cycle in Digraph::new(cx.model.component_count(), arcs).cycles() {
        report(cx, &cycle);
    }
}

fn report(cx: &mut Check<'_>, cycle: &[Arc<Feed<'_>>]) {
    let Some(first) = cycle.first() else { return };
    let homes = cycle.iter().chain([first]).filter_map(|arc| arc.label.piece.home);
    let names: Vec<String> = homes.map(|home| format!("`{}`", home.name)).collect();
    let way = names.join(" → ");
    let carried: Vec<String> = cycle.iter().map(|arc| format!("`{}`", arc.label.piece.id)).collect();
    let same = first
        .label
        .piece
        .data()
        .any(|data| cycle.iter().all(|arc| arc.label.piece.data().any(|other| other == data)));
    let mut report = Report::new(
        first.label.piece.place(),
        format!("{} stores are copied into each other: {way}", cycle.len()),
    )
    .note(format!("by the copies of {}; none of them can be restored first and trusted", carried.join(", ")))
    .number(Quantity::computed("circle", cycle.len() as f64, "stores", way.replace('`', "")))
    .hint("let one direction be a call instead of a copy, or give what both need a home of its own");
    if same {
        report = report.severity(Severity::Error).note(
            "they share a data class: a change can travel round the circle and come back as an old one",
        );
    }
    for arc in cycle {
        report = report.and(arc.label.key, "copied to here");
    }
    cx.report(report);
}
