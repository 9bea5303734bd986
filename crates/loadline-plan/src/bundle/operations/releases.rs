//! What must be true before a release, what stops it, and on what terms an exception is made.

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "releases", title: "Release gates and exceptions", gates: &["O8"], write };

fn write(desk: &mut Desk<'_, '_>) {
    let policies = desk.facts.model.system.policies.as_deref().and_then(|all| all.release.as_ref());
    for (id, policy) in policies.iter().flat_map(|all| all.value.iter()) {
        let at = format!("policies/release/{id}");
        let mut rows: Vec<Vec<Words>> = Vec::new();
        let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
        row("before a release", desk.value(&at, "entry", policy.entry.as_ref()));
        row("stopped by", desk.value(&at, "blocking", policy.blocking.as_ref()));
        row("stopped by open incidents", desk.value(&at, "incidents", policy.incidents.as_ref()));
        row("stopped at a budget spent to", desk.value(&at, "stops-at", policy.stops_at.as_ref()));
        row("exception", desk.value(&at, "exception", policy.exception.as_ref()));
        row("granted by", desk.value(&at, "approver", policy.approver.as_ref()));
        row("ready to take it back", desk.value(&at, "recovery", policy.recovery.as_ref()));
        row("at a time", desk.blank(&at, "parallel", policy.parallel.as_ref()));
        desk.table(format!("Release policy `{id}`"), &["what", "policy"], rows);
    }
}
