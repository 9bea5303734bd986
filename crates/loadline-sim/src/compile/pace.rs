//! How fast a copy works, from all figures that say something of it: one number of workers and one mean for its station and for the
//! work at each of its interfaces.
//!
//! A measured rate counts before workers and service time, as where a model is checked for what components carry: times are made
//! longer or shorter until the workers do just that rate with the requests that come.

use super::work::{law, time_at};
use super::{Compiling, Problem};
use loadline_model::Component;

/// How fast a copy of a component works.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Pace {
    /// Requests that it works on at a time; `None` = as many as come.
    pub(super) workers: Option<u32>,
    /// Mean seconds of work, where a measured rate tells them: workers ÷ rate.
    pub(super) mean: Option<f64>,
    /// What stated times are multiplied by to have that mean.
    pub(super) factor: Option<f64>,
}

impl<'m> Compiling<'m> {
    /// The pace of a component, the same wherever it is asked for.
    pub(super) fn pace(&mut self, component: Component<'m>) -> Pace {
        if let Some(known) = self.pace_of[component.id.index()] {
            return known;
        }
        let pace = self.read_pace(component);
        self.pace_of[component.id.index()] = Some(pace);
        pace
    }

    fn read_pace(&mut self, component: Component<'m>) -> Pace {
        let name = component.name;
        let capacity = component.common().capacity.as_deref();
        let stated = capacity.and_then(|capacity| capacity.workers.as_ref()).map(|workers| workers.get());
        let stated = stated.map(|workers| u32::try_from(workers.max(1)).unwrap_or(u32::MAX));
        let measured = capacity.and_then(|capacity| capacity.rps.as_ref());
        if let Some(none) = measured.filter(|rps| rps.get() <= 0.0) {
            let message = format!("`{name}` does no request a second, and answers nobody");
            let hint = "write the rate that was measured, or simulate its loss by a fault: `kind: down`";
            self.refused.push(Problem::new(Some(none.span), message, hint));
        }
        let measured = measured.map(|rps| rps.get());
        let Some(rps) = measured.filter(|rps| *rps > 0.0) else {
            return Pace { workers: stated, ..Pace::default() };
        };
        let means = self.means(component);
        let is_stated = !means.is_empty();
        let usual = average(&means).filter(|mean| *mean > 0.0 && mean.is_finite());
        let workers = stated.unwrap_or_else(|| usual.map_or(1, |mean| workers_for(rps, mean)));
        let mean = f64::from(workers) / rps;
        let factor = usual.map(|usual| mean / usual);
        match (stated, is_stated) {
            (None, false) => {
                self.assume("a copy works on one request at a time, for 1 ÷ its measured rate", name);
            }
            (Some(_), false) => {
                self.assume(
                    "work takes workers ÷ the measured rate, since the service time is unknown",
                    name,
                );
            }
            (Some(_), true) if factor.is_none_or(|factor| (factor - 1.0).abs() > 0.01) => {
                self.assume(
                    "the measured rate counts: work takes workers ÷ that, not the service time",
                    name,
                );
            }
            (_, true) => {}
        }
        if means.windows(2).any(|pair| pair[0].1 != pair[1].1) {
            self.assume("the measured rate is that of requests mixed as they come here", name);
        }
        Pace { workers: Some(workers), mean: Some(mean), factor }
    }

    /// Stated mean times at the interfaces that are asked, each with how much it is; where nothing is asked, those of the whole
    /// component or of the fastest interface.
    fn means(&self, component: Component<'m>) -> Vec<(f64, f64)> {
        let mean = |part: Option<&str>| Some(law(time_at(component, part)?, &mut |_| {})?.mean());
        let asked = self.asked.parts(component).iter().filter(|(_, rate)| *rate > 0.0);
        let means: Vec<_> = asked.filter_map(|(part, rate)| Some((*rate, mean(*part)?))).collect();
        if !means.is_empty() {
            return means;
        }
        let interfaces = component.interfaces().into_iter().flat_map(|all| all.iter());
        let fastest = || interfaces.filter_map(|(id, _)| mean(Some(id))).min_by(f64::total_cmp);
        mean(None).or_else(fastest).map(|mean| (1.0, mean)).into_iter().collect()
    }
}

/// Workers that do `rps` when each request takes so long: as many as needed, at least one. What rounding adds needs no other worker.
fn workers_for(rps: f64, mean: f64) -> u32 {
    (rps * mean * (1.0 - 1e-12)).ceil().clamp(1.0, 1e6) as u32
}

/// The mean of all by their weights: of equal ones, exactly that.
fn average(means: &[(f64, f64)]) -> Option<f64> {
    let (_, first) = *means.first()?;
    if means.iter().all(|(_, mean)| *mean == first) {
        return Some(first);
    }
    let weight: f64 = means.iter().map(|(weight, _)| weight).sum();
    Some(means.iter().map(|(weight, mean)| weight * mean).sum::<f64>() / weight)
}
