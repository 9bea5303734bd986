//! A copy that is brought up to date more slowly than it promises.

use crate::prelude::*;
use crate::readings::piece::{Piece, PieceCopy, pieces};
use loadline_base::Span;
use loadline_model::{Body, Model};

/// A copy that is brought up to date more slowly than it promises.
pub(crate) const RULE: Rule = Rule {
    code: "LL114",
    name: "stale-beyond-promise",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a copy may be older than its stated staleness",
    requirements: &["P1", "D2", "D16"],
    pillar: Some("P14.3"),
    facts: &[
        "state.*.copies.*.staleness",
        "state.*.copies.*.by",
        "caches.*.ttl",
        "caches.*.invalidation",
        "queues.*.topics.*.max-lag",
    ],
    page: include_str!("stale_beyond_promise.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for piece in pieces(cx.model) {
        for copy in piece.copies(cx.model) {
            let (Some(stated), Saying::Value(promise, _)) =
                (&copy.copy.staleness, Saying::of(&copy.copy.staleness))
            else {
                continue;
            };
            let slower = lifetime(&copy).or_else(|| lag(cx.model, &copy));
            if let Some((time, span, what)) = slower.filter(|(time, ..)| time > promise) {
                report(cx, piece, &copy, (*promise, stated.span), (time, span, what));
            }
        }
    }
}

/// How long an entry of a cache lives when nothing removes it earlier.
fn lifetime(copy: &PieceCopy<'_>) -> Option<(Duration, Span, String)> {
    let at = copy.at?;
    let Body::Cache(cache) = at.body else { return None };
    let (Saying::Value(ttl, _), Saying::None(_)) = (Saying::of(&cache.ttl), Saying::of(&cache.invalidation))
    else {
        return None;
    };
    let span = cache.ttl.as_ref()?.span;
    Some((*ttl, span, format!("entries of `{}` live {ttl} and nothing removes them earlier", at.name)))
}

/// How long a message may wait in the topic that brings the copy up to date.
fn lag(model: &Model, copy: &PieceCopy<'_>) -> Option<(Duration, Span, String)> {
    let by = copy.copy.by.as_ref()?.value.trim();
    let (base, part) = by.split_once('.').map_or((by, None), |(base, part)| (base, Some(part)));
    let topics = model.find(base)?.topics()?;
    let (topic, named) = match part {
        Some(part) => (part, topics.get(part)?),
        None if topics.len() == 1 => topics.at(0)?,
        None => return None,
    };
    let lag = decided(&named.max_lag)?;
    Some((lag.value, lag.span, format!("messages of `{base}.{topic}` may wait {}", lag.value)))
}

fn report(
    cx: &mut Check<'_>,
    piece: Piece<'_>,
    copy: &PieceCopy<'_>,
    (promise, promised): (Duration, Span),
    (time, span, what): (Duration, Span, String),
) {
    let message = format!(
        "the copy of `{}` in `{}` promises to be at most {promise} old, but {what}",
        piece.id, copy.holder
    );
    cx.report(
        Report::new(copy.place(), message)
            .mark(promised, "the promise")
            .and(span, "what brings it up to date")
            .number(Quantity::stated("promised staleness", promise.as_secs_f64(), "s"))
            .number(Quantity::stated("possible staleness", time.as_secs_f64(), "s"))
            .hint("shorten what brings it up to date, or promise what it can keep"),
    );
}
