//! Random numbers by key: the same key gives the same numbers on every platform and thread count.
//!
//! A stream is keyed by what it is for, so that a new consumer of randomness never shifts the draws of another.

/// A stream of random numbers (xoshiro256++, Blackman and Vigna 2021, "Scrambled Linear Pseudorandom Number Generators").
#[derive(Debug, Clone)]
pub struct Stream {
    state: [u64; 4],
}

impl Stream {
    /// The stream of a key. Keys that differ anywhere give unrelated streams.
    #[must_use]
    pub fn keyed(key: &[u64]) -> Self {
        let mut seed = key.iter().fold(0x6c6f_6164_6c69_6e65, |seed, part| mix(seed ^ mix(*part)));
        let mut next = || {
            seed = seed.wrapping_add(GOLDEN);
            mix(seed)
        };
        // SplitMix64 never gives four zeros in a row, the one state xoshiro cannot leave.
        Self { state: [next(), next(), next(), next()] }
    }

    /// The next 64 bits.
    #[inline]
    pub const fn bits(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        result
    }

    /// A number in the open interval (0, 1), in steps of 2⁻⁵³.
    #[inline]
    pub const fn uniform(&mut self) -> f64 {
        ((self.bits() >> 11) as f64 + 0.5) * (1.0 / 9_007_199_254_740_992.0)
    }

    /// An exponential variable of mean 1, by inversion: −ln of a uniform number.
    #[inline(always)]
    pub fn exponential(&mut self) -> f64 {
        crate::logarithm::minus_ln(self.uniform())
    }

    /// A whole number below `bound`, each as likely (multiply and shift; the bias is below `bound` × 2⁻⁶⁴).
    #[must_use]
    pub const fn below(&mut self, bound: u64) -> u64 {
        ((self.bits() as u128 * bound as u128) >> 64) as u64
    }
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number Generators").
const fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // First outputs of the reference implementation for the state 1, 2, 3, 4.
        let mut stream = Stream { state: [1, 2, 3, 4] };
        let drawn: Vec<u64> = (0..4).map(|_| stream.bits()).collect();
        assert_eq!(drawn, [41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386]);
    }

    #[test]
    fn keys_that_differ_give_unrelated_streams() {
        let first = |key: &[u64]| Stream::keyed(key).bits();
        let keys: [&[u64]; 5] = [&[], &[0], &[1], &[0, 1], &[1, 0]];
        let mut drawn: Vec<u64> = keys.map(first).to_vec();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), keys.len());
    }

    #[test]
    fn uniform_numbers_have_the_mean_and_spread_they_should() {
        let mut stream = Stream::keyed(&[7]);
        let draws: Vec<f64> = (0..100_000).map(|_| stream.uniform()).collect();
        let mean = draws.iter().sum::<f64>() / draws.len() as f64;
        let variance = draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / draws.len() as f64;
        assert!((mean - 0.5).abs() < 4.0 * (1.0f64 / 12.0 / 100_000.0).sqrt(), "{mean}");
        assert!((variance - 1.0 / 12.0).abs() < 0.001, "{variance}");
        assert!(draws.iter().all(|x| *x > 0.0 && *x < 1.0));
    }
}
