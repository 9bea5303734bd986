//! What was simulated as counters that somebody scraped, with the steady state repeated in front of it and behind it.

use super::Layout;
use super::cast::{Bad, COUNTERS, Role};
use loadline_promql::{History, Labels, METRIC_NAME, Millis, Series};
use loadline_sim::{Slice, Slices, Tally};
use loadline_slo::Slo;

/// Seconds between two scrapes, as is usual.
pub(super) const SCRAPE: f64 = 15.0;

/// The events of one objective in one run, slice by slice.
pub(super) struct Tape<'a> {
    pub(super) slices: &'a Slices,
    /// Seconds of a slice.
    pub(super) slice: f64,
    /// Bad events and all, of those that ended.
    pub(super) events: Vec<[u64; 2]>,
    /// Slices before the first fault.
    pub(super) steady: usize,
}

impl<'a> Tape<'a> {
    pub(super) fn of(tally: &'a Tally, role: &Role, layout: &Layout) -> Self {
        let slices = &tally.sources[role.source].slices;
        let events = slices.done().iter().map(|slice| events(slice, role.bad)).collect();
        Self { slices, slice: layout.slice / 1000.0, events, steady: layout.steady }
    }

    /// Bad events and all in these slices.
    pub(super) fn sum(&self, slices: std::ops::Range<usize>) -> [u64; 2] {
        let from = slices.start.min(self.events.len());
        let to = slices.end.clamp(from, self.events.len());
        self.events[from..to].iter().fold([0; 2], |sum, events| [sum[0] + events[0], sum[1] + events[1]])
    }

    /// Bad events and all of a second before the first fault.
    pub(super) fn usual(&self) -> [f64; 2] {
        let seconds = self.steady.min(self.events.len()).max(1) as f64 * self.slice;
        self.sum(0..self.steady).map(|events| events as f64 / seconds)
    }
}

/// A request that fails is too slow as well.
fn events(slice: &Slice, bad: Bad) -> [u64; 2] {
    let good = match bad {
        Bad::Failed => slice.good,
        Bad::Slower(limit) => slice.within[limit],
    };
    let all = slice.good + slice.failed;
    [all - good.min(all), all]
}

/// The counters of every objective. The run begins at `start`; it goes on with its steady state only if everything is `normal` again.
pub(super) fn history(
    slos: &[Slo],
    tapes: &[Tape<'_>],
    layout: &Layout,
    start: Millis,
    normal: bool,
) -> History {
    let mut history = History::default();
    let [before, after] = layout.around;
    for (slo, tape) in slos.iter().zip(tapes) {
        let run = tape.events.len();
        let after = if normal { after } else { 0 };
        let steady = tape.steady.min(run).max(1);
        let usual = |at: usize| tape.events.get(at % steady).copied().unwrap_or_default();
        // The lead-in ends with the last slice before the run's first, as if it had gone on like that for days.
        let lead = (0..before).map(|at| usual(steady - 1 - (before - 1 - at) % steady));
        let slices = lead.chain(tape.events.iter().copied()).chain((0..after).map(usual));
        let mut counters =
            COUNTERS.map(|name| Series::new(Labels::new([(METRIC_NAME, name), ("slo", slo.id.as_str())])));
        let mut counted = [0_u64; 2];
        let time = |slices: usize| start + ((slices as f64 - before as f64) * layout.slice).round() as Millis;
        let scrape = |counters: &mut [Series; 2], at: usize, counted: [u64; 2]| {
            for (series, value) in counters.iter_mut().zip(counted) {
                series.push(time(at), value as f64);
            }
        };
        scrape(&mut counters, 0, counted);
        for (at, events) in slices.enumerate() {
            counted = [counted[0] + events[0], counted[1] + events[1]];
            if (at + 1) % layout.every == 0 {
                scrape(&mut counters, at + 1, counted);
            }
        }
        for series in counters {
            history.insert(series);
        }
    }
    history
}
