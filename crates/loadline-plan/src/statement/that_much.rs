//! A multiple of the rate said in the sentence before: `it receives 1.2 million events per minute. At noon we see 2.5 times that.`

use super::amount::{Amount, Measure};
use super::reading::Reading;
use super::role::Role;
use super::stance::is_that_much;
use super::unit::DAY;

/// Makes such a multiple the peak over the average.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let open = reading.roles[index].is_none() && amount.per.is_empty() && amount.value > 1.0;
        if amount.measure != Measure::Factor || !open || !is_that_much(&reading.place(amount)) {
            continue;
        }
        let rate = |other: &Amount| {
            other.is_rate() && other.period().is_some_and(|period| period <= DAY)
                || other.every && other.value < DAY
        };
        let before = |other: &&Amount| other.sentence + 1 == amount.sentence && rate(other);
        let here = reading.amounts.iter().any(|other| other.sentence == amount.sentence && rate(other));
        if !here && reading.amounts.iter().any(|other| before(&other)) {
            reading.roles[index] = Some(Role::PeakFactor);
        }
    }
}
