//! A label that keeps groups apart, and is added up away in a query.

use super::{Level, Lint, Subject, queries};

pub(super) const LINT: Lint = Lint {
    name: "grouping-label-missing",
    level: Level::Error,
    about: "a query drops a label by which the objective is kept apart",
    check,
};

fn check(subject: &mut Subject<'_>) {
    for query in queries::of(&subject.slo.indicator) {
        let Some(kept) = queries::kept(&query.tree) else { continue };
        let missing: Vec<&String> =
            subject.slo.grouping.iter().filter(|label| !kept.contains(label)).collect();
        if let Some(label) = missing.first() {
            let what = format!("it is kept apart by `{label}`, and its {} adds that label up", query.side);
            let hint = format!("write `by ({})`", subject.slo.grouping.join(", "));
            subject.report(what, format!("`{}`", query.text), hint);
        }
    }
}
