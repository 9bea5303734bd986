//! Budgets from slices of time: the three methods of OpenSLO, times that do not count, and how far a calendar window has got.
//!
//! Pure: counts go in. A slice without data is neither good nor bad unless the objective says what that means.

use crate::ledger::Slice;
use crate::{Budget, Budgeting, Correction, Decimal, Millis, Spent, WithoutData};
use loadline_base::units::Duration;

/// What `slices` spent by `budgeting`.
///
/// Occurrences: bad events among all. Timeslices: slices whose share of good events falls below their target, among those with events.
/// RatioTimeslices: the sum of the slices' shares of bad events, among those with events. A slice without events or data is left out; by
/// `without_data` it is a good or a bad slice instead, which only methods that count slices can say.
/// Source: OpenSLO specification v1, `budgetingMethod`.
#[must_use]
pub fn spent(budgeting: Budgeting, without_data: WithoutData, slices: &[Slice]) -> Spent {
    let mut all = Spent { bad: 0.0, total: 0.0 };
    for slice in slices {
        let ratio = slice.spent.and_then(Spent::error_ratio);
        let (bad, total) = match (budgeting, ratio, slice.spent) {
            (Budgeting::Occurrences, Some(_), Some(spent)) => (spent.bad.min(spent.total), spent.total),
            (Budgeting::Occurrences, ..) => continue,
            (Budgeting::Timeslices { target, .. }, Some(ratio), _) => {
                (f64::from(u8::from(missed(target, ratio))), 1.0)
            }
            (Budgeting::RatioTimeslices { .. }, Some(ratio), _) => (ratio, 1.0),
            (_, None, _) => match without_data {
                WithoutData::Unknown => continue,
                WithoutData::Good => (0.0, 1.0),
                WithoutData::Bad => (1.0, 1.0),
            },
        };
        all.bad += bad;
        all.total += total;
    }
    all
}

/// Whether a slice with this share of bad events misses `target`, with room for the last bits of a division.
fn missed(target: Decimal, ratio: f64) -> bool {
    1.0 - ratio < f64::try_from(target).unwrap_or(1.0) - 1e-12
}

/// The slices that count: those that no correction touches. Counts cannot be split, so a slice that is touched at all is left out of
/// numerator and denominator alike.
#[must_use]
pub fn counted(slices: &[Slice], corrections: &[Correction]) -> Vec<Slice> {
    let touched = |slice: &Slice| {
        corrections.iter().any(|correction| correction.from < slice.until && slice.from < correction.until)
    };
    slices.iter().filter(|slice| !touched(slice)).copied().collect()
}

/// The budget of a calendar window that is not over yet, against the part that has passed and against the whole: the first says whether
/// the promise is being kept, the second how much is left until the window ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Elapsed {
    /// Share of the window that has passed, 0 to 1.
    pub passed: f64,
    /// Share of the budget of the time that has passed that is spent; it is the burn rate. `None` without events.
    pub of_elapsed: Option<f64>,
    /// Share of the whole window's budget that is spent, when traffic goes on as it was: `of_elapsed × passed`. `None` without events.
    pub of_total: Option<f64>,
    /// When the whole budget is gone if errors go on as they did; `None` when the window ends first, or without events.
    pub exhausted_at: Option<Millis>,
}

/// How the budget stands at `now` in the span from `start` until `end`, half-open, of which `spent` was counted so far. Moments
/// outside the span count as its ends.
/// Source: burn = error ratio ÷ budget, The Site Reliability Workbook (2018), chapter 5; with even traffic, the budget of a part of a window
/// is that part of the whole budget.
#[must_use]
pub fn elapsed(budget: &Budget, span: (Millis, Millis), now: Millis, spent: Spent) -> Elapsed {
    let (start, end) = span;
    let length = end.saturating_sub(start).max(1) as f64;
    let gone = now.clamp(start, end.max(start)).saturating_sub(start) as f64;
    let passed = gone / length;
    let of_elapsed = budget.burn_rate(spent);
    let of_total = of_elapsed.map(|burn| if burn == 0.0 { 0.0 } else { burn * passed });
    let exhausted_at =
        of_elapsed.filter(|burn| *burn > 1.0 || of_total.is_some_and(|spent| spent >= 1.0)).map(|burn| {
            let after = if burn.is_finite() { length / burn } else { 0.0 };
            start.saturating_add(after.floor() as Millis)
        });
    Elapsed { passed, of_elapsed, of_total, exhausted_at }
}

