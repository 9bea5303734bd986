//! A policy under which nobody is ever woken.

use super::{Level, Lint, Subject};
use crate::Class;
use crate::policy::without_tiers;

pub(super) const LINT: Lint =
    Lint { name: "no-page-tier", level: Level::Warning, about: "no tier pages anybody", check };

fn check(subject: &mut Subject<'_>) {
    let Some(policy) = &subject.slo.policy else { return };
    if policy.tiers.is_empty() {
        let (what, hint) = without_tiers(&policy.name);
        subject.report(format!("its policy {what}"), String::new(), hint);
        return;
    }
    if policy.tiers.iter().all(|tier| tier.class != Class::Page) {
        let what = format!(
            "its policy `{}` has no page tier: an outage at night waits for the morning",
            policy.name
        );
        subject.report(what, String::new(), "add a page tier, or say that nobody needs to be woken");
    }
}
