//! The standard normal distribution.

/// The number that a standard normal variable stays below with probability `p`; ±∞ at 1 and 0.
///
/// Acklam's rational approximation, made exact to the last few bits by one Halley step on the error function.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    // The upper half mirrors the lower one, where `p` keeps all its digits.
    if p > 0.5 { -lower(1.0 - p) } else { lower(p) }
}

/// The probability that a standard normal variable stays below `x`.
#[must_use]
pub fn cumulative(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

fn lower(p: f64) -> f64 {
    let x = if p < 0.024_25 {
        let q = libm::sqrt(-2.0 * libm::log(p));
        horner(&TAIL, q) / (horner(&TAIL_BELOW, q) * q + 1.0)
    } else {
        let q = p - 0.5;
        let r = q * q;
        horner(&MIDDLE, r) * q / (horner(&MIDDLE_BELOW, r) * r + 1.0)
    };
    let error = cumulative(x) - p;
    let step = error * libm::sqrt(2.0 * std::f64::consts::PI) * libm::exp(x * x / 2.0);
    x - step / (1.0 + x * step / 2.0)
}

fn horner(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

// Coefficients of P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function".
const MIDDLE: [f64; 6] = [
    -3.969_683_028_665_376e1,
    2.209_460_984_245_205e2,
    -2.759_285_104_469_687e2,
    1.383_577_518_672_69e2,
    -3.066_479_806_614_716e1,
    2.506_628_277_459_239,
];
const MIDDLE_BELOW: [f64; 5] = [
    -5.447_609_879_822_406e1,
    1.615_858_368_580_409e2,
    -1.556_989_798_598_866e2,
    6.680_131_188_771_972e1,
    -1.328_068_155_288_572e1,
];
const TAIL: [f64; 6] = [
    -7.784_894_002_430_293e-3,
    -3.223_964_580_411_365e-1,
    -2.400_758_277_161_838,
    -2.549_732_539_343_734,
    4.374_664_141_464_968,
    2.938_163_982_698_783,
];
const TAIL_BELOW: [f64; 4] =
    [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(p: f64, expected: f64) {
        let found = quantile(p);
        assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{p}: {found}, not {expected}");
    }

    #[test]
    fn quantiles_agree_with_tables() {
        check(0.5, 0.0);
        check(0.95, 1.644_853_626_951_472_7);
        check(0.975, 1.959_963_984_540_054);
        check(0.05, -1.644_853_626_951_472_7);
        check(1e-10, -6.361_340_902_404_056);
        check(0.01, -2.326_347_874_040_841);
    }

    #[test]
    fn the_quantile_undoes_the_cumulative() {
        for step in 1..100 {
            let p = f64::from(step) / 100.0;
            assert!((cumulative(quantile(p)) - p).abs() < 1e-14);
        }
    }

    #[test]
    fn certainty_is_infinitely_far() {
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
    }
}
