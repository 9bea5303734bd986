//! What the samples of a history do not show, evaluation by evaluation: where nobody scraped, and where windows are unknown because
//! they begin or end with a value that is no number, or hold fewer than the two samples that a rate needs.

use super::formula::Pair;
use loadline_testkit::{MINUTES, START, SyntheticHistory};

const MINUTE: i64 = 60_000;

/// Where a history does not show what happens.
pub(crate) struct Scrapes {
    /// Minutes in which a counter was not scraped: the first, and the one after the last.
    gaps: Vec<(f64, f64)>,
    /// For each counter, its samples: the first evaluation that sees it, and whether it is no number.
    counters: Vec<Vec<(usize, bool)>>,
}

impl Scrapes {
    pub(crate) fn of(history: &SyntheticHistory) -> Self {
        let mut missing = vec![false; MINUTES as usize];
        let mut counters = Vec::new();
        for samples in history.instances.iter().flatten() {
            let mut scraped = vec![false; MINUTES as usize];
            let mut seen = Vec::new();
            // A stale marker is as good as no sample.
            for (time, value) in
                samples.iter().filter(|(_, value)| !loadline_promql::Series::is_stale(*value))
            {
                scraped[((time - START) / MINUTE) as usize] = true;
                seen.push((((time - START + MINUTE - 1) / MINUTE) as usize, value.is_nan()));
            }
            counters.push(seen);
            for (missing, scraped) in missing.iter_mut().zip(scraped) {
                *missing |= !scraped;
            }
        }
        let mut gaps: Vec<(f64, f64)> = Vec::new();
        for at in missing.iter().enumerate().filter(|(_, missing)| **missing).map(|(at, _)| at as f64) {
            match gaps.last_mut() {
                Some((_, end)) if *end >= at => *end = at + 1.0,
                _ => gaps.push((at, at + 1.0)),
            }
        }
        Self { gaps, counters }
    }

    /// Whether a window of a pair tells nothing at an evaluation: a rate is the difference of its last sample and its first.
    pub(crate) fn unknown(&self, pair: Pair, evaluation: usize, aligned: bool) -> bool {
        [pair.long, pair.short].into_iter().any(|window| {
            // Windows are closed at both ends: one scrape more is in them where scrapes fall on evaluations.
            let out = (evaluation + usize::from(!aligned)).saturating_sub(window as usize);
            self.counters.iter().any(|seen| {
                let first = seen.partition_point(|(at, _)| *at < out);
                let last = seen.partition_point(|(at, _)| *at <= evaluation);
                match &seen[first.min(last)..last] {
                    [first, .., last] => first.1 || last.1,
                    _ => true,
                }
            })
        })
    }

    /// For how many minutes nobody scraped around these times, at most.
    pub(crate) fn gap(&self, times: &[f64]) -> f64 {
        let near = |time: f64| {
            let from = self.gaps.partition_point(|(_, end)| *end < time - 2.0);
            let near = self.gaps[from..].iter().take_while(move |(start, _)| *start <= time + 2.0);
            near.map(|(start, end)| end - start).fold(0.0, f64::max)
        };
        times.iter().copied().map(near).fold(0.0, f64::max)
    }
}
