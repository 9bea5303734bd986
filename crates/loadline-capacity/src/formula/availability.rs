//! Availability of independent components: in series, in parallel, k of n, and from times.
//!
//! Unavailabilities are computed as such, never as 1 − availability.

use super::refusal::{count, not_negative, positive, share, too_many_states};
use super::{AVAILABILITY, Formula, Kind, MOST_STATES, Measure, Parameter, Refusal, Value};
use loadline_math::mass::Mass;

/// Seconds in a year of 365.25 days.
pub(super) const YEAR: f64 = 31_557_600.0;

const LIST: Parameter =
    Parameter::new("availabilities", "Aᵢ", Kind::List(&Kind::Share), "availability of each component");
pub(super) const DOWNTIME: Measure =
    Measure::new("downtime_per_year", Kind::TimePerYear, "U × 31,557,600 s (365.25 days)");
const INDEPENDENT: &str = "components fail independently; shared causes (zone, deploy, DNS) make it worse";

pub(super) const SERIES: Formula = Formula {
    name: "series",
    family: AVAILABILITY,
    title: "Availability in series: all components are needed",
    assumes: INDEPENDENT,
    parameters: &[LIST],
    quantities: &[
        Measure::new("availability", Kind::Share, "A = Π Aᵢ"),
        Measure::new("unavailability", Kind::Share, "U = 1 − Π Aᵢ"),
        DOWNTIME,
    ],
    source: "Barlow, Proschan 1975, Statistical Theory of Reliability, ch. 2",
    evaluate: |given| Ok(report(series(given.list("availabilities"))?)),
};

pub(super) const PARALLEL: Formula = Formula {
    name: "parallel",
    family: AVAILABILITY,
    title: "Availability in parallel: one component is enough",
    assumes: INDEPENDENT,
    parameters: &[LIST],
    quantities: &[
        Measure::new("availability", Kind::Share, "A = 1 − U"),
        Measure::new("unavailability", Kind::Share, "U = Π (1 − Aᵢ)"),
        DOWNTIME,
    ],
    source: "Barlow, Proschan 1975, Statistical Theory of Reliability, ch. 2",
    evaluate: |given| Ok(report(parallel(given.list("availabilities"))?)),
};

pub(super) const K_OF_N: Formula = Formula {
    name: "k_of_n",
    family: AVAILABILITY,
    title: "Availability of k out of n equal components",
    assumes: INDEPENDENT,
    parameters: &[
        Parameter::new("availability_of_one", "a", Kind::Share, "availability of each component"),
        Parameter::new("needed", "k", Kind::Count, "components that must be up"),
        Parameter::new("components", "n", Kind::Count, "components there are"),
    ],
    quantities: &[
        Measure::new("availability", Kind::Share, "A = Σ(i = k…n) C(n, i) a^i (1 − a)^(n − i)"),
        Measure::new("unavailability", Kind::Share, "U = Σ(i = 0…k − 1) C(n, i) a^i (1 − a)^(n − i)"),
        DOWNTIME,
    ],
    source: "Barlow, Proschan 1975, Statistical Theory of Reliability, ch. 2",
    evaluate: |given| {
        let one = given.number("availability_of_one");
        Ok(report(k_of_n(one, given.count("needed"), given.count("components"))?))
    },
};

pub(super) const MTBF_MTTR: Formula = Formula {
    name: "mtbf_mttr",
    family: AVAILABILITY,
    title: "Availability from times between failures and to repair",
    assumes: "up and down times alternate; mtbf is the mean time up, from repair to failure (the `mtbf` of a model counts the repair in)",
    parameters: &[
        Parameter::new("mtbf", "F", Kind::Time, "mean time up between two failures"),
        Parameter::new("mttr", "M", Kind::Time, "mean time to repair"),
    ],
    quantities: &[
        Measure::new("availability", Kind::Share, "A = F / (F + M)"),
        Measure::new("unavailability", Kind::Share, "U = M / (F + M)"),
        DOWNTIME,
        Measure::new("outages_per_year", Kind::PerYear, "31,557,600 s / (F + M)"),
    ],
    source: "Barlow, Proschan 1975, Statistical Theory of Reliability, ch. 7",
    evaluate: |given| {
        let (mtbf, mttr) = (given.number("mtbf"), given.number("mttr"));
        let mut values = report(mtbf_mttr(mtbf, mttr)?);
        values.push((YEAR / (mtbf + mttr)).into());
        Ok(values)
    },
};

/// Availability, unavailability and downtime.
fn report((availability, unavailability): (f64, f64)) -> Vec<Value> {
    vec![availability.into(), unavailability.into(), (unavailability * YEAR).into()]
}

/// Availability and unavailability when all components are needed.
///
/// # Errors
/// When there is no component or one is not from 0 to 1.
pub fn series(availabilities: &[f64]) -> Result<(f64, f64), Refusal> {
    each(availabilities)?;
    let logarithm: f64 = availabilities.iter().map(|one| libm::log1p(-(1.0 - one))).sum();
    Ok((libm::exp(logarithm), -libm::expm1(logarithm)))
}

/// Availability and unavailability when one component is enough.
///
/// # Errors
/// When there is no component or one is not from 0 to 1.
pub fn parallel(availabilities: &[f64]) -> Result<(f64, f64), Refusal> {
    each(availabilities)?;
    let unavailability: f64 = availabilities.iter().map(|one| 1.0 - one).product();
    Ok((1.0 - unavailability, unavailability))
}

fn each(availabilities: &[f64]) -> Result<(), Refusal> {
    count("availabilities", availabilities.len() as u64, 1, u64::MAX)?;
    availabilities.iter().try_for_each(|one| share("availabilities", *one).map(drop))
}

/// Availability and unavailability when `needed` of `components` equal ones must be up.
///
/// # Errors
/// When the availability is not from 0 to 1, or more are needed than there are, or there are more than 10⁹.
pub fn k_of_n(availability_of_one: f64, needed: u64, components: u64) -> Result<(f64, f64), Refusal> {
    share("availability_of_one", availability_of_one)?;
    count("components", components, 1, 1_000_000_000)?;
    count("needed", needed, 0, components)?;
    let odds = availability_of_one / (1.0 - availability_of_one);
    let ratio = |up: u64| (components - up) as f64 / (up + 1) as f64 * odds;
    let up = Mass::from_ratios(ratio, components, MOST_STATES).ok_or_else(too_many_states)?;
    Ok((up.at_least(needed), up.below(needed)))
}

/// Availability and unavailability from the mean time up and the mean time to repair, in one unit.
///
/// # Errors
/// When the time up is not above 0 or the time to repair is negative.
pub fn mtbf_mttr(mtbf: f64, mttr: f64) -> Result<(f64, f64), Refusal> {
    positive("mtbf", mtbf)?;
    not_negative("mttr", mttr)?;
    Ok((mtbf / (mtbf + mttr), mttr / (mtbf + mttr)))
}
