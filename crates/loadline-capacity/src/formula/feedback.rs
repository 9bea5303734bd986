//! Bernoulli feedback: after service a request comes back with a fixed probability.

use super::refusal::{below_one, positive, spare};
use super::{ARRIVAL_RATE, Formula, Kind, Measure, NETWORKS, Parameter, Refusal, SERVICE_RATE};
use loadline_base::units::format_number;

pub(super) const FORMULA: Formula = Formula {
    name: "feedback",
    family: NETWORKS,
    title: "Bernoulli feedback: served requests come back with a fixed probability",
    assumes: "Poisson arrivals from outside, exponential service, one server, returns join the end of the queue",
    parameters: &[
        ARRIVAL_RATE,
        SERVICE_RATE,
        Parameter::new(
            "feedback_probability",
            "q",
            Kind::Share,
            "share of services after which a request returns",
        ),
    ],
    quantities: &[
        Measure::new("visits", Kind::Number, "V = 1 / (1 − q)"),
        Measure::new("total_arrival_rate", Kind::Rate, "λ V"),
        Measure::new("utilisation", Kind::Share, "ρ = λ V / μ"),
        Measure::new("mean_number_in_system", Kind::Number, "L = ρ / (1 − ρ)"),
        Measure::new("mean_sojourn", Kind::Time, "W = L / λ, over all visits"),
        Measure::new("mean_sojourn_per_visit", Kind::Time, "W / V = 1 / (μ − λ V)"),
    ],
    source: "Takács 1963, A Single-Server Queue with Feedback; Jackson 1957",
    evaluate: |given| {
        let queue = feedback(
            given.number("arrival_rate"),
            given.number("service_rate"),
            given.number("feedback_probability"),
        )?;
        Ok(vec![
            queue.visits.into(),
            queue.total_arrival_rate.into(),
            queue.utilisation.into(),
            (queue.total_arrival_rate * queue.mean_sojourn_per_visit).into(),
            (queue.visits * queue.mean_sojourn_per_visit).into(),
            queue.mean_sojourn_per_visit.into(),
        ])
    },
};

/// A stable queue with feedback.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Feedback {
    /// Services a request takes, on average.
    pub visits: f64,
    /// Arrivals and returns per second.
    pub total_arrival_rate: f64,
    /// ρ, below 1.
    pub utilisation: f64,
    /// Seconds of one passage, on average.
    pub mean_sojourn_per_visit: f64,
}

/// The queue with these rates per second and this share of returns.
///
/// # Errors
/// When a figure is out of range, or arrivals with returns reach the service rate.
pub fn feedback(
    arrival_rate: f64,
    service_rate: f64,
    feedback_probability: f64,
) -> Result<Feedback, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    below_one("feedback_probability", feedback_probability)?;
    let visits = 1.0 / (1.0 - feedback_probability);
    let total_arrival_rate = arrival_rate * visits;
    let spare = spare(total_arrival_rate, service_rate, &format!("{}/s", format_number(service_rate)))?;
    Ok(Feedback {
        visits,
        total_arrival_rate,
        utilisation: total_arrival_rate / service_rate,
        mean_sojourn_per_visit: 1.0 / spare,
    })
}
