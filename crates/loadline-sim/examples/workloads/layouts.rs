//! The workloads as layouts, each with the requests a second that come.

use loadline_math::Law;
use loadline_sim::layout::{Backoff, Call, Growth, Jitter, Layout, Node, Retries, Source, Station};
use loadline_sim::profile::{Arrivals, Profile};
use loadline_sim::time::Delay;

/// W1 = M/M/1 at ρ = 0.8; W2 = M/M/8 at ρ = 0.8; W3 = three stations of four workers in a row at ρ = 0.25, 9 s for each of three
/// attempts, full jitter, and what has timed out is worked on; `w3-wide` = the same, two thousand times as wide; `typical` = ten
/// services in five journeys of 1,000 requests a second, three visits each, with timeouts and retries.
pub(crate) fn of(workload: &str) -> Option<(Layout, f64)> {
    Some(match workload {
        "w1" => (chain(0.8, &[1]), 0.8),
        "w2" => (chain(6.4, &[8]), 6.4),
        "w3" => (patient(chain(1.0, &[4, 4, 4])), 1.0),
        "w3-wide" => (patient(chain(2_000.0, &[8_000, 8_000, 8_000])), 2_000.0),
        "typical" => (typical(), 5_000.0),
        _ => return None,
    })
}

/// Stations in a row, with exponential work of one second on average.
pub(crate) fn chain(rate: f64, workers: &[u32]) -> Layout {
    let mut layout = Layout::default();
    let entry = link(&mut layout, "s", workers, 1.0);
    source(&mut layout, "users", entry, rate);
    layout
}

/// Adds stations of which each one calls the next; the first node.
fn link(layout: &mut Layout, name: &str, workers: &[u32], mean: f64) -> u32 {
    let (first, count) = (layout.nodes.len() as u32, workers.len());
    for (place, workers) in (0u32..).zip(workers) {
        let station = layout.stations.len() as u32;
        layout.stations.push(Station::plain(format!("{name}{place}"), *workers));
        let begin = layout.steps.len() as u32;
        if place as usize + 1 < count {
            let call = layout.calls.len() as u32;
            layout.calls.push(Call::plain(format!("{name}{place} on"), first + place + 1));
            layout.steps.push(call..call + 1);
        }
        let steps = begin..layout.steps.len() as u32;
        layout.nodes.push(Node {
            name: format!("{name}{place}"),
            station,
            work: Law::Exponential { mean },
            steps,
        });
    }
    first
}

fn source(layout: &mut Layout, name: &str, to: u32, rate: f64) {
    let call = layout.calls.len() as u32;
    layout.calls.push(Call::plain(name, to));
    layout.sources.push(Source {
        name: name.to_owned(),
        arrivals: Arrivals::Poisson,
        profile: Profile::constant(rate),
        call,
        priority: 0,
    });
}

fn patient(mut layout: Layout) -> Layout {
    let call = layout.sources.first().map_or(0, |source| source.call as usize);
    let second = Delay::from_seconds(1.0);
    let backoff = Backoff { base: second, growth: Growth::Exponential, cap: second, jitter: Jitter::Full };
    layout.calls[call].timeout = Some(Delay::from_seconds(9.0));
    layout.calls[call].retries = Retries { most: 2, backoff, budget: None };
    layout
}

fn typical() -> Layout {
    let mut layout = Layout::default();
    for journey in 0..5 {
        let entry = link(&mut layout, &format!("j{journey}-"), &[8, 8, 8], 0.005);
        source(&mut layout, &format!("users {journey}"), entry, 1_000.0);
    }
    // Ten services: the last one of each journey is shared with the next.
    for journey in 0..5 {
        let shared = (journey + 1) % 5 * 3;
        layout.nodes[journey * 3 + 2].station = shared as u32;
    }
    for station in &mut layout.stations {
        station.workers = Some(4);
        station.copies = 4;
    }
    for call in &mut layout.calls {
        call.timeout = Some(Delay::from_seconds(0.5));
        call.retries = Retries::after(2, Delay::from_seconds(0.05));
    }
    layout
}
