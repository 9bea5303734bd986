//! M/M/c: several servers behind one queue.

use super::erlang_b::erlang_c;
use super::refusal::{count, positive, quantile, spare};
use super::{
    ARRIVAL_RATE, Formula, Kind, MOST_SERVERS, Measure, QUANTILE, QUEUES, Refusal, SERVERS, SERVICE_RATE,
};
use loadline_base::units::format_number;
use loadline_math::root::time_of_tail;

pub(super) const FORMULA: Formula = Formula {
    name: "mmc",
    family: QUEUES,
    title: "M/M/c: several servers behind one queue (Erlang C)",
    assumes: "Poisson arrivals, exponential service, first come first served, no limit on waiting",
    parameters: &[ARRIVAL_RATE, SERVICE_RATE, SERVERS, QUANTILE],
    quantities: &[
        Measure::new("offered_load", Kind::Erlang, "a = λ / μ"),
        Measure::new("utilisation", Kind::Share, "ρ = λ / (c μ)"),
        Measure::new("probability_of_wait", Kind::Share, "C = B / (1 − ρ (1 − B)), B from erlang_b"),
        Measure::new("mean_wait", Kind::Time, "Wq = C / (c μ − λ)"),
        Measure::new("mean_sojourn", Kind::Time, "W = Wq + 1 / μ"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = λ Wq"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ W"),
        Measure::new("wait_quantile", Kind::Time, "max(0, ln(C / (1 − p)) / (c μ − λ))"),
        Measure::new(
            "sojourn_quantile",
            Kind::Time,
            "t with (1 − C) e^(−μ t) + C P(Exp(μ) + Exp(c μ − λ) > t) = 1 − p",
        ),
    ],
    source: "Erlang 1917; Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, §2.3",
    evaluate: |given| {
        let queue = mmc(given.number("arrival_rate"), given.number("service_rate"), given.count("servers"))?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            queue.offered_load.into(),
            queue.utilisation.into(),
            queue.probability_of_wait.into(),
            queue.mean_wait().into(),
            queue.mean_sojourn().into(),
            (queue.arrival_rate * queue.mean_wait()).into(),
            (queue.arrival_rate * queue.mean_sojourn()).into(),
            queue.wait_quantile(p).into(),
            queue.sojourn_quantile(p).into(),
        ])
    },
};

/// A stable M/M/c queue; rates per second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mmc {
    /// λ.
    pub arrival_rate: f64,
    /// μ, of one server.
    pub service_rate: f64,
    /// a = λ / μ.
    pub offered_load: f64,
    /// ρ = λ / (c μ), below 1.
    pub utilisation: f64,
    /// c μ − λ.
    pub spare_rate: f64,
    /// Erlang C: the share of requests that find all servers busy.
    pub probability_of_wait: f64,
}

/// The M/M/c queue with these rates per second.
///
/// # Errors
/// When a rate is not above 0, there is not from 1 to [`MOST_SERVERS`] servers, or arrivals reach the capacity.
pub fn mmc(arrival_rate: f64, service_rate: f64, servers: u64) -> Result<Mmc, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    count("servers", servers, 1, MOST_SERVERS)?;
    let capacity = servers as f64 * service_rate;
    let spare_rate = spare(arrival_rate, capacity, &shown(servers, service_rate))?;
    let offered_load = arrival_rate / service_rate;
    let probability_of_wait = erlang_c(offered_load, servers)?;
    let utilisation = arrival_rate / capacity;
    Ok(Mmc { arrival_rate, service_rate, offered_load, utilisation, spare_rate, probability_of_wait })
}

/// The capacity in words.
pub(super) fn shown(servers: u64, service_rate: f64) -> String {
    format!("{} × {}/s", format_number(servers as f64), format_number(service_rate))
}

impl Mmc {
    /// Seconds before service, on average over all requests.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.probability_of_wait / self.spare_rate
    }

    /// Seconds in the system, on average.
    #[must_use]
    pub fn mean_sojourn(&self) -> f64 {
        self.mean_wait() + 1.0 / self.service_rate
    }

    /// Seconds of waiting that a share `p` of requests does not exceed.
    #[must_use]
    pub fn wait_quantile(&self, p: f64) -> f64 {
        (libm::log(self.probability_of_wait / (1.0 - p)) / self.spare_rate).max(0.0)
    }

    /// The share of requests that are in the system for more than `t` seconds.
    #[must_use]
    pub fn sojourn_tail(&self, t: f64) -> f64 {
        let served = libm::exp(-self.service_rate * t);
        let waited = two_stages(self.service_rate, self.spare_rate, t);
        (1.0 - self.probability_of_wait) * served + self.probability_of_wait * waited
    }

    /// Seconds in the system that a share `p` of requests does not exceed.
    #[must_use]
    pub fn sojourn_quantile(&self, p: f64) -> f64 {
        time_of_tail(|t| self.sojourn_tail(t), 1.0 - p, self.mean_sojourn())
    }
}

/// The probability that the sum of two exponential variables exceeds `t`. Rates may be equal.
fn two_stages(one: f64, other: f64, t: f64) -> f64 {
    let (slow, fast) = if one < other { (one, other) } else { (other, one) };
    let gap = (fast - slow) * t;
    let mean_decay = if gap == 0.0 { 1.0 } else { -libm::expm1(-gap) / gap };
    libm::exp(-slow * t) * (1.0 + slow * t * mean_decay)
}
