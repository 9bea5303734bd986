//! A closed network of single-server stations and a delay, by exact mean value analysis.

use super::refusal::{count, not_negative, within};
use super::{Formula, Kind, Measure, NETWORKS, Parameter, Refusal};
use loadline_base::units::format_number;

/// Customers × stations that are computed; the time grows with it.
const MOST_STEPS: u64 = 100_000_000;

pub(super) const FORMULA: Formula = Formula {
    name: "mva",
    family: NETWORKS,
    title: "Closed network by exact mean value analysis (MVA)",
    assumes: "a fixed number of customers who think and send the next request when the last has come back; \
              product-form stations with one server each",
    parameters: &[
        Parameter::new("customers", "N", Kind::Count, "customers, connections or workers in circulation"),
        Parameter::new(
            "service_demands",
            "Dᵢ",
            Kind::List(&Kind::Time),
            "service time at each station per request, all visits together",
        ),
        Parameter::new("think_time", "Z", Kind::Time, "mean time between a reply and the next request")
            .or("0"),
    ],
    quantities: &[
        Measure::new("throughput", Kind::Rate, "X(n) = n / (Z + Σ Rᵢ(n)), Rᵢ(n) = Dᵢ (1 + Qᵢ(n − 1))"),
        Measure::new("mean_sojourn", Kind::Time, "R = Σ Rᵢ(N)"),
        Measure::new("mean_sojourns", Kind::List(&Kind::Time), "Rᵢ(N)"),
        Measure::new("queue_lengths", Kind::List(&Kind::Number), "Qᵢ(N) = X(N) Rᵢ(N)"),
        Measure::new("utilisations", Kind::List(&Kind::Share), "X Dᵢ"),
        Measure::new("mean_thinking", Kind::Number, "X Z"),
        Measure::new("saturation_throughput", Kind::Rate, "1 / max Dᵢ"),
        Measure::new("saturation_customers", Kind::Number, "N* = (Z + Σ Dᵢ) / max Dᵢ, the knee"),
    ],
    source: "Reiser, Lavenberg 1980; Lazowska, Zahorjan, Graham, Sevcik 1984, ch. 6",
    evaluate: |given| {
        let demands = given.list("service_demands");
        let think_time = given.number("think_time");
        let network = closed_network(given.count("customers"), demands, think_time)?;
        let slowest = demands.iter().copied().fold(0.0, f64::max);
        let utilisations: Vec<f64> = demands.iter().map(|demand| network.throughput * demand).collect();
        Ok(vec![
            network.throughput.into(),
            network.mean_sojourns.iter().sum::<f64>().into(),
            network.mean_sojourns.into(),
            network.queue_lengths.into(),
            utilisations.into(),
            (network.throughput * think_time).into(),
            (1.0 / slowest).into(),
            ((think_time + demands.iter().sum::<f64>()) / slowest).into(),
        ])
    },
};

/// A closed network with all its customers.
#[derive(Debug, Clone, PartialEq)]
pub struct ClosedNetwork {
    /// Requests completed per second.
    pub throughput: f64,
    /// Seconds at each station per request.
    pub mean_sojourns: Vec<f64>,
    /// Requests at each station, the one in service included.
    pub queue_lengths: Vec<f64>,
}

/// The network of `customers` with these service demands and think time in seconds.
///
/// # Errors
/// When there is no customer or station, a demand is negative or all are 0, or customers × stations exceed 10⁸.
pub fn closed_network(
    customers: u64,
    service_demands: &[f64],
    think_time: f64,
) -> Result<ClosedNetwork, Refusal> {
    count("customers", customers, 1, MOST_STEPS)?;
    count("service_demands", service_demands.len() as u64, 1, MOST_STEPS)?;
    for demand in service_demands {
        not_negative("service_demands", *demand)?;
    }
    let total: f64 = service_demands.iter().sum();
    within("service_demands", total, total > 0.0 && total.is_finite(), "above 0 in sum")?;
    not_negative("think_time", think_time)?;
    if customers.saturating_mul(service_demands.len() as u64) > MOST_STEPS {
        let most = format_number(MOST_STEPS as f64);
        return Err(Refusal::TooLarge { why: format!("customers × stations are more than {most}") });
    }
    let mut network = ClosedNetwork {
        throughput: 0.0,
        mean_sojourns: service_demands.to_vec(),
        queue_lengths: vec![0.0; service_demands.len()],
    };
    for present in 1..=customers {
        let stations = service_demands.iter().zip(&network.queue_lengths);
        // An arriving customer sees the network as it is without them.
        network.mean_sojourns = stations.map(|(demand, queue)| demand * (1.0 + queue)).collect();
        network.throughput = present as f64 / (think_time + network.mean_sojourns.iter().sum::<f64>());
        network.queue_lengths = network.mean_sojourns.iter().map(|time| network.throughput * time).collect();
    }
    Ok(network)
}
