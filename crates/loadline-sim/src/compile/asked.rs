//! What the sources of a scenario ask of components, at their highest load and with first attempts only.

use super::flows::looked_up;
use loadline_flow::{Flow, HopKind};
use loadline_model::{Component, Model};

/// Requests a second by component.
#[derive(Debug, Default)]
pub(super) struct Asked<'m> {
    /// By interface or topic.
    parts: Vec<Vec<(Option<&'m str>, f64)>>,
    /// Lookups in caches whose misses go on to somebody.
    lookups: Vec<f64>,
}

impl<'m> Asked<'m> {
    /// Adds up the flows, each with its requests a second.
    pub(super) fn of(model: &'m Model, flows: &[(&Flow<'m>, f64)]) -> Self {
        let mut asked = Self {
            parts: vec![Vec::new(); model.component_count()],
            lookups: vec![0.0; model.component_count()],
        };
        for (flow, rate) in flows {
            for station in &flow.stations {
                let parts = &mut asked.parts[station.component.id.index()];
                match parts.iter_mut().find(|(part, _)| *part == station.part) {
                    Some((_, all)) => *all += rate * station.visits,
                    None => parts.push((station.part, rate * station.visits)),
                }
                for hop in station.hops().filter(|hop| !hop.closes_cycle) {
                    let (cache, lookups) = match hop.kind {
                        HopKind::Miss => (station.component, station.lookups),
                        HopKind::Call(edge) => match looked_up(model, &hop, &edge) {
                            Some((cache, lookups)) => (cache, station.visits * lookups),
                            None => continue,
                        },
                        HopKind::Delivery(_) => continue,
                    };
                    asked.lookups[cache.id.index()] += rate * lookups;
                }
            }
        }
        asked
    }

    /// Interfaces and topics of a component that are asked, with requests a second.
    pub(super) fn parts(&self, component: Component<'_>) -> &[(Option<&'m str>, f64)] {
        self.parts.get(component.id.index()).map_or(&[], Vec::as_slice)
    }

    /// Lookups a second in a cache.
    pub(super) fn lookups(&self, cache: Component<'_>) -> f64 {
        self.lookups.get(cache.id.index()).copied().unwrap_or_default()
    }
}
