//! M/G/1-PS: one processor shared equally by all requests present.

use super::general_service::spare_share;
use super::refusal::{not_negative, positive, quantile};
use super::{ARRIVAL_RATE, Formula, Kind, MEAN_SERVICE_TIME, Measure, Parameter, QUANTILE, QUEUES, Refusal};

pub(super) const FORMULA: Formula = Formula {
    name: "mg1_ps",
    family: QUEUES,
    title: "M/G/1-PS: one processor shared by all requests",
    assumes: "Poisson arrivals; holds for every distribution of service times with this mean (insensitivity)",
    parameters: &[
        ARRIVAL_RATE,
        MEAN_SERVICE_TIME,
        Parameter::new("service_time", "x", Kind::Time, "service time of one request; the mean if not given")
            .optional(),
        QUANTILE,
    ],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ E[S]"),
        Measure::new("slowdown", Kind::Number, "1 / (1 − ρ)"),
        Measure::new("mean_sojourn", Kind::Time, "W = E[S] / (1 − ρ)"),
        Measure::new("mean_sojourn_of_request", Kind::Time, "W(x) = x / (1 − ρ)"),
        Measure::new("mean_number_in_system", Kind::Number, "L = ρ / (1 − ρ)"),
        Measure::new("number_in_system_quantile", Kind::Count, "least n with 1 − ρ^(n + 1) ≥ p"),
    ],
    source: "Kleinrock 1976, Queueing Systems II, §4.4; Harchol-Balter 2013, Performance Modeling, ch. 30",
    evaluate: |given| {
        let mean = given.number("mean_service_time");
        let queue = mg1_ps(given.number("arrival_rate"), mean)?;
        let own = not_negative("service_time", given.optional("service_time").unwrap_or(mean))?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            queue.utilisation.into(),
            queue.slowdown.into(),
            queue.mean_sojourn.into(),
            (own * queue.slowdown).into(),
            (queue.utilisation * queue.slowdown).into(),
            queue.number_quantile(p).into(),
        ])
    },
};

/// A stable processor-sharing queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mg1Ps {
    /// ρ = λ E[S], below 1.
    pub utilisation: f64,
    /// How much longer every request takes than alone, on average: 1 / (1 − ρ).
    pub slowdown: f64,
    /// Seconds in the system, on average.
    pub mean_sojourn: f64,
}

/// The processor-sharing queue with this arrival rate per second and mean service time in seconds.
///
/// # Errors
/// When a figure is not above 0 or arrivals reach the capacity.
pub fn mg1_ps(arrival_rate: f64, mean_service_time: f64) -> Result<Mg1Ps, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("mean_service_time", mean_service_time)?;
    let slowdown = 1.0 / spare_share(arrival_rate, mean_service_time)?;
    let utilisation = arrival_rate * mean_service_time;
    Ok(Mg1Ps { utilisation, slowdown, mean_sojourn: mean_service_time * slowdown })
}

impl Mg1Ps {
    /// The fewest requests present that a share `p` of time does not exceed.
    fn number_quantile(&self, p: f64) -> f64 {
        let exact = libm::log1p(-p) / libm::log(self.utilisation) - 1.0;
        // A whole number that rounding made a little larger is that number.
        libm::ceil(exact - exact.abs() * 1e-12).max(0.0)
    }
}
