//! Visits against a count of every path, for random acyclic models.

use crate::model;
use loadline_flow::Flows;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// An edge from a service to a later one: its calls in tenths and its share in percent.
type Edge = (usize, usize, u32, u32);

fn edges() -> impl Strategy<Value = (usize, Vec<Edge>)> {
    (2usize..9).prop_flat_map(|services| {
        let edge = (0..services - 1)
            .prop_flat_map(move |from| (Just(from), from + 1..services, 1u32..40, 1u32..101));
        (Just(services), prop::collection::vec(edge, 0..16))
    })
}

/// Walks every path from the first service and adds up the product of its edges.
fn count(at: usize, weight: f64, edges: &BTreeMap<(usize, usize), f64>, visits: &mut [f64]) {
    visits[at] += weight;
    for ((from, to), factor) in edges {
        if *from == at {
            count(*to, weight * factor, edges, visits);
        }
    }
}

proptest! {
    #[test]
    fn visits_are_the_sum_over_every_path((services, edges) in edges()) {
        let mut unique = BTreeMap::new();
        for (from, to, tenths, percent) in edges {
            unique.insert((from, to), (tenths, percent));
        }
        // Later services first in the text, so that the order written is not the order of the paths.
        let mut text = String::from("journeys: {j: {entry: s0.http}}\nservices:\n");
        for service in (0..services).rev() {
            let expose = if service == 0 { "exposes: {http: {}}, " } else { "" };
            let needs: Vec<String> = unique
                .iter()
                .filter(|((from, _), _)| *from == service)
                .map(|((_, to), (tenths, percent))| {
                    format!("s{to}: {{calls: {}.{}, share: {percent}%}}", tenths / 10, tenths % 10)
                })
                .collect();
            writeln!(text, "  s{service}: {{{expose}needs: {{{}}}}}", needs.join(", ")).expect("a string takes it");
        }
        let model = model(&text);
        let flows = Flows::read(&model);
        let flow = flows.of("j").expect("it has an entry");

        let factors = unique.iter().map(|(edge, (tenths, percent))| (*edge, f64::from(*tenths) / 10.0 * f64::from(*percent) / 100.0));
        let mut expected = vec![0.0; services];
        count(0, 1.0, &factors.collect(), &mut expected);

        for (service, expected) in expected.iter().enumerate() {
            let name = format!("s{service}");
            let station = flow.stations.iter().find(|station| station.component.name == name);
            let found = station.map_or(0.0, |station| station.visits);
            prop_assert!((found - expected).abs() <= 1e-9 * expected.max(1.0), "{name}: {found} is not {expected}\n{text}");
        }
        let place = |id: usize| flow.stations.iter().position(|station| station.component.name == format!("s{id}"));
        for (from, to) in unique.keys() {
            if let (Some(from), Some(to)) = (place(*from), place(*to)) {
                prop_assert!(from < to, "callers come before the ones they call");
            }
        }
    }
}
