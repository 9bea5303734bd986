//! Objectives, assumptions and open risks of the drafted model.

use super::Shape;
use super::yaml::{self, Yaml};
use crate::draft::flags::Sort;
use loadline_base::Date;

/// One availability objective for each writing journey, or for the first one.
pub(super) fn slos(shape: &Shape<'_>, out: &mut Yaml) {
    let needs = &shape.draft.needs;
    let writing = shape.journeys.iter().find(|journey| journey.writes);
    let Some(journey) = writing.or_else(|| shape.journeys.first()) else { return };
    if needs.availability.value <= 0.0 || needs.availability.value >= 1.0 || needs.window.value < 3_600.0 {
        return;
    }
    out.section("slos");
    out.line(1, "availability:");
    out.line(2, &format!("of: {}", journey.id));
    out.line(2, "owner: owner-to-be-named");
    out.said(
        2,
        &format!("target: {}", yaml::share(needs.availability.value)),
        &shape.source(&needs.availability),
    );
    out.said(2, &format!("window: {}", yaml::duration(needs.window.value)), &shape.source(&needs.window));
    out.line(2, "sli:");
    out.line(3, "availability:");
    out.said(4, "good: 'http_requests_total{code!~\"5..\"}'", "default; name the real metric");
    out.line(4, "total: 'http_requests_total'");
    out.line(2, "alert: {policy: standard, page: owner-to-be-named}");
}

/// Every default as an assumption with an owner to be named and a day to look at it again.
pub(super) fn assumptions(shape: &Shape<'_>, expires: Date, out: &mut Yaml) {
    if shape.draft.assumptions.is_empty() {
        return;
    }
    out.section("assumptions");
    for assumption in &shape.draft.assumptions {
        out.line(1, &format!("{}:", assumption.id));
        out.line(
            2,
            &format!("claim: {}", yaml::quoted(&format!("{}: {}", assumption.title, assumption.claim))),
        );
        out.line(2, "owner: owner-to-be-named");
        out.line(
            2,
            &format!(
                "basis: {}",
                yaml::quoted(&format!(
                    "default: {}; to correct it, {}",
                    assumption.basis, assumption.correct
                ))
            ),
        );
        out.line(2, &format!("expires: {expires}"));
    }
}

/// Contradictions that nobody has resolved yet, as open risks.
pub(super) fn risks(shape: &Shape<'_>, out: &mut Yaml) {
    let open: Vec<_> = shape.draft.flags.iter().filter(|flag| flag.sort == Sort::Contradiction).collect();
    if open.is_empty() {
        return;
    }
    out.section("risks");
    for flag in open {
        out.line(1, &format!("{}:", flag.code));
        out.line(2, &format!("claim: {}", yaml::quoted(&flag.text)));
        out.line(2, "severity: contradiction in the statement, unresolved");
        out.line(2, "owner: owner-to-be-named");
    }
}
