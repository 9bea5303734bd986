//! The peak of those connected at the same time: `up to 300 concurrent users, 2 requests per second each at most`. What each
//! may do at most is multiplied by the most there are; it says nothing of the average.

use super::amount::{Amount, Bound, Measure};
use super::population::Basis;
use super::reading::Reading;
use super::role::Role;
use super::unit::HOUR;

/// Makes a bounded rate of each of those connected the peak, multiplied by how many they are.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let short = amount.period().is_some_and(|period| period < HOUR);
        let free = matches!(reading.roles[index], None | Some(Role::PeakRate | Role::Activity));
        // Beside other load it is not the peak of all.
        let alone = reading.activities.iter().all(|activity| activity.span == amount.span);
        if amount.measure != Measure::Count || !short || !free || !alone {
            continue;
        }
        let doings = reading.doings(amount);
        let Some(by) = doings.member(amount).map(|by| &reading.populations[by]) else { continue };
        let most = |amount: &Amount| amount.bound == Some(Bound::AtMost);
        let there = || reading.amounts.iter().any(|other| other.span == by.span && most(other));
        let beside = by.sentence.abs_diff(amount.sentence) <= 1 && by.basis == Basis::AtOnce;
        if beside && doings.is_of_each(amount) && (most(amount) || there()) {
            reading.times[index] = (by.value, Some(by.span));
            reading.roles[index] = Some(Role::PeakRate);
            reading.activities.clear();
        }
    }
}
