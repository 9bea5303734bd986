//! Confidential data on ground that is not trusted.

use crate::prelude::*;
use crate::readings::sensitivity::{Datum, Holdings, gravest};
use crate::readings::trust::zone_of;
use loadline_model::kinds::{DataClass, Trust};

/// Confidential data on ground that is not trusted.
pub(crate) const RULE: Rule = Rule {
    code: "LL710",
    name: "restricted-data-at-low-trust",
    level: Severity::Error,
    since: "0.1.0",
    summary: "restricted or confidential data is kept inside a boundary of low or no trust",
    requirements: &["D7", "E7"],
    pillar: None,
    facts: &[
        "stores.*.boundary",
        "boundaries.*.trust",
        "state.*.home",
        "state.*.copies",
        "services.*.needs.*.carries",
        "data.*.class",
    ],
    page: include_str!("restricted_data_at_low_trust.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let holdings = Holdings::read(cx.model);
    for component in cx.model.components() {
        let Some(zone) = zone_of(cx.model, &component).filter(|zone| zone.trust < Trust::High) else {
            continue;
        };
        let confidential: Vec<Datum<'_>> =
            holdings.of(component.id).iter().copied().filter(Datum::is_confidential).collect();
        let Some(worst) = gravest(confidential.iter().copied()) else { continue };
        let grave = worst.class() == Some(DataClass::Restricted) || zone.trust == Trust::None;
        let boundary = component.common().boundary.as_ref();
        let held: Vec<String> = confidential.iter().map(|datum| format!("`{}`", datum.id)).collect();
        let message = format!("`{}` keeps {} in {}", component.name, worst.named(), zone.named());
        let mut report = Report::new(component.place(), message)
            .severity(if grave { Severity::Error } else { Severity::Warning })
            .and(worst.span, "it gets there by this")
            .note(format!("confidential data classes in it: {} ({})", held.len(), held.join(", ")))
            .number(Quantity::computed("confidential data classes", held.len() as f64, "1", held.join(", ")))
            .hint("move it behind a boundary of high trust, and let the edge ask for what it needs");
        if let Some(boundary) = boundary {
            report = report.mark(boundary.span, format!("trust {}", zone.trust.word()));
        }
        cx.report(report);
    }
}
