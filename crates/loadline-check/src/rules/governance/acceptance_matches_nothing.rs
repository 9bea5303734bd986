//! An acceptance of something that is not found.

use crate::prelude::*;

/// An acceptance of something that is not found.
pub(crate) const RULE: Rule = Rule {
    code: "LL903",
    name: "acceptance-matches-nothing",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "an acceptance covers no finding, so it hides the next one unseen",
    requirements: &["D14"],
    pillar: None,
    facts: &["accept.*.rule", "accept.*.at"],
    page: include_str!("acceptance_matches_nothing.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    for acceptance in cx.acceptances {
        // Whether it was needed is only known when its rule was run; what is wrong with it otherwise is told elsewhere.
        let idle = acceptance.ran && !acceptance.used && !acceptance.is_of_governance();
        let lost = acceptance.at.as_ref().is_some_and(|at| model.locate(at).is_none());
        if !idle || lost || !acceptance.holds_on(cx.today) {
            continue;
        }
        let place = match &acceptance.at {
            Some(at) => format!("at `{at}`"),
            None => "on this line".to_owned(),
        };
        cx.report(
            Report::new(
                Place::new(acceptance.path.clone(), acceptance.span),
                format!("{} finds nothing {place}: 0 findings are covered by this", acceptance.rule),
            )
            .aspect(acceptance.identity())
            .number(Quantity::computed(
                "findings covered",
                0.0,
                "1",
                format!("findings of {} {place}", acceptance.rule),
            ))
            .hint("take it out: the fault is mended, or it is found somewhere else"),
        );
    }
}
