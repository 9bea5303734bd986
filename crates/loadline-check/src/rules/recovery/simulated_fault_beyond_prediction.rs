//! A fault that, simulated, fails many more requests than the structure of the model lets one expect.

use crate::prelude::*;
use crate::readings::predictions::{is_important, predicted};
use loadline_base::figure::percent;
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
    let predicted = predicted(cx);
    let mut losses = Losses::of(&predicted.most);
    for fault in &faults.faults {
        let Some(thing) = Thing::find(cx.model, &fault.of) else { continue };
        let lost: Vec<usize> = losses.at_once(thing).into_iter().map(|(journey, _)| journey).collect();
        for (index, flow) in predicted.flows.iter().enumerate().filter(|(_, flow)| is_important(flow)) {
            let Some(harm) = fault.harm.get(flow.id) else { continue };
            let Some((expected, why)) = expected(&fault.what, lost.contains(&index)) else { continue };
            if harm.failed > expected + TOLERATED || harm.stuck > 0 {
                report(cx, thing, flow, faults, fault, &Seen { harm: *harm, expected, why });
            }
        }
    }
}

/// The share of requests that the structure says a fault fails, and why; `None` for faults it says nothing of.
fn expected(what: &str, fails: bool) -> Option<(f64, &'static str)> {
    Some(match what {
        "down" | "lost" if fails => (1.0, "its loss alone fails the journey, by fault tree"),
        "down" | "lost" => (0.0, "by fault tree the journey lives on without it"),
        "one copy down" => (0.0, "the other copies go on"),
        "half errors" if fails => {
            (0.5, "half of the answers are errors, and no more of the journey needs to be")
        }
        "half errors" => (0.0, "by fault tree the journey lives on without it"),
        _ => return None,
    })
}

struct Seen {
    harm: HarmRecord,
    expected: f64,
    why: &'static str,
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
    let message = format!(
        "simulated, `{of}` with {what} fails {} of `{journey}`, not {}",
        percent(harm.failed),
        percent(*expected)
    );
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
