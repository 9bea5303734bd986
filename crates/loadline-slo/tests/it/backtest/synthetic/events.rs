//! The same formulas where traffic is uneven, errors change or several outages meet: a ratio is at the threshold when the failures
//! in the window are `threshold × requests` in it. Both are counted from what truly happened, never from samples.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5: `threshold × window ÷ errors` is the time at which failures
//! reach `threshold × requests` where there are as many requests in every minute, and nothing failed before.

use super::formula::Pair;
use loadline_testkit::{MINUTES, Truth};

/// Failures and requests since the start of a history. Times are minutes; within a minute events come evenly.
pub(crate) struct Events {
    /// After the scrape of each minute. Of those before the first scrape nothing can be known.
    counted: Vec<[f64; 2]>,
    /// When in a minute it is scraped.
    offset: f64,
}

impl Events {
    pub(crate) fn of(truth: &Truth, offset: f64) -> Self {
        let mut sum = [0.0; 2];
        let counted = truth.minutes.iter().enumerate().map(|(at, [requests, errors])| {
            if at > 0 {
                sum = [sum[0] + requests, sum[1] + errors];
            }
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

    /// By how many failures the window that ends at `time` is above the threshold.
    fn excess(&self, threshold: f64, window: f64, time: f64) -> f64 {
        let (from, to) = (self.until(time - window), self.until(time));
        let requests = to[0] - from[0];
        // Adding up must not lift above the threshold what is exactly at it.
        (to[1] - from[1]) - threshold * requests - 1e-9 * requests
    }

    /// Whether both windows of a pair are above the threshold.
    pub(crate) fn holds(&self, pair: Pair, time: f64) -> bool {
        [pair.long, pair.short].into_iter().all(|window| self.excess(pair.threshold, window, time) > 0.0)
    }

    /// The first time from `from` on, and before `to`, at which both windows are above the threshold.
    pub(crate) fn begins(&self, pair: Pair, from: f64, to: f64) -> Option<f64> {
        self.pieces(from, to).find_map(|(start, end)| {
            let (mut first, mut last) = (start, end);
            for window in [pair.long, pair.short] {
                let (a, b) = self.ends_of(pair, window, start, end);
                if a <= 0.0 && b <= 0.0 {
                    return None;
                }
                let zero = start + (end - start) * a / (a - b);
                first = if a <= 0.0 { first.max(zero) } else { first };
                last = if b <= 0.0 { last.min(zero) } else { last };
            }
            (first < last).then_some(first)
        })
    }

    /// The first time from `from` on, and before `to`, at which one of the windows is at the threshold or below.
    pub(crate) fn stops(&self, pair: Pair, from: f64, to: f64) -> Option<f64> {
        self.pieces(from, to).find_map(|(start, end)| {
            let zeros = [pair.long, pair.short].into_iter().filter_map(|window| {
                match self.ends_of(pair, window, start, end) {
                    (a, _) if a <= 0.0 => Some(start),
                    (a, b) if b <= 0.0 => Some(start + (end - start) * a / (a - b)),
                    _ => None,
                }
            });
            zeros.min_by(f64::total_cmp)
        })
    }

    fn ends_of(&self, pair: Pair, window: f64, start: f64, end: f64) -> (f64, f64) {
        (self.excess(pair.threshold, window, start), self.excess(pair.threshold, window, end))
    }

    /// The pieces from scrape to scrape, within each of which the excess is a straight line.
    fn pieces(&self, from: f64, to: f64) -> impl Iterator<Item = (f64, f64)> {
        let (to, offset) = (to.min((MINUTES - 1) as f64 + self.offset), self.offset);
        let next = move |time: f64| ((time - offset + 1e-9).floor() + 1.0 + offset).min(to);
        std::iter::successors(Some((from, next(from))), move |(_, end)| Some((*end, next(*end))))
            .take_while(|(start, end)| start < end)
    }
}
