//! Continued fractions by their convergents.

/// What a numerator or denominator that is zero is taken for.
const TINY: f64 = 1e-300;

/// 1 / (b₀ + a₁ / (b₁ + a₂ / (b₂ + …))), by the modified Lentz algorithm (Thompson and Barnett 1986, "Coulomb and Bessel functions
/// of complex arguments and order", §III). Ends when a term changes nothing, or with the last one.
pub(crate) fn reciprocal(first: f64, terms: impl Iterator<Item = (f64, f64)>) -> f64 {
    let keep = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / keep(first);
    let mut result = d;
    for (a, b) in terms {
        d = 1.0 / keep(a * d + b);
        c = keep(b + a / c);
        result *= d * c;
        if (d * c - 1.0).abs() < f64::EPSILON {
            break;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ones_all_the_way_down_are_the_golden_ratio() {
        let golden = reciprocal(1.0, (0..100).map(|_| (1.0, 1.0)));
        assert!((golden - 2.0 / (1.0 + 5f64.sqrt())).abs() < 1e-15, "{golden}");
    }
}
