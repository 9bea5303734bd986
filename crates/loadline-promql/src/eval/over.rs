//! Functions of the samples in a window: `rate(x[5m])`, `sum_over_time(x[1d])` and their like.

use super::sliding::{Greatest, Least, Sliding, Sum, Summary};
use super::window::{Frame, Samples};
use super::{Evaluator, Scalar, counter, merge, quantile, regression};
use crate::column::ABSENT;
use crate::syntax::{Node, Over};
use crate::{Column, EvalError};

/// The most samples that functions looking at every window anew may look at in all.
const MAX_WORK: u64 = 4_000_000_000;
/// Averages of windows up to this many samples are exactly Prometheus', addition by addition; of longer ones, exact sums are
/// divided, which may differ in the last bit.
const SHORT: usize = 400;

impl Evaluator<'_> {
    pub(super) fn over(&self, over: Over, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let mut frame = None;
        let mut parameter = Scalar::Same(f64::NAN);
        for node in arguments {
            match node {
                Node::Window(window) => frame = Some(self.frame(window)?),
                other => parameter = self.scalar(other)?,
            }
        }
        let Some(mut frame) = frame else { return Ok(Vec::new()) };
        // After `@` all windows are one, which is looked at once.
        let fixed = frame.times.step == 0 && !matches!(over, Over::PredictLinear | Over::Quantile);
        if fixed {
            frame.times.count = 1;
        }
        let mut columns = Vec::with_capacity(frame.series.len());
        for samples in &frame.series {
            self.afford_windows(over, samples, &frame)?;
            let mut values = self.windows(over, samples, &frame, &parameter);
            if fixed {
                values = vec![values.first().copied().unwrap_or(ABSENT); self.count()];
            }
            let keeps_name = matches!(over, Over::Last | Over::First);
            let labels = if keeps_name { samples.labels.clone() } else { samples.labels.without_metric() };
            columns.push(Column { labels, values });
        }
        merge::distinct(columns)
    }

    fn windows(&self, over: Over, samples: &Samples<'_>, frame: &Frame<'_>, parameter: &Scalar) -> Vec<f64> {
        let (times, values) = (&*samples.times, &*samples.values);
        let mut out = vec![ABSENT; frame.times.count];
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 samples")]
        match over {
            Over::Rate | Over::Increase | Over::Delta => {
                return counter::extrapolated(over, samples, frame);
            }
            Over::Irate | Over::Idelta => return counter::instantaneous(over, samples, frame),
            Over::Deriv => frame.each(times, |step, from, to| {
                if to - from > 1 {
                    out[step] = regression::line(&times[from..to], &values[from..to], times[from]).slope;
                }
            }),
            Over::PredictLinear => frame.each(times, |step, from, to| {
                if to - from > 1 {
                    let now = self.steps.time(step);
                    let line = regression::line(&times[from..to], &values[from..to], now);
                    out[step] = line.slope * parameter.at(step) + line.intercept;
                }
            }),
            Over::Count => frame.each(times, |step, from, to| out[step] = (to - from) as f64),
            Over::Present => frame.each(times, |step, _, _| out[step] = 1.0),
            Over::Last => frame.each(times, |step, _, to| out[step] = values[to - 1]),
            Over::First => frame.each(times, |step, from, _| out[step] = values[from]),
            Over::Resets => pairs(samples, frame, &mut out, |before, after| after < before),
            Over::Changes => pairs(samples, frame, &mut out, |before, after| {
                #[expect(clippy::float_cmp, reason = "a change is a difference, however small")]
                let differ = before != after;
                differ && !(before.is_nan() && after.is_nan())
            }),
            Over::Sum => {
                let mut sums = Sliding::<Sum>::new(values);
                frame.each(times, |step, from, to| out[step] = sums.window(from, to).total());
            }
            Over::Avg => {
                let mut sums = Sliding::<Sum>::new(values);
                frame.each(times, |step, from, to| {
                    let total = sums.window(from, to).total();
                    let short = to - from <= SHORT || !total.is_finite();
                    out[step] = if short { mean(&values[from..to]) } else { total / (to - from) as f64 };
                });
            }
            Over::Min => {
                let mut least = Sliding::<Least>::new(values);
                frame.each(times, |step, from, to| out[step] = least.window(from, to).0);
            }
            Over::Max => {
                let mut greatest = Sliding::<Greatest>::new(values);
                frame.each(times, |step, from, to| out[step] = greatest.window(from, to).0);
            }
            Over::Stddev => {
                frame.each(times, |step, from, to| out[step] = variance(&values[from..to]).sqrt())
            }
            Over::Stdvar => frame.each(times, |step, from, to| out[step] = variance(&values[from..to])),
            Over::Quantile => frame.each(times, |step, from, to| {
                out[step] = quantile::of(parameter.at(step), &mut values[from..to].to_vec());
            }),
        }
        out
    }

    /// Refuses work that would take minutes: the functions that look at every sample of every window.
    fn afford_windows(&self, over: Over, samples: &Samples<'_>, frame: &Frame<'_>) -> Result<(), EvalError> {
        let every = [Over::Deriv, Over::PredictLinear, Over::Stddev, Over::Stdvar, Over::Quantile];
        if !every.contains(&over) {
            return Ok(());
        }
        let mut count = 0_u64;
        frame.each(&samples.times, |_, from, to| count += (to - from) as u64);
        count = count.saturating_mul(frame.series.len() as u64);
        if count > MAX_WORK {
            let what = "samples looked at, counting each once per window";
            return Err(EvalError::TooMuch { what, count, limit: MAX_WORK });
        }
        Ok(())
    }
}

/// Counts the neighbours in each window for which `counts` holds.
fn pairs(samples: &Samples<'_>, frame: &Frame<'_>, out: &mut [f64], counts: impl Fn(f64, f64) -> bool) {
    let mut before = Vec::with_capacity(samples.values.len());
    let mut total = 0_u32;
    before.push(total);
    for pair in samples.values.windows(2) {
        total += u32::from(counts(pair[0], pair[1]));
        before.push(total);
    }
    frame.each(&samples.times, |step, from, to| out[step] = f64::from(before[to - 1] - before[from]));
}

/// The mean, addition by addition as Prometheus does it. Source: `promql/functions.go`, `funcAvgOverTime`.
fn mean(values: &[f64]) -> f64 {
    let mut mean = Sum::NONE;
    let mut count = 0.0;
    for value in values {
        count += 1.0;
        if mean.sum().is_infinite() {
            let same = value.is_infinite() && (mean.sum() > 0.0) == (*value > 0.0);
            // An infinite mean stays what it is, unless a NaN or the other infinity comes.
            if same || value.is_finite() {
                continue;
            }
        }
        mean.add(value / count - mean.sum() / count);
    }
    if mean.sum().is_infinite() { mean.sum() } else { mean.value() }
}

/// The variance of all values (not of a sample of them), as Prometheus adds it up. Source: `funcStdvarOverTime`.
fn variance(values: &[f64]) -> f64 {
    let (mut mean, mut squares) = (Sum::NONE, Sum::NONE);
    let mut count = 0.0;
    for value in values {
        count += 1.0;
        let distance = value - mean.value();
        mean.add(distance / count);
        squares.add(distance * (value - mean.value()));
    }
    squares.value() / count
}
