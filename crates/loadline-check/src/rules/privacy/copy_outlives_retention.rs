//! A copy of data that lives longer than the data may.

use crate::prelude::*;
use crate::readings::retention::{Kept, kept};
use loadline_base::Span;
use rustc_hash::FxHashSet;

/// A copy of data that lives longer than the data may.
pub(crate) const RULE: Rule = Rule {
    code: "LL806",
    name: "copy-outlives-retention",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a queue, cache, copy or backup keeps data longer than its retention allows",
    requirements: &["D7", "P1"],
    pillar: None,
    facts: &[
        "data.*.retention",
        "queues.*.retention",
        "queues.*.topics.*.retention",
        "caches.*.ttl",
        "stores.*.backup.retention",
        "state.*.copies.*.retention",
        "services.*.needs.*.carries",
    ],
    page: include_str!("copy_outlives_retention.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut seen = FxHashSet::default();
    for kept in kept(cx.model) {
        let Some(may_be) = &kept.data.retention else { continue };
        let Some(may) = may_be.value().copied() else { continue };
        let too_long = kept.time.is_none_or(|time| time > may);
        // Several edges may bring the same data to one place.
        if too_long && seen.insert((kept.place.path.clone(), kept.class)) {
            cx.report(report(kept, may, may_be.span));
        }
    }
}

fn report(kept: Kept<'_>, may: Duration, said: Span) -> Report {
    let time = kept.time.map_or_else(|| "for ever".to_owned(), |time| format!("for {time}"));
    let message = format!("{} keeps `{}` {time}, but it may be kept for {may}", kept.keeper, kept.class);
    let mut report = Report::new(kept.place, message)
        .aspect(kept.class)
        .mark(kept.span, format!("kept {time}"))
        .and(said, format!("may be kept for {may}"))
        .number(Quantity::stated("may be kept", may.as_secs_f64(), "s"))
        .hint("shorten it, or send only what names nobody, such as an id or a token");
    if let Some(time) = kept.time {
        let over = time.saturating_sub(may);
        report = report
            .number(Quantity::stated("is kept", time.as_secs_f64(), "s"))
            .number(Quantity::computed("too long", over.as_secs_f64(), "s", format!("{time} − {may}")));
    }
    report
}
