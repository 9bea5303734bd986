//! One column against its own weeks.

use super::{Sensitivity, Signal};

/// A column and how it is looked at.
pub(super) struct Season<'a> {
    pub(super) values: &'a [f64],
    /// How many events each value rests on; empty where nothing is counted.
    pub(super) events: &'a [f64],
    /// Steps in a week.
    pub(super) week: usize,
    pub(super) how: &'a Sensitivity,
    pub(super) signal: Signal,
}

/// Unusual steps in a row, and the one furthest away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) value: f64,
    pub(super) usual: f64,
    pub(super) sigmas: f64,
}

/// The median absolute deviation times this is the standard deviation of what scatters normally.
const NORMAL: f64 = 1.4826;

impl Season<'_> {
    /// Spans that last long enough. Error ratios are unusual only when high.
    pub(super) fn unusual(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let mut open: Option<Span> = None;
        let mut earlier = Vec::new();
        let long_enough = |span: &Span| span.to - span.from + 1 >= self.how.lasts.max(1);
        for (at, value) in self.values.iter().enumerate().skip(self.week.saturating_mul(2)) {
            let unusual = self.held(at, *value, &mut earlier).filter(|(_, sigmas)| {
                let far = if self.signal == Signal::ErrorRatio { *sigmas } else { sigmas.abs() };
                far > self.how.sigmas
            });
            match (unusual, &mut open) {
                (Some((usual, sigmas)), Some(span)) => {
                    span.to = at;
                    if sigmas.abs() > span.sigmas.abs() {
                        (span.value, span.usual, span.sigmas) = (*value, usual, sigmas);
                    }
                }
                (Some((usual, sigmas)), None) => {
                    open = Some(Span { from: at, to: at, value: *value, usual, sigmas });
                }
                (None, _) => spans.extend(open.take().filter(long_enough)),
            }
        }
        spans.extend(open.filter(long_enough));
        spans
    }

    /// The middle of the season at this step, and how many standard deviations the value is away from it. `None` without a value, or
    /// where the weeks before have none in at least two of them.
    fn held(&self, at: usize, value: f64, earlier: &mut Vec<f64>) -> Option<(f64, f64)> {
        if value.is_nan() {
            return None;
        }
        earlier.clear();
        let mut weeks = 0;
        for back in 1..=self.how.weeks.max(2) {
            let Some(middle) = at.checked_sub(self.week.saturating_mul(back)) else { break };
            let from = middle.saturating_sub(self.how.beside);
            // Never later than a week before: the present must not make itself usual.
            let to = middle.saturating_add(self.how.beside).min(at.saturating_sub(self.week));
            let before = earlier.len();
            let slice = self.values.get(from..=to).unwrap_or_default();
            earlier.extend(slice.iter().copied().filter(|value| !value.is_nan()));
            weeks += usize::from(earlier.len() > before);
        }
        if weeks < 2 {
            return None;
        }
        let usual = median(earlier);
        earlier.iter_mut().for_each(|value| *value = (*value - usual).abs());
        let least = match self.signal {
            Signal::ErrorRatio => self.how.least_ratio,
            Signal::Traffic => self.how.least_traffic * usual.abs(),
        };
        let least = least.max(self.chance(at, usual));
        let deviation = (median(earlier) * NORMAL).max(least);
        (deviation > 0.0).then(|| (usual, (value - usual) / deviation))
    }

    /// How much a value scatters by chance alone: a share of `n` events by the root of `p ÷ n` (at least one event's worth), a count by its
    /// root. Without it one bad event among fifty would be unheard of. Source: standard errors of the binomial and the Poisson distribution.
    fn chance(&self, at: usize, usual: f64) -> f64 {
        match (self.signal, self.events.get(at)) {
            (Signal::ErrorRatio, Some(events)) if *events >= 1.0 => {
                (usual.clamp(1.0 / events, 1.0) / events).sqrt()
            }
            (Signal::Traffic, Some(_)) => usual.abs().sqrt(),
            _ => 0.0,
        }
    }
}

/// The middle value; of an even number the mean of the two. The list is not empty; its order is lost.
fn median(values: &mut [f64]) -> f64 {
    let (middle, even) = (values.len() / 2, values.len().is_multiple_of(2));
    let (below, at, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    match below.iter().copied().reduce(f64::max).filter(|_| even) {
        Some(other) => f64::midpoint(other, *at),
        None => *at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(&mut [3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&mut [4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&mut [7.0]), 7.0);
    }

    /// Weeks of four steps.
    #[track_caller]
    fn check(values: &[f64], signal: Signal, expected: &[(usize, usize)]) {
        let how = Sensitivity { beside: 0, lasts: 1, ..Sensitivity::default() };
        let spans = Season { values, events: &[], week: 4, how: &how, signal }.unusual();
        assert_eq!(spans.iter().map(|span| (span.from, span.to)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn every_time_of_the_week_has_its_own_middle() {
        let week = [100.0, 200.0, 300.0, 400.0];
        let four = [week, week, week, week].concat();
        check(&four, Signal::Traffic, &[]);
        let mut fewer = four.clone();
        fewer[13] = 100.0;
        fewer[14] = 100.0;
        check(&fewer, Signal::Traffic, &[(13, 14)]);
        // The same in the first two weeks: there is nothing to hold it against; one odd week does not move the median of three.
        let mut early = four.clone();
        early[5] = 100.0;
        check(&early, Signal::Traffic, &[]);
        // No data is not unusual, it is no data.
        let mut gap = four;
        gap[13] = f64::NAN;
        check(&gap, Signal::Traffic, &[]);
    }

    #[test]
    fn one_bad_event_among_few_is_chance() {
        let how = Sensitivity { beside: 0, lasts: 1, ..Sensitivity::default() };
        let mut values = [0.0; 12];
        values[9] = 0.02;
        let unusual = |events: f64| {
            let events = [events; 12];
            let season =
                Season { values: &values, events: &events, week: 4, how: &how, signal: Signal::ErrorRatio };
            season.unusual().len()
        };
        // One of 50, and 100 of 5,000.
        assert_eq!((unusual(50.0), unusual(5000.0)), (0, 1));
    }

    #[test]
    fn errors_are_unusual_only_when_there_are_more() {
        let quiet = [0.01; 12];
        let mut less = quiet;
        less[9] = 0.0;
        check(&less, Signal::ErrorRatio, &[]);
        let mut more = quiet;
        more[9] = 0.02;
        check(&more, Signal::ErrorRatio, &[(9, 9)]);
    }
}
