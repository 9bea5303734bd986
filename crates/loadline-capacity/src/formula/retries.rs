//! What retries add to the load: one tier, several tiers, and under a budget.

use super::refusal::{count, not_negative, positive, share};
use super::{Formula, Kind, Measure, OVERLOAD, Parameter, Refusal};

const FAILURE: Parameter =
    Parameter::new("failure_probability", "p", Kind::Share, "share of single attempts that fail");
const ATTEMPTS: Parameter = Parameter::new(
    "attempts",
    "n",
    Kind::Count,
    "most attempts, the first included (3 retries are 4 attempts)",
);

pub(super) const AMPLIFICATION: Formula = Formula {
    name: "retry_amplification",
    family: OVERLOAD,
    title: "Retry amplification: attempts per request",
    assumes: "attempts fail independently with one probability, and failed attempts are work done",
    parameters: &[FAILURE, ATTEMPTS],
    quantities: &[
        Measure::new("amplification", Kind::Number, "A = Σ(i = 0…n − 1) p^i = (1 − p^n) / (1 − p)"),
        Measure::new("worst_amplification", Kind::Number, "n, when everything fails"),
        Measure::new("failure_after_retries", Kind::Share, "p^n"),
    ],
    source: "Beyer et al. 2016, Site Reliability Engineering, ch. 21–22",
    evaluate: |given| {
        let (failure, attempts) = (given.number("failure_probability"), given.count("attempts"));
        let amplification = retry_amplification(failure, attempts)?;
        let all_fail = libm::pow(failure, attempts as f64);
        Ok(vec![amplification.into(), (attempts as f64).into(), all_fail.into()])
    },
};

pub(super) const NESTED: Formula = Formula {
    name: "nested_retries",
    family: OVERLOAD,
    title: "Retries at several tiers multiply",
    assumes: "every tier retries what the tier below reports as failed; attempts at the bottom fail independently",
    parameters: &[
        FAILURE,
        Parameter::new(
            "attempts",
            "nᵢ",
            Kind::List(&Kind::Count),
            "most attempts of each tier, the client first",
        ),
    ],
    quantities: &[
        Measure::new("worst_amplification", Kind::Number, "N = Π nᵢ, when everything fails"),
        Measure::new(
            "attempts_per_tier",
            Kind::List(&Kind::Number),
            "Aᵢ = (1 − pᵢ^nᵢ) / (1 − pᵢ), pᵢ = p^(Π(j > i) nⱼ) the failures of the tier below",
        ),
        Measure::new("amplification", Kind::Number, "Π Aᵢ = (1 − p^N) / (1 − p) at the bottom"),
        Measure::new("failure_after_retries", Kind::Share, "p^N"),
    ],
    source: "Beyer et al. 2016, Site Reliability Engineering, ch. 22",
    evaluate: |given| {
        let failure = share("failure_probability", given.number("failure_probability"))?;
        let per_tier = nested_retries(failure, given.list("attempts"))?;
        let all: f64 = given.list("attempts").iter().product();
        Ok(vec![
            all.into(),
            per_tier.clone().into(),
            geometric(failure, all).into(),
            libm::pow(failure, all).into(),
        ])
    },
};

pub(super) const BUDGET: Formula = Formula {
    name: "retry_budget",
    family: OVERLOAD,
    title: "Retries under a budget",
    assumes: "retries beyond the budget are not sent; the budget is a share of first attempts",
    parameters: &[
        Parameter::new("arrival_rate", "λ", Kind::Rate, "first attempts"),
        FAILURE,
        ATTEMPTS,
        Parameter::new("retry_budget", "b", Kind::Share, "retries allowed per first attempt").or("0.1"),
    ],
    quantities: &[
        Measure::new("amplification", Kind::Number, "min((1 − p^n) / (1 − p), 1 + b)"),
        Measure::new("load", Kind::Rate, "λ × amplification"),
        Measure::new("load_without_budget", Kind::Rate, "λ (1 − p^n) / (1 − p)"),
        Measure::new("worst_load", Kind::Rate, "λ min(n, 1 + b): keep it below capacity"),
    ],
    source: "Beyer et al. 2016, Site Reliability Engineering, ch. 21",
    evaluate: |given| {
        let rate = positive("arrival_rate", given.number("arrival_rate"))?;
        let (failure, attempts) = (given.number("failure_probability"), given.count("attempts"));
        let free = retry_amplification(failure, attempts)?;
        let budget = given.number("retry_budget");
        let kept = retry_budget(failure, attempts, budget)?;
        let worst = rate * (attempts as f64).min(1.0 + budget);
        Ok(vec![kept.into(), (rate * kept).into(), (rate * free).into(), worst.into()])
    },
};

/// Attempts per request, when up to `attempts` are made and each fails with this probability.
///
/// # Errors
/// When the probability is not from 0 to 1 or there is no attempt.
pub fn retry_amplification(failure_probability: f64, attempts: u64) -> Result<f64, Refusal> {
    share("failure_probability", failure_probability)?;
    count("attempts", attempts, 1, u64::MAX)?;
    Ok(geometric(failure_probability, attempts as f64))
}

/// Attempts that each tier makes per call it gets; `attempts` are the most of each tier, the client first. Their
/// product is the amplification at the bottom.
///
/// # Errors
/// When the probability is not from 0 to 1, there is no tier, or a tier makes no attempt.
pub fn nested_retries(failure_probability: f64, attempts: &[f64]) -> Result<Vec<f64>, Refusal> {
    share("failure_probability", failure_probability)?;
    count("attempts", attempts.len() as u64, 1, u64::MAX)?;
    let mut failure = failure_probability;
    let mut per_tier = Vec::with_capacity(attempts.len());
    for most in attempts.iter().rev() {
        positive("attempts", *most)?;
        count("attempts", *most as u64, 1, u64::MAX)?;
        per_tier.push(geometric(failure, *most));
        failure = libm::pow(failure, *most);
    }
    per_tier.reverse();
    Ok(per_tier)
}

/// Attempts per request when retries may be at most `budget` times the first attempts.
///
/// # Errors
/// As [`retry_amplification`], and when the budget is negative.
pub fn retry_budget(failure_probability: f64, attempts: u64, budget: f64) -> Result<f64, Refusal> {
    not_negative("retry_budget", budget)?;
    Ok(retry_amplification(failure_probability, attempts)?.min(1.0 + budget))
}

/// 1 + p + … + p^(n − 1).
fn geometric(p: f64, n: f64) -> f64 {
    if p >= 1.0 {
        return n;
    }
    if p <= 0.0 {
        return 1.0;
    }
    let left = 1.0 - p;
    // The last digit may be rounded to below one attempt.
    (-libm::expm1(n * libm::log1p(-left)) / left).max(1.0).min(n)
}
