//! A reference to something that does not exist.

use crate::prelude::*;

/// A reference to something that does not exist.
pub(crate) const RULE: Rule = Rule {
    code: "LL010",
    name: "dangling-reference",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a reference names something that does not exist",
    requirements: &["P3", "P8"],
    pillar: Some("P14.11"),
    facts: &["services.*.needs.*.to"],
    page: include_str!("dangling_reference.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for dangling in cx.model.dangling() {
        let place = Place::new(dangling.path.clone(), dangling.span);
        let noun = dangling.kind.noun();
        let mut report = Report::new(place, format!("there is no `{}` here that is {noun}", dangling.id));
        report = match &dangling.close {
            Some(close) => report.hint(format!("did you mean `{close}`?")),
            None => report.hint("add it to the model, or take the reference out"),
        };
        cx.report(report.aspect(dangling.id.clone()));
    }
}
