//! An availability promised above what the dependencies give.

use crate::prelude::*;
use crate::readings::figure::{count, figure, nines};
use crate::readings::objective::{Objective, availability_objectives};
use crate::readings::predictions::predictions;
use loadline_depend::cause::MINUTES_IN_30_DAYS;
use loadline_depend::{Basis, Cause, CauseKind, Contribution, Contributor, Solved, Subject, Top};
use rustc_hash::FxHashSet;

/// An availability promised above what the dependencies give.
pub(crate) const RULE: Rule = Rule {
    code: "LL406",
    name: "slo-above-dependencies",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a journey's availability objective is above what it can have, computed exactly from what it cannot do without",
    requirements: &["D2", "R1", "O2", "D6"],
    pillar: None,
    facts: &[
        "slos.*.target",
        "slos.*.of",
        "services.*.availability",
        "externals.*.sla",
        "domains.*.availability",
        "domains.*.needs",
        "services.*.mtbf",
        "services.*.mttr",
        "services.*.incidents.per-year",
        "services.*.incidents.mean",
        "services.*.deploys.failure-rate",
        "services.*.deploys.scope",
        "services.*.replicas.spread",
        "cells.*.count",
        "cells.*.members",
        "services.*.failover.time",
        "services.*.needs.*.kind",
        "services.*.needs.*.fallback",
    ],
    page: include_str!("slo_above_dependencies.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let Some(predictions) = predictions(cx.predicted()) else { return };
    let mut asked = FxHashSet::default();
    for objective in availability_objectives(cx.model, cx.flows) {
        let Some(journey) = index_of(&predictions.most, &objective) else { continue };
        let down = |solved: &Solved<'_>| {
            solved.unavailability(journey, Top::Failed).map_or(0.0, loadline_depend::Probability::lower)
        };
        let lost = down(&predictions.most);
        let guessed = guessed(&predictions.most, journey);
        if 1.0 - lost < objective.target {
            let least = predictions.least.as_ref().map_or(lost, down);
            let certain = 1.0 - least < objective.target;
            report(
                cx,
                &objective,
                &Loss { solved: &predictions.most, journey, lost, certain, guessed: &guessed },
            );
        }
        ask_silent(cx, &objective, &guessed, &mut asked);
    }
}

fn index_of(solved: &Solved<'_>, objective: &Objective<'_>) -> Option<usize> {
    solved.failures.journeys.iter().position(|journey| journey.id == objective.flow.id)
}

/// What a journey loses at least.
struct Loss<'m, 'p> {
    solved: &'p Solved<'m>,
    journey: usize,
    /// Share of time.
    lost: f64,
    /// Whether it loses as much when edges that do not say their kind are soft.
    certain: bool,
    /// The causes whose figures nobody stated.
    guessed: &'p [&'p Cause<'m>],
}

fn guessed<'m, 'p>(solved: &'p Solved<'m>, journey: usize) -> Vec<&'p Cause<'m>> {
    solved.guessed(journey, Top::Failed).into_iter().map(|id| solved.failures.cause(id)).collect()
}

/// Components that say nothing of their failures count as always up, and are asked about.
fn ask_silent<'m>(
    cx: &mut Check<'m>,
    objective: &Objective<'m>,
    guessed: &[&Cause<'m>],
    asked: &mut FxHashSet<loadline_model::ComponentId>,
) {
    for component in silent(guessed) {
        if asked.insert(component.id) {
            let text = format!("`{}` counts on it: how often does it fail, and for how long?", objective.id);
            cx.ask(&component.place(), "availability", text);
        }
    }
}

fn silent<'m>(guessed: &[&Cause<'m>]) -> Vec<loadline_model::Component<'m>> {
    let component = |cause: &&Cause<'m>| match cause.of {
        Subject::Component(component) if cause.kind == CauseKind::Itself => Some(component),
        _ => None,
    };
    guessed.iter().filter_map(component).collect()
}

