//! When the error ratio of both windows of a pair is above its threshold, whatever traffic and errors do: the failures in a window are
//! more than `threshold × requests` in it. Both are integrals of what truly happens, straight lines within a minute, so every
//! crossing is exact. Never from samples, nor at evaluations.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5: `threshold × window ÷ errors` is the time at which failures
//! reach `threshold × requests` where there are as many requests in every minute, and nothing failed before.

use super::formula::Pair;
use loadline_testkit::Truth;

/// Failures and requests since the start of a history. Times are minutes; within a minute events come evenly.
pub(crate) struct Events {
    /// After the scrape of each minute.
    counted: Vec<[f64; 2]>,
    /// When in a minute it is scraped.
    offset: f64,
}

impl Events {
    pub(crate) fn of(truth: &Truth, offset: f64) -> Self {
        let mut sum = [0.0; 2];
        let counted = truth.minutes.iter().map(|[requests, errors]| {
            sum = [sum[0] + requests, sum[1] + errors];
            sum
        });
        Self { counted: counted.collect(), offset }
    }

    fn until(&self, time: f64) -> [f64; 2] {
        let place = (time - self.offset).clamp(0.0, (self.counted.len() - 1) as f64);
        let (at, part) = (place.floor() as usize, place.fract());
        let (low, high) = (self.counted[at], self.counted[(at + 1).min(self.counted.len() - 1)]);
        [low[0] + (high[0] - low[0]) * part, low[1] + (high[1] - low[1]) * part]
    }

    /// By how many failures the window between two times is above the threshold.
    fn excess(&self, threshold: f64, from: f64, to: f64) -> f64 {
        let (from, to) = (self.until(from), self.until(to));
        let requests = to[0] - from[0];
        // Adding up must not lift above the threshold what is exactly at it.
        (to[1] - from[1]) - threshold * requests - 1e-12 * requests
    }

    /// Whether the long window of a pair is above the threshold, whatever the short one is.
    pub(crate) fn long_is_above(&self, pair: Pair, time: f64) -> bool {
        self.excess(pair.threshold, time - pair.long, time) > 0.0
    }

    /// From when until when both windows of a pair are above the threshold, in the order of time.
    pub(crate) fn above(&self, pair: Pair) -> Vec<(f64, f64)> {
        let mut spans: Vec<(f64, f64)> = Vec::new();
        for piece in 1..self.counted.len() {
            let end = piece as f64 + self.offset;
            let start = end - 1.0;
            let (mut first, mut last) = (start, end);
            for window in [pair.long, pair.short] {
                let at = |time: f64| self.excess(pair.threshold, time - window, time);
                let (a, b) = (at(start), at(end));
                let zero = start + (end - start) * a / (a - b);
                match (a > 0.0, b > 0.0) {
                    (true, true) => {}
                    (false, true) => first = first.max(zero),
                    (true, false) => last = last.min(zero),
                    (false, false) => last = start,
                }
            }
            match spans.last_mut() {
                _ if first >= last => {}
                Some((_, before)) if first - *before < 1e-6 => *before = last,
                _ => spans.push((first, last)),
            }
        }
        // What lasts until the end of the history is not over.
        let end = (self.counted.len() - 1) as f64 + self.offset;
        spans.iter_mut().filter(|(_, last)| end - *last < 1e-6).for_each(|(_, last)| *last = f64::INFINITY);
        spans
    }
}