/// The budget in time: how long a total outage may last in `period` before all of it is spent.
#[must_use]
pub fn outage(budget: &Budget, period: Duration) -> Duration {
    period.scale(f64::try_from(budget.target.budget()).unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Target;
    use loadline_base::units::Unit as _;
    use proptest::prelude::*;

    const MINUTE: Millis = 60_000;

    fn slices(counts: &[Option<(f64, f64)>]) -> Vec<Slice> {
        let one = |(number, counts): (Millis, &Option<(f64, f64)>)| Slice {
            from: number * MINUTE,
            until: (number + 1) * MINUTE,
            spent: counts.map(|(bad, total)| Spent { bad, total }),
        };
        (0..).zip(counts).map(one).collect()
    }

    fn minute() -> Duration {
        Duration::read("1m").unwrap()
    }

    #[test]
    fn the_three_methods_weigh_a_busy_minute_differently() {
        let slices =
            slices(&[Some((0.0, 10.0)), Some((500.0, 1000.0)), Some((1.0, 10.0)), None, Some((0.0, 0.0))]);
        let check = |budgeting, without_data, bad: f64, total: f64| {
            let found = spent(budgeting, without_data, &slices);
            assert!((found.bad - bad).abs() < 1e-12 && found.total == total, "{found:?}");
        };
        let by_target = Budgeting::Timeslices { slice: minute(), target: "0.9".parse().unwrap() };
        let by_ratio = Budgeting::RatioTimeslices { slice: minute() };
        check(Budgeting::Occurrences, WithoutData::Bad, 501.0, 1020.0);
        check(by_target, WithoutData::Unknown, 1.0, 3.0);
        check(by_target, WithoutData::Good, 1.0, 5.0);
        check(by_target, WithoutData::Bad, 3.0, 5.0);
        check(by_ratio, WithoutData::Unknown, 0.6, 3.0);
    }

    #[test]
    fn what_maintenance_touches_does_not_count() {
        let all = slices(&[Some((1.0, 1.0)); 5]);
        let correction = |from, until| Correction { from, until, reason: None };
        let left = |corrections: &[Correction]| {
            counted(&all, corrections).iter().map(|s| s.from / MINUTE).collect::<Vec<_>>()
        };
        assert_eq!(left(&[correction(MINUTE, 2 * MINUTE)]), [0, 2, 3, 4], "half-open on both sides");
        assert_eq!(left(&[correction(MINUTE + 1, 2 * MINUTE + 1)]), [0, 3, 4]);
        assert_eq!(left(&[correction(-5, 1), correction(4 * MINUTE, 99 * MINUTE)]), [1, 2, 3]);
    }

    #[test]
    fn a_calendar_window_has_an_elapsed_and_a_total_budget() {
        let budget =
            Budget { target: Target::read_percent("99").unwrap(), period: Duration::read("30d").unwrap() };
        let day = 86_400_000;
        let at = |now, bad, total| elapsed(&budget, (0, 30 * day), now, Spent { bad, total });
        // 2 % bad on day 6 of 30: twice the budget of the days that passed, two fifths of the month's, gone on day 15.
        let found = at(6 * day, 2.0, 100.0);
        assert_eq!((found.passed, found.of_elapsed, found.exhausted_at), (0.2, Some(2.0), Some(15 * day)));
        assert!((found.of_total.unwrap() - 0.4).abs() < 1e-12);
        assert_eq!(at(6 * day, 1.0, 200.0).exhausted_at, None, "the month ends first");
        assert_eq!(at(6 * day, 0.0, 0.0).of_total, None, "no events are no success");
        assert_eq!(at(60 * day, 1.0, 100.0).of_total, Some(1.0));
        let full = Budget { target: Target::read_percent("100").unwrap(), ..budget };
        assert_eq!(elapsed(&full, (0, 10), 5, Spent { bad: 1.0, total: 9.0 }).exhausted_at, Some(0));
        assert_eq!(outage(&budget, budget.period).as_secs_f64(), 0.01 * 30.0 * 86_400.0);
    }

    fn counts() -> impl Strategy<Value = Vec<Option<(f64, f64)>>> {
        let one = (0u32..50, 0u32..50).prop_map(|(bad, good)| (f64::from(bad), f64::from(bad + good)));
        prop::collection::vec(prop::option::of(one), 0..40)
    }

    proptest! {
        #[test]
        fn bad_never_exceeds_total_and_parts_add_up(counts in counts(), cut in any::<prop::sample::Index>(), target in 1i64..=1000) {
            let slices = slices(&counts);
            let (one, other) = slices.split_at(cut.index(slices.len() + 1));
            let target = Decimal::new(target, 3);
            for budgeting in [
                Budgeting::Occurrences,
                Budgeting::Timeslices { slice: minute(), target },
                Budgeting::RatioTimeslices { slice: minute() },
            ] {
                for without in [WithoutData::Unknown, WithoutData::Good, WithoutData::Bad] {
                    let [all, one, other] = [&slices[..], one, other].map(|slices| spent(budgeting, without, slices));
                    prop_assert!(all.bad >= 0.0 && all.bad <= all.total);
                    prop_assert!((all.bad - one.bad - other.bad).abs() < 1e-9 && all.total == one.total + other.total);
                }
            }
        }

        #[test]
        fn the_end_of_a_window_makes_both_budgets_one(bad in 0u32..100, good in 1u32..1000, length in 1i64..10_000_000) {
            let budget = Budget { target: Target::read_percent("99.5").unwrap(), period: minute() };
            let spent = Spent { bad: f64::from(bad), total: f64::from(bad + good) };
            let found = elapsed(&budget, (0, length), length, spent);
            prop_assert_eq!(found.passed, 1.0);
            prop_assert_eq!(found.of_elapsed, found.of_total);
            prop_assert_eq!(found.exhausted_at.is_some(), found.of_total.unwrap() >= 1.0);
        }
    }
}
