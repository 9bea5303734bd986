//! `slo lint`: what is wrong with alert policies before they fire, or never do.

use super::Objectives;
use loadline_base::units::Duration;
use loadline_slo::lint::Facts;

pub use loadline_slo::lint::{Finding, Level};

/// Every finding, the objectives in the order written. `scrape_interval` is how often targets are scraped, where it is known.
#[must_use]
pub fn lint(objectives: &Objectives, scrape_interval: Option<Duration>) -> Vec<Finding> {
    let facts = Facts { scrape_interval, ..Facts::default() };
    objectives.slos.iter().flat_map(|slo| loadline_slo::lint::lint(slo, &facts)).collect()
}
