//! A query that keeps labels which do not keep groups apart: every value of them becomes a recorded series, and its own alert.

use super::{Level, Lint, Subject, queries};

pub(super) const LINT: Lint = Lint {
    name: "labels-on-recorded-series",
    level: Level::Error,
    about: "a query keeps labels by which the objective is not kept apart",
    check,
};

fn check(subject: &mut Subject<'_>) {
    for query in queries::of(&subject.slo.indicator) {
        let kept = queries::kept(&query.tree).unwrap_or_default();
        let more: Vec<String> =
            kept.into_iter().filter(|label| !subject.slo.grouping.contains(label)).collect();
        if !more.is_empty() {
            let labels = more.join("`, `");
            let what = format!(
                "its {} keeps `{labels}`: every value gets a budget and alerts of its own",
                query.side
            );
            subject.report(
                what,
                format!("`{}`", query.text),
                "leave them out, or keep the objective apart by them",
            );
        }
    }
}
