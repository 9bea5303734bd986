//! How long requests wait for a free worker at the peak, where workers and service times are known.
//!
//! One copy is an M/G/c queue: Poisson arrivals, shared evenly among the copies, and c workers. Its mean wait is that of
//! M/M/c × (1 + cv²) ÷ 2, the approximation of Allen and Cunneen, exact for exponential service times. Those that wait
//! at all are taken to wait exponentially long. A worker counts as busy with its own work only, not while it waits for
//! callees, which makes waits too short, and copies share no queue, which makes them too long: an estimate, not a bound.

use crate::copies::Copies;
use crate::formula::mmc;
use crate::load::When;
use crate::provenance::{assumed, computed, input};
use crate::reading::Reading;
use crate::service_time::{self, Variation};
use crate::side::{Side, What};
use loadline_base::figure::{count, figure};
use loadline_evidence::{Input, Quantity, Working};
use loadline_model::Component;
use std::sync::Arc;

/// The share of requests that wait at most as long as the percentile shown.
const QUANTILE: f64 = 0.99;

/// How long requests wait for a worker of one copy at the peak.
#[derive(Debug, Clone)]
pub struct Wait<'m> {
    /// The component.
    pub component: Component<'m>,
    /// Which of its copies.
    pub what: What,
    /// Requests a second that reach one copy.
    pub arrivals: Quantity,
    /// Share of its workers that are busy.
    pub utilisation: Quantity,
    /// How long they wait, or why there is no such time.
    pub time: Result<Time, String>,
}

/// How long requests wait.
#[derive(Debug, Clone)]
pub struct Time {
    /// On average over all requests.
    pub mean: Quantity,
    /// 99 of 100 requests wait no longer.
    pub p99: Quantity,
}

impl Time {
    /// Both figures.
    #[must_use]
    pub const fn figures(&self) -> [&Quantity; 2] {
        [&self.mean, &self.p99]
    }
}

impl Wait<'_> {
    /// Every figure.
    #[must_use]
    pub fn figures(&self) -> Vec<&Quantity> {
        let time = self.time.iter().flat_map(Time::figures);
        [&self.arrivals, &self.utilisation].into_iter().chain(time).collect()
    }
}

/// The waits of a component that users wait for; none where its workers, service time, copies or peak are unknown.
pub(crate) fn waits<'m>(reading: &Reading<'m, '_>) -> Vec<Wait<'m>> {
    let component = reading.component;
    if !reading.load.waited_for || reading.when != When::Peak || reading.rate.is_none_or(|rate| rate <= 0.0) {
        return Vec::new();
    }
    let Some((workers, copies)) = Workers::of(component).zip(reading.copies.as_ref()) else {
        return Vec::new();
    };
    let one = reading.one.as_ref().map(|one| one.rps);
    let running = copies.running(reading.rate, one).saturating_add(copies.readers);
    reading.sides.iter().filter_map(|side| wait(component, copies, running, &workers, side)).collect()
}

/// What serves requests in one copy.
struct Workers {
    number: u64,
    /// Mean service time in seconds.
    mean: f64,
    /// Squared coefficient of variation of the service time.
    variation: f64,
    inputs: Vec<Input>,
}

impl Workers {
    fn of(component: Component<'_>) -> Option<Self> {
        let capacity = component.common().capacity.as_deref()?;
        let workers = capacity.workers.as_ref().filter(|workers| workers.is_decided())?;
        let (time, path) = service_time::record(&component)?;
        let mean = service_time::mean(time).filter(|mean| !mean.time.is_zero())?;
        let Variation { squared, taken } = service_time::variation(time);
        let number = workers.get();
        let path_of_workers = format!("{}/capacity/workers", component.path());
        let mut inputs = vec![input(path_of_workers, number as f64, "1", workers)];
        inputs.extend(service_time::inputs(time, &mean, &path));
        if let Some(taken) = taken.filter(|_| !mean.assumed) {
            inputs.push(assumed(taken, mean.time.as_secs_f64(), "s"));
        }
        Some(Self { number, mean: mean.time.as_secs_f64(), variation: squared, inputs })
    }
}

