//! Data that strangers on the way can read.

use crate::prelude::*;
use crate::readings::guard::{Wire, same_host, tls, wire};
use crate::readings::sensitivity::{Datum, carried, gravest};

/// Data that strangers on the way can read.
pub(crate) const RULE: Rule = Rule {
    code: "LL701",
    name: "unencrypted-edge",
    level: Severity::Error,
    since: "0.1.0",
    summary: "confidential or personal data travels in the clear",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "services.*.needs.*.carries",
        "services.*.needs.*.tls",
        "services.*.exposes.*.tls",
        "services.*.exposes.*.protocol",
        "data.*.class",
        "data.*.personal",
    ],
    page: include_str!("unencrypted_edge.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    for edge in model.edges() {
        let sensitive: Vec<Datum<'_>> = carried(model, &edge).filter(Datum::is_sensitive).collect();
        let Some(worst) = gravest(sensitive.iter().copied()).filter(|_| !same_host(model, &edge)) else {
            continue;
        };
        let place = edge.place();
        let (what, span, severity) = match (tls(&edge), wire(&edge)) {
            (Saying::Value(..), _) | (Saying::Nothing, Wire::Sealed) => continue,
            (Saying::None(span), _) => ("without TLS".to_owned(), span, Severity::Error),
            // A mesh may encrypt what the program sends in the clear, so the protocol alone is no proof.
            (Saying::Nothing, Wire::Clear(protocol, span)) => {
                (format!("over `{protocol}`"), span, Severity::Warning)
            }
            (Saying::Nothing, Wire::Unknown) => {
                cx.ask(
                    &place,
                    "tls",
                    format!("is {} encrypted on the way to `{}`?", worst.named(), edge.target()),
                );
                continue;
            }
        };
        let count = sensitive.len();
        let message =
            format!("{} goes from `{}` to `{}` {what}", worst.named(), edge.from.name, edge.target());
        cx.report(
            Report::new(place, message)
                .severity(severity)
                .mark(span, "readable by everyone on the way")
                .and(worst.span, "carried here")
                .note(format!("sensitive data classes on this edge: {count}"))
                .number(Quantity::computed(
                    "sensitive data classes",
                    count as f64,
                    "1",
                    "confidential, restricted or personal",
                ))
                .hint("use TLS 1.2 or later and say so: `tls: \"1.3\"` on the interface or the edge"),
        );
    }
}
