//! How reads and writes run through the system: every journey step by step, from its entry to what it reads and writes.

use super::diagrams::{Drawing, carries, does, via};
use crate::bundle::desk::{Desk, blank};
use crate::bundle::document::Diagram;
use crate::bundle::words::Words;
use crate::figure::figure;
use loadline_evidence::Quantity;
use loadline_flow::{Branch, Call, Flow, HopKind, edge_time, edge_time_formula, tree};
use loadline_model::kinds::{Fallback, Via};
use loadline_model::{Decided, Edge};

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    for flow in facts.flows.all() {
        let kind = match writes(flow) {
            Some(share) if share <= 0.0 => "Read path",
            Some(share) if share >= 1.0 => "Write path",
            _ => "Read and write path",
        };
        let branches = tree(flow);
        desk.diagram(drawn(flow, &branches, format!("{kind} of {}", flow.id)));
        let steps = branches.iter().map(|branch| (branch.depth, step(desk, flow, branch))).collect();
        desk.steps(format!("{kind} of `{}`", flow.id), steps);
    }
}

/// The path as boxes and arrows, numbered as the steps are.
fn drawn(flow: &Flow<'_>, branches: &[Branch<'_, '_>], title: String) -> Diagram {
    let mut drawn = Drawing::new(title);
    // The box at every depth, and how many steps there were.
    let mut above: Vec<usize> = Vec::new();
    let mut counts: Vec<usize> = Vec::new();
    for branch in branches {
        let here = drawn.component(branch.station.component);
        let depth = branch.depth.min(above.len());
        above.truncate(depth);
        counts.truncate(depth + 1);
        counts.resize(depth + 1, 0);
        counts[depth] += 1;
        let number = counts.iter().map(usize::to_string).collect::<Vec<_>>().join(".");
        let caller = above.last().copied();
        above.push(here);
        match (branch.hop, caller) {
            (Some(hop), Some(caller)) => {
                let (what, how) = match hop.kind {
                    HopKind::Call(edge) | HopKind::Delivery(edge) => (carries(&edge), via(&edge)),
                    HopKind::Miss => ("on a miss".to_owned(), String::new()),
                };
                drawn.arrow((caller, here), &format!("{number} {what}"), &how, !hop.waits);
            }
            _ => {
                let Some(actor) = &flow.journey.actor else { continue };
                let actor = drawn.put(&actor.id, "actor", None);
                drawn.arrow((actor, here), &format!("{number} {}", flow.id), "", false);
            }
        }
    }
    drawn.diagram
}

fn writes(flow: &Flow<'_>) -> Option<f64> {
    let load = flow.journey.load.as_deref()?;
    load.writes.as_ref().map(|writes| writes.fraction())
}

fn step<'a>(desk: &mut Desk<'a, '_>, flow: &'a Flow<'a>, branch: &Branch<'_, 'a>) -> Words {
    let station = branch.station;
    let target = match station.part {
        Some(part) => format!("`{}.{part}`", station.component.name),
        None => format!("`{}`", station.component.name),
    };
    let Some(hop) = branch.hop else {
        let entry = desk.value(&format!("journeys/{}", flow.id), "entry", flow.journey.entry.as_ref());
        return Words::from("enters at ").and(entry);
    };
    let edge = match hop.kind {
        HopKind::Call(edge) | HopKind::Delivery(edge) => edge,
        HopKind::Miss => return Words::from(format!("what the cache misses is read from {target}")),
    };
    let at = edge.path();
    let mut words = match hop.kind {
        HopKind::Delivery(_) => Words::from(format!("{target} takes the message")),
        _ if edge.publishes() => Words::from(format!("publishes to {target}")),
        _ => Words::from(format!("{} {target}", does(&edge).unwrap_or("calls"))),
    };
    if let Some(carries) = desk.maybe(&at, "carries", edge.need.carries.as_ref()) {
        words = words.and(" with ").and(carries);
    }
    let on_miss = match edge.need.via.as_deref() {
        Some(Via::Cache(cache)) => Some(format!(" on a miss of `{}`", cache.id)),
        _ => None,
    };
    words = words.and(on_miss.clone().unwrap_or_default());
    // A cache that nobody says the hits of is not one that never misses.
    if on_miss.is_some() && branch.visits == 0.0 {
        words = words.and(", however often that is");
    } else if branch.visits != 1.0 {
        let name = format!("visits of {target} by one request of {}", flow.id);
        let often = Quantity::computed(name, branch.visits, "1", "mean over all requests of the journey");
        let often = desk.worked(&at, &often, format!("{}×", loadline_base::figure::figure(branch.visits)));
        words = words.and(", ").and(often).and(" a request");
    }
    if matches!(hop.kind, HopKind::Call(_)) && hop.waits {
        words = words.and(waiting(desk, &edge, &at, station.part, hop.operations));
    } else if matches!(hop.kind, HopKind::Call(_)) {
        words = words.and("; nobody waits");
    }
    if branch.repeated {
        words = words.and("; goes on as above");
    }
    if hop.closes_cycle {
        words = words.and("; leads back to a caller of itself");
    }
    words
}

/// How long it is waited for, and what happens when it fails.
fn waiting<'a>(
    desk: &mut Desk<'a, '_>,
    edge: &Edge<'a>,
    at: &str,
    part: Option<&'a str>,
    operations: loadline_flow::Operations,
) -> Words {
    let call = Call { edge: *edge, part, operations, waits: true };
    let mut words = match edge_time(&call) {
        Some(time) => {
            let name = format!("longest time on {}", edge.name);
            let quantity = Quantity::computed(name, time.as_secs_f64(), "s", edge_time_formula(&call));
            Words::from(", at most ").and(desk.worked(at, &quantity, figure(&quantity)))
        }
        None => {
            desk.open(format!("{at}/timeout"), format!("nobody says how long `{}` is waited for", edge.name));
            Words::from(", for as long as it takes")
        }
    };
    if let Some(fallback) = &edge.need.fallback {
        let path = format!("{at}/fallback");
        let text = match &fallback.value {
            Decided::None => "without a fallback".to_owned(),
            Decided::Some(it) => format!("failing that, {}", instead(it)),
        };
        words = words.and("; ").and(desk.cite(&path, fallback, text));
    }
    words
}

/// What is done instead.
pub(in crate::bundle) fn instead(fallback: &Fallback) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(fallback.to.as_ref().map(|to| format!("`{}` is called", to.value)));
    parts.extend(fallback.stale.as_ref().map(|age| format!("an answer up to {} old is given", age.value)));
    parts.extend(fallback.queue.as_ref().map(|time| format!("it is queued for up to {}", time.value)));
    parts.extend(fallback.degrade.as_ref().map(|how| format!("it goes on with less ({})", how.value)));
    parts.extend(fallback.drop.as_ref().map(|what| format!("it is dropped ({})", what.value)));
    if let Some(shown) = &fallback.shown_as {
        parts.push(format!("shown as {}", shown.value));
    }
    if parts.is_empty() { blank().plain() } else { parts.join(", ") }
}
