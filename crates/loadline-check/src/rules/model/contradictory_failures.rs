//! Failure figures that cannot all be true.

use crate::prelude::*;
use crate::readings::figure::figure;
use loadline_base::Span;
use loadline_model::kinds::Reliability;

/// Failure figures that cannot all be true.
pub(crate) const RULE: Rule = Rule {
    code: "LL024",
    name: "contradictory-failures",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a component is repaired for longer than it runs, repaired in no time, or down for more than a year a year",
    requirements: &["D6", "R5"],
    pillar: None,
    facts: &[
        "services.*.mtbf",
        "services.*.mttr",
        "services.*.incidents.per-year",
        "services.*.incidents.mean",
        "services.*.failover.time",
        "services.*.failover.per-year",
        "services.*.deploys.failure-rate",
        "services.*.deploys.detect-and-roll-back",
    ],
    page: include_str!("contradictory_failures.md"),
    check,
};

/// Seconds of a year.
const YEAR: f64 = 31_557_600.0;

fn check(cx: &mut Check<'_>) {
    for component in cx.model.components() {
        let stated = &component.common().reliability;
        let failover = component.common().replicas.as_ref().and_then(|replicas| replicas.failover.as_ref());
        let failover = decided(&stated.failover)
            .or(failover)
            .and_then(|stated| Some(("failovers", decided(&stated.per_year)?.get(), decided(&stated.time)?)));
        let incidents = decided(&stated.incidents)
            .and_then(|stated| Some(("incidents", decided(&stated.per_year)?.get(), decided(&stated.mean)?)));
        let deploys = decided(&stated.deploys).and_then(|stated| {
            let bad = decided(&stated.per_week)?.get() * decided(&stated.failure_rate)?.fraction();
            Some(("bad deploys", bad * 365.25 / 7.0, decided(&stated.detect_and_roll_back)?))
        });
        let place = component.place();
        let mut reports: Vec<Report> = repairs(&place, component.name, stated).into_iter().collect();
        for (what, times, each) in [failover, incidents, deploys].into_iter().flatten() {
            reports.extend(more_than_a_year(&place, component.name, what, times, each.value, each.span));
        }
        reports.into_iter().for_each(|report| cx.report(report));
    }
}

fn repairs(place: &Place, name: &str, stated: &Reliability) -> Option<Report> {
    let (between, repair) = (decided(&stated.mtbf)?, decided(&stated.mttr)?);
    let (message, hint) = if between.is_zero() {
        (
            format!("`{name}` fails without a pause: its mtbf is 0"),
            "say how long it runs between two failures",
        )
    } else if repair.is_zero() {
        (
            format!("`{name}` is repaired in no time: an outage without length is none"),
            "say how long a repair takes, detection and restart included",
        )
    } else if repair.value >= between.value {
        (
            format!("`{name}` is repaired for {}, and fails again every {}", repair.value, between.value),
            "mtbf counts from one failure to the next, the repair included",
        )
    } else {
        return None;
    };
    let report =
        Report::new(place.clone(), message).mark(repair.span, "").and(between.span, "").aspect("repair");
    Some(
        report
            .number(Quantity::stated("mttr", repair.as_secs_f64(), "s"))
            .number(Quantity::stated("mtbf", between.as_secs_f64(), "s"))
            .hint(hint),
    )
}

fn more_than_a_year(
    place: &Place,
    name: &str,
    what: &'static str,
    times: f64,
    each: Duration,
    said: Span,
) -> Option<Report> {
    let share = times * each.as_secs_f64() / YEAR;
    if share < 1.0 {
        return None;
    }
    let times = figure(times);
    let message = format!("{times} {what} of {each} take `{name}` down for more than a year every year");
    let formula = format!("{times} × {each} ÷ 8,766 h");
    Some(
        Report::new(place.clone(), message)
            .mark(said, "")
            .aspect(what)
            .note(format!("{} years a year = {formula}", figure(share)))
            .number(Quantity::computed("years a year", share, "1", formula))
            .hint("check the unit of each figure"),
    )
}
