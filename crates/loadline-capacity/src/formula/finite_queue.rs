//! M/M/c/K: several servers with room for a limited number of requests.

use super::refusal::{MOST_STATES, count, positive, quantile, too_many_states};
use super::{
    ARRIVAL_RATE, Formula, Kind, Measure, Parameter, QUANTILE, QUEUES, Refusal, SERVERS, SERVICE_RATE,
};
use loadline_math::mass::Mass;
use loadline_math::root::time_of_tail;

pub(super) const FORMULA: Formula = Formula {
    name: "mmck",
    family: QUEUES,
    title: "M/M/c/K: several servers, room for K requests",
    assumes: "Poisson arrivals, exponential service; a request that finds K in the system is turned away, so any \
              utilisation is allowed; waits are of those let in",
    parameters: &[
        ARRIVAL_RATE,
        SERVICE_RATE,
        SERVERS,
        Parameter::new(
            "capacity",
            "K",
            Kind::Count,
            "most requests in the system, those in service included",
        ),
        QUANTILE,
    ],
    quantities: &[
        Measure::new("offered_load", Kind::Erlang, "a = λ / μ"),
        Measure::new("blocking_probability", Kind::Share, "pK, where p(i) / p(i − 1) = λ / (min(i, c) μ)"),
        Measure::new("throughput", Kind::Rate, "X = λ (1 − pK)"),
        Measure::new("utilisation", Kind::Share, "X / (c μ)"),
        Measure::new("probability_of_wait", Kind::Share, "Σ(c ≤ i < K) p(i) / (1 − pK)"),
        Measure::new("mean_queue_length", Kind::Number, "Lq = Σ(i > c) (i − c) p(i)"),
        Measure::new("mean_number_in_system", Kind::Number, "L = Lq + X / μ"),
        Measure::new("mean_wait", Kind::Time, "Wq = Lq / X"),
        Measure::new("mean_sojourn", Kind::Time, "W = Wq + 1 / μ"),
        Measure::new(
            "wait_quantile",
            Kind::Time,
            "t with Σ(c ≤ i < K) p(i) / (1 − pK) P(Poisson(c μ t) ≤ i − c) = 1 − p",
        ),
    ],
    source: "Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, §2.5",
    evaluate: |given| {
        let queue = mmck(
            given.number("arrival_rate"),
            given.number("service_rate"),
            given.count("servers"),
            given.count("capacity"),
        )?;
        let p = quantile(given.number("quantile"))?;
        Ok(vec![
            (queue.arrival_rate / queue.service_rate).into(),
            queue.blocking_probability.into(),
            queue.throughput.into(),
            (queue.throughput / queue.service_rate / queue.servers as f64).into(),
            queue.probability_of_wait().into(),
            queue.mean_queue_length.into(),
            (queue.mean_queue_length + queue.throughput / queue.service_rate).into(),
            queue.mean_wait().into(),
            (queue.mean_wait() + 1.0 / queue.service_rate).into(),
            queue.wait_quantile(p).into(),
        ])
    },
};

/// An M/M/c/K queue; rates per second.
#[derive(Debug, Clone, PartialEq)]
pub struct Mmck {
    /// λ, those turned away included.
    pub arrival_rate: f64,
    /// μ, of one server.
    pub service_rate: f64,
    /// c.
    pub servers: u64,
    /// The share of requests that are turned away.
    pub blocking_probability: f64,
    /// Requests let in, and so completed, per second.
    pub throughput: f64,
    /// Requests waiting, on average.
    pub mean_queue_length: f64,
    /// The share of accepted requests that find at least `j` waiting and all servers busy, by `j`.
    waiting: Vec<f64>,
}

/// The M/M/c/K queue with these rates per second; `capacity` counts those in service too.
///
/// # Errors
/// When a rate is not above 0, there is no server, the capacity is below the servers, or more than [`MOST_STATES`]
/// states matter.
pub fn mmck(arrival_rate: f64, service_rate: f64, servers: u64, capacity: u64) -> Result<Mmck, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    let most = MOST_STATES as u64 - 1;
    count("servers", servers, 1, most)?;
    count("capacity", capacity, servers, most)?;
    let ratio = |state: u64| arrival_rate / ((state + 1).min(servers) as f64 * service_rate);
    let states = Mass::from_ratios(ratio, capacity, MOST_STATES).ok_or_else(too_many_states)?;
    // The complement as a sum of its own: 1 − pK has no digits left when nearly all are turned away.
    let accepted = states.below(capacity);
    let mean_queue_length = states.mean_of(|state| state.saturating_sub(servers) as f64);
    let mut waiting: Vec<f64> = (servers..capacity).map(|state| states.of(state) / accepted).collect();
    let mut sum = 0.0;
    for share in waiting.iter_mut().rev() {
        sum += *share;
        *share = sum;
    }
    Ok(Mmck {
        arrival_rate,
        service_rate,
        servers,
        blocking_probability: states.of(capacity),
        throughput: arrival_rate * accepted,
        mean_queue_length,
        waiting,
    })
}

impl Mmck {
    /// The share of accepted requests that wait.
    #[must_use]
    pub fn probability_of_wait(&self) -> f64 {
        self.waiting.first().copied().unwrap_or(0.0)
    }

    /// Seconds before service, on average over accepted requests.
    #[must_use]
    pub fn mean_wait(&self) -> f64 {
        self.mean_queue_length / self.throughput
    }

    /// The share of accepted requests that wait for more than `t` seconds.
    #[must_use]
    pub fn wait_tail(&self, t: f64) -> f64 {
        let done = self.servers as f64 * self.service_rate * t;
        // i completions in `t` leave everyone waiting who found at least i ahead.
        let completions = Mass::from_ratios(|state| done / (state + 1) as f64, u64::MAX, MOST_STATES);
        completions.map_or(0.0, |completions| {
            let left = |state: u64| usize::try_from(state).ok().and_then(|state| self.waiting.get(state));
            completions.mean_of(|state| left(state).copied().unwrap_or(0.0))
        })
    }

    /// Seconds of waiting that a share `p` of accepted requests does not exceed.
    #[must_use]
    pub fn wait_quantile(&self, p: f64) -> f64 {
        time_of_tail(|t| self.wait_tail(t), 1.0 - p, 1.0 / (self.servers as f64 * self.service_rate))
    }
}
