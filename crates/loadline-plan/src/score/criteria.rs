//! The eight criteria, in the order of the rubric.

mod blast_radius;
mod code_quality;
mod dependency_clarity;
mod failure_handling;
mod observability;
mod scaling;
mod state_ownership;
mod testing;

use super::criterion::Criterion;

/// Every criterion.
pub const CRITERIA: &[Criterion] = &[
    state_ownership::CRITERION,
    observability::CRITERION,
    failure_handling::CRITERION,
    blast_radius::CRITERION,
    testing::CRITERION,
    scaling::CRITERION,
    dependency_clarity::CRITERION,
    code_quality::CRITERION,
];
