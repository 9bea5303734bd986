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
    let length = seconds(frame.range);
    let mut resets = Resets::new(if is_counter { values } else { &[] });
    frame.each(times, |step, from, to| {
        if to - from < 2 {
            return;
        }
        let last = to - 1;
        let gain = resets.add(values[last] - values[from], from, to);
        let end = frame.times.at(step);
        let ends = Ends { start: end - frame.range, first: times[from], last: times[last], end };
        let first_value = is_counter.then_some(values[from]);
        let mut factor = ends.factor(to - from, gain, first_value, frame.dialect);
        if kind == Over::Rate {
            factor /= length;
        }
        out[step] = gain * factor;
    });
    out
}

/// Where the window and its samples begin and end.
struct Ends {
    start: Millis,
    first: Millis,
    last: Millis,
    end: Millis,
}

impl Ends {
    /// By how much the gain grows when the window is taken for what lies between its samples. A sample further from the end than 1.1 times the usual
    /// distance means that the series begins or ends inside the window; then half a distance is added. A counter is never extrapolated
    /// below zero.
    #[inline]
    fn factor(&self, count: usize, gain: f64, counter: Option<f64>, dialect: Dialect) -> f64 {
        let mut to_start = seconds(self.first - self.start);
        let mut to_end = seconds(self.end - self.last);
        let sampled = seconds(self.last - self.first);
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
        let distance = sampled / (count - 1) as f64;
        let limit = distance * 1.1;
        let to_zero = match counter {
            Some(first) if gain > 0.0 && first >= 0.0 => sampled * (first / gain),
            _ => f64::INFINITY,
        };
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
        for (at, pair) in values.windows(2).enumerate() {
            if pair[1] < pair[0] {
                all.push((at + 1, pair[0]));
            }
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
