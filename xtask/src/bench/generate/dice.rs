//! Chance that is the same every time.

/// A linear congruential generator (Knuth's MMIX constants), of which only the upper half is used.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `bound`, which is not 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound
    }

    /// Whether something with this probability in percent happens.
    pub(super) fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }
}
