//! M/M/1: one server, Poisson arrivals, exponential service.

use super::refusal::{positive, quantile, spare};
use super::{ARRIVAL_RATE, Formula, Kind, Measure, QUANTILE, QUEUES, Refusal, SERVICE_RATE};
use loadline_base::units::format_number;

pub(super) const FORMULA: Formula = Formula {
    name: "mm1",
    family: QUEUES,
    title: "M/M/1: one server",
    assumes: "Poisson arrivals, exponential service, first come first served, no limit on waiting",
    parameters: &[ARRIVAL_RATE, SERVICE_RATE, QUANTILE],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ / μ"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ / (μ − λ)"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = ρ L"),
        Measure::new("mean_wait", Kind::Time, "Wq = ρ / (μ − λ)"),
        Measure::new("mean_sojourn", Kind::Time, "W = 1 / (μ − λ)"),
        Measure::new("wait_quantile", Kind::Time, "max(0, ln(ρ / (1 − p)) / (μ − λ))"),
        Measure::new("sojourn_quantile", Kind::Time, "−ln(1 − p) / (μ − λ)"),
    ],
    source: "Kleinrock 1975, Queueing Systems I, §3.2 and §5.8",
    evaluate: |given| {
        let queue = mm1(given.number("arrival_rate"), given.number("service_rate"))?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            queue.utilisation.into(),
            queue.mean_number_in_system().into(),
            (queue.mean_number_in_system() * queue.utilisation).into(),
            queue.mean_wait().into(),
            queue.mean_sojourn().into(),
            queue.wait_quantile(p).into(),
            queue.sojourn_quantile(p).into(),
        ])
    },
};

/// A stable M/M/1 queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mm1 {
    /// λ per second.
    pub arrival_rate: f64,
    /// λ / μ, below 1.
    pub utilisation: f64,
    /// μ − λ, per second.
    pub spare_rate: f64,
}

/// The M/M/1 queue with these rates per second.
///
/// # Errors
/// When a rate is not above 0, or arrivals reach the service rate.
pub fn mm1(arrival_rate: f64, service_rate: f64) -> Result<Mm1, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    let spare_rate = spare(arrival_rate, service_rate, &format!("{}/s", format_number(service_rate)))?;
    Ok(Mm1 { arrival_rate, utilisation: arrival_rate / service_rate, spare_rate })
}

impl Mm1 {
    /// Requests in the system, on average.
    #[must_use]
    pub fn mean_number_in_system(&self) -> f64 {
        self.arrival_rate / self.spare_rate
    }

    /// Seconds before service, on average.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.utilisation / self.spare_rate
    }

    /// Seconds in the system, on average.
    #[must_use]
    pub fn mean_sojourn(&self) -> f64 {
        1.0 / self.spare_rate
    }

    /// Seconds of waiting that a share `p` of requests does not exceed.
    #[must_use]
    pub fn wait_quantile(&self, p: f64) -> f64 {
        (libm::log(self.utilisation / (1.0 - p)) / self.spare_rate).max(0.0)
    }

    /// Seconds in the system that a share `p` of requests does not exceed.
    #[must_use]
    pub fn sojourn_quantile(&self, p: f64) -> f64 {
        -libm::log1p(-p) / self.spare_rate
    }
}
