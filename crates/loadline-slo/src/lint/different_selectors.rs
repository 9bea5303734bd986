//! A latency indicator whose buckets and whose count are of different requests.

use super::{Level, Lint, Subject, queries};
use promql_parser::parser::VectorSelector;

pub(super) const LINT: Lint = Lint {
    name: "different-selectors",
    level: Level::Error,
    about: "buckets and count of a latency indicator are of different requests",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let all = queries::of(&subject.slo.indicator);
    let [numerator, denominator] = all.as_slice() else { return };
    let (buckets, counts) = (queries::selectors(&numerator.tree), queries::selectors(&denominator.tree));
    let (Some(bucket), Some(count)) = (buckets.first(), counts.first()) else { return };
    let name = |selector: &VectorSelector, ending: &str| -> Option<String> {
        selector.name.as_ref()?.strip_suffix(ending).map(str::to_owned)
    };
    let Some(histogram) = name(bucket, "_bucket") else { return };
    let Some(counted) = name(count, "_count").or_else(|| name(count, "_bucket")) else { return };
    let (a, b) = (matchers(bucket), matchers(count));
    if histogram == counted && a == b {
        return;
    }
    let what = "its numerator and its denominator are of different requests".to_owned();
    let arithmetic = format!("`{histogram}` {{{}}} against `{counted}` {{{}}}", a.join(","), b.join(","));
    subject.report(what, arithmetic, "use the same metric and matchers on both sides, `le` apart");
}

fn matchers(selector: &VectorSelector) -> Vec<String> {
    let others = selector.matchers.matchers.iter().filter(|matcher| matcher.name != "le");
    let mut texts: Vec<String> = others.map(ToString::to_string).collect();
    texts.sort();
    texts
}
