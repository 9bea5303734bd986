//! M/D/1: one server, Poisson arrivals, every service equally long.

use super::general_service::spare_share;
use super::refusal::{not_negative, positive, quantile};
use super::{ARRIVAL_RATE, Formula, Kind, Measure, Parameter, QUANTILE, QUEUES, Refusal};
use loadline_math::root::{crossing, time_of_tail};

pub(super) const FORMULA: Formula = Formula {
    name: "md1",
    family: QUEUES,
    title: "M/D/1: one server, constant service time",
    assumes: "Poisson arrivals, first come first served, no limit on waiting",
    parameters: &[
        ARRIVAL_RATE,
        Parameter::new("service_time", "D", Kind::Time, "time every request is in service"),
        QUANTILE,
        Parameter::new("time", "t", Kind::Time, "wait whose probability is wanted; D if not given")
            .optional(),
    ],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ D"),
        Measure::new("mean_wait", Kind::Time, "Wq = ρ D / (2 (1 − ρ))"),
        Measure::new("mean_sojourn", Kind::Time, "W = Wq + D"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = λ Wq"),
        Measure::new(
            "wait_at_most_time",
            Kind::Share,
            "P(W ≤ t) = (1 − ρ) Σ(k = 0…⌊t/D⌋) (λ (k D − t))^k / k! e^(−λ (k D − t))",
        ),
        Measure::new("wait_quantile", Kind::Time, "t with P(W ≤ t) = p"),
        Measure::new("sojourn_quantile", Kind::Time, "wait_quantile + D"),
    ],
    source: "Erlang 1909; without cancellation by Franx 2001, Operations Research Letters 29, 221–229",
    evaluate: |given| {
        let service_time = given.number("service_time");
        let queue = md1(given.number("arrival_rate"), service_time)?;
        let p = quantile(given.number("quantile"))?;
        let time = not_negative("time", given.optional("time").unwrap_or(service_time))?;
        let wait = queue.wait_quantile(p);
        Ok(vec![
            queue.utilisation.into(),
            queue.mean_wait.into(),
            (queue.mean_wait + service_time).into(),
            (queue.arrival_rate * queue.mean_wait).into(),
            (1.0 - queue.wait_tail(time)).into(),
            wait.into(),
            (wait + service_time).into(),
        ])
    },
};

/// From this many service times on, the tail is exponential to the last bit: the next pole has died out.
const EXPONENTIAL_FROM: usize = 64;

/// A stable M/D/1 queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Md1 {
    /// λ per second.
    pub arrival_rate: f64,
    /// D, seconds.
    pub service_time: f64,
    /// ρ = λ D, below 1.
    pub utilisation: f64,
    /// Seconds before service, on average.
    pub mean_wait: f64,
    /// The probability of more than `n + 1` in the system, by `n`: of more than `n` waiting.
    more_waiting: Vec<f64>,
    /// P(W > t) is `front` × e^(−`decay` t / D) for long t.
    front: f64,
    decay: f64,
}

/// The M/D/1 queue with this arrival rate per second and service time in seconds.
///
/// # Errors
/// When a figure is not above 0 or arrivals reach the capacity.
pub fn md1(arrival_rate: f64, service_time: f64) -> Result<Md1, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_time", service_time)?;
    let spare = spare_share(arrival_rate, service_time)?;
    let utilisation = arrival_rate * service_time;
    let decay = decay(spare / utilisation);
    Ok(Md1 {
        arrival_rate,
        service_time,
        utilisation,
        mean_wait: utilisation * service_time / (2.0 * spare),
        more_waiting: more_waiting(utilisation, spare),
        front: spare / (utilisation * libm::expm1(decay) - spare),
        decay,
    })
}

impl Md1 {
    /// The share of requests that wait for more than `t` seconds.
    #[must_use]
    pub fn wait_tail(&self, t: f64) -> f64 {
        let services = t / self.service_time;
        if services >= EXPONENTIAL_FROM as f64 {
            return self.front * libm::exp(-self.decay * services);
        }
        // Those still waiting at the end of the current slot of length D came in it, or were too many before.
        let slot = libm::floor(services).max(0.0) as usize + 1;
        let mean = self.utilisation * (slot as f64 - services);
        let mut arrived = libm::exp(-mean);
        let mut sum = 0.0;
        for number in 0..slot {
            sum += arrived * self.more_waiting.get(slot - 1 - number).copied().unwrap_or(0.0);
            arrived *= mean / (number + 1) as f64;
        }
        for number in slot..slot + EXPONENTIAL_FROM {
            sum += arrived;
            arrived *= mean / (number + 1) as f64;
        }
        sum
    }

    /// Seconds of waiting that a share `p` of requests does not exceed.
    #[must_use]
    pub fn wait_quantile(&self, p: f64) -> f64 {
        time_of_tail(|t| self.wait_tail(t), 1.0 - p, self.service_time)
    }
}

/// P(more than n waiting) for n below [`EXPONENTIAL_FROM`], by crossings of each level of the embedded chain.
fn more_waiting(utilisation: f64, spare: f64) -> Vec<f64> {
    let size = EXPONENTIAL_FROM + 2;
    let mut arrive = vec![libm::exp(-utilisation)];
    for number in 1..2 * size {
        arrive.push(arrive[number - 1] * utilisation / number as f64);
    }
    // The probability of at least so many arrivals during one service.
    let mut at_least = arrive.clone();
    for number in (0..at_least.len() - 1).rev() {
        at_least[number] += at_least[number + 1];
    }
    let mut in_system = vec![spare];
    for level in 1..size {
        let up: f64 = in_system[0] * at_least[level]
            + (1..level).map(|from| in_system[from] * at_least[level + 1 - from]).sum::<f64>();
        in_system.push(up / arrive[0]);
    }
    let mut left = utilisation;
    in_system[1..]
        .iter()
        .map(|state| {
            left = (left - state).max(0.0);
            left
        })
        .collect()
}

/// The root y > 0 of (e^y − 1) / y = 1 / ρ, given 1 / ρ − 1.
fn decay(excess: f64) -> f64 {
    let above = |y: f64| {
        if y > 0.5 {
            return (libm::expm1(y) - y) / y - excess;
        }
        // y / 2! + y² / 3! + …: the difference above would lose its digits.
        let mut term = 1.0;
        let series: f64 = (2..20)
            .map(|n| {
                term *= y / f64::from(n);
                term
            })
            .sum();
        series - excess
    };
    let mut high = 1.0;
    while above(high) < 0.0 && high < 1e3 {
        high *= 2.0;
    }
    crossing(above, 0.0, high)
}
