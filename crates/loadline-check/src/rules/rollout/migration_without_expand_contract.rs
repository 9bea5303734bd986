//! A migration that breaks the version still running, or that nobody can check or take back.

use crate::prelude::*;
use loadline_base::Span;
use loadline_model::Named;
use loadline_model::kinds::{Migration, MigrationStrategy};

/// A migration that breaks the version still running, or that nobody can check or take back.
pub(crate) const RULE: Rule = Rule {
    code: "LL602",
    name: "migration-without-expand-contract",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a migration breaks the version still running, or cannot be checked or taken back",
    requirements: &["D8", "D15"],
    pillar: None,
    facts: &[
        "migrations.*.of",
        "migrations.*.strategy",
        "migrations.*.backward-compatible",
        "migrations.*.verification",
        "migrations.*.rollback",
    ],
    page: include_str!("migration_without_expand_contract.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    for (id, migration) in cx.model.system.migrations.iter().flat_map(|all| all.iter()) {
        let place = Place::new(format!("migrations/{id}"), migration.key);
        if let Some((what, span)) = breaks(migration) {
            in_the_way(cx, &place, id, migration, what, span);
        } else if migration.strategy.is_none() {
            cx.ask(
                &place,
                "strategy",
                "how is it done while the old version runs: expand-contract, dual-write?",
            );
        }
        for (field, said, question) in [
            (
                "verification",
                Saying::of(&migration.verification),
                "how is the result checked before the old is taken away?",
            ),
            ("rollback", Saying::of(&migration.rollback), "how is it taken back half-way?"),
        ] {
            match said {
                Saying::Value(..) => {}
                Saying::Nothing => cx.ask(&place, field, question),
                Saying::None(span) => cx.report(
                    Report::new(place.clone(), format!("the migration `{id}` has no {field}"))
                        .severity(Severity::Warning)
                        .aspect(field)
                        .mark(span, "none, by decision")
                        .hint(format!("say it before the first step: {question}")),
                ),
            }
        }
    }
}

/// What about the migration cannot go on beside the version still running, and where that is said.
fn breaks(migration: &Migration) -> Option<(&'static str, Span)> {
    let compatible = migration.backward_compatible.as_ref();
    let strategy = migration.strategy.as_ref();
    match (
        strategy.map(|strategy| (strategy.value, strategy.span)),
        compatible.map(|said| (said.value, said.span)),
    ) {
        (Some((MigrationStrategy::Downtime, span)), _) => Some(("stops it", span)),
        (Some((MigrationStrategy::ExpandContract | MigrationStrategy::DualWrite, _)), _) => None,
        (_, Some((false, span))) => Some(("breaks the version still running on it", span)),
        (Some((MigrationStrategy::InPlace, span)), None) => {
            Some(("changes it under the version still running", span))
        }
        _ => None,
    }
}

/// Reports a breaking migration when users wait for what it changes; asks what it changes when that is not said.
fn in_the_way(
    cx: &mut Check<'_>,
    place: &Place,
    id: &str,
    migration: &Named<Migration>,
    what: &str,
    span: Span,
) {
    let Some(of) = &migration.of else {
        return cx.ask(place, "of", "what does it change?");
    };
    let Some(target) = cx.model.find(of.base()) else { return };
    let waiting = cx.flows.waiting_for(target.id).count();
    let compatible = migration.backward_compatible.as_ref().map(|said| said.value);
    if waiting == 0 && compatible != Some(false) {
        return;
    }
    let who = match waiting {
        1 => "1 journey waits for it".to_owned(),
        _ => format!("{waiting} journeys wait for it"),
    };
    let mut report = Report::new(
        place.clone(),
        format!("the migration `{id}` of `{}` {what}; {who}", target.name),
    )
    .mark(span, "said here")
    .number(Quantity::computed("journeys that wait", waiting as f64, "1", "journeys whose user waits for it"))
    .hint("expand first: add the new beside the old, write both, move over, check, then take the old away");
    let demand = cx.demands.on(target.id);
    if demand.peak() > 0.0 {
        let peak = format_number(demand.peak());
        report = report
            .note(format!("at the peak {peak} operations a second reach it: {}", demand.peak_formula()))
            .number(Quantity::computed("demand", demand.peak(), "rps", demand.peak_formula()));
    }
    cx.report(report);
}
