//! Sums of independent exponential variables with any rates, equal ones included.

/// Stages this many times faster than the slowest only delay it by their mean: what that leaves out, the square of the
/// ratio, is as small as the rounding of a finer computation.
const FAST: f64 = 1e5;

/// The probability that the sum of independent exponential variables with these rates exceeds `t`.
///
/// The matrix exponential of the chain of stages, by scaling and squaring a matrix without negative entries: nothing
/// cancels, however close the rates are. The error is about 1e-10 where rates differ by a factor of 10⁵ or more, and
/// about 1e-15 × the factor where they differ by less.
#[must_use]
pub fn tail(rates: &[f64], t: f64) -> f64 {
    let slowest = rates.iter().copied().fold(f64::INFINITY, f64::min);
    let (fast, rates): (Vec<f64>, Vec<f64>) = rates.iter().partition(|rate| **rate > slowest * FAST);
    let t = t - fast.iter().map(|rate| 1.0 / rate).sum::<f64>();
    let fastest = rates.iter().copied().fold(0.0, f64::max);
    if t <= 0.0 || fastest <= 0.0 {
        return 1.0;
    }
    // After so long a time not even the slowest stage can be left.
    if slowest * t > 1e4 {
        return 0.0;
    }
    let squarings = libm::ceil(libm::log2((fastest * t).max(1.0))) as i32;
    let step = libm::scalbn(t, -squarings);
    let mut stages = first_step(&rates, fastest, step);
    for _ in 0..squarings {
        stages = square(&stages);
    }
    stages.first().map_or(0.0, |row| row.iter().sum())
}

/// exp(`step` × generator): e^(−q step) Σ (step (generator + q))ⁿ / n! with q the fastest rate.
fn first_step(rates: &[f64], fastest: f64, step: f64) -> Vec<Vec<f64>> {
    let size = rates.len();
    let mut term: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|column| if row == column { 1.0 } else { 0.0 }).collect())
        .collect();
    let mut sum = term.clone();
    // The corner is reached by `size` factors; as many again as the diagonal needs make it exact too.
    for n in 1..size + 30 {
        for row in 0..size {
            for column in (row..size).rev() {
                let from_left = if column > row { term[row][column - 1] * rates[column - 1] } else { 0.0 };
                let stayed = term[row][column] * (fastest - rates[column]);
                term[row][column] = (stayed + from_left) * step / n as f64;
                sum[row][column] += term[row][column];
            }
        }
    }
    let scale = libm::exp(-fastest * step);
    sum.iter_mut().flatten().for_each(|entry| *entry *= scale);
    sum
}

/// The square of an upper triangular matrix.
fn square(matrix: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let mut result = vec![vec![0.0; size]; size];
    for (row, entries) in result.iter_mut().enumerate() {
        for (middle, factor) in matrix[row].iter().enumerate().skip(row) {
            for (entry, other) in entries.iter_mut().zip(&matrix[middle]).skip(middle) {
                *entry += factor * other;
            }
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rates: &[f64], t: f64, expected: f64) {
        let found = tail(rates, t);
        assert!((found - expected).abs() <= 1e-12 * expected, "{rates:?} {t}: {found}, not {expected}");
    }

    #[test]
    fn one_two_and_equal_rates() {
        for t in [0.001, 0.3, 2.0, 30.0] {
            check(&[2.0], t, libm::exp(-2.0 * t));
            check(&[2.0, 2.0], t, libm::exp(-2.0 * t) * (1.0 + 2.0 * t));
            check(&[3.0, 3.0, 3.0], t, crate::gamma::upper(3.0, 3.0 * t));
        }
        check(&[1.0, 5.0], 2.0, (5.0 * libm::exp(-2.0) - libm::exp(-10.0)) / 4.0);
        check(&[1.0, 1.0 + 1e-14], 2.0, libm::exp(-2.0) * 3.0);
        check(&[1.0, 1.0], 0.0, 1.0);
        check(&[1.0, 1e300], 2.0, libm::exp(-2.0));
        assert_eq!(tail(&[1.0, 1e300], f64::MAX), 0.0);
    }
}
