//! Small layouts to begin with.

use loadline_math::Law;
use loadline_sim::layout::{Call, Layout, Node, Source, Station};
use loadline_sim::profile::{Arrivals, Profile};

/// One source that calls one node on one station.
pub(crate) fn single(arrivals: Arrivals, rate: f64, work: Law, workers: u32) -> Layout {
    tandem(arrivals, rate, &[(work, workers)])
}

/// A chain: each node works, then calls the next one.
pub(crate) fn tandem(arrivals: Arrivals, rate: f64, stations: &[(Law, u32)]) -> Layout {
    let mut layout = Layout::default();
    layout.calls.push(Call::plain("user", 0));
    for (place, (work, workers)) in (0u32..).zip(stations) {
        let last = place as usize + 1 == stations.len();
        layout.stations.push(Station::plain(format!("s{place}"), *workers));
        let first = layout.steps.len() as u32;
        if !last {
            let call = layout.calls.len() as u32;
            layout.calls.push(Call::plain(format!("s{place} to s{}", place + 1), place + 1));
            layout.steps.push(call..call + 1);
        }
        let steps = first..layout.steps.len() as u32;
        layout.nodes.push(Node { name: format!("n{place}"), station: place, work: work.clone(), steps });
    }
    layout.sources.push(Source {
        name: "users".to_owned(),
        arrivals,
        profile: Profile::constant(rate),
        call: 0,
        priority: 0,
    });
    layout
}
