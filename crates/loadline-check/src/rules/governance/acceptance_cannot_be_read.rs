//! An acceptance that does not say all it must, or that accepts what cannot be accepted.

use crate::Wording;
use crate::prelude::*;
use crate::rules::find_rule;

/// An acceptance that does not say all it must, or that accepts what cannot be accepted.
pub(crate) const RULE: Rule = Rule {
    code: "LL905",
    name: "acceptance-cannot-be-read",
    level: Severity::Error,
    since: "0.1.0",
    summary: "an acceptance lacks its rule, place, reason, owner or last day, or accepts a finding of governance",
    requirements: &["D14", "O14"],
    pillar: None,
    facts: &["accept.*.rule", "accept.*.at", "accept.*.reason", "accept.*.owner", "accept.*.until"],
    page: include_str!("acceptance_cannot_be_read.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for acceptance in cx.acceptances {
        let place = Place::new(acceptance.path.clone(), acceptance.span);
        let (message, hint) = match &acceptance.fault {
            Some(fault) => {
                let hint = match acceptance.wording {
                    Wording::Entry => {
                        "an acceptance says what is accepted, where, why, by whom and until when"
                    }
                    Wording::Comment => "until then it accepts nothing",
                };
                (format!("this acceptance cannot be read: {fault}"), hint)
            }
            // One that does not exist has its own rule.
            None if acceptance.is_of_governance() && find_rule(&acceptance.rule).is_some() => (
                format!("{} judges acceptances and cannot be accepted itself", acceptance.rule),
                "mend what it found: a new date, an owner, or one line less",
            ),
            None => continue,
        };
        cx.report(Report::new(place, message).aspect(acceptance.identity()).hint(hint));
    }
}
