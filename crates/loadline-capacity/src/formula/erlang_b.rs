//! Erlang's loss and delay formulas, by recurrence; also the loss system M/M/c/c.

use super::refusal::{count, positive};
use super::{ARRIVAL_RATE, Formula, Kind, MOST_SERVERS, Measure, QUEUES, Refusal, SERVERS, SERVICE_RATE};

pub(super) const FORMULA: Formula = Formula {
    name: "erlang_b",
    family: QUEUES,
    title: "Erlang B: servers without a queue",
    assumes: "Poisson arrivals, any service time with this mean, a request that finds no free server is lost",
    parameters: &[ARRIVAL_RATE, SERVICE_RATE, SERVERS],
    quantities: &[
        Measure::new("offered_load", Kind::Erlang, "a = λ / μ"),
        Measure::new("blocking_probability", Kind::Share, "B = (a^c / c!) / Σ(i = 0…c) a^i / i!"),
        Measure::new("throughput", Kind::Rate, "λ (1 − B)"),
        Measure::new("carried_load", Kind::Erlang, "a (1 − B)"),
        Measure::new("utilisation", Kind::Share, "a (1 − B) / c"),
    ],
    source: "Erlang 1917; recurrence in Cooper 1981, Introduction to Queueing Theory, §3.2",
    evaluate: |given| {
        let servers = given.count("servers");
        let arrival_rate = positive("arrival_rate", given.number("arrival_rate"))?;
        let load = arrival_rate / positive("service_rate", given.number("service_rate"))?;
        let blocked = erlang_b(load, servers)?;
        // 1 − B keeps its digits when nearly all are blocked: carried load over offered load is c / a then.
        let carried = if blocked < 0.5 { load * (1.0 - blocked) } else { carried(load, servers) };
        Ok(vec![
            load.into(),
            blocked.into(),
            (arrival_rate * carried / load).into(),
            carried.into(),
            (carried / servers as f64).into(),
        ])
    },
};

/// The share of requests that find all `servers` busy and are lost, at `offered_load` (λ / μ).
///
/// # Errors
/// When the load is not above 0 or there is not from 1 to [`MOST_SERVERS`] servers.
pub fn erlang_b(offered_load: f64, servers: u64) -> Result<f64, Refusal> {
    positive("offered_load", offered_load)?;
    count("servers", servers, 1, MOST_SERVERS)?;
    Ok((1..=servers).fold(1.0, |blocked, number| next_erlang_b(offered_load, number, blocked)))
}

/// Erlang B with `number` servers, from the one with a server less.
pub(super) fn next_erlang_b(offered_load: f64, number: u64, blocked: f64) -> f64 {
    offered_load * blocked / (number as f64 + offered_load * blocked)
}

/// The share of requests that wait in M/M/c, at `offered_load` below `servers`.
///
/// # Errors
/// As [`erlang_b`]; the caller has made sure that the queue is stable, else the result is no probability.
pub fn erlang_c(offered_load: f64, servers: u64) -> Result<f64, Refusal> {
    Ok(delay(offered_load, servers, erlang_b(offered_load, servers)?))
}

/// Erlang C from Erlang B.
pub(super) fn delay(offered_load: f64, servers: u64, blocked: f64) -> f64 {
    let servers = servers as f64;
    // Both terms below are positive: nothing cancels, however close to saturation.
    blocked * servers / ((servers - offered_load) + offered_load * blocked)
}

/// a (1 − B) = Σ i p_i without the subtraction, by the same recurrence: 1 − B_c = c / (c + a B_(c−1)).
fn carried(load: f64, servers: u64) -> f64 {
    let before = (1..servers).fold(1.0, |blocked, number| next_erlang_b(load, number, blocked));
    let servers = servers as f64;
    load * servers / (servers + load * before)
}
