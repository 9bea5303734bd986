//! Estimates with honest standard errors, by batch means.

use super::signal::Signal;

/// How many batches a run is cut into.
const BATCHES: usize = 50;

/// A ratio of two sums, with its standard error.
#[derive(Debug, Clone, Copy)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) error: f64,
}

impl Estimate {
    /// Sum of the first ÷ sum of the second, over batches that are as good as independent.
    pub(super) fn ratio(batches: &[(f64, f64)]) -> Self {
        let count = batches.len() as f64;
        let (above, below) = batches.iter().fold((0.0, 0.0), |sum, batch| (sum.0 + batch.0, sum.1 + batch.1));
        let value = above / below;
        let squares: f64 = batches.iter().map(|batch| (batch.0 - value * batch.1).powi(2)).sum();
        Self { value, error: (squares / (count - 1.0) * count).sqrt() / below }
    }

    /// How many standard errors a claim is away. Where nothing is left to chance, the rounding of times remains.
    pub(super) fn off(self, claimed: f64) -> f64 {
        (self.value - claimed) / self.error.max(1e-5 * claimed)
    }
}

/// What was seen in a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    /// Share of time (of messages) that is bad.
    pub(super) share: Estimate,
    /// Outages a second, and how long one lasts in the mean; `None` when only messages were counted.
    pub(super) outages: Option<(Estimate, Estimate)>,
}

impl Seen {
    /// Measures a signal up to a time.
    pub(super) fn of(signal: &Signal, until: f64) -> Self {
        let length = until / BATCHES as f64;
        let mut batches = vec![(0.0, 0.0); BATCHES];
        // An outage belongs to the batch in which it begins.
        for (begin, end) in signal.0.iter().filter(|(begin, _)| *begin < until) {
            let batch = &mut batches[((begin / length) as usize).min(BATCHES - 1)];
            batch.0 += end - begin;
            batch.1 += 1.0;
        }
        let over_time = |of: fn(&(f64, f64)) -> f64| {
            Estimate::ratio(&batches.iter().map(|batch| (of(batch), length)).collect::<Vec<_>>())
        };
        let share = over_time(|batch| batch.0);
        Self { share, outages: Some((over_time(|batch| batch.1), Estimate::ratio(&batches))) }
    }

    /// Counts messages.
    pub(super) fn of_messages(messages: &[super::queue::Messages]) -> Self {
        let size = messages.len().div_ceil(BATCHES);
        let batches: Vec<(f64, f64)> = messages
            .chunks(size)
            .map(|chunk| chunk.iter().fold((0.0, 0.0), |sum, it| (sum.0 + it.late, sum.1 + it.all)))
            .collect();
        Self { share: Estimate::ratio(&batches), outages: None }
    }
}
