//! State whose home cannot keep the consistency it promises.

use crate::prelude::*;
use crate::readings::piece::{Piece, pieces};
use loadline_model::kinds::{Consistency, ReplicaMode, Replicas, Route};
use loadline_model::{Component, ComponentId, Edge};
use rustc_hash::FxHashMap;

/// State whose home cannot keep the consistency it promises.
pub(crate) const RULE: Rule = Rule {
    code: "LL115",
    name: "consistency-beyond-home",
    level: Severity::Error,
    since: "0.1.0",
    summary: "asynchronous copies of a store break the consistency promised for its state",
    requirements: &["D2", "P1", "P9"],
    pillar: None,
    facts: &[
        "state.*.consistency",
        "state.*.home",
        "stores.*.replicas.mode",
        "stores.*.replicas.lag",
        "services.*.needs.*.route",
    ],
    page: include_str!("consistency_beyond_home.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut tenants: FxHashMap<ComponentId, usize> = FxHashMap::default();
    for home in pieces(cx.model).filter_map(|piece| piece.home) {
        *tenants.entry(home.id).or_default() += 1;
    }
    for piece in pieces(cx.model) {
        let (Some(home), Some(consistency)) = (piece.home, decided(&piece.item.consistency)) else {
            continue;
        };
        let Some(replicas) = home.common().replicas.as_deref() else { continue };
        let is_async = decided(&replicas.mode).is_some_and(|mode| mode.value == ReplicaMode::Async);
        let alone = decided(&replicas.min).is_some_and(|min| min.get() <= 1);
        if !is_async || alone || consistency.value == Consistency::Eventual {
            continue;
        }
        let alone = tenants.get(&home.id) == Some(&1);
        let stale = cx.model.callers(home.id).find(|edge| reads_a_replica(piece, edge, alone));
        match stale {
            Some(edge) => stale_read(cx, piece, home, replicas, &edge),
            None if consistency.value != Consistency::ReadYourWrites => lost_write(cx, piece, home, replicas),
            None => {}
        }
    }
}

/// Whether an edge reads this piece where it may trail behind; `alone` when nothing else lives in that store.
fn reads_a_replica(piece: Piece<'_>, edge: &Edge<'_>, alone: bool) -> bool {
    let from_replica = decided(&edge.need.route).is_some_and(|route| route.value == Route::Replica);
    from_replica && piece.carried_by(edge).unwrap_or(alone)
}

fn word(piece: Piece<'_>) -> &'static str {
    piece.item.consistency.as_ref().map_or("", |consistency| consistency.word())
}

fn stale_read(
    cx: &mut Check<'_>,
    piece: Piece<'_>,
    home: Component<'_>,
    replicas: &Replicas,
    edge: &Edge<'_>,
) {
    let behind = replicas
        .lag
        .as_ref()
        .map_or_else(|| "trails behind".to_owned(), |lag| format!("may trail {}", lag.value));
    let report = Report::new(
        edge.place(),
        format!(
            "`{}` is {}, but `{}` reads it from a replica of `{}` that {behind}",
            piece.id,
            word(piece),
            edge.from.name,
            home.name
        ),
    )
    .hint("read from the primary (`route: primary`), or promise `consistency: eventual`")
    .aspect(piece.id);
    let report = marked(report, piece, replicas);
    cx.report(match &edge.need.route {
        Some(route) => report.mark(route.span, "a copy that may be old"),
        None => report,
    });
}

fn lost_write(cx: &mut Check<'_>, piece: Piece<'_>, home: Component<'_>, replicas: &Replicas) {
    let much = replicas.lag.as_ref().map_or_else(String::new, |lag| format!("up to {} of ", lag.value));
    let report = Report::new(
        piece.place(),
        format!(
            "`{}` is {}, but a failover of `{}` loses {much}acknowledged writes",
            piece.id,
            word(piece),
            home.name
        ),
    )
    .severity(Severity::Warning)
    .hint("let a second copy acknowledge each write (`mode: sync` or `quorum`), or promise less");
    cx.report(marked(report, piece, replicas));
}

fn marked(mut report: Report, piece: Piece<'_>, replicas: &Replicas) -> Report {
    if let Some(consistency) = &piece.item.consistency {
        report = report.and(consistency.span, "the promise");
    }
    if let Some(mode) = &replicas.mode {
        report = report.and(mode.span, "acknowledged before the copies have it");
    }
    if let Some(lag) = &replicas.lag {
        report = report.number(Quantity::stated("lag", lag.as_secs_f64(), "s"));
    }
    report
}
