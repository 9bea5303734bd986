//! Data that lies readable on a disk.

use crate::prelude::*;
use crate::readings::sensitivity::{Datum, Holdings, gravest};
use loadline_model::{Body, Component};

/// Data that lies readable on a disk.
pub(crate) const RULE: Rule = Rule {
    code: "LL702",
    name: "unencrypted-store",
    level: Severity::Error,
    since: "0.1.0",
    summary: "confidential or personal data lies unencrypted in a store, cache or queue",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "stores.*.encryption",
        "caches.*.encryption",
        "queues.*.encryption",
        "state.*.home",
        "state.*.copies",
        "services.*.needs.*.carries",
        "data.*.class",
    ],
    page: include_str!("unencrypted_store.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let holdings = Holdings::read(cx.model);
    for component in cx.model.components() {
        let Some(encryption) = encryption(&component) else { continue };
        let sensitive: Vec<Datum<'_>> =
            holdings.of(component.id).iter().copied().filter(Datum::is_sensitive).collect();
        let Some(worst) = gravest(sensitive.iter().copied()) else { continue };
        match encryption {
            Saying::Value(..) => {}
            Saying::Nothing => {
                let text = format!("how is {} encrypted at rest in `{}`?", worst.named(), component.name);
                cx.ask(&component.place(), "encryption", text);
            }
            Saying::None(span) => {
                let message = format!("`{}` holds {} unencrypted", component.name, worst.named());
                let held: Vec<String> = sensitive.iter().map(|datum| format!("`{}`", datum.id)).collect();
                let count = sensitive.len() as f64;
                cx.report(
                    Report::new(component.place(), message)
                        .mark(span, "not encrypted, by decision")
                        .and(worst.span, "it gets there by this")
                        .note(format!("sensitive data classes in it: {} ({})", held.len(), held.join(", ")))
                        .number(Quantity::computed("sensitive data classes", count, "1", held.join(", ")))
                        .hint(
                            "encrypt its disks and backups with a key kept elsewhere: `encryption: at-rest`",
                        ),
                );
            }
        }
    }
}

fn encryption<'m>(component: &Component<'m>) -> Option<Saying<'m, String>> {
    match component.body {
        Body::Store(store) => Some(Saying::of(&store.encryption)),
        Body::Cache(cache) => Some(Saying::of(&cache.encryption)),
        Body::Queue(queue) => Some(Saying::of(&queue.encryption)),
        Body::Service(_) | Body::Job(_) | Body::External(_) => None,
    }
}
