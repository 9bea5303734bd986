//! Zipf's law: of so many things some are asked for far more often than others.

use crate::{Stream, exp, ln};
use libm::{expm1, log1p};

/// Ranks 1 to `number`, each with a probability in proportion to rank^−`exponent`.
///
/// Drawn by rejection inversion (Hörmann and Derflinger 1996, "Rejection-inversion to generate variates from monotone discrete
/// distributions"), in constant time and memory.
#[derive(Debug, Clone)]
pub struct Zipf {
    number: f64,
    exponent: f64,
    /// Where areas under the density begin and end.
    ends: (f64, f64),
    /// How far from a rank every point is taken without a further look.
    near: f64,
    /// Sum of rank^−exponent.
    total: f64,
}

/// Ranks whose probabilities are added up one by one; those above go in blocks.
const SINGLE: u64 = 1_000;

impl Zipf {
    /// So many things, at least one, with an exponent of at least 0; 0 makes all alike.
    #[must_use]
    pub fn new(number: u64, exponent: f64) -> Self {
        let mut zipf = Self {
            number: number.max(1) as f64,
            exponent: exponent.max(0.0),
            ends: (0.0, 0.0),
            near: 0.0,
            total: 1.0,
        };
        zipf.ends = (zipf.area(1.5) - 1.0, zipf.area(zipf.number + 0.5));
        zipf.near = 2.0 - zipf.point(zipf.area(2.5) - zipf.density(2.0));
        zipf.total = zipf.sum(|_| 1.0);
        zipf
    }

    /// A rank.
    pub fn draw(&self, stream: &mut Stream) -> u64 {
        let (low, high) = self.ends;
        loop {
            let area = high + stream.uniform() * (low - high);
            let point = self.point(area);
            let rank = libm::floor(point + 0.5).clamp(1.0, self.number);
            if rank - point <= self.near || area >= self.area(rank + 0.5) - self.density(rank) {
                return rank as u64;
            }
        }
    }

    /// The probability of a rank.
    #[must_use]
    pub fn probability(&self, rank: u64) -> f64 {
        self.density(rank as f64) / self.total
    }

    /// The mean over all draws of what is said of each rank by its probability. From rank 1,000 on, ranks that differ by less than a
    /// hundredth are taken as alike.
    #[must_use]
    pub fn mean_of(&self, value: impl Fn(f64) -> f64) -> f64 {
        self.sum(|rank| value(self.density(rank) / self.total)) / self.total
    }

    /// The sum over all ranks of density × weight.
    fn sum(&self, weight: impl Fn(f64) -> f64) -> f64 {
        let singly = (self.number as u64).min(SINGLE);
        let mut sum: f64 = (1..=singly).map(|rank| self.density(rank as f64) * weight(rank as f64)).sum();
        let mut before = singly as f64;
        while before < self.number {
            let last = libm::floor(before * 1.01).min(self.number);
            // The area from half a rank before the first to half a rank behind the last (the midpoint rule backwards).
            let area = self.area(last + 0.5) - self.area(before + 0.5);
            sum += area * weight(0.5 * (before + 1.0 + last));
            before = last;
        }
        sum
    }

    fn density(&self, x: f64) -> f64 {
        exp(-self.exponent * ln(x))
    }

    /// An integral of the density: (x^(1−s) − 1) ÷ (1 − s), or ln x.
    fn area(&self, x: f64) -> f64 {
        let log = ln(x);
        let exponent = (1.0 - self.exponent) * log;
        let factor = if exponent.abs() > 1e-8 { expm1(exponent) / exponent } else { 1.0 + 0.5 * exponent };
        factor * log
    }

    /// Where the area is that.
    fn point(&self, area: f64) -> f64 {
        let grown = (area * (1.0 - self.exponent)).max(-1.0);
        let factor = if grown.abs() > 1e-8 { log1p(grown) / grown } else { 1.0 - 0.5 * grown };
        exp(factor * area)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_drawn_as_often_as_they_should_be() {
        for exponent in [0.0, 0.5, 0.99, 1.0, 2.5] {
            let zipf = Zipf::new(50, exponent);
            let mut stream = Stream::keyed(&[7]);
            let mut found = [0u32; 51];
            let draws = 200_000;
            for _ in 0..draws {
                found[zipf.draw(&mut stream) as usize] += 1;
            }
            let total: f64 = (1..=50).map(|rank| f64::from(rank).powf(-exponent)).sum();
            // Pearson's statistic with 49 degrees of freedom is above 85.4 once in a thousand times.
            let distance: f64 = (1..=50u32)
                .map(|rank| {
                    let expected = f64::from(rank).powf(-exponent) / total * f64::from(draws);
                    (f64::from(found[rank as usize]) - expected).powi(2) / expected
                })
                .sum();
            assert!(distance < 85.4, "{exponent}: {distance}");
        }
    }

    #[test]
    fn sums_in_blocks_are_close_to_the_whole_sum() {
        for exponent in [0.0, 0.7, 1.0, 1.4] {
            let zipf = Zipf::new(200_000, exponent);
            let power = |rank: u64| (rank as f64).powf(-exponent);
            let total: f64 = (1..=200_000).map(power).sum();
            assert!((zipf.probability(3) * total / power(3) - 1.0).abs() < 1e-6, "{exponent}");
            // The share of lookups that a cache answers where each key is kept for a while after it was fetched.
            let value = |share: f64| {
                let often = share * 1e4;
                often / (1.0 + often)
            };
            let whole: f64 = (1..=200_000)
                .map(|rank| {
                    let share = power(rank) / total;
                    share * value(share)
                })
                .sum();
            assert!((zipf.mean_of(value) - whole).abs() < 1e-4, "{exponent}");
        }
    }

    #[test]
    fn of_one_thing_it_is_always_that() {
        let mut stream = Stream::keyed(&[1]);
        assert_eq!((0..100).map(|_| Zipf::new(1, 0.9).draw(&mut stream)).max(), Some(1));
    }
}
