//! Erlang A, M/M/c+M: several servers, and requests that give up waiting.

use super::refusal::{MOST_STATES, count, positive, too_many_states};
use super::{
    ARRIVAL_RATE, Formula, Kind, MOST_SERVERS, Measure, Parameter, QUEUES, Refusal, SERVERS, SERVICE_RATE,
};
use loadline_math::mass::Mass;

pub(super) const FORMULA: Formula = Formula {
    name: "erlang_a",
    family: QUEUES,
    title: "Erlang A (M/M/c+M): requests give up waiting",
    assumes: "Poisson arrivals, exponential service and patience; a request that gives up costs no service, so any \
              utilisation is allowed",
    parameters: &[
        ARRIVAL_RATE,
        SERVICE_RATE,
        SERVERS,
        Parameter::new("mean_patience", "1/θ", Kind::Time, "mean time a request waits before giving up"),
    ],
    quantities: &[
        Measure::new("offered_load", Kind::Erlang, "a = λ / μ"),
        Measure::new(
            "probability_of_wait",
            Kind::Share,
            "Σ(i ≥ c) p(i), where p(i) / p(i − 1) = λ / (min(i, c) μ + max(0, i − c) θ)",
        ),
        Measure::new("abandonment_probability", Kind::Share, "Pab = θ Lq / λ"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = Σ(i > c) (i − c) p(i)"),
        Measure::new("mean_wait", Kind::Time, "Wq = Lq / λ, over all requests"),
        Measure::new(
            "mean_wait_of_served",
            Kind::Time,
            "Σ(j ≥ 0) p(c + j) c μ / (c μ + (j + 1) θ) Σ(i ≤ j) 1 / (c μ + (i + 1) θ) / (1 − Pab)",
        ),
        Measure::new("throughput", Kind::Rate, "X = λ (1 − Pab)"),
        Measure::new("utilisation", Kind::Share, "X / (c μ)"),
    ],
    source: "Palm 1957; Garnett, Mandelbaum, Reiman 2002, Designing a Call Center with Impatient Customers",
    evaluate: |given| {
        let queue = erlang_a(
            given.number("arrival_rate"),
            given.number("service_rate"),
            given.count("servers"),
            given.number("mean_patience"),
        )?;
        Ok(vec![
            queue.offered_load.into(),
            queue.probability_of_wait.into(),
            queue.abandonment_probability.into(),
            queue.mean_queue_length.into(),
            queue.mean_wait.into(),
            queue.mean_wait_of_served.into(),
            queue.throughput.into(),
            queue.utilisation.into(),
        ])
    },
};

/// An M/M/c+M queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangA {
    /// a = λ / μ; may exceed the servers.
    pub offered_load: f64,
    /// The share of requests that find all servers busy.
    pub probability_of_wait: f64,
    /// The share of requests that give up.
    pub abandonment_probability: f64,
    /// Requests waiting, on average.
    pub mean_queue_length: f64,
    /// Seconds waited, on average over all requests, those that give up included.
    pub mean_wait: f64,
    /// Seconds waited, on average over those that are served.
    pub mean_wait_of_served: f64,
    /// Requests served per second.
    pub throughput: f64,
    /// The share of time a server is busy.
    pub utilisation: f64,
}

/// The Erlang A queue with these rates per second and this mean patience in seconds.
///
/// # Errors
/// When a rate or the patience is not above 0, there is no server, or more than [`MOST_STATES`] states matter.
pub fn erlang_a(
    arrival_rate: f64,
    service_rate: f64,
    servers: u64,
    mean_patience: f64,
) -> Result<ErlangA, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    positive("mean_patience", mean_patience)?;
    count("servers", servers, 1, MOST_SERVERS)?;
    let give_up = 1.0 / mean_patience;
    let capacity = servers as f64 * service_rate;
    let ratio = |state: u64| {
        let next = state + 1;
        let waiting = next.saturating_sub(servers);
        arrival_rate / (next.min(servers) as f64 * service_rate + waiting as f64 * give_up)
    };
    let states = Mass::from_ratios(ratio, u64::MAX, MOST_STATES).ok_or_else(too_many_states)?;
    let mean_queue_length = states.mean_of(|state| state.saturating_sub(servers) as f64);
    let abandonment_probability = give_up * mean_queue_length / arrival_rate;
    let busy = states.mean_of(|state| state.min(servers) as f64);
    let throughput = busy * service_rate;
    let mut served_wait = 0.0;
    let mut wait_here = 0.0;
    let last = states.first + states.probabilities.len() as u64;
    let mut place = 0_u64;
    // A request that finds `place` waiting is served after that many more stages than the first in line.
    while servers + place < last {
        let departures = capacity + (place + 1) as f64 * give_up;
        wait_here += 1.0 / departures;
        served_wait += states.of(servers + place) * capacity / departures * wait_here;
        place += 1;
    }
    Ok(ErlangA {
        offered_load: arrival_rate / service_rate,
        probability_of_wait: states.at_least(servers),
        abandonment_probability,
        mean_queue_length,
        mean_wait: mean_queue_length / arrival_rate,
        mean_wait_of_served: served_wait * arrival_rate / throughput,
        throughput,
        utilisation: busy / servers as f64,
    })
}
