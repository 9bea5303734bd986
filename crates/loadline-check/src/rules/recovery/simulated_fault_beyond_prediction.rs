//! A fault that, simulated, fails many more requests than the structure of the model lets one expect.

use crate::prelude::*;
use crate::readings::predictions::is_important;
use loadline_base::figure::{Digits, percent};
use loadline_depend::{Losses, Thing};
use loadline_evidence::{FaultRecord, FaultsRecord, HarmRecord};
use loadline_flow::Flow;

/// Share of requests beyond what is expected that is not told: what retries and queues do in small.
const TOLERATED: f64 = 0.1;

/// A fault that, simulated, fails many more requests than the structure of the model lets one expect.
pub(crate) const RULE: Rule = Rule {
    code: "LL416",
    name: "simulated-fault-beyond-prediction",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "simulated, a single fault fails many more requests of an important journey than blast radius and fault tree say",
    requirements: &["D6", "R4", "R5", "P10"],
    pillar: None,
    facts: &["journeys.*.criticality", "services.*.replicas.min", "services.*.needs"],
    page: include_str!("simulated_fault_beyond_prediction.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let Some(faults) = cx.recorded.and_then(|recorded| recorded.fresh_faults()) else { return };
    let predicted = cx.predicted();
    let mut losses = Losses::of(&predicted.most);
    for fault in &faults.faults {
        let Some(thing) = Thing::find(cx.model, &fault.of) else { continue };
        let lost: Vec<usize> = losses.at_once(thing).into_iter().map(|(journey, _)| journey).collect();
        for (index, flow) in predicted.flows.iter().enumerate().filter(|(_, flow)| is_important(flow)) {
            let Some(harm) = fault.harm.get(flow.id) else { continue };
            let fails = lost.contains(&index).then(|| visits(flow, thing));
            let Some((expected, why)) = expected(&fault.what, fails) else { continue };
            if harm.failed > expected + TOLERATED || harm.stuck > 0 {
                report(cx, thing, flow, faults, fault, &Seen { harm: *harm, expected, why });
            }
        }
    }
}

/// Visits of a request to a component that it waits for.
fn visits(flow: &Flow<'_>, thing: Thing<'_>) -> f64 {
    let waited = flow.stations.iter().filter(|station| station.waited_for);
    waited
        .filter(|station| Thing::Component(station.component.id) == thing)
        .map(|station| station.visits)
        .sum()
}

/// The share of requests that the structure says a fault fails, and why, where its loss fails a journey that visits it so many
/// times a request, or does not; `None` for faults it says nothing of.
fn expected(what: &str, fails: Option<f64>) -> Option<(f64, String)> {
    let (share, why) = match (what, fails) {
        ("down" | "lost", Some(_)) => (1.0, "its loss alone fails the journey, by fault tree"),
        ("one copy down", _) => (0.0, "the other copies go on"),
        ("half errors", Some(visits)) => {
            let share = 1.0 - 0.5f64.powf(visits);
            let calls = Digits::Three.number(visits);
            return Some((
                share,
                format!(
                    "half of the answers are errors, at {calls} calls a request, each of which has to work"
                ),
            ));
        }
        ("down" | "lost" | "half errors", None) => (0.0, "by fault tree the journey lives on without it"),
        _ => return None,
    };
    Some((share, why.to_owned()))
}

struct Seen {
    harm: HarmRecord,
    expected: f64,
    why: String,
}

fn report<'m>(
    cx: &mut Check<'m>,
    thing: Thing<'m>,
    flow: &Flow<'m>,
    faults: &FaultsRecord,
    fault: &FaultRecord,
    seen: &Seen,
) {
    let (of, what, journey) = (&fault.of, &fault.what, flow.id);
    let place = match thing {
        Thing::Component(id) => cx.model.component(id).place(),
        Thing::Place(domain) => {
            let path = format!("domains/{domain}");
            let Some(span) = cx.model.locate(&path) else { return };
            Place::new(path, span)
        }
    };
    let Seen { harm, expected, why } = seen;
    let message = if harm.failed > expected + TOLERATED {
        let (failed, expected) = (percent(harm.failed), percent(*expected));
        format!("simulated, `{of}` with {what} fails {failed} of `{journey}`, not {expected}")
    } else {
        let (stuck, runs, watched) = (harm.stuck, faults.runs, Digits::Three.time(faults.watched));
        format!(
            "simulated, `{journey}` is not back to normal {watched} after the repair of `{of}` ({what}), in {stuck} of {runs} runs"
        )
    };
    cx.report(
        Report::new(place, message)
            .label(what.clone())
            .aspect(format!("{what}/{journey}"))
            .note(format!("expected {}: {why}", percent(*expected)))
            .note(faults.over(harm))
            .note(format!("the mean of {}", faults.basis()))
            .number(Quantity::computed("share failed", harm.failed, "1", "simulated, the mean of the runs"))
            .hint("`loadline sim resilience` shows all faults; look for queues that outgrow timeouts, retries and breakers that open"),
    );
}
