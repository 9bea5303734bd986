//! Where a function crosses zero, and where a tail probability reaches a level.

/// Halvings that take any bracket of doubles down to neighbours.
const MOST_STEPS: usize = 300;

/// Where `f` crosses zero between `low` and `high`, to the last few bits.
///
/// `f` must have different signs at the two ends; otherwise the better end is given. Bisection with inverse quadratic
/// interpolation wherever that is safe (T. R. Chandrupatla 1997, "A new hybrid quadratic/bisection algorithm").
pub fn crossing(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut a, mut f_a) = (low, f(low));
    let (mut b, mut f_b) = (high, f(high));
    if f_a.is_sign_negative() == f_b.is_sign_negative() {
        return if f_a.abs() < f_b.abs() { a } else { b };
    }
    let mut part = 0.5;
    for _ in 0..MOST_STEPS {
        let x = a + part * (b - a);
        let f_x = f(x);
        let (c, f_c) = if f_x.is_sign_negative() == f_a.is_sign_negative() {
            (a, f_a)
        } else {
            let old = (b, f_b);
            (b, f_b) = (a, f_a);
            old
        };
        (a, f_a) = (x, f_x);
        let (best, f_best) = if f_a.abs() < f_b.abs() { (a, f_a) } else { (b, f_b) };
        let narrowest = f64::EPSILON * best.abs() / (b - a).abs();
        if f_best == 0.0 || narrowest > 0.5 || a == b {
            return best;
        }
        let (xi, phi) = ((a - b) / (c - b), (f_a - f_b) / (f_c - f_b));
        part = if phi * phi < xi && (1.0 - phi) * (1.0 - phi) < 1.0 - xi {
            f_a / (f_b - f_a) * f_c / (f_b - f_c) + (c - a) / (b - a) * f_a / (f_c - f_a) * f_b / (f_c - f_b)
        } else {
            0.5
        };
        part = part.max(narrowest).min(1.0 - narrowest);
    }
    if f_a.abs() < f_b.abs() { a } else { b }
}

/// The least `t` ≥ 0 at which the falling `tail(t)` is at most `level`; `guess` is any time of about the right size.
///
/// `level` must be above 0; a tail that never falls so far gives infinity.
pub fn time_of_tail(tail: impl Fn(f64) -> f64, level: f64, guess: f64) -> f64 {
    if tail(0.0) <= level {
        return 0.0;
    }
    let mut high = if guess > 0.0 && guess.is_finite() { guess } else { 1.0 };
    while tail(high) > level {
        high *= 2.0;
        if high.is_infinite() {
            return high;
        }
    }
    let mut low = high / 2.0;
    while low > 0.0 && tail(low) <= level {
        high = low;
        low /= 2.0;
    }
    // Tails are close to straight lines on a logarithmic scale.
    crossing(|t| libm::log(tail(t).max(f64::MIN_POSITIVE) / level), low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 4.0 * f64::EPSILON * expected.abs(), "{found}, not {expected}");
    }

    #[test]
    fn roots_are_found_to_the_last_bits() {
        check(crossing(|x| x * x - 2.0, 0.0, 2.0), std::f64::consts::SQRT_2);
        check(crossing(libm::cos, 1.0, 2.0), std::f64::consts::FRAC_PI_2);
        check(crossing(|x| (x - 1e-9) * (x - 1e-9) * (x - 1e-9), -1.0, 1.0), 1e-9);
        check(crossing(|x| x - 3.0, 3.0, 4.0), 3.0);
    }

    #[test]
    fn the_time_of_a_tail_is_its_quantile() {
        for guess in [1e-9, 1.0, 1e9] {
            check(time_of_tail(|t| libm::exp(-t), 1e-4, guess), 4.0 * std::f64::consts::LN_10);
        }
        check(time_of_tail(|t| 0.3 * libm::exp(-t), 0.5, 1.0), 0.0);
        assert_eq!(time_of_tail(|_| 0.7, 0.5, 1.0), f64::INFINITY);
    }
}
