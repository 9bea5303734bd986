//! What is promised, how it is measured, and whether what is built can keep it.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use crate::figure::percent;
use loadline_base::units::Duration;
use loadline_depend::Top;
use loadline_evidence::Quantity;
use loadline_flow::{calls, steps, steps_time, steps_time_formula};
use loadline_model::Named;
use loadline_model::kinds::{Sli, Slo};

pub(super) const SECTION: SectionKind =
    SectionKind { id: "objectives", title: "SLO/SLI and non-functional requirements", gates: &["D2"], write };

fn write(desk: &mut Desk<'_, '_>) {
    promised(desk);
    kept(desk);
    latency(desk);
    correctness(desk);
    let identity = desk.facts.identity();
    let headroom = desk.value("system", "headroom", identity.and_then(|it| it.headroom.as_ref()));
    desk.say(Words::from("Required capacity is the peak times ").and(headroom).and("."));
    let limit = identity.and_then(|it| it.utilisation_limit.as_ref());
    if let Some(limit) = desk.maybe("system", "utilisation-limit", limit) {
        desk.say(Words::from("After losing one replica a component may be used up to ").and(limit).and("."));
    }
}

/// What is promised, and how it is measured.
pub(in crate::bundle) fn promised(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, slo) in desk.facts.slos() {
        let at = format!("slos/{id}");
        let window = match &slo.calendar {
            Some(calendar) => desk.cite(&format!("{at}/calendar"), calendar, "a calendar window"),
            None => desk.value(&at, "window", slo.window.as_ref()),
        };
        let of = desk.value(&at, "of", slo.of.as_ref());
        let target = desk.value(&at, "target", slo.target.as_ref());
        let owner = desk.value(&at, "owner", slo.owner.as_ref());
        let indicator = indicator(desk, &at, slo);
        rows.push(vec![Words::id(id), of, indicator, target, window, owner]);
    }
    let columns = &["objective", "of", "indicator", "target", "window", "owner"];
    desk.table("What is promised, and how it is measured", columns, rows);
}

fn indicator(desk: &mut Desk<'_, '_>, at: &str, slo: &Named<Slo>) -> Words {
    let Some(sli) = &slo.sli else { return desk.value::<String>(at, "sli", None) };
    let words = match &sli.value {
        Sli { availability: Some(it), .. } => {
            ratio("requests that succeed", it.good.as_deref(), it.total.as_deref())
        }
        Sli { correctness: Some(it), .. } => {
            ratio("answers that are right", it.good.as_deref(), it.total.as_deref())
        }
        Sli { latency: Some(it), .. } => {
            let under =
                it.under.as_ref().map_or_else(String::new, |under| format!(" within {}", under.value));
            let of = it.histogram.as_ref().map_or_else(String::new, |it| format!(" (`{}`)", it.value));
            format!("requests answered{under}{of}")
        }
        Sli { freshness: Some(it), .. } => {
            let within = it.within.as_ref().map_or_else(String::new, |it| format!(" than {}", it.value));
            format!("data no older{within}")
        }
        Sli { throughput: Some(_), .. } => "work done in time".to_owned(),
        Sli { gauge: Some(it), .. } => {
            it.metric.as_ref().map_or_else(String::new, |metric| format!("`{}`", metric.value))
        }
        Sli { composite: Some(of), .. } => {
            let ids: Vec<&str> = of.iter().map(|slo| slo.id.as_str()).collect();
            format!("all of {}", Words::ids(ids).plain())
        }
        Sli { raw: Some(_), .. } => "a ratio that is recorded elsewhere".to_owned(),
        _ => return desk.value::<String>(at, "sli", None),
    };
    desk.cite(&format!("{at}/sli"), sli, words)
}

fn ratio(what: &str, good: Option<&String>, total: Option<&String>) -> String {
    match (good, total) {
        (Some(good), Some(total)) => format!("{what}: `{good}` of `{total}`"),
        _ => what.to_owned(),
    }
}

/// Availability objectives against the fault tree of their journey.
pub(in crate::bundle) fn kept(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, slo) in desk.facts.slos() {
        let Some((allowed, expected)) = budget(desk, id, slo) else { continue };
        let at = format!("slos/{id}");
        let verdict = verdict(desk, slo, &allowed, &expected);
        let share = Quantity::computed(
            format!("share of the budget of {id} that failures spend"),
            expected.value / allowed.value.max(f64::MIN_POSITIVE),
            "1",
            format!("{} ÷ {}", seconds(expected.value), seconds(allowed.value)),
        );
        let share = desk.worked(&at, &share, percent(&share));
        let allowed = desk.figure(&at, &allowed);
        let expected = desk.figure(&at, &expected);
        rows.push(vec![Words::id(id), allowed, expected, share, verdict.into()]);
    }
    let columns = &["objective", "may be lost", "is lost on average", "of the budget", "verdict"];
    let any = !rows.is_empty();
    desk.table("Whether what is built can keep it: failures by fault tree, over one window", columns, rows);
    if any {
        desk.say(
            "A dependency whose strength nobody stated counts as hard here; `loadline availability` shows it as soft, too.",
        );
    }
}

