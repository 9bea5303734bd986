//! D6: how it can fail, who notices, what is done, and what that takes from the error budget.

use crate::ask::{Ask, write};
use crate::facts::Facts;
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{engine, model, silence};
use loadline_evidence::Quantity;
use loadline_model::kinds::{FailureCategory, FailureMode};
use std::collections::BTreeSet;

/// D6.
pub(super) const GATE: Gate = Gate {
    id: "D6",
    name: "reliability",
    title: "Reliability and failure modes",
    serves: &["D6", "R4", "R10"],
    requirements: &[
        model("D6.modes", "three concrete failure modes for every journey that matters", modes),
        model("D6.categories", "failure modes of at least three kinds", categories),
        model("D6.signal", "what shows each failure mode, and who is told", signals),
        model("D6.mitigation", "what is done at once, and how to see that it is over", mitigations),
        silence(
            "D6.timeouts",
            "a time limit on every call that fits its caller's",
            &["LL201", "LL202", "LL211", "LL216", "LL221"],
        ),
        silence(
            "D6.retries",
            "retries with backoff, jitter, a budget and idempotency, on one tier",
            &["LL203", "LL204", "LL205", "LL206", "LL207", "LL212"],
        ),
        silence("D6.backpressure", "queues and redelivery with an end", &["LL209", "LL210"]),
        silence(
            "D6.dead-letters",
            "a place for messages that cannot be processed, and consumers that bear doubles",
            &["LL208", "LL219"],
        ),
        silence(
            "D6.breakers",
            "breakers and fallbacks that carry the load and fail apart",
            &["LL213", "LL214", "LL215", "LL218", "LL220"],
        ),
        silence(
            "D6.caches",
            "caches that forget old values and do not fall over when cold",
            &["LL106", "LL107", "LL109"],
        ),
        engine("D6.budget", "availability objectives that the structure can keep", budget),
        silence(
            "D6.recovery",
            "backups, copies and failovers that keep what is promised",
            &["LL403", "LL404", "LL405", "LL408", "LL411", "LL412"],
        ),
    ],
};

const EXAMPLE: &str =
    "{psp-down: {claim: …, category: dependency, of: psp, harms: [pay], signal: …, alert: …}}";
/// Failure modes that a journey needs, and kinds that they must be of.
const LEAST: usize = 3;

/// The failure modes that harm a journey: those that say so, and those of what its users wait for.
fn harming<'m>(facts: &Facts<'m>, journey: &str) -> Vec<(&'m str, &'m FailureMode)> {
    let flow = facts.flows.of(journey);
    let waits_for = |component: &str| {
        flow.is_some_and(|flow| {
            flow.stations.iter().any(|station| station.waited_for && station.component.name == component)
        })
    };
    let harms = |mode: &FailureMode| match (&mode.of, mode.harms.as_deref()) {
        (_, Some(harms)) if harms.iter().any(|harmed| harmed.id == journey) => true,
        (Some(of), None) => of.id == journey || waits_for(&of.id),
        (Some(of), Some(_)) => of.id == journey,
        (None, _) => false,
    };
    let all = crate::facts::entries(&facts.model.system.failure_modes);
    all.filter(|(_, mode)| harms(mode)).map(|(id, mode)| (id, &mode.value)).collect()
}

fn modes(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.each("failure-modes", facts.model.system.failure_modes.as_ref(), EXAMPLE, |ask, at, mode| {
        ask.said(at, "claim", mode.claim.as_ref(), "the processor answers nothing");
        ask.said(at, "of", mode.of.as_ref(), "psp");
    });
    for (id, _) in facts.important_journeys() {
        let found = harming(&facts, id).len();
        if found < LEAST {
            let text = format!("{found} of at least {LEAST} failure modes are known that harm `{id}`");
            ask.wrong(format!("journeys/{id}"), text, write("failure-modes", EXAMPLE));
        }
    }
}

fn categories(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let mut kinds: BTreeSet<&'static str> = BTreeSet::new();
    ask.each("failure-modes", facts.model.system.failure_modes.as_ref(), EXAMPLE, |ask, at, mode| {
        if let Some(category) = ask.said(at, "category", mode.category.as_ref(), "dependency") {
            kinds.insert(word(*category));
        }
    });
    let said = facts.model.system.failure_modes.as_ref().is_some_and(|modes| !modes.is_empty());
    if said && kinds.len() < LEAST {
        let text = format!("failure modes are of {} of at least {LEAST} kinds", kinds.len());
        ask.wrong(
            "failure-modes",
            text,
            Close::Do("look at dependencies, saturation, data, network and deploys".to_owned()),
        );
    }
}

const fn word(category: FailureCategory) -> &'static str {
    match category {
        FailureCategory::Dependency => "dependency",
        FailureCategory::Saturation => "saturation",
        FailureCategory::DataCorrectness => "data-correctness",
        FailureCategory::Network => "network",
        FailureCategory::Deploy => "deploy",
    }
}

fn signals(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.each("failure-modes", facts.model.system.failure_modes.as_ref(), EXAMPLE, |ask, at, mode| {
        ask.said(at, "signal", mode.signal.as_ref(), "error rate of psp above 20% for 1m");
        let Some(alert) = ask.said(at, "alert", mode.alert.as_ref(), "pay-availability") else { return };
        if !is_alert(&facts, alert) {
            let text = format!("`{alert}` is no objective, paging rule or team of the model");
            ask.wrong(format!("{at}/alert"), text, write(format!("{at}/alert"), "pay-availability"));
        }
    });
}

/// Whether something of this name tells somebody: an SLO that alerts, a paging rule, or a team.
fn is_alert(facts: &Facts<'_>, name: &str) -> bool {
    let system = &facts.model.system;
    let slo = system.slos.as_ref().and_then(|all| all.get(name));
    let paging = system.policies.as_deref().and_then(|policies| policies.paging.as_deref());
    slo.is_some_and(|slo| slo.alert.is_some())
        || paging.is_some_and(|all| all.get(name).is_some())
        || system.teams.as_ref().is_some_and(|all| all.get(name).is_some())
}

fn mitigations(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.each("failure-modes", facts.model.system.failure_modes.as_ref(), EXAMPLE, |ask, at, mode| {
        ask.said(
            at,
            "mitigation",
            mode.mitigation.as_ref(),
            "the breaker opens and the second processor takes over",
        );
        ask.said(at, "recovery", mode.recovery.as_ref(), "fewer than 0.1% fail for 10m");
        ask.said(at, "lasts", mode.lasts.as_ref(), "2m");
    });
}

fn budget(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, _) in facts.important_journeys() {
        let Some(downtime) = facts.downtimes.iter().find(|downtime| downtime.journey == id) else { continue };
        for (name, slo) in facts.slos_of(id) {
            if slo.sli.as_deref().is_none_or(|sli| sli.availability.is_none()) {
                continue;
            }
            let target = ask.said(&format!("slos/{name}"), "target", slo.target.as_ref(), "99.9%");
            let Some(target) = target else { continue };
            let allowed = 1.0 - target.fraction();
            let at = format!("slos/{name}/target");
            let failed = &downtime.failed;
            if failed.value <= allowed {
                let share = failed.value / allowed;
                let formula = format!("{:.3e} of {allowed:.3e} of the time", failed.value);
                ask.shown(at, &Quantity::computed("error budget used by the structure", share, "1", formula));
            } else {
                let times = failed.value / allowed;
                let text = format!("`{id}` fails {times:.1} times as long as `{name}` allows");
                ask.wrong(at, text, Close::Run(format!("loadline availability {id}")));
            }
        }
    }
}
