//! A page that wakes somebody although no user is harmed.

use crate::prelude::*;
use loadline_model::kinds::PageClass;

/// A page that wakes somebody although no user is harmed.
pub(crate) const RULE: Rule = Rule {
    code: "LL503",
    name: "page-without-user-impact",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a page wakes somebody although no user is harmed",
    requirements: &["O3", "O14"],
    pillar: None,
    facts: &["policies.paging.*.class", "policies.paging.*.impact", "policies.paging.*.trigger"],
    page: include_str!("page_without_user_impact.md"),
    check,
};

/// Words of triggers that tell of a machine: a cause that may or may not become harm.
const CAUSES: &[&str] = &[
    "cpu",
    "disk",
    "iowait",
    "load1",
    "load5",
    "mem",
    "memory",
    "oom",
    "ram",
    "restart",
    "restarted",
    "restarts",
    "swap",
];

fn check(cx: &mut Check<'_>) {
    let policies = cx.model.system.policies.as_ref();
    for (id, page) in policies.iter().flat_map(|all| &all.paging).flat_map(|all| all.iter()) {
        if page.class.as_ref().is_some_and(|class| class.value == PageClass::Ticket) {
            continue;
        }
        let place = Place::new(format!("policies/paging/{id}"), page.key);
        let trigger = page.trigger.as_ref();
        match Saying::of(&page.impact) {
            Saying::Value(..) => {}
            Saying::None(span) => cx.report(
                Report::new(place, format!("`{id}` wakes somebody, and 0 journeys are harmed"))
                    .mark(span, "no user feels it, by decision")
                    .number(Quantity::computed("journeys harmed", 0.0, "1", "impact: none"))
                    .hint(
                        "make it `class: ticket`, or page on the objective of the journey that it endangers",
                    ),
            ),
            Saying::Nothing => match trigger.and_then(|trigger| Some((cause(&trigger.value)?, trigger))) {
                Some((cause, trigger)) => cx.report(
                    Report::new(
                        place,
                        format!("`{id}` wakes somebody for `{cause}`, a cause and not harm to users"),
                    )
                    .severity(Severity::Warning)
                    .mark(trigger.span, "users may not notice")
                    .hint("name the journey it harms under `impact:`, or make it `class: ticket`"),
                ),
                None => cx.ask(&place, "impact", "which journey is harmed when this page goes off?"),
            },
        }
    }
}

/// The word of a trigger that tells of a machine.
fn cause(trigger: &str) -> Option<&str> {
    let mut words = trigger.split(|c: char| !c.is_ascii_alphanumeric());
    words.find(|word| CAUSES.iter().any(|cause| cause.eq_ignore_ascii_case(word)))
}
