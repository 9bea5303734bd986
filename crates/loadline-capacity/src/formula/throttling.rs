//! Client-side throttling: clients that reject by themselves what the backend would reject.

use super::refusal::{positive, within};
use super::{Formula, Kind, Measure, OVERLOAD, Parameter, Refusal};

pub(super) const FORMULA: Formula = Formula {
    name: "throttling",
    family: OVERLOAD,
    title: "Client-side throttling: what still reaches the backend",
    assumes: "each client drops a request with probability max(0, (requests − K accepts) / (requests + 1)); the fixed \
              point for many requests in the window",
    parameters: &[
        Parameter::new("request_rate", "R", Kind::Rate, "requests that clients want to send"),
        Parameter::new("accept_rate", "A", Kind::Rate, "requests the backend can accept"),
        Parameter::new("multiplier", "K", Kind::Number, "requests sent per accept, at most").or("2"),
    ],
    quantities: &[
        Measure::new("sent_rate", Kind::Rate, "min(R, K A)"),
        Measure::new("accepted_rate", Kind::Rate, "min(R, A)"),
        Measure::new("client_rejection_probability", Kind::Share, "max(0, 1 − K A / R)"),
        Measure::new("backend_rejections_per_accept", Kind::Number, "(sent − accepted) / accepted"),
    ],
    source: "Beyer et al. 2016, Site Reliability Engineering, ch. 21",
    evaluate: |given| {
        let flow = throttling(
            given.number("request_rate"),
            given.number("accept_rate"),
            given.number("multiplier"),
        )?;
        Ok(vec![
            flow.sent_rate.into(),
            flow.accepted_rate.into(),
            flow.client_rejection_probability.into(),
            ((flow.sent_rate - flow.accepted_rate) / flow.accepted_rate).into(),
        ])
    },
};

/// Where client-side throttling settles; rates per second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Throttling {
    /// Requests that reach the backend.
    pub sent_rate: f64,
    /// Requests the backend accepts.
    pub accepted_rate: f64,
    /// The share of requests that clients reject by themselves.
    pub client_rejection_probability: f64,
}

/// The fixed point of throttling with these rates per second.
///
/// # Errors
/// When a rate is not above 0 or the multiplier is below 1.
pub fn throttling(request_rate: f64, accept_rate: f64, multiplier: f64) -> Result<Throttling, Refusal> {
    positive("request_rate", request_rate)?;
    positive("accept_rate", accept_rate)?;
    within("multiplier", multiplier, multiplier >= 1.0 && multiplier.is_finite(), "at least 1")?;
    Ok(Throttling {
        sent_rate: request_rate.min(multiplier * accept_rate),
        accepted_rate: request_rate.min(accept_rate),
        client_rejection_probability: ((request_rate - multiplier * accept_rate) / request_rate).max(0.0),
    })
}
