//! A tandem of single servers: every request goes through all of them (Jackson).

use super::refusal::{count, positive, quantile, spare};
use super::{ARRIVAL_RATE, Formula, Kind, Measure, NETWORKS, Parameter, QUANTILE, Refusal};
use loadline_base::units::format_number;
use loadline_math::hypoexponential;
use loadline_math::root::time_of_tail;

/// The time grows with the cube of the number of stations.
const MOST_STATIONS: u64 = 100;

pub(super) const FORMULA: Formula = Formula {
    name: "tandem",
    family: NETWORKS,
    title: "Jackson tandem: single-server stations one after the other",
    assumes: "Poisson arrivals, exponential service, one server and first come first served at each station, so that \
              the sojourns at the stations are independent; rates may be equal",
    parameters: &[
        ARRIVAL_RATE,
        Parameter::new("service_rates", "μᵢ", Kind::List(&Kind::Rate), "service rate of each station"),
        QUANTILE,
    ],
    quantities: &[
        Measure::new("utilisations", Kind::List(&Kind::Share), "ρᵢ = λ / μᵢ"),
        Measure::new("bottleneck_utilisation", Kind::Share, "max ρᵢ"),
        Measure::new("mean_sojourns", Kind::List(&Kind::Time), "Wᵢ = 1 / (μᵢ − λ)"),
        Measure::new("mean_sojourn", Kind::Time, "W = Σ Wᵢ"),
        Measure::new("mean_number_in_system", Kind::Number, "L = λ W"),
        Measure::new("sojourn_quantile", Kind::Time, "t with P(Σ Exp(μᵢ − λ) > t) = 1 − p (hypoexponential)"),
    ],
    source: "Jackson 1957; Reich 1957, Waiting Times When Queues Are in Tandem; Burke 1956",
    evaluate: |given| {
        let arrival_rate = given.number("arrival_rate");
        let line = tandem(arrival_rate, given.list("service_rates"))?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            line.utilisations.clone().into(),
            line.utilisations.iter().copied().fold(0.0, f64::max).into(),
            line.spare_rates.iter().map(|rate| 1.0 / rate).collect::<Vec<_>>().into(),
            line.mean_sojourn().into(),
            (arrival_rate * line.mean_sojourn()).into(),
            line.sojourn_quantile(p).into(),
        ])
    },
};

/// A stable tandem of M/M/1 stations.
#[derive(Debug, Clone, PartialEq)]
pub struct Tandem {
    /// ρ of each station.
    pub utilisations: Vec<f64>,
    /// μ − λ of each station, per second.
    pub spare_rates: Vec<f64>,
}

/// The tandem with these rates per second.
///
/// # Errors
/// When a rate is not above 0, there is not from 1 to 100 stations, or arrivals reach the rate of one.
pub fn tandem(arrival_rate: f64, service_rates: &[f64]) -> Result<Tandem, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    count("service_rates", service_rates.len() as u64, 1, MOST_STATIONS)?;
    let mut spare_rates = Vec::with_capacity(service_rates.len());
    for (index, rate) in service_rates.iter().enumerate() {
        positive("service_rates", *rate)?;
        let shown = format!("{}/s of station {}", format_number(*rate), index + 1);
        spare_rates.push(spare(arrival_rate, *rate, &shown)?);
    }
    let utilisations = service_rates.iter().map(|rate| arrival_rate / rate).collect();
    Ok(Tandem { utilisations, spare_rates })
}

impl Tandem {
    /// Seconds through all stations, on average.
    #[must_use]
    pub fn mean_sojourn(&self) -> f64 {
        self.spare_rates.iter().map(|rate| 1.0 / rate).sum()
    }

    /// The share of requests that take more than `t` seconds through all stations.
    #[must_use]
    pub fn sojourn_tail(&self, t: f64) -> f64 {
        hypoexponential::tail(&self.spare_rates, t)
    }

    /// Seconds through all stations that a share `p` of requests does not exceed.
    #[must_use]
    pub fn sojourn_quantile(&self, p: f64) -> f64 {
        time_of_tail(|t| self.sojourn_tail(t), 1.0 - p, self.mean_sojourn())
    }
}
