//! The register of failure modes: each with its signal, alert route, mitigation, how to see that it is over, and what it
//! costs of the error budgets of the journeys it harms.

use crate::bundle::design::objectives::budget;
use crate::bundle::desk::Desk;
use crate::bundle::simulated;
use crate::bundle::words::Words;
use crate::facts::entries;
use crate::figure::percent;
use loadline_depend::{Contribution, Contributor, Thing, Top};
use loadline_evidence::Quantity;
use loadline_model::Named;
use loadline_model::kinds::{FailureCategory, FailureMode};
use std::collections::BTreeMap;

type Contributions<'a> = BTreeMap<usize, Vec<Contribution<'a>>>;

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let mut known = Contributions::new();
    let modes: Vec<_> = entries(&desk.facts.model.system.failure_modes).collect();
    if !modes.is_empty() {
        desk.head("Register of failure modes");
    }
    for (id, mode) in modes {
        one(desk, id, mode, &mut known);
    }
}

fn one<'a>(desk: &mut Desk<'a, '_>, id: &str, mode: &'a Named<FailureMode>, known: &mut Contributions<'a>) {
    let at = format!("failure-modes/{id}");
    let mut rows: Vec<Vec<Words>> = Vec::new();
    let mut row = |name: &str, words: Words| rows.push(vec![name.into(), words]);
    row("what happens", desk.value(&at, "claim", mode.claim.as_ref()));
    row("kind", desk.value(&at, "category", mode.category.as_ref()));
    row("of", desk.value(&at, "of", mode.of.as_ref()));
    row("harms", desk.value(&at, "harms", mode.harms.as_ref()));
    row("signal", desk.value(&at, "signal", mode.signal.as_ref()));
    row("alert route", route(desk, &at, mode));
    row("mitigation", desk.value(&at, "mitigation", mode.mitigation.as_ref()));
    row("over when", desk.value(&at, "recovery", mode.recovery.as_ref()));
    row("lasts", desk.value(&at, "lasts", mode.lasts.as_ref()));
    row("runbook", desk.blank(&at, "runbook", mode.runbook.as_ref()));
    for words in costs(desk, id, mode, known) {
        row("error budget", words);
    }
    if let Some(of) = &mode.of {
        let harms =
            |journey: &str| mode.harms.iter().flat_map(|all| &all.value).any(|it| it.value.id == journey);
        for words in simulated::harm(desk, &of.id, None, harms) {
            row("simulated", words);
        }
    }
    desk.table(format!("Failure mode `{id}`"), &["what", "failure mode"], rows);
}

/// Whom the alert reaches in the end.
fn route<'a>(desk: &mut Desk<'a, '_>, at: &str, mode: &'a Named<FailureMode>) -> Words {
    let words = desk.value(at, "alert", mode.alert.as_ref());
    let Some(alert) = &mode.alert else { return words };
    let slo = desk.facts.model.system.slos.as_ref().and_then(|all| all.get(&alert.value));
    let Some(wakes) = slo.and_then(|slo| slo.alert.as_ref()?.value.value()) else { return words };
    let at = format!("slos/{}/alert", alert.value);
    let page = desk.maybe(&at, "page", wakes.page.as_ref()).map(|team| Words::from("pages ").and(team));
    let ticket =
        desk.maybe(&at, "ticket", wakes.ticket.as_ref()).map(|team| Words::from("a ticket to ").and(team));
    let ways: Vec<Words> = page.into_iter().chain(ticket).collect();
    if ways.is_empty() { words } else { words.and(": ").and(Words::joined(ways, ", ")) }
}

/// For each availability objective of a journey it harms: what one occurrence takes at most, and what the fault tree
/// puts down to it over a window.
fn costs<'a>(
    desk: &mut Desk<'a, '_>,
    id: &str,
    mode: &'a Named<FailureMode>,
    known: &mut Contributions<'a>,
) -> Vec<Words> {
    if mode.category.as_ref().is_some_and(|category| category.value == FailureCategory::DataCorrectness) {
        return vec![
            "wrong data is no failed request: no availability budget and no fault tree sees it".into(),
        ];
    }
    let mut found = Vec::new();
    let harms: Vec<&str> =
        mode.harms.iter().flat_map(|all| &all.value).map(|it| it.value.id.as_str()).collect();
    for (slo_id, slo) in desk.facts.slos() {
        let Some(of) = slo.of.as_ref().map(|of| of.id.as_str()).filter(|of| harms.contains(of)) else {
            continue;
        };
        let Some((allowed, expected)) = budget(desk, slo_id, slo) else { continue };
        let at = format!("failure-modes/{id}");
        let mut parts = Vec::new();
        if let Some(lasts) = &mode.lasts {
            let share = Quantity::computed(
                format!("most that one {id} spends of {slo_id}"),
                lasts.as_secs_f64() / allowed.value.max(f64::MIN_POSITIVE),
                "1",
                format!("{} ÷ {}, were every request to fail", lasts.value, crate::figure::figure(&allowed)),
            );
            let words = desk.worked(&at, &share, percent(&share));
            let most = Words::from("one occurrence spends at most ").and(words);
            parts.push(most.and(", were every request to fail"));
        }
        if let Some((share, what)) = of_downtime(desk, of, mode, known) {
            let value = share * expected.value / allowed.value.max(f64::MIN_POSITIVE);
            let formula = format!(
                "{} of the time `{of}` fails, by fault tree ({what}), {} ÷ {}",
                loadline_base::figure::percent(share),
                crate::figure::figure(&expected),
                crate::figure::figure(&allowed)
            );
            let name = format!("what {id} spends of {slo_id} in a window");
            let quantity = Quantity::computed(name, value, "1", formula);
            let words = desk.worked(&at, &quantity, percent(&quantity));
            parts.push(
                Words::from(format!("over a window {what} together spend ")).and(words).and(" by fault tree"),
            );
        }
        if !parts.is_empty() {
            found.push(Words::from(format!("`{slo_id}`: ")).and(Words::joined(parts, "; ")));
        }
    }
    found
}

/// The share of a journey's downtime that goes back to what the mode is about.
fn of_downtime<'a>(
    desk: &Desk<'a, '_>,
    journey: &str,
    mode: &FailureMode,
    known: &mut Contributions<'a>,
) -> Option<(f64, String)> {
    let outages = desk.outages;
    let model = desk.facts.model;
    let index = outages.failures.journeys.iter().position(|one| one.id == journey)?;
    let parts = known.entry(index).or_insert_with(|| outages.by_thing(index, Top::Failed));
    let of = mode.of.as_ref()?;
    let category = mode.category.as_ref().map(|category| category.value);
    if category == Some(FailureCategory::Deploy) {
        let kinds = outages.by_kind(index, Top::Failed);
        let deploys = kinds.iter().find_map(|part| match part.of {
            Contributor::Kind("bad deploys") => Some(part.share),
            _ => None,
        });
        return Some((deploys.unwrap_or(0.0), "bad deploys of all components".to_owned()));
    }
    if let Some(component) = model.find(&of.id) {
        let share = parts.iter().find_map(|part| match part.of {
            Contributor::Thing(Thing::Component(id)) if id == component.id => Some(part.share),
            _ => None,
        });
        return Some((share.unwrap_or(0.0), format!("all failures of `{}`", of.id)));
    }
    // A mode of a whole journey: what the network takes with it are places.
    let network = category == Some(FailureCategory::Network);
    let places = parts.iter().filter(|part| matches!(part.of, Contributor::Thing(Thing::Place(_))));
    network.then(|| (places.map(|part| part.share).sum::<f64>().min(1.0), "all losses of places".to_owned()))
}
