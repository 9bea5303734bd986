//! One arrow of a component, with what is known about it.

use loadline_base::units::format_number;
use loadline_model::kinds::Via;
use loadline_model::{Component, Edge};

/// An arrow, seen from one of its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Id of the component at the other end.
    pub other: String,
    /// What is needed, with interface or topic: `checkout.api`.
    pub target: String,
    /// `call`, `read`, `publish`, …
    pub how: &'static str,
    /// Whether a request waits for it.
    pub waits: bool,
    /// `hard`, `soft`; `None` when nobody said.
    pub strength: Option<&'static str>,
    /// What happens when it is lost.
    pub lost: Lost,
    /// The cache that is read first.
    pub cache: Option<String>,
}

/// What a caller does when what it needs is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lost {
    /// The model does not say.
    Unknown,
    /// It has no fallback, and says so.
    Nothing,
    /// Its fallback, in words.
    Fallback(String),
}

pub(super) fn link(edge: &Edge<'_>, other: Component<'_>) -> Link {
    let strength = match (edge.is_hard(), edge.is_soft()) {
        (true, _) => Some("hard"),
        (_, true) => Some("soft"),
        _ => None,
    };
    let decided = edge.need.kind.as_ref().is_some_and(|kind| kind.is_decided());
    let cache = match edge.need.via.as_deref() {
        Some(Via::Cache(cache)) => Some(cache.id.clone()),
        _ => None,
    };
    Link {
        other: other.name.to_owned(),
        target: edge.target(),
        how: how(edge),
        waits: edge.waits(),
        strength: strength.filter(|_| decided),
        lost: lost(edge),
        cache,
    }
}

fn how(edge: &Edge<'_>) -> &'static str {
    let outbox = matches!(edge.need.via.as_deref(), Some(Via::Outbox));
    let (reads, writes) = (edge.need.reads.is_some(), edge.need.writes.is_some());
    match () {
        () if edge.start_only() => "start",
        () if edge.consumes() => "consume",
        () if edge.publishes() && outbox => "outbox",
        () if edge.publishes() => "publish",
        () if reads && writes => "read, write",
        () if reads => "read",
        () if writes => "write",
        () => "call",
    }
}

fn lost(edge: &Edge<'_>) -> Lost {
    let Some(fallback) = edge.need.fallback.as_ref().filter(|fallback| fallback.is_decided()) else {
        return Lost::Unknown;
    };
    let Some(fallback) = fallback.value.value() else { return Lost::Nothing };
    let mut words = Vec::new();
    words.extend(fallback.to.as_ref().map(|to| format!("`{}` instead", to.id)));
    words.extend(fallback.stale.as_ref().map(|stale| format!("the last answer, up to {} old", stale.value)));
    words.extend(fallback.queue.as_ref().map(|queue| format!("kept, done within {}", queue.value)));
    words.extend(fallback.degrade.as_ref().map(|degrade| degrade.value.clone()));
    words.extend(fallback.drop.as_ref().map(|drop| format!("dropped: {}", drop.value)));
    if words.is_empty() {
        words.extend(fallback.shown_as.as_ref().map(|shown| format!("shown as {}", shown.value)));
    }
    if words.is_empty() {
        return Lost::Unknown;
    }
    let share = edge.need.share.as_ref().map(|share| share.fraction()).filter(|share| *share < 1.0);
    words.extend(share.map(|share| format!("used by {}% of requests", format_number(share * 100.0))));
    Lost::Fallback(words.join(", "))
}
