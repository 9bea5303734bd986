//! A circle of calls: services that each depend on all of the others, as organisations grow them without meaning to.
//! Its choices follow from the number of a service alone, so that a system without a circle stays as it is.

use super::Shape;
use super::names::name;
use super::service::LAYERS;

/// The services of the circle, which stand next to each other.
pub(super) struct Circle {
    first: usize,
    length: usize,
}

impl Circle {
    /// The circle of a system of this shape: from the middle of the call graph, where journeys reach it.
    pub(super) fn of(shape: &Shape) -> Self {
        let outer: usize = LAYERS.iter().take(2).map(|layer| layer.share).sum();
        let length = shape.circle.min(shape.services);
        Self { first: (shape.services * outer / 100).min(shape.services - length), length }
    }

    /// What `service` needs of the circle: callee → edge. Everybody calls the next one; most call another one across.
    /// Hard calls prevail; one in ten along the circle has a way around, and half of those across are soft.
    pub(super) fn needs(&self, service: usize, class: &str) -> Vec<(String, String)> {
        let Some(place) =
            service.checked_sub(self.first).filter(|place| *place < self.length && self.length > 1)
        else {
            return Vec::new();
        };
        let other = |distance: usize| format!("{}.api", name(self.first + (place + distance) % self.length));
        let common = format!("use: call, step: 3, carries: [{class}], timeout: 100ms, retries: {{max: 0}}");
        let around = match place % 10 {
            9 => format!(", fallback: {{to: {}}}", other(2)),
            4 => ", kind: soft, fallback: {degrade: leave it out}".to_owned(),
            _ => ", fallback: none".to_owned(),
        };
        let mut needs = vec![(other(1), format!("{{{common}{around}}}"))];
        // Distances without a pattern, none of which leads back to the service itself or to the next one.
        let distance = 2 + place * place % 97;
        if place % 3 > 0 && !distance.is_multiple_of(self.length) && distance % self.length != 1 {
            let kind =
                if place % 2 == 0 { ", fallback: none" } else { ", kind: soft, fallback: {stale: 10m}" };
            needs.push((other(distance), format!("{{{common}{kind}}}")));
        }
        needs
    }
}
