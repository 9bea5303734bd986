//! M/G/1: one server with any distribution of service times, first or last come first served.

use super::distribution::{CV, DISTRIBUTION, SHAPE};
use super::refusal::{positive, spare};
use super::{
    ARRIVAL_RATE, Distribution, Formula, Kind, MEAN_SERVICE_TIME, Measure, Parameter, QUEUES, Refusal,
};
use loadline_base::units::format_number;

const PARAMETERS: &[Parameter] = &[ARRIVAL_RATE, MEAN_SERVICE_TIME, DISTRIBUTION, CV, SHAPE];

pub(super) const MG1: Formula = Formula {
    name: "mg1",
    family: QUEUES,
    title: "M/G/1: one server, any service time (Pollaczek–Khinchine)",
    assumes: "Poisson arrivals, independent service times, first come first served, no limit on waiting",
    parameters: PARAMETERS,
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ E[S]"),
        Measure::new("mean_wait", Kind::Time, "Wq = λ E[S²] / (2 (1 − ρ)), E[S²] = E[S]² (1 + cv²)"),
        Measure::new("mean_sojourn", Kind::Time, "W = Wq + E[S]"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = λ Wq"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ W"),
        Measure::new("wait_second_moment", Kind::TimeSquared, "2 Wq² + λ E[S³] / (3 (1 − ρ))"),
        Measure::new("wait_standard_deviation", Kind::Time, "√(Wq² + λ E[S³] / (3 (1 − ρ)))"),
    ],
    source: "Pollaczek 1930, Khinchine 1932; Kleinrock 1975, Queueing Systems I, §5.7",
    evaluate: |given| {
        let queue = from(given)?;
        Ok(vec![
            queue.utilisation.into(),
            queue.mean_wait.into(),
            queue.mean_sojourn.into(),
            (queue.arrival_rate * queue.mean_wait).into(),
            (queue.arrival_rate * queue.mean_sojourn).into(),
            queue.wait_second_moment().into(),
            libm::sqrt(queue.mean_wait * queue.mean_wait + queue.third).into(),
        ])
    },
};

pub(super) const LIFO: Formula = Formula {
    name: "lifo",
    family: QUEUES,
    title: "M/G/1 served last in first out",
    assumes: "as mg1, but the latest arrival is served next; service is not interrupted",
    parameters: PARAMETERS,
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ E[S]"),
        Measure::new("mean_wait", Kind::Time, "Wq = λ E[S²] / (2 (1 − ρ)), as first in first out"),
        Measure::new("wait_second_moment", Kind::TimeSquared, "second moment of mg1 / (1 − ρ)"),
        Measure::new("wait_standard_deviation", Kind::Time, "√(second moment − Wq²)"),
    ],
    source: "Takács 1963, Delay Distributions for One Line with Poisson Input; Cooper 1981, §5.11",
    evaluate: |given| {
        let queue = from(given)?;
        let second = queue.wait_second_moment() / queue.spare_share;
        Ok(vec![
            queue.utilisation.into(),
            queue.mean_wait.into(),
            second.into(),
            libm::sqrt(second - queue.mean_wait * queue.mean_wait).into(),
        ])
    },
};

fn from(given: &super::Arguments) -> Result<Mg1, Refusal> {
    mg1(given.number("arrival_rate"), given.number("mean_service_time"), Distribution::from(given)?)
}

/// A stable M/G/1 queue, first come first served.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mg1 {
    /// λ per second.
    pub arrival_rate: f64,
    /// ρ = λ E[S], below 1.
    pub utilisation: f64,
    /// Seconds before service, on average.
    pub mean_wait: f64,
    /// Seconds in the system, on average.
    pub mean_sojourn: f64,
    /// 1 − ρ.
    spare_share: f64,
    /// λ E[S³] / (3 (1 − ρ)).
    third: f64,
}

/// The M/G/1 queue with this arrival rate per second and service time in seconds.
///
/// # Errors
/// When a figure is not above 0, arrivals reach the capacity, or the service time has no finite second moment.
pub fn mg1(arrival_rate: f64, mean_service_time: f64, service: Distribution) -> Result<Mg1, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("mean_service_time", mean_service_time)?;
    service.check()?;
    let utilisation = arrival_rate * mean_service_time;
    let spare_share = spare_share(arrival_rate, mean_service_time)?;
    let second = service.second_moment();
    if second.is_infinite() {
        return Err(Refusal::Infinite {
            quantity: "mean_wait",
            why: "the second moment of the service time is infinite (pareto with shape 2 or less)".to_owned(),
        });
    }
    let square = mean_service_time * mean_service_time;
    let mean_wait = arrival_rate * square * second / (2.0 * spare_share);
    let third = arrival_rate * square * mean_service_time * service.third_moment() / (3.0 * spare_share);
    let mean_sojourn = mean_wait + mean_service_time;
    Ok(Mg1 { arrival_rate, utilisation, mean_wait, mean_sojourn, spare_share, third })
}

/// 1 − λ E[S], refused when there is nothing left; one rounding only.
pub(super) fn spare_share(arrival_rate: f64, mean_service_time: f64) -> Result<f64, Refusal> {
    let service_rate = 1.0 / mean_service_time;
    spare(arrival_rate, service_rate, &format!("1 / {} s", format_number(mean_service_time)))?;
    let share = -libm::fma(arrival_rate, mean_service_time, -1.0);
    if share > 0.0 {
        return Ok(share);
    }
    let why = format!("arrivals reach 1 / {} s", format_number(mean_service_time));
    Err(Refusal::Unstable { utilisation: arrival_rate * mean_service_time, why })
}

impl Mg1 {
    /// The expected square of the wait, s²; infinite where the service time has no third moment.
    #[must_use]
    pub fn wait_second_moment(&self) -> f64 {
        2.0 * self.mean_wait * self.mean_wait + self.third
    }
}
