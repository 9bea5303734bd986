//! `rate`, `increase`, `delta`: what a counter gained over a window, extrapolated to the window's ends.
//! Source: prometheus/prometheus, `promql/functions.go`, `extrapolatedRate`.

use super::seconds;
use super::window::{Frame, Samples};
use crate::Millis;
use crate::column::ABSENT;
use crate::options::Dialect;
use crate::syntax::Over;

/// Up to this many resets in a window are added one by one, in the order of Prometheus, to the last bit.
const FEW: usize = 16;

pub(super) fn extrapolated(kind: Over, samples: &Samples<'_>, frame: &Frame<'_>) -> Vec<f64> {
    let (times, values) = (&*samples.times, &*samples.values);
    let mut out = vec![ABSENT; frame.times.count];
    let is_counter = kind != Over::Delta;
    let length = if kind == Over::Rate { seconds(frame.range) } else { 1.0 };
    let mut resets = Resets::new(if is_counter { values } else { &[] });
    let mut ends = Ends::default();
    frame.each(times, |step, from, to| {
        if to - from < 2 {
            return;
        }
        let last = to - 1;
        let gain = resets.add(values[last] - values[from], from, to);
        let end = frame.times.at(step);
        let edges =
            Edges { before: times[from] - (end - frame.range), after: end - times[last], count: to - from };
        // Scrapes that come as regularly as evaluations leave the same edges every time, and divisions are dear.
        if ends.edges != edges || ends.between != times[last] - times[from] {
            ends = Ends::new(edges, times[last] - times[from], length, frame.dialect);
        }
        out[step] = gain * ends.factor(gain, is_counter.then_some(values[from]), length, frame.dialect);
    });
    out
}

/// How far the samples of a window are from its ends, and how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Edges {
    before: Millis,
    after: Millis,
    count: usize,
}

/// A window and its samples, in seconds, and the factor of a series that does not come near zero.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    edges: Edges,
    /// From the first sample to the last one.
    between: Millis,
    to_start: f64,
    to_end: f64,
    sampled: f64,
    distance: f64,
    usual: f64,
}

impl Ends {
    fn new(edges: Edges, between: Millis, length: f64, dialect: Dialect) -> Self {
        let sampled = seconds(between);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
        let distance = sampled / (edges.count - 1) as f64;
        let (to_start, to_end) = (seconds(edges.before), seconds(edges.after));
        let ends = Self { edges, between, to_start, to_end, sampled, distance, usual: 0.0 };
        Self { usual: ends.until_zero(f64::INFINITY, dialect) / length, ..ends }
    }

    /// By how much the gain grows when the window is taken for what lies between its samples, a part of `length` for rates.
    #[inline]
    fn factor(&self, gain: f64, counter: Option<f64>, length: f64, dialect: Dialect) -> f64 {
        match counter {
            // A counter that began further back than the window does is far from zero: first ÷ gain × sampled ≥ sampled.
            Some(first) if gain > 0.0 && first >= 0.0 && (first < gain || self.sampled < self.to_start) => {
                self.until_zero(self.sampled * (first / gain), dialect) / length
            }
            _ => self.usual,
        }
    }

    /// The factor where the series was zero `to_zero` before its first sample. A sample further from the end than 1.1 times the usual
    /// distance means that the series begins or ends inside the window; then half a distance is added. A counter is never extrapolated
    /// below zero.
    fn until_zero(&self, to_zero: f64, dialect: Dialect) -> f64 {
        let Self { mut to_start, mut to_end, sampled, distance, .. } = *self;
        let limit = distance * 1.1;
        match dialect {
            Dialect::V2 => {
                if to_zero < to_start {
                    to_start = to_zero;
                }
                let mut whole = sampled;
                whole += if to_start < limit { to_start } else { distance / 2.0 };
                whole += if to_end < limit { to_end } else { distance / 2.0 };
                whole / sampled
            }
            Dialect::V3 => {
                if to_start >= limit {
                    to_start = distance / 2.0;
                }
                if to_zero < to_start {
                    to_start = to_zero;
                }
                if to_end >= limit {
                    to_end = distance / 2.0;
                }
                (sampled + to_start + to_end) / sampled
            }
        }
    }
}

/// The places where a counter went down, and what it had reached.
struct Resets {
    /// Number of the sample after the reset, and the value before it.
    all: Vec<(usize, f64)>,
    /// Sums of the values before the resets, where they are exact: the counter counts whole things.
    sums: Vec<f64>,
    from: usize,
    to: usize,
}

impl Resets {
    fn new(values: &[f64]) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let mut all = Vec::new();
        // Most counters never go down, and a look without branches says so several times faster.
        let falls = |pair: &[f64]| pair[1] < pair[0];
        if values.windows(2).fold(false, |any, pair| any | falls(pair)) {
            let falling = values.windows(2).enumerate().filter(|(_, pair)| falls(pair));
            all.extend(falling.map(|(at, pair)| (at + 1, pair[0])));
        }
        let mut sums = Vec::new();
        if all.len() > FEW {
            let mut sum = 0.0;
            sums.push(sum);
            for (_, value) in &all {
                sum += value;
                sums.push(sum);
            }
            let whole = |value: &f64| value.fract() == 0.0 && value.abs() < EXACT;
            if !values.iter().all(whole) || !sums.iter().all(whole) {
                sums.clear();
            }
        }
        Self { all, sums, from: 0, to: 0 }
    }

    /// `gain` with what was reached before each reset inside the window.
    #[inline]
    fn add(&mut self, mut gain: f64, from: usize, to: usize) -> f64 {
        while self.to < self.all.len() && self.all[self.to].0 < to {
            self.to += 1;
        }
        while self.from < self.to && self.all[self.from].0 <= from {
            self.from += 1;
        }
        if self.to - self.from > FEW && !self.sums.is_empty() {
            return gain + (self.sums[self.to] - self.sums[self.from]);
        }
        for (_, value) in &self.all[self.from..self.to] {
            gain += value;
        }
        gain
    }
}

/// `irate`, `idelta`: what happened between the last two samples of a window.
pub(super) fn instantaneous(kind: Over, samples: &Samples<'_>, frame: &Frame<'_>) -> Vec<f64> {
    let (times, values) = (&*samples.times, &*samples.values);
    let mut out = vec![ABSENT; frame.times.count];
    frame.each(times, |step, from, to| {
        if to - from < 2 {
            return;
        }
        let (before, last) = (to - 2, to - 1);
        let reset = kind == Over::Irate && values[last] < values[before];
        let gain = if reset { values[last] } else { values[last] - values[before] };
        out[step] = if kind == Over::Irate { gain / seconds(times[last] - times[before]) } else { gain };
    });
    out
}
