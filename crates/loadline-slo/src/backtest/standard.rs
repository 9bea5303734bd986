//! The Alertmanager that alerts are replayed through when nobody gives another.

use super::Candidate;
use crate::Slo;
use crate::alertmanager::{Config, Integration};

/// The Alertmanager that goes with the generated rules, as the backend `alertmanager` writes it for these objectives and policies, with
/// every receiver told through a webhook.
#[must_use]
pub fn standard_alertmanager(slos: &[Slo], candidates: &[Candidate]) -> Config {
    let of = |candidate| slos.iter().filter_map(move |slo| Some((slo, Candidate::policy(candidate, slo)?)));
    let mut config = Config::of_objectives(candidates.iter().flat_map(of));
    for receiver in &mut config.receivers {
        receiver.integrations = vec![Integration { kind: "webhook".to_owned(), send_resolved: true }];
    }
    config
}
