//! A latency bound that no bucket has: the query finds nothing, and everything counts as slow, or as missing.

use super::{Level, Lint, Subject};
use crate::Indicator;

pub(super) const LINT: Lint = Lint {
    name: "latency-without-bucket",
    level: Level::Error,
    about: "no bucket of the histogram ends at the latency bound",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let (Indicator::Latency { histogram, under, .. }, Some(buckets)) =
        (&subject.slo.indicator, &subject.facts.buckets)
    else {
        return;
    };
    if buckets.contains(under) {
        return;
    }
    let mut sorted = buckets.clone();
    sorted.sort();
    let near: Vec<String> =
        [sorted.iter().rev().find(|bound| *bound < under), sorted.iter().find(|bound| *bound > under)]
            .into_iter()
            .flatten()
            .map(|bound| format!("{} s", bound.normalize()))
            .collect();
    let bounds: Vec<String> = sorted.iter().map(|bound| bound.normalize().to_string()).collect();
    subject.report(
        format!("`{histogram}` has no bucket that ends at {under} s: no request is ever seen as fast enough"),
        format!("buckets end at {}", bounds.join(", ")),
        format!("take {}, or add the bucket", near.join(" or ")),
    );
}
