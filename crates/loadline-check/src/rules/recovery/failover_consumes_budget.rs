//! Failovers that use up the error budget by themselves.

use crate::prelude::*;
use crate::readings::downtime::YEAR;
use crate::readings::figure::{figure, percent};
use crate::readings::hard_path::hard_path;
use crate::readings::objective::{Objective, availability_objectives};
use loadline_model::Component;
use loadline_model::kinds::Failover;
use rustc_hash::FxHashMap;

/// Share of the budget that one expected event may take before nothing is left for the unexpected.
const MOST: f64 = 0.5;

/// Failovers that use up the error budget by themselves.
pub(crate) const RULE: Rule = Rule {
    code: "LL412",
    name: "failover-consumes-budget",
    level: Severity::Error,
    since: "0.1.0",
    summary: "the stated failovers of one component use up most of a journey's error budget",
    requirements: &["R1", "R8", "R10", "D6"],
    pillar: None,
    facts: &[
        "stores.*.failover.time",
        "stores.*.failover.per-year",
        "stores.*.replicas.failover.time",
        "stores.*.replicas.failover.per-year",
        "slos.*.target",
        "slos.*.of",
    ],
    page: include_str!("failover_consumes_budget.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut worst: FxHashMap<usize, Burn<'_>> = FxHashMap::default();
    let objectives = availability_objectives(cx.model, cx.flows);
    for objective in &objectives {
        for required in hard_path(objective.flow) {
            let Some(burn) = Burn::of(required.component, required.share, objective) else { continue };
            let slot = worst.entry(required.component.id.index());
            slot.and_modify(|old| {
                if burn.share() > old.share() {
                    *old = burn
                }
            })
            .or_insert(burn);
        }
    }
    let mut found: Vec<Burn<'_>> = worst.into_values().filter(|burn| burn.share() > MOST).collect();
    found.sort_by_key(|burn| burn.component.id);
    found.iter().for_each(|burn| report(cx, burn));
}

/// What the failovers of one component cost one objective.
#[derive(Clone, Copy)]
struct Burn<'m> {
    component: Component<'m>,
    failover: &'m Failover,
    objective: &'m Objective<'m>,
    time: Duration,
    times: f64,
    /// Share of requests that need the component.
    used: f64,
}

impl<'m> Burn<'m> {
    fn of(component: Component<'m>, used: f64, objective: &'m Objective<'m>) -> Option<Self> {
        let common = component.common();
        let of_replicas = common.replicas.as_ref().and_then(|replicas| replicas.failover.as_deref());
        let failover = common.reliability.failover.as_deref().or(of_replicas)?;
        let (time, times) = (failover.time.as_ref()?.value, failover.per_year.as_ref()?.get());
        Some(Self { component, failover, objective, time, times, used })
    }

    /// Seconds lost in a year.
    fn lost(&self) -> f64 {
        self.time.as_secs_f64() * self.times * self.used
    }

    /// Seconds that may be lost in a year.
    fn budget(&self) -> f64 {
        (1.0 - self.objective.target) * YEAR
    }

    /// Share of the budget; an objective of 100 % has none, and any loss is too much.
    fn share(&self) -> f64 {
        match (self.lost() > 0.0, self.budget() > 0.0) {
            (false, _) => 0.0,
            (true, true) => self.lost() / self.budget(),
            (true, false) => f64::INFINITY,
        }
    }
}

fn report(cx: &mut Check<'_>, burn: &Burn<'_>) {
    let Burn { component, objective, time, times, .. } = burn;
    let name = component.name;
    let share = if burn.share().is_finite() { percent(burn.share()) } else { "more than all".to_owned() };
    let formula = format!("{} × {time}", figure(*times));
    let (lost, budget) = (Duration::from_secs_f64(burn.lost()), Duration::from_secs_f64(burn.budget()));
    let mut report = Report::new(
        component.place(),
        format!("failovers of `{name}` take {share} of the error budget of `{}`", objective.id),
    )
    .severity(if burn.share() > 1.0 { Severity::Error } else { Severity::Warning })
    .and(objective.said, "the objective")
    .note(format!("{lost} a year = {formula}; the budget is {budget} a year"))
    .number(Quantity::computed("lost a year", burn.lost(), "s", formula))
    .hint("fail over faster or less often, let callers retry across it, or promise less");
    if burn.share().is_finite() {
        let ratio = format!("{lost} ÷ {budget}");
        report = report.number(Quantity::computed("share of the budget", burn.share(), "1", ratio));
    }
    if let Some(time) = &burn.failover.time {
        report = report.mark(time.span, format!("{} each", time.value));
    }
    cx.report(report);
}
