//! When a journey is back to normal after trouble.

use crate::slices::{Slice, Slices};
use crate::time::Delay;

/// Share of failures above the usual one, and multiple of the usual mean latency, that still count as normal.
const MORE_FAILURES: f64 = 0.05;
const SLOWER: f64 = 2.0;
/// Slices that are looked at together.
const WINDOW: usize = 5;

/// Time from the last repair until everything stays normal to the end; `None` when it does not, or when there is nothing from
/// before to compare with.
///
/// Normal is: over five slices, no more than 5 points of failures above what there was before the trouble, and a mean latency of
/// at most twice the one before. Times count from the start of the run.
#[must_use]
pub fn recovery(slices: &Slices, begins: Delay, over: Delay) -> Option<Delay> {
    let (from, length) = (Delay::from_nanos(slices.from().nanos()), slices.length());
    if length.is_zero() {
        return None;
    }
    let index = |time: Delay| (time.nanos().saturating_sub(from.nanos()) / length.nanos()) as usize;
    let done = slices.done();
    let before = &done[..index(begins).min(done.len())];
    let after = &done[index(over).min(done.len())..];
    let usual = Sum::of(before).filter(|usual| usual.good > 0.0)?;
    let is_normal = |window: &[Slice]| {
        Sum::of(window).is_none_or(|now| {
            now.failures() <= usual.failures() + MORE_FAILURES
                && now.good > 0.0
                && now.mean() <= SLOWER * usual.mean()
        })
    };
    if after.is_empty() {
        return None;
    }
    let bad = (0..after.len()).rev().find(|at| !is_normal(&after[*at..(at + WINDOW).min(after.len())]));
    match bad {
        None => Some(Delay::ZERO),
        Some(last) if last + WINDOW >= after.len() => None,
        // The window that begins right after the last bad slice is normal.
        Some(last) => Some(Delay::from_nanos(length.nanos() * (last as u64 + 1))),
    }
}

struct Sum {
    good: f64,
    failed: f64,
    latency: f64,
}

impl Sum {
    fn of(slices: &[Slice]) -> Option<Self> {
        let sum = |value: fn(&Slice) -> f64| slices.iter().map(value).sum::<f64>();
        let all = Self {
            good: sum(|slice| slice.good as f64),
            failed: sum(|slice| slice.failed as f64),
            latency: sum(|slice| slice.latency_sum),
        };
        (all.good + all.failed > 0.0).then_some(all)
    }

    fn failures(&self) -> f64 {
        self.failed / (self.good + self.failed)
    }

    fn mean(&self) -> f64 {
        self.latency / self.good
    }
}
