//! A large answer that travels uncompressed.

use crate::prelude::*;
use crate::readings::figure::figure;
use loadline_base::Span;
use loadline_base::units::Size;
use loadline_model::{Component, ComponentId};
use rustc_hash::FxHashMap;

/// Bytes of an answer from which compression pays without doubt.
const LARGE: u64 = 100_000;

/// A large answer that travels uncompressed.
pub(crate) const RULE: Rule = Rule {
    code: "LL313",
    name: "large-payload-uncompressed",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a large answer is sent without compression",
    requirements: &["E6", "D3"],
    pillar: None,
    facts: &[
        "services.*.exposes.*.payload.out",
        "services.*.exposes.*.compression",
        "services.*.exposes.*.cdn",
        "journeys.*.load.peak",
    ],
    page: include_str!("large_payload_uncompressed.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let rates = rates_by_interface(cx);
    for component in cx.model.components() {
        for (id, interface) in component.interfaces().into_iter().flat_map(|all| all.iter()) {
            let Some(size) = interface.payload.as_ref().and_then(|payload| payload.response.as_ref()) else {
                continue;
            };
            let behind_cdn = interface.cdn.as_ref().is_some_and(|cdn| !cdn.is_none());
            if size.bytes() < LARGE || behind_cdn || !size.is_decided() {
                continue;
            }
            let place = Place::new(format!("{}/exposes/{id}", component.path()), interface.key);
            let peak = rates.get(&(component.id, id)).copied().unwrap_or(0.0);
            match &interface.compression {
                Some(compression) if compression.is_decided() && compression.is_none() => {
                    report(cx, component, (id, place), size.value, peak, compression.span);
                }
                Some(_) => {}
                None => cx.ask(
                    &place,
                    "compression",
                    format!("how are its answers of {size} compressed?", size = size.value),
                ),
            }
        }
    }
}

/// Requests a second at peak that reach each interface.
fn rates_by_interface<'m>(cx: &Check<'m>) -> FxHashMap<(ComponentId, &'m str), f64> {
    let mut rates = FxHashMap::default();
    for flow in cx.flows.all() {
        let Some(peak) = flow.peak() else { continue };
        for station in &flow.stations {
            if let Some(part) = station.part {
                *rates.entry((station.component.id, part)).or_insert(0.0) += peak * station.visits;
            }
        }
    }
    rates
}

fn report(
    cx: &mut Check<'_>,
    component: Component<'_>,
    (id, place): (&str, Place),
    size: Size,
    peak: f64,
    said: Span,
) {
    let name = component.name;
    let bits = peak * size.bytes() as f64 * 8.0;
    let mut message = format!("`{name}.{id}` sends answers of {size} uncompressed");
    if peak > 0.0 {
        message = format!("{message}: {} Mbit/s at peak", figure(bits / 1e6));
    }
    let mut report = Report::new(place, message)
        .mark(said, "no compression, by decision")
        .number(Quantity::stated("answer", size.bytes() as f64, "B"))
        .hint("compress it (gzip or zstd make JSON about five times smaller), send fewer fields, or cut it into pages");
    if peak > 0.0 {
        let formula = format!("{} rps × {size} × 8 bit", figure(peak));
        report = report
            .note(format!("{} Mbit/s = {formula}", figure(bits / 1e6)))
            .number(Quantity::computed("bandwidth at peak", bits, "bit/s", formula));
    }
    cx.report(report);
}
