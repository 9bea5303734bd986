//! Whether requests pile up: more come than end, so that ever more of them wait for an answer.

use crate::slices::{Slice, Slices};

/// So many times the requests without an answer there were half a run earlier are a backlog that grows.
const GROWN: f64 = 1.25;
/// Less than this share of what comes has to end in half a run for a backlog to grow, and in a part of it to fall behind.
const KEPT_UP: f64 = 0.99;
const NEARLY: f64 = 0.9;
/// Standard deviations of a count (Poisson) that are taken for chance.
const CHANCE: f64 = 3.0;

/// Whether the requests without an answer grow over runs: clearly less ends than comes in the second half, and in the last quarter,
/// or at the end, there are a quarter more than in the second quarter, beyond what chance and more load explain (by Little's law they
/// grow as the load does). A backlog that grows steadily from nothing has 2.3 times as many, one that began in the warm-up less.
/// `None` where the runs are told in fewer than four slices.
#[must_use]
pub(crate) fn grows<'s>(runs: impl Iterator<Item = &'s Slices>) -> Option<bool> {
    let (mut early, mut late, mut end) = (Part::default(), Part::default(), 0.0);
    let mut half = Vec::new();
    for slices in runs {
        let open = open_after(slices.done());
        let (all, quarter) = (open.len(), open.len() / 4);
        if quarter == 0 {
            return None;
        }
        early.add(&open[quarter..2 * quarter], &slices.done()[quarter..2 * quarter]);
        late.add(&open[all - quarter..], &slices.done()[all - quarter..]);
        half.extend_from_slice(&slices.done()[all / 2..]);
        end += open.last().copied().unwrap_or_default();
    }
    let more_load = if early.arrived > 0.0 { (late.arrived / early.arrived).max(1.0) } else { 1.0 };
    let usual = early.open * more_load;
    let grown = late.open.max(end) > GROWN * usual + CHANCE * usual.sqrt().max(1.0);
    Some(grown && less_ends(&half, KEPT_UP))
}

/// Whether what ends in these slices is clearly less than what comes in them.
pub(crate) fn falls_behind(slices: &[Slice]) -> bool {
    less_ends(slices, NEARLY)
}

fn less_ends(slices: &[Slice], than: f64) -> bool {
    let arrived: f64 = slices.iter().map(|slice| slice.arrived as f64).sum();
    let ended: f64 = slices.iter().map(|slice| (slice.good + slice.failed) as f64).sum();
    ended < than * arrived - CHANCE * arrived.sqrt()
}

/// Requests without an answer at the end of each slice.
fn open_after(slices: &[Slice]) -> Vec<f64> {
    let mut open = 0.0;
    let after = slices.iter().map(|slice| {
        open += slice.arrived as f64 - (slice.good + slice.failed) as f64;
        open
    });
    after.collect()
}

/// A part of all runs.
#[derive(Default)]
struct Part {
    /// Requests without an answer, the mean over its time, of all runs together.
    open: f64,
    arrived: f64,
}

impl Part {
    fn add(&mut self, open: &[f64], slices: &[Slice]) {
        self.open += open.iter().sum::<f64>() / open.len().max(1) as f64;
        self.arrived += slices.iter().map(|slice| slice.arrived as f64).sum::<f64>();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slices::Limits;
    use crate::time::{Delay, Instant};

    /// A run of 40 s to which so many come a second, of which so many are answered, from the given second on.
    fn run(each: impl Fn(u64) -> (u64, u64)) -> Slices {
        let second = |number: u64| Instant::START + Delay::from_seconds(number as f64);
        let mut slices = Slices::new(Instant::START, Delay::from_seconds(1.0), 40, Limits::default());
        for number in 0..40 {
            let (come, go) = each(number);
            (0..come).for_each(|_| slices.arrived(second(number)));
            (0..go).for_each(|_| slices.ended(second(number), Some(Delay::from_nanos(1))));
        }
        slices.go_on(second(40));
        slices
    }

    #[track_caller]
    fn check(each: impl Fn(u64) -> (u64, u64), expected: bool) {
        assert_eq!(grows([run(each)].iter()), Some(expected));
    }

    #[test]
    fn what_only_grows_is_a_backlog() {
        check(|_| (100, 80), true);
        check(|_| (100, 100), false);
        // Five seconds in the system, for all of it.
        check(|second| (100, if second < 5 { 0 } else { 100 }), false);
        // The load triples, and with it what is under way.
        check(
            |second| {
                if second < 20 {
                    (10, if second < 5 { 0 } else { 10 })
                } else {
                    (30, if second < 25 { 10 } else { 30 })
                }
            },
            false,
        );
        // It hangs near the end.
        check(|second| (100, if second < 36 { 100 } else { 0 }), true);
        // A heap that is worked off.
        check(|second| if second < 20 { (100, 80) } else { (100, 120) }, false);
        assert_eq!(grows([Slices::default()].iter()), None);
    }

    #[test]
    fn chance_is_no_falling_behind() {
        let one = |arrived, good| Slice { arrived, good, ..Slice::default() };
        assert!(!falls_behind(&[one(50, 30)]) && falls_behind(&[one(50, 20)]));
        assert!(falls_behind(&[one(1500, 1000)]) && !falls_behind(&[one(1500, 1400)]) && !falls_behind(&[]));
    }
}
