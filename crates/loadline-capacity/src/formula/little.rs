//! Little's law: number = rate × time.

use super::refusal::positive;
use super::{Formula, Kind, Measure, NETWORKS, Parameter, Refusal};

pub(super) const FORMULA: Formula = Formula {
    name: "little",
    family: NETWORKS,
    title: "Little's law: any one of number, rate and time from the other two",
    assumes: "a steady state; nothing else",
    parameters: &[
        Parameter::new("arrival_rate", "λ", Kind::Rate, "requests entering, or leaving").optional(),
        Parameter::new("mean_sojourn", "W", Kind::Time, "mean time inside").optional(),
        Parameter::new("mean_number_in_system", "L", Kind::Number, "mean number inside").optional(),
    ],
    quantities: &[
        Measure::new("arrival_rate", Kind::Rate, "λ = L / W"),
        Measure::new("mean_sojourn", Kind::Time, "W = L / λ"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ W"),
    ],
    source: "Little 1961, A Proof for the Queuing Formula L = λW",
    evaluate: |given| {
        let law = little(
            given.optional("arrival_rate"),
            given.optional("mean_sojourn"),
            given.optional("mean_number_in_system"),
        )?;
        Ok(vec![law.arrival_rate.into(), law.mean_sojourn.into(), law.mean_number_in_system.into()])
    },
};

/// The three figures of Little's law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Little {
    /// λ per second.
    pub arrival_rate: f64,
    /// W in seconds.
    pub mean_sojourn: f64,
    /// L.
    pub mean_number_in_system: f64,
}

/// All three figures, from exactly two of them.
///
/// # Errors
/// When not exactly two are given, or one is not above 0.
pub fn little(
    arrival_rate: Option<f64>,
    mean_sojourn: Option<f64>,
    mean_number_in_system: Option<f64>,
) -> Result<Little, Refusal> {
    let (rate, time, number) = (
        arrival_rate.map(|value| positive("arrival_rate", value)).transpose()?,
        mean_sojourn.map(|value| positive("mean_sojourn", value)).transpose()?,
        mean_number_in_system.map(|value| positive("mean_number_in_system", value)).transpose()?,
    );
    let (arrival_rate, mean_sojourn, mean_number_in_system) = match (rate, time, number) {
        (Some(rate), Some(time), None) => (rate, time, rate * time),
        (Some(rate), None, Some(number)) => (rate, number / rate, number),
        (None, Some(time), Some(number)) => (number / time, time, number),
        (Some(_), Some(_), Some(number)) => {
            let wanted = "left out when the other two are given".to_owned();
            return Err(Refusal::OutOfRange { parameter: "mean_number_in_system", value: number, wanted });
        }
        (None, ..) => return Err(missing("arrival_rate")),
        (_, None, None) => return Err(missing("mean_sojourn")),
    };
    Ok(Little { arrival_rate, mean_sojourn, mean_number_in_system })
}

fn missing(parameter: &'static str) -> Refusal {
    Refusal::Missing { parameter, why: "two of the three figures are needed".to_owned() }
}
