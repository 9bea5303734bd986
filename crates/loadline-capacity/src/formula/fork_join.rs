//! Fork-join: a request is done when its last parallel task is.

use super::refusal::{count, positive, spare};
use super::{Formula, Kind, Measure, NETWORKS, Parameter, Refusal, dm1};
use loadline_base::units::format_number;

/// Terms of the harmonic number that are added up.
const MOST_TASKS: u64 = 10_000_000;

pub(super) const FORMULA: Formula = Formula {
    name: "fork_join",
    family: NETWORKS,
    title: "Fork-join: a request forks into n tasks and waits for the last",
    assumes: "Poisson arrivals, each task to its own exponential server; exact for n ≤ 2, bounds hold for every n, \
              the approximation was validated up to 32 (error below 5 %)",
    parameters: &[
        Parameter::new("arrival_rate", "λ", Kind::Rate, "requests arriving, Poisson"),
        Parameter::new("service_rate", "μ", Kind::Rate, "tasks each server completes while busy"),
        Parameter::new("tasks", "n", Kind::Count, "tasks of a request, each with its own server"),
    ],
    quantities: &[
        Measure::new("utilisation", Kind::Share, "ρ = λ / μ"),
        Measure::new("mean_sojourn_of_task", Kind::Time, "R₁ = 1 / (μ − λ)"),
        Measure::new(
            "mean_sojourn",
            Kind::Time,
            "n = 1: R₁; n = 2: R₂ = R₁ (12 − ρ) / 8; n > 2: \
            R₂ (Hn / H₂ + 4/11 (1 − Hn / H₂) ρ), approximate",
        ),
        Measure::new("mean_sojourn_lower_bound", Kind::Time, "max(R₁ or R₂, Hn / (μ (1 − σ))), σ from dm1"),
        Measure::new("mean_sojourn_upper_bound", Kind::Time, "Hn R₁, Hn = 1 + 1/2 + … + 1/n"),
    ],
    source: "Flatto, Hahn 1984; Nelson, Tantawi 1988; bounds by Baccelli, Makowski, Shwartz 1989",
    evaluate: |given| {
        let tasks = given.count("tasks");
        let join = fork_join(given.number("arrival_rate"), given.number("service_rate"), tasks)?;
        Ok(vec![
            join.utilisation.into(),
            join.mean_sojourn_of_task.into(),
            join.mean_sojourn.into(),
            join.lower_bound.into(),
            join.upper_bound.into(),
        ])
    },
};

/// A stable fork-join queue; times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ForkJoin {
    /// ρ of each server, below 1.
    pub utilisation: f64,
    /// Mean time of one task.
    pub mean_sojourn_of_task: f64,
    /// Mean time of a request: exact up to two tasks, Nelson and Tantawi's approximation beyond.
    pub mean_sojourn: f64,
    /// The mean time of a request is not below this.
    pub lower_bound: f64,
    /// The mean time of a request is not above this.
    pub upper_bound: f64,
}

/// The fork-join queue with these rates per second.
///
/// # Errors
/// When a rate is not above 0, there is not from 1 to 10⁷ tasks, or arrivals reach the service rate.
pub fn fork_join(arrival_rate: f64, service_rate: f64, tasks: u64) -> Result<ForkJoin, Refusal> {
    positive("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    count("tasks", tasks, 1, MOST_TASKS)?;
    let spare = spare(arrival_rate, service_rate, &format!("{}/s", format_number(service_rate)))?;
    let utilisation = arrival_rate / service_rate;
    let one = 1.0 / spare;
    let two = one * (12.0 - utilisation) / 8.0;
    let harmonic: f64 = (1..=tasks).rev().map(|task| 1.0 / task as f64).sum();
    let ratio = harmonic / 1.5;
    let mean_sojourn =
        if tasks == 1 { one } else { two * (ratio + 4.0 / 11.0 * (1.0 - ratio) * utilisation) };
    // Evenly spaced arrivals wait least, and make the servers independent.
    let spaced = harmonic * dm1(arrival_rate, service_rate)?.mean_sojourn();
    let fewer = if tasks == 1 { one } else { two };
    Ok(ForkJoin {
        utilisation,
        mean_sojourn_of_task: one,
        mean_sojourn,
        lower_bound: fewer.max(spaced),
        upper_bound: harmonic * one,
    })
}
