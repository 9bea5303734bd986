//! D/M/1: requests at a fixed beat, exponential service.

use super::refusal::{positive, quantile, spare};
use super::{Formula, Kind, Measure, Parameter, QUANTILE, QUEUES, Refusal, SERVICE_RATE};
use loadline_base::units::format_number;
use loadline_math::root::crossing;

pub(super) const FORMULA: Formula = Formula {
    name: "dm1",
    family: QUEUES,
    title: "D/M/1: one server, arrivals at a fixed beat",
    assumes: "constant time between arrivals, exponential service, first come first served",
    parameters: &[
        Parameter::new("arrival_rate", "λ", Kind::Rate, "requests arriving, one every 1 / λ"),
        SERVICE_RATE,
        QUANTILE,
    ],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ / μ"),
        Measure::new("probability_of_wait", Kind::Share, "σ, the root below 1 of σ = e^(−(1 − σ) / ρ)"),
        Measure::new("mean_wait", Kind::Time, "Wq = σ / (μ (1 − σ))"),
        Measure::new("mean_sojourn", Kind::Time, "W = 1 / (μ (1 − σ))"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = λ Wq"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ W"),
        Measure::new("wait_quantile", Kind::Time, "max(0, ln(σ / (1 − p)) / (μ (1 − σ)))"),
        Measure::new("sojourn_quantile", Kind::Time, "−ln(1 − p) / (μ (1 − σ))"),
    ],
    source: "Kleinrock 1975, Queueing Systems I, §6.4 (G/M/1)",
    evaluate: |given| {
        let arrival_rate = given.number("arrival_rate");
        let queue = dm1(arrival_rate, given.number("service_rate"))?;
        let p = quantile(given.number("quantile"))?;
        let mean_wait = queue.probability_of_wait / queue.decay_rate;
        Ok(vec![
            queue.utilisation.into(),
            queue.probability_of_wait.into(),
            mean_wait.into(),
            queue.mean_sojourn().into(),
            (arrival_rate * mean_wait).into(),
            (arrival_rate * queue.mean_sojourn()).into(),
            (libm::log(queue.probability_of_wait / (1.0 - p)) / queue.decay_rate).max(0.0).into(),
            (-libm::log1p(-p) / queue.decay_rate).into(),
        ])
    },
};

/// A stable D/M/1 queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dm1 {
    /// ρ = λ / μ, below 1.
    pub utilisation: f64,
    /// σ: the share of requests that find the server busy.
    pub probability_of_wait: f64,
    /// μ (1 − σ): waits and sojourns have exponential tails with this rate per second.
    pub decay_rate: f64,
}

/// The D/M/1 queue with these rates per second.
///
/// # Errors
/// When a rate is not above 0, or arrivals reach the service rate.
pub fn dm1(arrival_rate: f64, service_rate: f64) -> Result<Dm1, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    let spare = spare(arrival_rate, service_rate, &format!("{}/s", format_number(service_rate)))?;
    let utilisation = arrival_rate / service_rate;
    let idle = idle(spare / arrival_rate);
    let probability_of_wait =
        if idle < 0.5 { 1.0 - idle } else { libm::exp(-idle * service_rate / arrival_rate) };
    Ok(Dm1 { utilisation, probability_of_wait, decay_rate: service_rate * idle })
}

impl Dm1 {
    /// Seconds in the system, on average.
    #[must_use]
    pub fn mean_sojourn(&self) -> f64 {
        1.0 / self.decay_rate
    }
}

/// The root y = 1 − σ of −ln(1 − y) / y = 1 / ρ, given 1 / ρ − 1.
fn idle(excess: f64) -> f64 {
    let above = |y: f64| {
        if y > 0.1 {
            return (-libm::log1p(-y) - y) / y - excess;
        }
        // y / 2 + y² / 3 + …: the difference above would lose its digits.
        let mut power = 1.0;
        let series: f64 = (2..20)
            .map(|n| {
                power *= y;
                power / f64::from(n)
            })
            .sum();
        series - excess
    };
    crossing(above, 0.0, 1.0)
}