/// The verdict, and whether it rests on what nobody stated: `availability` names the guesses one by one.
fn verdict(desk: &Desk<'_, '_>, slo: &Slo, allowed: &Quantity, expected: &Quantity) -> String {
    if expected.value <= allowed.value {
        return "can be kept".to_owned();
    }
    let of = slo.of.as_ref().map_or("", |of| of.id.as_str());
    let index = desk.outages.failures.journeys.iter().position(|journey| journey.id == of);
    let lower = index.and_then(|index| Some(desk.outages.unavailability(index, Top::Failed)?.lower()));
    let window = slo.window.as_ref().map_or(0.0, |window| window.as_secs_f64());
    if lower.is_some_and(|lower| lower * window <= allowed.value) {
        return "not decided: only known within bounds".to_owned();
    }
    let guesses = index.is_some_and(|index| !desk.outages.guessed(index, Top::Failed).is_empty());
    if guesses {
        "cannot be kept, with guesses among its figures".to_owned()
    } else {
        "cannot be kept".to_owned()
    }
}

/// What an availability objective allows in its window, and what the failures of its journey take of it.
pub(super) fn budget(desk: &Desk<'_, '_>, id: &str, slo: &Slo) -> Option<(Quantity, Quantity)> {
    slo.sli.as_ref()?.availability.as_ref()?;
    let of = slo.of.as_ref()?.id.as_str();
    let index = desk.outages.failures.journeys.iter().position(|journey| journey.id == of)?;
    let failed = desk.outages.unavailability(index, Top::Failed)?.upper();
    let target = slo.target.as_ref()?;
    let window = slo.window.as_ref()?;
    let allowed = Quantity::computed(
        format!("error budget of {id}"),
        (1.0 - target.fraction()) * window.as_secs_f64(),
        "s",
        format!("(1 − {}) × {}", target.value, window.value),
    );
    let expected = Quantity::computed(
        format!("time {of} fails in the window of {id}"),
        failed * window.as_secs_f64(),
        "s",
        format!("{failed:.3e} of the time by fault tree × {}", window.value),
    );
    Some((allowed, expected))
}

fn seconds(value: f64) -> String {
    Duration::from_secs_f64(loadline_base::figure::significant(value, 3)).to_string()
}

fn latency(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for (id, journey) in facts.journeys() {
        let at = format!("journeys/{id}/latency");
        let latency = journey.latency.as_deref();
        let p50 = desk.blank(&at, "p50", latency.and_then(|it| it.p50.as_ref()));
        let p95 = desk.blank(&at, "p95", latency.and_then(|it| it.p95.as_ref()));
        let p99 = match latency.and_then(|it| it.p95.as_ref()) {
            Some(_) => desk.blank(&at, "p99", latency.and_then(|it| it.p99.as_ref())),
            None => desk.value(&at, "p99", latency.and_then(|it| it.p99.as_ref())),
        };
        let worst = match facts.flows.of(id) {
            Some(flow) => {
                let entry = flow.entry();
                let made = steps(&calls(facts.model, entry.component, entry.part, Some(id)));
                let bound = steps_time(&made);
                let formula = steps_time_formula(&made);
                let time = bound.at_least.as_secs_f64();
                let name = format!("worst case of the calls of {id}");
                let quantity = Quantity::computed(name, time, "s", formula);
                let least = if bound.complete { "" } else { "at least " };
                Words::from(least).and(desk.figure(&format!("journeys/{id}"), &quantity))
            }
            None => blank(),
        };
        let done = journey.completes.as_deref();
        let within =
            desk.blank(&format!("journeys/{id}/completes"), "within", done.and_then(|it| it.within.as_ref()));
        rows.push(vec![Words::id(id), p50, p95, p99, worst, within]);
    }
    let columns = &["journey", "p50", "p95", "p99", "its calls at worst", "all done within"];
    desk.table("How fast, and how long its calls may take at worst", columns, rows);
}

fn correctness(desk: &mut Desk<'_, '_>) {
    let mut rows = Vec::new();
    for (id, state) in entries(&desk.facts.model.system.state) {
        let at = format!("state/{id}");
        let consistency = desk.value(&at, "consistency", state.consistency.as_ref());
        let rpo = desk.value(&at, "rpo", state.rpo.as_ref());
        let rto = desk.value(&at, "rto", state.rto.as_ref());
        let reconcile = desk.blank(&at, "reconcile", state.reconcile.as_ref());
        rows.push(vec![Words::id(id), consistency, rpo, rto, reconcile]);
    }
    let columns = &["state", "readers see", "may be lost (RPO)", "is back within (RTO)", "compared by"];
    desk.table("Correctness and durability", columns, rows);
}
