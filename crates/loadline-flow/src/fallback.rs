//! What a caller does when a call fails, as far as that is said.
//!
//! `fallback: {}`, or one that only tells when it was exercised, names no way to go on: nothing is known of it.

use crate::said::Saying;
use loadline_model::Edge;
use loadline_model::kinds::Fallback;

/// The fallback of an edge. One without a way counts as nothing said.
#[must_use]
pub fn fallback<'m>(edge: &Edge<'m>) -> Saying<'m, Fallback> {
    match Saying::of(&edge.need.fallback) {
        Saying::Value(fallback, _) if !names_a_way(fallback) => Saying::Nothing,
        said => said,
    }
}

/// Whether something stands in for the callee when it fails.
#[must_use]
pub fn stands_in(edge: &Edge<'_>) -> bool {
    fallback(edge).value().is_some()
}

fn names_a_way(fallback: &Fallback) -> bool {
    let Fallback { to, stale, queue, degrade, drop, shown_as, .. } = fallback;
    let words = [degrade, drop, shown_as].into_iter().any(|text| text.is_some());
    to.is_some() || stale.is_some() || queue.is_some() || words
}
