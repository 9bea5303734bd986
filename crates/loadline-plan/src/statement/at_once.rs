//! The peak of those connected at the same time: `up to 300 concurrent users, 2 requests per second each at most`. What each
//! may do at most is multiplied by the most there are; it says nothing of the average.

use super::activity::{Activity, Doings};
use super::amount::{Amount, Bound, Measure};
use super::population::{Basis, Population};
use super::role::Role;
use super::token::Token;
use super::unit::HOUR;
use loadline_base::Span;
use std::ops::Range;

/// Makes a bounded rate of each of those connected the peak, multiplied by how many they are.
pub(super) fn apply(
    tokens: &[Token],
    ranges: &[Range<usize>],
    amounts: &[Amount],
    populations: &[Population],
    roles: &mut [Option<Role>],
    times: &mut [(f64, Option<Span>)],
    activities: &mut Vec<Activity>,
) {
    for (index, amount) in amounts.iter().enumerate() {
        let short = amount.period().is_some_and(|period| period < HOUR);
        let free = matches!(roles[index], None | Some(Role::PeakRate | Role::Activity));
        // Beside other load it is not the peak of all.
        let alone = activities.iter().all(|activity| activity.span == amount.span);
        if amount.measure != Measure::Count || !short || !free || !alone {
            continue;
        }
        let doings = Doings { tokens, sentence: ranges[amount.sentence].clone(), amounts, populations };
        let Some(by) = doings.member(amount).map(|by| &populations[by]) else { continue };
        let most = |amount: &Amount| amount.bound == Some(Bound::AtMost);
        let there = || amounts.iter().any(|other| other.span == by.span && most(other));
        let beside = by.sentence.abs_diff(amount.sentence) <= 1 && by.basis == Basis::AtOnce;
        if beside && doings.is_of_each(amount) && (most(amount) || there()) {
            roles[index] = Some(Role::PeakRate);
            times[index] = (by.value, Some(by.span));
            activities.clear();
        }
    }
}
