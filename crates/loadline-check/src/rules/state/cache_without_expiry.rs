//! A cache whose entries never go.

use crate::prelude::*;
use loadline_model::Body;
use loadline_model::kinds::{Cache, CachePattern};

/// A cache whose entries never go.
pub(crate) const RULE: Rule = Rule {
    code: "LL106",
    name: "cache-without-expiry",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "nothing makes a cache forget an old value",
    requirements: &["D15", "P8", "E6"],
    pillar: Some("P14.3"),
    facts: &["caches.*.ttl", "caches.*.invalidation", "caches.*.pattern"],
    page: include_str!("cache_without_expiry.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let Body::Cache(cache) = component.body else { continue };
        if !outlives_its_origin(cache) {
            continue;
        }
        let place = component.place();
        match (Saying::of(&cache.ttl), Saying::of(&cache.invalidation)) {
            (Saying::Value(..), _) | (_, Saying::Value(..)) => {}
            (Saying::None(ttl), Saying::None(invalidation)) => {
                let mut report = Report::new(
                    place,
                    format!("entries of `{}` never expire and nothing removes them", component.name),
                )
                .mark(ttl, "no expiry, by decision")
                .and(invalidation, "and nothing removes an entry")
                .hint("set a `ttl:` as long as a wrong value may live, even where events remove entries");
                if let Some(ratio) = &cache.hit_ratio {
                    report = report
                        .note(format!(
                            "{} of its reads see what was true when the entry was made",
                            ratio.value
                        ))
                        .number(Quantity::stated("hit ratio", ratio.fraction(), "1"));
                }
                cx.report(report);
            }
            (Saying::Nothing, _) if cx.flows.through(component.id).next().is_some() => {
                cx.ask(&place, "ttl", format!("how long may an entry of `{}` live?", component.name));
            }
            (Saying::None(_), Saying::Nothing) => {
                cx.ask(
                    &place,
                    "invalidation",
                    format!("what removes an entry of `{}` when its origin changes?", component.name),
                );
            }
            (Saying::Nothing, _) => {}
        }
    }
}

/// Whether values change behind its back: not where it is the only place, nor where every write passes through it.
fn outlives_its_origin(cache: &Cache) -> bool {
    let pattern = cache.pattern.as_ref().map(|pattern| pattern.value);
    !matches!(pattern, Some(CachePattern::Primary | CachePattern::WriteThrough | CachePattern::WriteBack))
}
