//! An availability promised above what the dependencies give.

use crate::prelude::*;
use crate::readings::domains::Domains;
use crate::readings::downtime::{Downtime, MINUTES, downtime};
use crate::readings::figure::{count, figure, nines};
use crate::readings::hard_path::{HardPath, hard_path};
use crate::readings::objective::{Objective, availability_objectives};
use loadline_model::kinds::Domain;
use loadline_model::{Component, ComponentId, Named};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// An availability promised above what the dependencies give.
pub(crate) const RULE: Rule = Rule {
    code: "LL406",
    name: "slo-above-dependencies",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a journey's availability objective is above the product of what it cannot do without",
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
    let mut asked = FxHashSet::default();
    for objective in availability_objectives(cx) {
        let way = hard_path(objective.flow);
        let sum = Sum::of(cx, &way);
        if sum.up(false) < objective.target {
            report(cx, &objective, &sum);
        }
        for component in &sum.silent {
            if asked.insert(component.id) {
                let text =
                    format!("`{}` counts on it: how often does it fail, and for how long?", objective.id);
                cx.ask(&component.place(), "availability", text);
            }
        }
    }
}

/// What the components of a journey add up to.
struct Sum<'m> {
    parts: Vec<Part>,
    /// Components that say nothing about their failures and count as always up.
    silent: Vec<Component<'m>>,
}

struct Part {
    /// The component or failure domain.
    name: String,
    down: Downtime,
    /// Share of requests lost by it.
    lost: f64,
    certain: bool,
}

impl<'m> Sum<'m> {
    fn of(cx: &Check<'m>, way: &HardPath<'_, 'm>) -> Self {
        let mut sum = Self { parts: Vec::new(), silent: Vec::new() };
        for required in &way.required {
            sum.add(cx, required.component, required.share, required.certain);
        }
        sum.add_shared_places(cx, way);
        sum.parts.sort_by(|a, b| b.lost.total_cmp(&a.lost));
        sum
    }

    fn add(&mut self, cx: &Check<'m>, component: Component<'m>, share: f64, certain: bool) {
        match downtime(&cx.readings.deploys, component) {
            Some(down) => {
                let lost = down.share * share;
                self.parts.push(Part { name: component.name.to_owned(), down, lost, certain });
            }
            None => self.silent.push(component),
        }
    }

    /// The failure domains everything stands in, and what they need: one event each, however many stand inside.
    fn add_shared_places(&mut self, cx: &Check<'m>, way: &HardPath<'_, 'm>) {
        let mut seen: FxHashSet<ComponentId> =
            way.required.iter().map(|required| required.component.id).collect();
        for (id, domain) in enclosing(cx, way.required.iter().map(|required| required.component)) {
            if let Some(up) = domain.availability.as_ref().filter(|up| up.is_decided()) {
                let share = 1.0 - up.fraction();
                let down = Downtime {
                    share,
                    formula: format!("availability {}", up.value),
                    promised: false,
                    left_out: None,
                };
                self.parts.push(Part { name: id.to_owned(), down, lost: share, certain: true });
            }
            for need in domain.needs.iter().flat_map(|needs| needs.value.iter()) {
                if let Some(component) = cx.model.find(&need.id).filter(|component| seen.insert(component.id))
                {
                    self.add(cx, component, 1.0, true);
                }
            }
        }
    }

    /// Share of requests that none of them loses; with `certain`, of those that are surely hard.
    fn up(&self, certain: bool) -> f64 {
        self.parts.iter().filter(|part| part.certain || !certain).map(|part| 1.0 - part.lost).product()
    }
}

/// The failure domains that components stand in or are spread over, and those around them; each once, in order of ids.
fn enclosing<'m>(
    cx: &Check<'m>,
    components: impl Iterator<Item = Component<'m>>,
) -> BTreeMap<&'m str, &'m Named<Domain>> {
    let domains = Domains::of(cx.model);
    let mut found = BTreeMap::new();
    for component in components {
        let common = component.common();
        let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
        let mut at = common.domain.as_ref().or(spread).map(|domain| domain.id.as_str());
        while let Some((id, domain)) = at.and_then(|id| Some((id, domains.get(id)?))) {
            // A domain met before was followed to the outermost one already, also when domains lie in a circle.
            if found.insert(id, domain).is_some() {
                break;
            }
            at = domain.within.as_ref().map(|within| within.id.as_str());
        }
    }
    found
}

fn report(cx: &mut Check<'_>, objective: &Objective<'_>, sum: &Sum<'_>) {
    let up = sum.up(false);
    let certain = sum.up(true) < objective.target;
    let (have, want) = (nines(up), nines(objective.target));
    let minutes = |up: f64| (1.0 - up) * MINUTES;
    let (down, budget) = (figure(minutes(up)), figure(minutes(objective.target)));
    let factors: Vec<String> = sum.parts.iter().take(5).map(|part| nines(1.0 - part.lost)).collect();
    let more = if sum.parts.len() > 5 { " × …" } else { "" };
    let formula = format!("{}{more}", factors.join(" × "));
    let place = Place::new(format!("slos/{}", objective.id), objective.key);
    let mut report = Report::new(
        place,
        format!(
            "`{}` wants {want}, but what `{}` cannot do without gives {have}",
            objective.id, objective.flow.id
        ),
    )
    .severity(if certain { Severity::Error } else { Severity::Warning })
    .mark(objective.said, format!("{budget} minutes in 30 days"))
    .note(format!("{have} = {formula}: {down} minutes lost in 30 days, where {budget} may be"));
    for part in sum.parts.iter().take(3).filter(|part| part.lost > 0.0) {
        let minutes = figure(part.lost * MINUTES);
        report = report.note(format!("`{}`: {minutes} minutes = {}", part.name, part.down.formula));
    }
    cx.report(
        assumptions(report, sum)
            .number(Quantity::computed("availability", up, "1", formula))
            .number(Quantity::stated("target", objective.target, "1"))
            .number(Quantity::computed(
                "minutes lost in 30 days",
                minutes(up),
                "min",
                format!("(1 − {have}) × 43,200"),
            ))
            .hint("give the first of them a fallback, let it fail less often or shorter, or promise less"),
    );
}

/// What the product takes for granted.
fn assumptions(report: Report, sum: &Sum<'_>) -> Report {
    let mut words =
        vec!["a simple product: figures are of whole components and failures do not coincide".to_owned()];
    if !sum.silent.is_empty() {
        let silent = count(sum.silent.len() as u64, "component");
        words.push(format!("{silent} without figures counted as always up"));
    }
    let promises = sum.parts.iter().filter(|part| part.down.promised).count();
    if promises > 0 {
        words.push(format!(
            "{} taken at face value (an SLA is a refund threshold)",
            count(promises as u64, "contract")
        ));
    }
    let unsized_deploys = sum.parts.iter().find_map(|part| Some((&part.name, part.down.left_out?)));
    if let Some((name, part)) = unsized_deploys {
        words.push(format!(
            "bad deploys of `{name}` left out: they reach one {part}, of how many is not said"
        ));
    }
    if sum.parts.iter().any(|part| !part.certain) {
        words.push("edges that do not say their `kind` taken as hard".to_owned());
    }
    report.note(words.join("; "))
}
