//! Events as the truth, and no way back from them.

use crate::prelude::*;
use crate::readings::piece::{Piece, pieces};
use loadline_model::Body;
use loadline_model::kinds::StatePattern;

/// Events as the truth, and no way back from them.
pub(crate) const RULE: Rule = Rule {
    code: "LL108",
    name: "event-sourced-without-replay",
    level: Severity::Error,
    since: "0.1.0",
    summary: "events are the truth about a piece of state, but it cannot be built again from them",
    requirements: &["P1", "P9", "R10"],
    pillar: None,
    facts: &["state.*.pattern", "state.*.replay", "state.*.home", "queues.*.retention"],
    page: include_str!("event_sourced_without_replay.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        let Some(pattern) = &piece.item.pattern else { continue };
        if pattern.value != StatePattern::EventSourcing {
            continue;
        }
        match Saying::of(&piece.item.replay) {
            Saying::Value(how, _) => forgetful_home(cx, piece, how),
            Saying::Nothing => {
                cx.ask(&piece.place(), "replay", format!("how is `{}` built again from its events?", piece.id));
                forgetful_home(cx, piece, "");
            }
            Saying::None(span) => cx.report(
                Report::new(piece.place(), format!("`{}` is event-sourced and cannot be built again from its events", piece.id))
                    .mark(span, "no replay, by decision")
                    .and(pattern.span, "events are the truth")
                    .hint("keep every event and a tried way to read them all again, or keep the state itself as the truth"),
            ),
        }
    }
}

/// A log that drops old events is no truth, unless snapshots stand in for what was dropped.
fn forgetful_home(cx: &mut Check<'_>, piece: Piece<'_>, how: &str) {
    let Some(home) = piece.home else { return };
    let Body::Queue(queue) = home.body else { return };
    let (Some(stated), Saying::Value(kept, _)) = (&queue.retention, Saying::of(&queue.retention)) else {
        return;
    };
    if how.to_lowercase().contains("snapshot") {
        return;
    }
    cx.report(
        Report::new(
            piece.place(),
            format!("`{}` is built from events that `{}` drops after {kept}", piece.id, home.name),
        )
        .and(stated.span, format!("older than {kept} is gone"))
        .number(Quantity::stated("retention", kept.as_secs_f64(), "s"))
        .hint("keep the log for ever (`retention: none`), or say in `replay:` from which snapshot it starts")
        .aspect("retention"),
    );
}
