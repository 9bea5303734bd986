//! What simulations were recorded to show, as a bundle tells it: claims with their verdicts, and what single faults do.

use super::desk::Desk;
use super::words::Words;
use crate::facts::entries;
use crate::figure::percent;
use crate::gates::design::quantity;
use loadline_evidence::{FaultRecord, FaultsRecord, HarmRecord, Quantity, Stale};

/// The claims of all scenarios, each with what was recorded of it.
pub(super) fn claims(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for (id, scenario) in entries(&facts.model.system.scenarios) {
        let at = format!("scenarios/{id}/claims");
        for claim in scenario.claims.iter().flat_map(|claims| &claims.value) {
            let text = desk.cite(&at, claim, claim.value.clone());
            let found = facts.recorded.and_then(|recorded| recorded.claim(id, &claim.value));
            let (verdict, figure, basis) = match found {
                None => (Words::from("not simulated"), "–".into(), "–".to_owned()),
                Some((record, found)) => {
                    let stale = match record.stale {
                        None => "",
                        Some(Stale::Model) => ", of an older model",
                        Some(Stale::Engine) => ", by another engine",
                    };
                    let basis = format!("{} runs, seed {}", record.runs, record.seed);
                    let told = match quantity(record, found) {
                        Some(quantity) => desk.worked(&at, &quantity, found.told()),
                        None => found.told().into(),
                    };
                    (Words::from(format!("{}{stale}", found.verdict.word())), told, basis)
                }
            };
            rows.push(vec![Words::id(id), text, verdict, figure, basis.into()]);
        }
    }
    if !rows.is_empty() {
        let columns = &["scenario", "claim", "verdict", "found (95 % interval)", "by"];
        desk.table("What was simulated", columns, rows);
    }
}

/// What single faults of a component or a domain do to the journeys that `harms` takes, one line a fault and journey. With `only`,
/// faults of that kind. Nothing where nothing is recorded of the model as it is.
pub(super) fn harm(
    desk: &mut Desk<'_, '_>,
    of: &str,
    only: Option<&str>,
    harms: impl Fn(&str) -> bool,
) -> Vec<Words> {
    let facts = desk.facts;
    let Some(faults) = facts.recorded.and_then(|recorded| recorded.fresh_faults()) else { return Vec::new() };
    let at = facts.model.find(of).map_or_else(|| format!("domains/{of}"), |component| component.path());
    let mut found = Vec::new();
    let wanted = |fault: &&FaultRecord| fault.of == of && only.is_none_or(|only| fault.what == only);
    for fault in faults.faults.iter().filter(wanted) {
        for (journey, harm) in fault.harm.iter().filter(|(journey, _)| harms(journey)) {
            let quantity = failed(faults, fault, journey, harm);
            let share = desk.worked(&at, &quantity, percent(&quantity));
            let over = faults.over(harm);
            found.push(
                Words::from(format!("`{of}` {}: ", fault.what))
                    .and(share)
                    .and(format!(" of `{journey}` fail meanwhile, {over}")),
            );
        }
    }
    found
}

fn failed(faults: &FaultsRecord, fault: &FaultRecord, journey: &str, harm: &HarmRecord) -> Quantity {
    let name = format!("share of {journey} that fails with {} {}", fault.of, fault.what);
    Quantity::computed(name, harm.failed, "1", format!("simulated: the mean of {}", faults.basis()))
}