fn report<'m>(cx: &mut Check<'m>, objective: &Objective<'m>, loss: &Loss<'m, '_>) {
    let Loss { solved, journey, lost, certain, .. } = *loss;
    let (have, want) = (nines(1.0 - lost), nines(objective.target));
    let minutes = lost * MINUTES_IN_30_DAYS;
    let (down, budget) = (figure(minutes), figure((1.0 - objective.target) * MINUTES_IN_30_DAYS));
    let parts = solved.by_thing(journey, Top::Failed);
    let mut report = Report::new(
        Place::new(format!("slos/{}", objective.id), objective.key),
        format!(
            "`{}` wants {want}, but what `{}` cannot do without gives {have}",
            objective.id, objective.flow.id
        ),
    )
    .severity(if certain { Severity::Error } else { Severity::Warning })
    .mark(objective.said, format!("{budget} minutes in 30 days"))
    .note(format!("{have}: {down} minutes lost in 30 days, where {budget} may be"));
    for part in parts.iter().take(3).filter(|part| part.share > 0.0) {
        let saved = figure(part.share * minutes);
        report =
            report.note(format!("`{}`: {saved} minutes = {}", name(solved, part), part.formulas.join(" + ")));
    }
    report = report.note(extra_nine(solved, &parts, objective.target, lost));
    cx.report(
        assumptions(report, loss, &parts)
            .number(Quantity::computed("availability", 1.0 - lost, "1", "1 − P(FAILED) of the fault tree"))
            .number(Quantity::stated("target", objective.target, "1"))
            .number(Quantity::computed(
                "minutes lost in 30 days",
                minutes,
                "min",
                format!("(1 − {have}) × 43,200"),
            ))
            .hint("give the first of them a fallback, let it fail less often or shorter, or promise less"),
    );
}

fn name(solved: &Solved<'_>, part: &Contribution<'_>) -> String {
    match &part.of {
        Contributor::Thing(thing) => thing.name(solved.failures.model).to_owned(),
        Contributor::Edge(path) => path.clone(),
        Contributor::Kind(kind) => (*kind).to_owned(),
    }
}

/// What the rule of the extra nine says of the same parts: each should have one nine more than the promise (Treynor et al.,
/// "The Calculus of Service Availability").
fn extra_nine(solved: &Solved<'_>, parts: &[Contribution<'_>], target: f64, lost: f64) -> String {
    let may = (1.0 - target) / 10.0;
    let over: Vec<&Contribution<'_>> =
        parts.iter().filter(|part| part.share * lost > may * (1.0 + 1e-9)).collect();
    match over.first() {
        None => format!(
            "the rule of the extra nine would pass it: none of its {} loses more than {}",
            count(parts.len() as u64, "part"),
            nines_lost(may)
        ),
        Some(first) => format!(
            "the rule of the extra nine agrees: {} more than {}, `{}` first",
            if over.len() == 1 { "1 part loses".to_owned() } else { format!("{} parts lose", over.len()) },
            nines_lost(may),
            name(solved, first)
        ),
    }
}

fn nines_lost(share: f64) -> String {
    format!("{} minutes in 30 days", figure(share * MINUTES_IN_30_DAYS))
}

/// What the number takes for granted.
fn assumptions(report: Report, loss: &Loss<'_, '_>, parts: &[Contribution<'_>]) -> Report {
    let mut words = vec!["exact for independent causes; what is shared counts once".to_owned()];
    let silent = silent(loss.guessed).len();
    if silent > 0 {
        words.push(format!("{} without figures counted as always up", count(silent as u64, "component")));
    }
    let promises = parts.iter().filter(|part| part.basis == Basis::Sla).count();
    if promises > 0 {
        words.push(format!(
            "{} taken at face value (an SLA is a refund threshold)",
            count(promises as u64, "contract")
        ));
    }
    // `availability` counts these guesses and loses more minutes; a reader of both must know why.
    if loss.guessed.iter().any(|cause| !cause.kind.is_outage()) {
        words.push("fallbacks and failovers taken as always working".to_owned());
    }
    let deploys = loss.guessed.iter().filter(|cause| cause.kind == CauseKind::Deploy).find_map(|cause| {
        match cause.of {
            Subject::Component(component) => Some(component.name),
            _ => None,
        }
    });
    if let Some(name) = deploys {
        words.push(format!("bad deploys of `{name}` left out: what they reach is not said"));
    }
    if !loss.certain {
        words.push("edges that do not say their `kind` taken as hard".to_owned());
    }
    report.note(words.join("; "))
}
