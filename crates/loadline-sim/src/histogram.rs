//! Counts of delays in cells that grow with the delay: 128 cells for each doubling, so that a value read back is less than
//! 0.8 % off. Histograms of the same kind of delay add up exactly.

use crate::time::Delay;

const BITS: u32 = 7;
const CELLS: u64 = 1 << BITS;

/// Counts of delays.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Histogram {
    counts: Vec<u64>,
    total: u64,
}

#[inline]
const fn cell_of(nanos: u64) -> usize {
    if nanos < 2 * CELLS {
        return nanos as usize;
    }
    let shift = 63 - nanos.leading_zeros() - BITS;
    ((shift as u64 * CELLS) + (nanos >> shift)) as usize
}

/// The value so far into a cell, from 0 = its least one to 1.
fn value_in(cell: usize, part: f64) -> u64 {
    let cell = cell as u64;
    if cell < 2 * CELLS {
        return cell;
    }
    let shift = cell / CELLS - 1;
    let (low, width) = ((cell - shift * CELLS) << shift, 1u64 << shift);
    low + ((part * width as f64) as u64).min(width - 1)
}

impl Histogram {
    /// Counts one delay.
    #[inline]
    pub fn record(&mut self, delay: Delay) {
        let cell = cell_of(delay.nanos());
        if cell >= self.counts.len() {
            self.grow(cell);
        }
        self.counts[cell] += 1;
        self.total += 1;
    }

    #[cold]
    fn grow(&mut self, cell: usize) {
        // A doubling at a time.
        self.counts.resize((cell / CELLS as usize + 1) * CELLS as usize, 0);
    }

    /// How many delays were counted.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.total
    }

    /// Adds the counts of another histogram.
    pub fn merge(&mut self, other: &Self) {
        if other.counts.len() > self.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.total += other.total;
    }

    /// Forgets every count and keeps the room.
    pub fn clear(&mut self) {
        self.counts.fill(0);
        self.total = 0;
    }

    /// How many delays were at most this long, as far as cells tell.
    #[must_use]
    pub fn at_most(&self, delay: Delay) -> u64 {
        let cell = cell_of(delay.nanos());
        self.counts.iter().take(cell + 1).sum()
    }

    /// The least delay that a share `q` of all stays within, where `failed` more never came to an end, and those in
    /// `unfinished` were still waiting after the time counted there. `None` when the answer lies among those that never
    /// ended, or nothing was counted.
    ///
    /// An unfinished one counts where it has already waited longer than the delay in question; about a younger one nothing
    /// is known yet.
    #[must_use]
    pub fn quantile(&self, q: f64, failed: u64, unfinished: &Self) -> Option<Delay> {
        let (mut within, mut younger) = (0u64, 0u64);
        for (cell, count) in self.counts.iter().enumerate() {
            within += count;
            younger += unfinished.counts.get(cell).copied().unwrap_or_default();
            if *count == 0 {
                continue;
            }
            let all = self.total + failed + unfinished.total - younger;
            let wanted = q * all as f64;
            if within as f64 >= wanted {
                // Those in a cell are taken to lie evenly in it, and the k-th of n to be the quantile of k ÷ (n + 1): always its
                // middle, or k ÷ n, would be off to the same side run after run.
                let into = (q * (all + 1) as f64 - (within - count) as f64 - 0.5).max(0.0) / *count as f64;
                return Some(Delay::from_nanos(value_in(cell, into)));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_read_back_is_hardly_off() {
        for nanos in (0..64).flat_map(|bit| [1u64 << bit, (1 << bit) + (1 << bit >> 1), (1 << bit) - 1]) {
            for part in [0.0, 0.5, 1.0] {
                let back = value_in(cell_of(nanos), part);
                assert!(back.abs_diff(nanos) as f64 <= 0.008 * nanos as f64, "{nanos}: {back}");
                assert_eq!(cell_of(back), cell_of(nanos));
            }
        }
        let cells: Vec<usize> = (0..100_000).map(cell_of).collect();
        assert!(cells.is_sorted());
    }

    #[track_caller]
    fn check(q: f64, failed: u64, unfinished: &[u64], expected: Option<u64>) {
        let of = |values: &mut dyn Iterator<Item = u64>| {
            let mut histogram = Histogram::default();
            values.for_each(|value| histogram.record(Delay::from_nanos(value)));
            histogram
        };
        let histogram = of(&mut (1..=100));
        let found = histogram.quantile(q, failed, &of(&mut unfinished.iter().copied()));
        assert_eq!(found.map(Delay::nanos), expected, "{q} {failed} {unfinished:?}");
    }

    #[test]
    fn failures_count_in_the_tail() {
        check(0.5, 0, &[], Some(50));
        check(0.99, 0, &[], Some(99));
        check(1.0, 0, &[], Some(100));
        check(0.5, 100, &[], Some(100));
        check(0.5, 101, &[], None);
        check(0.5, 0, &[10, 10], Some(50));
        check(0.5, 0, &[70, 80], Some(51));
        assert_eq!(Histogram::default().quantile(0.5, 0, &Histogram::default()), None);
    }

    #[test]
    fn histograms_add_up() {
        let (mut one, mut two) = (Histogram::default(), Histogram::default());
        (0..50).for_each(|value| one.record(Delay::from_nanos(value)));
        (50..5_000).for_each(|value| two.record(Delay::from_nanos(value)));
        one.merge(&two);
        assert_eq!((one.total(), one.at_most(Delay::from_nanos(199))), (5_000, 200));
    }
}
