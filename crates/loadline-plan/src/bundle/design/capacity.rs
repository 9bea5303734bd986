//! How often, how much, how far above the peak, and what gives way first on the way to ten times the load. Every number
//! with its arithmetic.

mod growth;
mod state;

use crate::bundle::desk::Desk;
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::figure::{percent, times};
use loadline_capacity::limit::Limit;
use loadline_capacity::load::When;
use loadline_capacity::traffic::Traffic;
use loadline_evidence::Quantity;

pub(in crate::bundle) use growth::write as growth;
pub(in crate::bundle) use state::backlogs;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "capacity", title: "Capacity", gates: &["D3"], write };

fn write(desk: &mut Desk<'_, '_>) {
    traffic(desk);
    arithmetic(desk);
    components(desk);
    growth(desk);
    state::write(desk);
    unknowns(desk);
}

fn traffic(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for traffic in &capacity.traffic {
        let at = format!("journeys/{}/load", traffic.journey);
        let average = desk.figure_or_open(&at, "average", traffic.average.as_ref());
        let peak = desk.figure_or_open(&at, "peak", traffic.peak.as_ref());
        let factor = match &traffic.multiplier {
            Some(factor) => desk.worked(&at, factor, times(factor)),
            None => desk.figure_or_blank(&at, None),
        };
        let burst = desk.figure_or_blank(&at, traffic.burst.as_ref());
        let required = required(traffic, capacity.headroom.as_ref());
        let required = desk.figure_or_blank(&at, required.as_ref());
        let reads = desk.figure_or_blank(&at, traffic.reads.as_ref());
        let writes = desk.figure_or_blank(&at, traffic.writes.as_ref());
        let load = desk.facts.flows.of(traffic.journey).and_then(|flow| flow.journey.load.as_deref());
        let growth = desk.blank(&at, "growth", load.and_then(|load| load.growth.as_ref()));
        rows.push(vec![
            Words::id(traffic.journey),
            average,
            peak,
            factor,
            burst,
            required,
            reads,
            writes,
            growth,
        ]);
    }
    let columns = &[
        "journey",
        "average",
        "peak",
        "peak ÷ average",
        "burst",
        "peak × headroom",
        "reads, average",
        "writes, average",
        "growth",
    ];
    desk.table("Requests of each journey", columns, rows);
}

/// Required capacity = peak × headroom.
fn required(traffic: &Traffic<'_>, headroom: Option<&Quantity>) -> Option<Quantity> {
    let (peak, headroom) = (traffic.peak.as_ref()?, headroom?);
    let formula = format!("{} × {}", rate(peak), times(headroom));
    Some(Quantity::computed("peak × headroom", peak.value * headroom.value, "rps", formula))
}

fn rate(quantity: &Quantity) -> String {
    crate::figure::figure(quantity)
}

/// The formulas, with the figures put in.
fn arithmetic(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut items = Vec::new();
    for traffic in &capacity.traffic {
        let at = format!("journeys/{}/load", traffic.journey);
        let required = required(traffic, capacity.headroom.as_ref());
        let figures = traffic.figures().into_iter().chain(&required);
        let worked = figures.filter_map(|it| Some((it, it.formula.as_ref()?.to_string())));
        for (quantity, formula) in worked {
            let name = format!("`{}`, {}: ", traffic.journey, quantity.name);
            let shown = match (quantity.name.as_ref(), quantity.unit) {
                (_, "1") => times(quantity),
                _ => rate(quantity),
            };
            let text = format!("{name}{shown} = {formula}");
            items.push(desk.worked(&at, quantity, text));
        }
    }
    desk.list("Formulas of the requests, with the figures put in", items);
}

/// What components are asked, what they carry, and what is left after a loss.
fn components(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for limit in &capacity.limits {
        let at = limit.edge.map_or_else(|| limit.component.path(), |edge| edge.path());
        let load = desk.worked(&at, &limit.load, told(rate(&limit.load), limit));
        let carries = desk.figure(&at, &limit.carries);
        let used = desk.worked(&at, &limit.used, percent(&limit.used));
        let lasts = desk.worked(&at, &limit.lasts, times(&limit.lasts));
        let wanted = desk.figure_or_blank(&at, limit.wanted.as_ref());
        let mut after = |after: &loadline_capacity::limit::After| match (after.used(), after.utilisation()) {
            (Some(used), _) => desk.worked(&at, used, percent(used)),
            (None, Some(_)) => Words::from("nothing left"),
            (None, None) => desk.figure_or_blank(&at, None),
        };
        let copy = after(&limit.running.copy);
        let zone = after(&limit.running.zone);
        let name = format!("`{}`, {}", limit.name(), limit.what.word());
        rows.push(vec![name.into(), load, carries, used, lasts, wanted, copy, zone]);
    }
    let columns = &[
        "what gives way",
        "load at peak",
        "carries",
        "used",
        "carries ÷ load",
        "needed with headroom",
        "without a copy, before scaling",
        "without a zone, before scaling",
    ];
    desk.table("What carries the load, the first to give way first", columns, rows);
    if capacity.limits.iter().any(|limit| limit.when == When::Average) {
        desk.say(
            "Where nobody waits, the load on average counts: what piles up at the peak drains after it.",
        );
    }
    let mut items = Vec::new();
    for limit in &capacity.limits {
        let at = limit.edge.map_or_else(|| limit.component.path(), |edge| edge.path());
        for (what, quantity) in [("load", &limit.load), ("carries", &limit.carries)] {
            let Some(formula) = &quantity.formula else { continue };
            if formula.to_string() == rate(quantity) {
                continue;
            }
            let average = what == "load" && limit.when == When::Average;
            let when = if average { " on average" } else { "" };
            let text = format!("`{}` {what}{when}: {} = {formula}", limit.name(), rate(quantity));
            items.push(desk.worked(&at, quantity, text));
        }
    }
    desk.list("Formulas of what carries the load", items);
}

/// A figure about the load of a limit, which is that at the peak unless it says otherwise.
pub(in crate::bundle) fn told(figure: String, limit: &Limit<'_>) -> String {
    if limit.when == When::Average { format!("{figure} on average") } else { figure }
}

/// What engines would have to know for more numbers.
fn unknowns(desk: &mut Desk<'_, '_>) {
    let unknowns = &desk.facts.capacity.unknowns;
    for unknown in unknowns {
        desk.open(unknown.field.clone(), format!("`{}` would tell {}", unknown.field, unknown.tells));
    }
}
