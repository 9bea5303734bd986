//! An availability promised above what the dependencies give.

use crate::readings::downtime::{Downtime, MINUTES, downtime};
use crate::readings::figure::{count, figure, nines};
use crate::readings::hard_path::{HardPath, hard_path};
use crate::readings::objective::{Objective, availability_objectives};
use crate::prelude::*;
use loadline_model::Component;
use rustc_hash::FxHashSet;

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
        "services.*.mtbf",
        "services.*.mttr",
        "services.*.incidents.per-year",
        "services.*.incidents.mean",
        "services.*.deploys.failure-rate",
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
        let sum = Sum::of(&way);
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
    parts: Vec<Part<'m>>,
    /// Components that say nothing about their failures and count as always up.
    silent: Vec<Component<'m>>,
}

struct Part<'m> {
    component: Component<'m>,
    down: Downtime,
    /// Share of requests lost by it.
    lost: f64,
    certain: bool,
}

impl<'m> Sum<'m> {
    fn of(way: &HardPath<'_, 'm>) -> Self {
        let (mut parts, mut silent) = (Vec::new(), Vec::new());
        for required in &way.required {
            let component = required.component;
            match downtime(component) {
                Some(down) => {
                    let lost = down.share * required.share;
                    parts.push(Part { component, down, lost, certain: required.certain });
                }
                None => silent.push(component),
            }
        }
        parts.sort_by(|a, b| b.lost.total_cmp(&a.lost));
        Self { parts, silent }
    }

    /// Share of requests that none of them loses; with `certain`, of those that are surely hard.
    fn up(&self, certain: bool) -> f64 {
        self.parts.iter().filter(|part| part.certain || !certain).map(|part| 1.0 - part.lost).product()
    }
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
        report = report.note(format!("`{}`: {minutes} minutes = {}", part.component.name, part.down.formula));
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
    if sum.parts.iter().any(|part| !part.certain) {
        words.push("edges that do not say their `kind` taken as hard".to_owned());
    }
    report.note(words.join("; "))
}
