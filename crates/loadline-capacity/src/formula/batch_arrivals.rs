//! M^[X]/M/1: requests arrive in batches.

use super::refusal::{not_negative, positive, spare, within};
use super::{Formula, Kind, Measure, Parameter, QUEUES, Refusal, SERVICE_RATE};
use loadline_base::units::format_number;

pub(super) const FORMULA: Formula = Formula {
    name: "batch",
    family: QUEUES,
    title: "M^[X]/M/1: arrivals in batches",
    assumes: "Poisson batches of independent sizes, exponential service of one request at a time",
    parameters: &[
        Parameter::new("batch_rate", "λ", Kind::Rate, "batches arriving, Poisson"),
        Parameter::new("mean_batch_size", "E[X]", Kind::Number, "requests in a batch, on average"),
        Parameter::new("batch_size_cv", "cv", Kind::Number, "standard deviation over mean of the batch size")
            .or("0"),
        SERVICE_RATE,
    ],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ E[X] / μ"),
        Measure::new(
            "mean_number_in_system",
            Kind::Number,
            "L = ρ (1 + E[X²] / E[X]) / (2 (1 − ρ)), E[X²] = E[X]² (1 + cv²)",
        ),
        Measure::new("mean_sojourn", Kind::Time, "W = L / (λ E[X])"),
        Measure::new("mean_wait", Kind::Time, "Wq = W − 1 / μ"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = L − ρ"),
    ],
    source: "Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, §3.1",
    evaluate: |given| {
        let batches = batch_arrivals(
            given.number("batch_rate"),
            given.number("mean_batch_size"),
            given.number("batch_size_cv"),
            given.number("service_rate"),
        )?;
        let waiting = batches.mean_wait * batches.arrival_rate;
        Ok(vec![
            batches.utilisation.into(),
            (batches.mean_sojourn * batches.arrival_rate).into(),
            batches.mean_sojourn.into(),
            batches.mean_wait.into(),
            waiting.into(),
        ])
    },
};

/// A stable queue with arrivals in batches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BatchArrivals {
    /// Requests per second.
    pub arrival_rate: f64,
    /// ρ, below 1.
    pub utilisation: f64,
    /// Seconds before service, on average.
    pub mean_wait: f64,
    /// Seconds in the system, on average.
    pub mean_sojourn: f64,
}

/// The queue with these rates per second and batch sizes by mean and coefficient of variation.
///
/// # Errors
/// When a figure is out of range (no batch is smaller than 1), or arrivals reach the service rate.
pub fn batch_arrivals(
    batch_rate: f64,
    mean_batch_size: f64,
    batch_size_cv: f64,
    service_rate: f64,
) -> Result<BatchArrivals, Refusal> {
    positive("batch_rate", batch_rate)?;
    positive("mean_batch_size", mean_batch_size)?;
    within("mean_batch_size", mean_batch_size, mean_batch_size >= 1.0, "at least 1")?;
    not_negative("batch_size_cv", batch_size_cv)?;
    positive("service_rate", service_rate)?;
    let arrival_rate = batch_rate * mean_batch_size;
    let spare = spare(arrival_rate, service_rate, &format!("{}/s", format_number(service_rate)))?;
    let utilisation = arrival_rate / service_rate;
    let of_own_batch = mean_batch_size * (1.0 + batch_size_cv * batch_size_cv);
    let mean_sojourn = (1.0 + of_own_batch) / (2.0 * spare);
    // W − 1 / μ with the terms sorted so that nothing cancels: ((E[X²]/E[X] − 1) + 2 ρ) / (2 (μ − λ E[X])).
    let mean_wait = ((of_own_batch - 1.0) + 2.0 * utilisation) / (2.0 * spare);
    Ok(BatchArrivals { arrival_rate, utilisation, mean_wait, mean_sojourn })
}
