//! Truth tables: what a monotone function of a few variables is for every assignment, one bit each.
//!
//! Probability, importance and minimal cut sets by plain enumeration. Nothing here is shared with the code under test.

/// Bits of an assignment in which the variables below 6 are true, within one word.
const PATTERNS: [u64; 6] = [
    0xaaaa_aaaa_aaaa_aaaa,
    0xcccc_cccc_cccc_cccc,
    0xf0f0_f0f0_f0f0_f0f0,
    0xff00_ff00_ff00_ff00,
    0xffff_0000_ffff_0000,
    0xffff_ffff_0000_0000,
];

/// A function of `variables` variables. With fewer than six, the one word repeats its pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    variables: usize,
    words: Vec<u64>,
}

impl Table {
    pub(crate) fn constant(variables: usize, holds: bool) -> Self {
        let words = 1 << variables.saturating_sub(6);
        Self { variables, words: vec![if holds { u64::MAX } else { 0 }; words] }
    }

    /// A constant of as many variables.
    pub(crate) fn same_size(&self, holds: bool) -> Self {
        Self::constant(self.variables, holds)
    }

    pub(crate) fn variable(variables: usize, number: usize) -> Self {
        let mut made = Self::constant(variables, false);
        for (index, word) in made.words.iter_mut().enumerate() {
            *word = match PATTERNS.get(number) {
                Some(pattern) => *pattern,
                None if index >> (number - 6) & 1 == 1 => u64::MAX,
                None => 0,
            };
        }
        made
    }

    pub(crate) fn or(mut self, other: &Self) -> Self {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self
    }

    pub(crate) fn and(mut self, other: &Self) -> Self {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
        self
    }

    /// At least `least` of these hold: every choice of different ones that are enough together.
    pub(crate) fn at_least(variables: usize, least: usize, of: &[Self]) -> Self {
        let mut different: Vec<(&Self, usize)> = Vec::new();
        for one in of {
            match different.iter_mut().find(|(known, _)| *known == one) {
                Some((_, times)) => *times += 1,
                None => different.push((one, 1)),
            }
        }
        let mut found = Self::constant(variables, least == 0);
        for choice in 0..1usize << different.len() {
            let chosen = || different.iter().enumerate().filter(|(index, _)| choice >> index & 1 == 1);
            let times: usize = chosen().map(|(_, (_, times))| times).sum();
            let needs_all = chosen().all(|(_, (_, one))| times - one < least);
            if times >= least && needs_all {
                let all = Self::constant(variables, true);
                found = found.or(&chosen().fold(all, |all, (_, (one, _))| all.and(one)));
            }
        }
        found
    }

    pub(crate) fn is(&self, assignment: usize) -> bool {
        self.words[assignment >> 6] >> (assignment & 63) & 1 == 1
    }

    /// Whether it holds wherever `other` does.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        self.words.iter().zip(&other.words).all(|(word, other)| other & !word == 0)
    }

    /// The function with one variable fixed.
    pub(crate) fn with(&self, number: usize, holds: bool) -> Self {
        let mut made = self.clone();
        if let Some(pattern) = PATTERNS.get(number) {
            for word in &mut made.words {
                let half = if holds { *word & pattern } else { *word & !pattern };
                *word = half | if holds { half >> (1 << number) } else { half << (1 << number) };
            }
        } else {
            let step = 1 << (number - 6);
            for index in 0..made.words.len() {
                made.words[index] = self.words[if holds { index | step } else { index & !step }];
            }
        }
        made
    }

    /// Assignments that hold and no smaller one does: the minimal cut sets of a monotone function.
    pub(crate) fn minimal(&self) -> Vec<usize> {
        let mut smaller = Self::constant(self.variables, false);
        for number in 0..self.variables {
            let without = self.with(number, false).and(&Self::variable(self.variables, number));
            smaller = smaller.or(&without);
        }
        let mut found = Vec::new();
        for (index, (word, smaller)) in self.words.iter().zip(&smaller.words).enumerate() {
            let mut left = word & !smaller;
            while left != 0 {
                found.push(index << 6 | left.trailing_zeros() as usize);
                left &= left - 1;
            }
        }
        found.retain(|assignment| assignment >> self.variables == 0);
        found
    }

    /// The probability, and the Birnbaum importance of every variable: one pass up and one pass down.
    pub(crate) fn probability(&self, of: &[f64]) -> (f64, Vec<f64>) {
        let full: Vec<f64> =
            (0..1 << self.variables).map(|assignment| f64::from(u8::from(self.is(assignment)))).collect();
        let mut levels = vec![full];
        for chance in of {
            let last = levels.last().expect("there is one");
            levels.push(last.chunks(2).map(|pair| pair[0] * (1.0 - chance) + pair[1] * chance).collect());
        }
        let mut birnbaum = vec![0.0; of.len()];
        let mut weights = vec![1.0];
        for (number, chance) in of.iter().enumerate().rev() {
            let pairs = levels[number].chunks(2);
            birnbaum[number] = pairs.zip(&weights).map(|(pair, weight)| weight * (pair[1] - pair[0])).sum();
            weights = weights.iter().flat_map(|weight| [weight * (1.0 - chance), weight * chance]).collect();
        }
        (levels[of.len()][0], birnbaum)
    }
}
