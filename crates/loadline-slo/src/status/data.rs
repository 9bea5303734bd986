//! Counts put together: one less another, two groups added, and whether a count makes sense at all.

use super::{Data, NoData};
use crate::Spent;

/// How far the counted part may exceed all events before that is impossible rather than rounding: two counters are scraped
/// at the same moment, but extrapolated one by one.
const SLACK: f64 = 0.01;

/// What was counted, without what was counted meanwhile and does not count.
pub(super) fn less(all: Data, out: &Data) -> Data {
    match (all, out) {
        (Data::Counted { spent, assumed_none }, Data::Counted { spent: out, .. }) => {
            let (bad, total) = (spent.bad - out.bad, spent.total - out.total);
            // What is taken out was extrapolated by itself and may exceed what is left by rounding.
            counted(bad.clamp(0.0, total.max(0.0)), total.max(0.0), assumed_none)
        }
        // Nothing happened in that time, or nobody counted: there is nothing to take out.
        (all, Data::NoTraffic | Data::None(NoData::NoTotal))
        | (all @ (Data::NoTraffic | Data::None(_)), _) => all,
        // Something may have happened, and how much is not known.
        (_, unknown @ Data::None(_)) => unknown.clone(),
    }
}

/// Two groups together. One that has no number leaves the sum without one.
pub(super) fn added(one: Data, other: Data) -> Data {
    match (one, other) {
        (none @ Data::None(_), _) | (_, none @ Data::None(_)) => none,
        (Data::NoTraffic, counted) | (counted, Data::NoTraffic) => counted,
        (Data::Counted { spent: a, assumed_none: x }, Data::Counted { spent: b, assumed_none: y }) => {
            Data::Counted {
                spent: Spent { bad: a.bad + b.bad, total: a.total + b.total },
                assumed_none: x && y,
            }
        }
    }
}

/// Counts that make sense, or why they do not.
pub(super) fn counted(bad: f64, total: f64, assumed_none: bool) -> Data {
    if !bad.is_finite() || !total.is_finite() {
        return Data::None(NoData::NotANumber);
    }
    let slack = SLACK * total.abs();
    if total < 0.0 || bad < -slack || bad > total + slack {
        return Data::None(NoData::Impossible);
    }
    if total == 0.0 {
        return Data::NoTraffic;
    }
    Data::Counted { spent: Spent { bad: bad.clamp(0.0, total), total }, assumed_none }
}
