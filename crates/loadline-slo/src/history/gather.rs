//! Samples on their way into series: found by the text of their labels, bounded in number, put in order at the end.

use super::{Loaded, Notes, Unreadable};
use loadline_promql::{History, Labels, Millis, Series};
use rustc_hash::FxHashMap;

/// How much a history may hold. Past a limit it is refused by the limit's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most series.
    pub series: usize,
    /// Most labels of one series.
    pub labels: usize,
    /// Most samples; each takes 16 bytes.
    pub samples: u64,
}

impl Default for Limits {
    /// 200,000 series, 64 labels each, 100 million samples.
    fn default() -> Self {
        Self { series: 200_000, labels: 64, samples: 100_000_000 }
    }
}

/// Number of a series in a [`Gather`].
pub(super) type At = usize;

#[derive(Debug)]
struct Gathered {
    labels: Labels,
    samples: Vec<(Millis, f64)>,
    late: u64,
}

/// Series that grow while a text is read.
#[derive(Debug)]
pub(super) struct Gather {
    pub(super) limits: Limits,
    series: Vec<Gathered>,
    by_text: FxHashMap<Box<[u8]>, At>,
    by_labels: FxHashMap<Labels, At>,
    samples: u64,
    not_a_number: u64,
}

impl Gather {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            series: Vec::new(),
            by_text: FxHashMap::default(),
            by_labels: FxHashMap::default(),
            samples: 0,
            not_a_number: 0,
        }
    }

    /// The series that was written as `text` before.
    pub(super) fn known(&self, text: &[u8]) -> Option<At> {
        self.by_text.get(text).copied()
    }

    /// The series with these labels, which may be written in several ways.
    pub(super) fn series(
        &mut self,
        line: u64,
        labels: Labels,
        text: Option<&[u8]>,
    ) -> Result<At, Unreadable> {
        let at = match self.by_labels.get(&labels) {
            Some(at) => *at,
            None => {
                if self.series.len() >= self.limits.series {
                    let what = format!("more than {} series (limit `series`)", self.limits.series);
                    return Err(Unreadable::new(line, what)
                        .hint("export only the metrics that the objectives ask for"));
                }
                let at = self.series.len();
                self.by_labels.insert(labels.clone(), at);
                self.series.push(Gathered { labels, samples: Vec::new(), late: 0 });
                at
            }
        };
        // Spellings are bounded as well: one series could be written in any number of ways.
        if let Some(text) = text
            && self.by_text.len() < self.limits.series.saturating_mul(2)
        {
            self.by_text.insert(text.into(), at);
        }
        Ok(at)
    }

    /// Adds a sample to a series.
    pub(super) fn push(&mut self, line: u64, at: At, time: Millis, value: f64) -> Result<(), Unreadable> {
        if self.samples >= self.limits.samples {
            let what = format!("more than {} samples (limit `samples`)", self.limits.samples);
            return Err(Unreadable::new(line, what).hint("take a shorter span or fewer series"));
        }
        self.samples += 1;
        self.not_a_number += u64::from(value.is_nan() && !Series::is_stale(value));
        if let Some(series) = self.series.get_mut(at) {
            series.late += u64::from(series.samples.last().is_some_and(|(last, _)| time < *last));
            series.samples.push((time, value));
        }
        Ok(())
    }

    /// The history of everything that was gathered.
    pub(super) fn finish(self, warnings: Vec<String>) -> Loaded {
        let mut notes = Notes {
            series: self.series.len(),
            not_a_number: self.not_a_number,
            warnings,
            ..Notes::default()
        };
        let mut history = History::default();
        for mut gathered in self.series {
            notes.late += gathered.late;
            if gathered.late > 0 {
                gathered.samples.sort_by_key(|(time, _)| *time);
            }
            let mut series = Series::new(gathered.labels);
            for (time, value) in gathered.samples {
                if series.push(time, value) {
                    notes.samples += 1;
                } else {
                    notes.duplicates += 1;
                }
            }
            history.insert(series);
        }
        notes.span = history.span();
        Loaded { history, notes }
    }
}
