//! Markov repair: equal components, and a crew that repairs a limited number at a time.

use super::availability::{DOWNTIME, YEAR};
use super::refusal::{MOST_STATES, count, positive, too_many_states};
use super::{AVAILABILITY, Formula, Kind, Measure, Parameter, Refusal};
use loadline_math::mass::Mass;

pub(super) const FORMULA: Formula = Formula {
    name: "repair_crew",
    family: AVAILABILITY,
    title: "k of n components with a limited repair crew",
    assumes: "exponential times, all components in use and failing independently, each repair done by one of the crew",
    parameters: &[
        Parameter::new("components", "n", Kind::Count, "components there are"),
        Parameter::new("needed", "k", Kind::Count, "components that must be up"),
        Parameter::new("crew", "r", Kind::Count, "repairs that can go on at once").or("1"),
        Parameter::new(
            "mtbf",
            "F",
            Kind::Time,
            "mean time up of a component, without the repair that the `mtbf` of a model counts in",
        ),
        Parameter::new("mttr", "M", Kind::Time, "mean time of one repair, waiting for the crew not included"),
    ],
    quantities: &[
        Measure::new(
            "availability",
            Kind::Share,
            "A = Σ(i ≤ n − k) p(i), i failed, p(i + 1) / p(i) = (n − i) M / (min(i + 1, r) F)",
        ),
        Measure::new("unavailability", Kind::Share, "U = Σ(i > n − k) p(i)"),
        DOWNTIME,
        Measure::new("mean_number_up", Kind::Number, "Σ (n − i) p(i)"),
        Measure::new("outages_per_year", Kind::PerYear, "p(n − k) k / F × 31,557,600 s"),
        Measure::new("mean_outage_length", Kind::Time, "U / (p(n − k) k / F)"),
    ],
    source: "Barlow, Proschan 1975, ch. 7; Trivedi 2002, Probability and Statistics, ch. 8",
    evaluate: |given| {
        let crew = repair_crew(
            given.count("components"),
            given.count("needed"),
            given.count("crew"),
            given.number("mtbf"),
            given.number("mttr"),
        )?;
        Ok(vec![
            crew.availability.into(),
            crew.unavailability.into(),
            (crew.unavailability * YEAR).into(),
            crew.mean_number_up.into(),
            (crew.outage_rate * YEAR).into(),
            (crew.unavailability / crew.outage_rate).into(),
        ])
    },
};

/// A group of components under repair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RepairCrew {
    /// The share of time in which enough components are up.
    pub availability: f64,
    /// The share of time in which too few are.
    pub unavailability: f64,
    /// Components up, on average.
    pub mean_number_up: f64,
    /// Outages of the group per second.
    pub outage_rate: f64,
}

/// The group of `components`, of which `needed` must be up; times in seconds.
///
/// # Errors
/// When nothing is needed or more than there are, there is no crew, a time is not above 0, or more than
/// [`MOST_STATES`] states matter.
pub fn repair_crew(
    components: u64,
    needed: u64,
    crew: u64,
    mtbf: f64,
    mttr: f64,
) -> Result<RepairCrew, Refusal> {
    count("components", components, 1, 1_000_000_000)?;
    count("needed", needed, 1, components)?;
    count("crew", crew, 1, u64::MAX)?;
    positive("mtbf", mtbf)?;
    positive("mttr", mttr)?;
    let ratio = |failed: u64| (components - failed) as f64 * mttr / ((failed + 1).min(crew) as f64 * mtbf);
    let failed = Mass::from_ratios(ratio, components, MOST_STATES).ok_or_else(too_many_states)?;
    let spares = components - needed;
    Ok(RepairCrew {
        availability: failed.below(spares + 1),
        unavailability: failed.at_least(spares + 1),
        mean_number_up: failed.mean_of(|failed| (components - failed) as f64),
        outage_rate: failed.of(spares) * needed as f64 / mtbf,
    })
}