fn wait<'m>(
    component: Component<'m>,
    copies: &Copies,
    running: u64,
    workers: &Workers,
    side: &Side,
) -> Option<Wait<'m>> {
    let all = side.serving(running).saturating_mul(copies.groups());
    let (load, rate) = (side.load.value, side.load.value / all as f64);
    let (number, mean) = (workers.number, workers.mean);
    let busy = rate * mean / number as f64;
    if !rate.is_finite() || !busy.is_finite() || rate <= 0.0 {
        return None;
    }
    let mut inputs = workers.inputs.clone();
    inputs.extend(copies.inputs(component));
    inputs.push(computed("peak load", load, "rps"));
    let inputs: Arc<[Input]> = inputs.into();
    let noun = if all == 1 { "copy" } else { "copies" };
    let shared = Working::new(move |f| write!(f, "{} rps ÷ {} {noun}", figure(load), figure(all as f64)));
    let occupied = Working::new(move |f| {
        write!(f, "{} × {} s ÷ {}", figure(rate), figure(mean), count(number, "worker"))
    });
    let time = mmc(rate, 1.0 / mean, number).map_err(|refusal| refusal.to_string()).map(|queue| {
        let (waiting, spare) = (queue.probability_of_wait, queue.spare_rate);
        let factor = f64::midpoint(1.0, workers.variation);
        let average = queue.mean_wait() * factor;
        let p99 = queue.wait_quantile(QUANTILE) * factor;
        let squared = workers.variation;
        let formula = Working::new(move |f| {
            write!(f, "{} ÷ {} rps free × (1 + {}) ÷ 2", figure(waiting), figure(spare), figure(squared))?;
            f.write_str(", Erlang C ÷ free rate × (1 + cv²) ÷ 2 (Allen–Cunneen)")
        });
        let of_p99 = Working::new(move |f| {
            let waits = figure(waiting);
            write!(f, "max(0, ln({waits} ÷ {})) × {} s ÷ {waits}", figure(1.0 - QUANTILE), figure(average))
        });
        Time {
            mean: Quantity::computed("mean wait", average, "s", formula).from(Arc::clone(&inputs)),
            p99: Quantity::computed("wait of the 99th percentile", p99, "s", of_p99)
                .from(Arc::clone(&inputs)),
        }
    });
    Some(Wait {
        component,
        what: side.what,
        arrivals: Quantity::computed("arrivals at one copy", rate, "rps", shared).from(Arc::clone(&inputs)),
        utilisation: Quantity::computed("utilisation of its workers", busy, "1", occupied).from(inputs),
        time,
    })
}

#[cfg(test)]
mod tests {
    use crate::SystemCapacity;
    use loadline_base::{Date, Sources};
    use loadline_flow::Flows;

    /// The mean wait and the 99th percentile in milliseconds of a service with two copies at 80 rps, or the refusal.
    #[track_caller]
    fn check(service: &str, expected: Result<(f64, f64), &str>) {
        let text = format!(
            "loadline: 1\nservices:\n  a: {{replicas: {{min: 2}}, {service}}}\n\
             journeys:\n  go: {{entry: a, load: {{average: 40rps, peak: 80rps}}}}\n"
        );
        let mut sources = Sources::default();
        sources.add("model.yaml", text);
        let reading = loadline_model::read(&sources);
        assert!(reading.faults.is_empty(), "{:?}", reading.faults);
        let flows = Flows::read(&reading.model);
        let today = Date::new(2026, 11, 20).expect("a day");
        let capacity = SystemCapacity::of(&reading.model, &flows, today);
        let [wait] = capacity.waits.as_slice() else { panic!("one wait, not {}", capacity.waits.len()) };
        let rounded = |seconds: f64| (seconds * 1e7).round() / 1e4;
        let found = wait.time.as_ref().map(|time| (rounded(time.mean.value), rounded(time.p99.value)));
        assert_eq!(found.map_err(String::as_str), expected);
    }

    #[test]
    fn waits_follow_from_workers_and_service_times() {
        // M/M/1 with λ = 40 and μ = 50: Wq = 0.8 ÷ 10, and ln(0.8 ÷ 0.01) ÷ 10.
        check("capacity: {workers: 1}, service-time: {mean: 20ms}", Ok((80.0, 438.2027)));
        // M/D/1 by Allen–Cunneen is exact in the mean: half of that.
        check(
            "capacity: {workers: 1}, service-time: {mean: 20ms, distribution: deterministic}",
            Ok((40.0, 219.1013)),
        );
        // M/M/2 with a = 0.8: C = 0.8² ÷ (0.8² + 2 × 0.6 × 1.8) = 0.228571, Wq = C ÷ 60.
        check("capacity: {workers: 2}, service-time: {mean: 20ms}", Ok((3.8095, 52.1544)));
        check(
            "capacity: {workers: 1}, service-time: {mean: 25ms}",
            Err("utilisation is 1: arrivals 40/s equal 1 × 40/s; the queue grows without end"),
        );
    }
}
