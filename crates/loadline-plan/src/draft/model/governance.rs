//! Objectives, assumptions and open risks of the drafted model.

use super::Shape;
use super::yaml::{self, Yaml};
use crate::draft::flags::Sort;
use crate::draft::objective::{self, Objective, objectives};
use crate::statement::Role;
use loadline_base::Date;

/// An availability objective for each target the statement gives: the first one for a writing journey, or for the first
/// one, unless it names an operation.
pub(super) fn slos(shape: &Shape<'_>, out: &mut Yaml) {
    let needs = &shape.draft.needs;
    if needs.window.value < 3_600.0 {
        return;
    }
    let journey = |writes: bool| shape.journeys.iter().find(|journey| journey.writes == writes);
    let targets = objectives(shape.statement, Role::Availability);
    let (read, write) = (objective::of(&targets, false), objective::of(&targets, true));
    let one = |target: Option<&Objective<'_>>| {
        let fact = target?.fact;
        Some((
            fact.amount.value,
            format!("given: {}", yaml::excerpt(shape.statement.quote(fact.amount.span))),
        ))
    };
    let default = || (needs.availability.value, shape.source(&needs.availability));
    let mut all = Vec::new();
    let parted = targets.iter().any(|target| target.writes.is_some());
    if parted {
        all.extend(journey(true).zip(one(write)).map(|(journey, target)| ("availability", journey, target)));
        let id = if all.is_empty() { "availability" } else { "availability-of-reads" };
        all.extend(journey(false).zip(one(read)).map(|(journey, target)| (id, journey, target)));
    }
    if all.is_empty()
        && let Some(journey) = journey(true).or_else(|| shape.journeys.first())
    {
        all.push(("availability", journey, default()));
    }
    let beside: Vec<(String, &str, (f64, String))> = shape
        .beside
        .iter()
        .filter_map(|one| {
            let fact = one.availability?;
            let quote = format!("given: {}", yaml::excerpt(shape.statement.quote(fact.amount.span)));
            Some((format!("availability-of-{}", one.id), one.id.as_str(), (fact.amount.value, quote)))
        })
        .collect();
    let mut all: Vec<(String, &str, (f64, String))> =
        all.into_iter().map(|(id, journey, target)| (id.to_owned(), journey.id.as_str(), target)).collect();
    all.extend(beside);
    all.retain(|(_, _, (share, _))| *share > 0.0 && *share < 1.0);
    if all.is_empty() {
        return;
    }
    out.section("slos");
    for (id, journey, (share, source)) in &all {
        out.line(1, &format!("{id}:"));
        out.fact(2, &format!("of: {journey}"));
        out.line(2, "owner: owner-to-be-named");
        out.said(2, &format!("target: {}", yaml::share(*share)), source);
        out.said(2, &format!("window: {}", yaml::duration(needs.window.value)), &shape.source(&needs.window));
        out.line(2, "sli:");
        out.line(3, "availability:");
        out.said(4, "good: 'http_requests_total{code!~\"5..\"}'", "default; name the real metric");
        out.line(4, "total: 'http_requests_total'");
        out.line(2, "alert: {policy: standard, page: owner-to-be-named}");
    }
}

/// Every default as an assumption with an owner to be named and a day to look at it again, and the paths it is about.
pub(super) fn assumptions(shape: &Shape<'_>, expires: Date, out: &mut Yaml) {
    let about = |id: &str| out.about(id).into_iter().map(str::to_owned).collect::<Vec<String>>();
    let about: Vec<_> = shape.draft.assumptions.iter().map(|assumption| about(assumption.id)).collect();
    out.section("assumptions");
    for (assumption, about) in shape.draft.assumptions.iter().zip(about) {
        out.fact(1, &format!("{}:", assumption.id));
        let claim = yaml::quoted(&format!("{}: {}", assumption.title, assumption.claim));
        out.fact(2, &format!("claim: {claim}"));
        out.fact(2, &format!("owner: {}", yaml::NOBODY));
        let basis = format!("default: {}; to correct it, {}", assumption.basis, assumption.correct);
        out.fact(2, &format!("basis: {}", yaml::quoted(&basis)));
        if !about.is_empty() {
            out.list(2, "about", &about);
        }
        out.fact(2, &format!("expires: {expires}"));
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
        out.fact(1, &format!("{}:", flag.code));
        out.fact(2, &format!("claim: {}", yaml::quoted(&flag.text)));
        out.fact(2, "severity: contradiction in the statement, unresolved");
        out.fact(2, "owner: owner-to-be-named");
    }
}
