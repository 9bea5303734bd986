//! The ledger of one objective over a window that is past: how its budget went, slice by slice.
//!
//! Slices without data are kept as what they are; they spend nothing and are counted, so that nobody takes silence for success.

use crate::{Budget, Spent, Target};
use loadline_base::units::Duration;
use loadline_promql::Millis;

/// What was counted from one moment to the next; `spent` is `None` where there is no data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slice {
    /// From when on.
    pub from: Millis,
    /// Until when.
    pub until: Millis,
    /// The counts; `total` is 0 without traffic.
    pub spent: Option<Spent>,
}

/// How the budget of a window went.
#[derive(Debug, Clone, PartialEq)]
pub struct Ledger {
    /// The slices, in the order of time.
    pub slices: Vec<Slice>,
    /// Share of the budget left at the end of each slice, as many as there are slices; negative when overspent, `None` before
    /// there is any event and for a target of 100 % that is missed.
    pub left: Vec<Option<f64>>,
    /// All that was counted.
    pub spent: Spent,
    /// The budget.
    pub budget: Budget,
    /// Time without data.
    pub silent: Duration,
}

impl Ledger {
    /// The ledger of `slices`, which follow each other and make up the window.
    ///
    /// The budget in events is the window's whole number of events times what the target allows: a report looks back, so that
    /// number is known. Source: The Site Reliability Workbook (2018), chapter 2.
    #[must_use]
    pub fn new(target: Target, slices: Vec<Slice>) -> Self {
        let length = |slice: &Slice| Duration::from_nanos(nanos(slice.until - slice.from));
        let budget = Budget { target, period: slices.iter().map(length).sum() };
        let silent = slices.iter().filter(|slice| slice.spent.is_none()).map(length).sum();
        let sum =
            |of: fn(&Spent) -> f64| slices.iter().filter_map(|slice| slice.spent.as_ref()).map(of).sum();
        let spent = Spent { bad: sum(|spent| spent.bad), total: sum(|spent| spent.total) };
        let allowed = spent.total * f64::try_from(target.budget()).unwrap_or(0.0);
        let mut bad = 0.0;
        let left = slices.iter().map(|slice| {
            bad += slice.spent.map_or(0.0, |spent| spent.bad);
            if allowed > 0.0 {
                Some(1.0 - bad / allowed)
            } else {
                (spent.total > 0.0 && bad == 0.0).then_some(1.0)
            }
        });
        Self { left: left.collect(), slices, spent, budget, silent }
    }

    /// The share of good events that was reached; `None` without any event.
    #[must_use]
    pub fn reached(&self) -> Option<f64> {
        Some(1.0 - self.spent.error_ratio()?)
    }

    /// Whether the promise was kept; `None` without any event.
    #[must_use]
    pub fn kept(&self) -> Option<bool> {
        Some(self.budget.burn_rate(self.spent)? <= 1.0 + 1e-12)
    }

    /// The slices that spent most, the worst first, each with its share of the whole budget; those that spent nothing are left out.
    #[must_use]
    pub fn worst(&self, most: usize) -> Vec<(Slice, f64)> {
        let allowed = self.spent.total * f64::try_from(self.budget.target.budget()).unwrap_or(0.0);
        let bad = |slice: &Slice| slice.spent.map_or(0.0, |spent| spent.bad);
        let mut worst: Vec<Slice> = self.slices.iter().copied().filter(|slice| bad(slice) > 0.0).collect();
        worst.sort_by(|a, b| bad(b).total_cmp(&bad(a)).then(a.from.cmp(&b.from)));
        worst.truncate(most);
        worst.into_iter().map(|slice| (slice, bad(&slice) / allowed)).collect()
    }
}

fn nanos(millis: Millis) -> u64 {
    u64::try_from(millis).unwrap_or(0).saturating_mul(1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ledger(target: &str, counts: &[Option<(f64, f64)>]) -> Ledger {
        let slices = counts.iter().zip(0..).map(|(counts, number)| Slice {
            from: number * 60_000,
            until: (number + 1) * 60_000,
            spent: counts.map(|(bad, total)| Spent { bad, total }),
        });
        Ledger::new(Target::read_percent(target).unwrap(), slices.collect())
    }

    #[test]
    fn a_budget_goes_down_slice_by_slice() {
        let found = ledger("90", &[Some((0.0, 50.0)), Some((5.0, 50.0)), None, Some((10.0, 50.0))]);
        // 150 events at 90 % allow 15 bad ones.
        let rounded: Vec<_> = found.left.iter().map(|left| (left.unwrap() * 1e6).round() / 1e6).collect();
        assert_eq!(rounded, [1.0, 0.666_667, 0.666_667, 0.0]);
        assert_eq!(found.kept(), Some(true));
        assert_eq!(found.silent.as_secs_f64(), 60.0);
        let worst: Vec<_> = found.worst(5).iter().map(|(slice, _)| slice.from).collect();
        assert_eq!(worst, [180_000, 60_000]);
    }

    #[test]
    fn silence_is_no_success_and_a_full_promise_is_missed_by_one() {
        let silent = ledger("99", &[None, Some((0.0, 0.0))]);
        assert_eq!((silent.kept(), silent.reached(), silent.left.clone()), (None, None, vec![None, None]));
        let full = ledger("100", &[Some((0.0, 10.0)), Some((1.0, 10.0))]);
        assert_eq!((full.kept(), full.left.clone()), (Some(false), vec![Some(1.0), None]));
    }
}
