//! Detection and reset by the formulas of the SRE Workbook, from what truly happens and never from samples. Times are minutes.
//!
//! Source: Beyer et al., The Site Reliability Workbook (2018), chapter 5. Its formulas know no errors but those of the outage; here
//! a steady share `around` fails before and after it, and zero gives the chapter's own.

use loadline_testkit::{Outage, Truth};
use std::ops::Range;

/// A burn-rate pair of 99.9 %.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    /// The label `tier` of its alerts.
    pub(crate) tier: &'static str,
    /// The error ratio that both windows must exceed.
    pub(crate) threshold: f64,
    pub(crate) long: f64,
    pub(crate) short: f64,
}

/// The chapter's four for 30 days, the fastest first.
pub(crate) const PAIRS: [Pair; 4] = [
    Pair { tier: "page-1", threshold: 0.0144, long: 60.0, short: 5.0 },
    Pair { tier: "page-2", threshold: 0.006, long: 360.0, short: 30.0 },
    Pair { tier: "ticket-1", threshold: 0.003, long: 1440.0, short: 120.0 },
    Pair { tier: "ticket-2", threshold: 0.001, long: 4320.0, short: 360.0 },
];

/// Time that an outage has to be in a window for its ratio to be at the threshold:
/// `threshold × window ÷ errors`, with errors around it `(threshold − around) × window ÷ (errors − around)`. `None`: it never is.
fn in_window(threshold: f64, window: f64, errors: f64, around: f64) -> Option<f64> {
    (errors > threshold && around < threshold).then(|| window * (threshold - around) / (errors - around))
}

/// What fails of as many requests in each of these minutes, if that is so.
fn steady(truth: &Truth, minutes: Range<i64>) -> Option<[f64; 2]> {
    let range = usize::try_from(minutes.start).ok()?..usize::try_from(minutes.end).ok()?;
    let minutes = truth.minutes.get(range)?;
    let first = minutes.first()?;
    (first[0] > 0.0 && minutes.iter().all(|minute| minute == first)).then_some(*first)
}

/// Minutes from the start of an outage until a pair fires: `threshold × long ÷ errors`. `None`: something else than the outage happens in
/// the window, which the formula does not know; `Some(None)`: it says never.
pub(crate) fn detection(truth: &Truth, outage: &Outage, pair: Pair) -> Option<Option<f64>> {
    let before = steady(truth, outage.from - pair.long as i64..outage.from)?;
    let [requests, failed] = steady(truth, outage.from..outage.from + 1)?;
    let errors = failed / requests;
    if before[0] != requests {
        return None;
    }
    let after = in_window(pair.threshold, pair.long, errors, before[1] / requests);
    let after = after.filter(|after| *after < outage.minutes as f64);
    let lasts = after.map_or(outage.minutes, |after| after.ceil() as i64);
    steady(truth, outage.from..outage.from + lasts)?;
    Some(after)
}

/// Minutes from the end of an outage until a pair that fires is over: `short × (1 − threshold ÷ errors)`; `None` as above.
pub(crate) fn reset(truth: &Truth, outage: &Outage, pair: Pair) -> Option<f64> {
    let end = outage.from + outage.minutes;
    let [requests, failed] = steady(truth, end - pair.short as i64..end)?;
    let [after, around] = steady(truth, end..end + 1)?;
    if after != requests {
        return None;
    }
    let left = in_window(pair.threshold, pair.short, failed / requests, around / requests)?;
    let time = pair.short - left;
    steady(truth, end..end + time.ceil() as i64)?;
    Some(time)
}
