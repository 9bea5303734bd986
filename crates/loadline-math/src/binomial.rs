//! The binomial distribution.

/// The probability that at least `successes` of `trials` independent trials succeed, each with probability `p`.
///
/// Terms are summed from the largest outwards until they no longer count, so millions of trials cost little and small
/// tails keep their digits.
#[must_use]
pub fn at_least(trials: u64, successes: u64, p: f64) -> f64 {
    if successes == 0 {
        return 1.0;
    }
    if successes > trials || p <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 {
        return 1.0;
    }
    let odds = p / (1.0 - p);
    let mode = ((trials as f64 + 1.0) * p) as u64;
    let start = mode.clamp(successes, trials);
    let first = libm::exp(log_probability(trials, start, p));
    let mut sum = first;
    let mut term = first;
    for count in start..trials {
        term *= (trials - count) as f64 / (count + 1) as f64 * odds;
        sum += term;
        if term <= sum * 1e-18 {
            break;
        }
    }
    term = first;
    for count in (successes..start).rev() {
        term *= (count + 1) as f64 / (trials - count) as f64 / odds;
        sum += term;
        if term <= sum * 1e-18 {
            break;
        }
    }
    sum.min(1.0)
}

/// The probability that exactly `successes` of `trials` independent trials succeed, each with probability `p`.
#[must_use]
pub fn exactly(trials: u64, successes: u64, p: f64) -> f64 {
    if successes > trials {
        return 0.0;
    }
    if p <= 0.0 || p >= 1.0 {
        let sure = if p <= 0.0 { 0 } else { trials };
        return f64::from(u8::from(successes == sure));
    }
    libm::exp(log_probability(trials, successes, p))
}

fn log_probability(trials: u64, successes: u64, p: f64) -> f64 {
    let log_factorial = |n: u64| libm::lgamma(n as f64 + 1.0);
    let ways = log_factorial(trials) - log_factorial(successes) - log_factorial(trials - successes);
    ways + successes as f64 * libm::log(p) + (trials - successes) as f64 * libm::log1p(-p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(trials: u64, successes: u64, p: f64, expected: f64) {
        let found = at_least(trials, successes, p);
        assert!((found - expected).abs() <= 1e-11 * expected.max(1e-300), "{found}, not {expected}");
    }

    #[test]
    fn tails_of_small_cases() {
        check(3, 0, 0.5, 1.0);
        check(3, 1, 0.5, 0.875);
        check(3, 2, 0.5, 0.5);
        check(3, 3, 0.1, 0.001);
        check(3, 4, 0.1, 0.0);
        check(5, 2, 0.01, 0.000_980_149_6);
        check(7, 1, 0.0, 0.0);
        check(7, 7, 1.0, 1.0);
    }

    #[test]
    fn one_count_is_the_difference_of_two_tails() {
        for (trials, successes, p) in [(3, 1, 0.5), (5, 2, 0.01), (60, 7, 0.07), (7, 7, 0.3), (7, 0, 0.3)] {
            let difference = at_least(trials, successes, p) - at_least(trials, successes + 1, p);
            let found = exactly(trials, successes, p);
            assert!((found - difference).abs() <= 1e-11, "{found}, not {difference}");
        }
        assert_eq!(
            [exactly(3, 0, 0.0), exactly(3, 1, 0.0), exactly(3, 3, 1.0), exactly(3, 4, 0.5)],
            [1.0, 0.0, 1.0, 0.0]
        );
    }

    #[test]
    fn large_cases_stay_cheap_and_small_tails_keep_their_digits() {
        let half = at_least(1_000_001, 500_001, 0.5);
        assert!((half - 0.5).abs() < 1e-8, "{half}");
        // 1 − 0.999^1000 by the complement.
        check(1000, 1, 0.001, 1.0 - 0.999f64.powi(1000));
        // So far out in the tail that it is below the smallest number there is.
        assert_eq!(at_least(1_000_000_000, 500_000_000, 0.002), 0.0);
        let rare = at_least(100, 20, 0.001);
        assert!(rare > 0.0 && rare < 1e-38, "{rare}");
    }
}
