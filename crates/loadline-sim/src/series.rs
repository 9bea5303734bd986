//! Observations in the order they were made, as means of batches that double in size whenever there are too many.

/// Most batches that are kept.
const MOST: usize = 1 << 14;

/// Means of batches of equal size.
#[derive(Debug, Clone, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Series {
    sums: Vec<f64>,
    size: u64,
    sum: f64,
    count: u64,
    on: bool,
}

impl Series {
    pub(crate) const fn new(on: bool) -> Self {
        Self { sums: Vec::new(), size: 5, sum: 0.0, count: 0, on }
    }

    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        if !self.on {
            return;
        }
        self.sum += value;
        self.count += 1;
        if self.count == self.size {
            self.sums.push(self.sum);
            (self.sum, self.count) = (0.0, 0);
            if self.sums.len() == MOST {
                self.sums = self.sums.chunks_exact(2).map(|pair| pair[0] + pair[1]).collect();
                self.size *= 2;
            }
        }
    }

    /// Mean of each batch.
    #[must_use]
    pub fn means(&self) -> Vec<f64> {
        self.sums.iter().map(|sum| sum / self.size as f64).collect()
    }

    /// Observations in a batch.
    #[must_use]
    pub const fn batch(&self) -> u64 {
        self.size
    }
}
