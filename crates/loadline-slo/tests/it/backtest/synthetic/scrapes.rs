//! What the samples of a history can and cannot show, minute by minute.

use loadline_testkit::{MINUTES, START, SyntheticHistory};
use std::ops::Range;

const MINUTE: i64 = 60_000;

/// Where a history does not show what happens.
pub(crate) struct Scrapes {
    /// Nothing was scraped.
    missing: Vec<bool>,
    /// A value is no number.
    broken: Vec<bool>,
    /// A counter started anew while nobody scraped.
    lost: Vec<bool>,
}

impl Scrapes {
    pub(crate) fn of(history: &SyntheticHistory) -> Self {
        let none = || vec![false; MINUTES as usize];
        let mut scrapes = Self { missing: none(), broken: none(), lost: none() };
        for [requests, errors] in &history.instances {
            for samples in [requests, errors] {
                let mut seen = none();
                let mut last: Option<(usize, f64)> = None;
                for (time, value) in samples {
                    let minute = ((time - START) / MINUTE) as usize;
                    // A stale marker is as good as no sample, and has the bits of no other value.
                    if loadline_promql::Series::is_stale(*value) {
                        continue;
                    }
                    seen[minute] = true;
                    scrapes.broken[minute] |= value.is_nan();
                    if let Some((before, known)) = last {
                        scrapes.lost[minute] |= *value < known && minute - before > 1;
                    }
                    last = Some((minute, *value));
                }
                for (missing, seen) in scrapes.missing.iter_mut().zip(seen) {
                    *missing |= !seen;
                }
            }
        }
        scrapes
    }

    /// Whether anything of what a window holds misleads: `whole` is the window, `edges` are the minutes that decide. Values that are no
    /// numbers mislead `earlier` minutes before that too.
    pub(crate) fn mislead(
        &self,
        whole: Range<f64>,
        earlier: f64,
        edges: &[Range<f64>],
    ) -> Option<&'static str> {
        let any = |minutes: &[bool], range: &Range<f64>| {
            let from = (range.start.floor().max(0.0) as usize).min(minutes.len());
            let to = (range.end.ceil().max(0.0) as usize).min(minutes.len());
            minutes.get(from..to).is_some_and(|minutes| minutes.contains(&true))
        };
        if any(&self.broken, &(whole.start - earlier..whole.end)) {
            Some("a counter is not a number in it")
        } else if any(&self.lost, &whole) {
            Some("a restart lost events in it")
        } else if edges.iter().any(|edge| any(&self.missing, edge)) {
            Some("scrapes are missing at its edges")
        } else {
            None
        }
    }
}
