//! The peak of those connected at the same time: `up to 300 concurrent users, 2 requests per second each at most`, `at the evening
//! peak 120,000 players are in a match at the same time, and each sends 10 updates a second`. What each does or may do at most is
//! multiplied by the most there are, or marked as of the peak; it says nothing of the average.

use super::activity::Doings;
use super::amount::{Amount, Bound, Measure};
use super::cue;
use super::duty::is_event_name;
use super::reading::Reading;
use super::role::Role;
use super::stance::{self, Stance};
use super::stated::{Activity, Basis, Population};
use super::unit::HOUR;
use super::vocabulary::{Class, Members};

/// Makes a bounded rate of each of those connected the peak, multiplied by how many they are.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let short = amount.period().is_some_and(|period| period < HOUR);
        let free = matches!(reading.roles[index], None | Some(Role::PeakRate | Role::Activity));
        // Beside other load it is not the peak of all.
        let alone = reading.activities.iter().all(|activity| activity.span == amount.span);
        // What is handed out to those there has a size, and is told to be the peak below.
        let handed = amount.bound.is_none()
            && reading
                .activities
                .iter()
                .any(|own| own.span == amount.span && own.class == Class::Read && own.paced);
        if amount.measure != Measure::Count || !short || !free || !alone || handed {
            continue;
        }
        let doings = Doings::of(reading, amount);
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
    all_at_the_peak(reading);
}

/// Where all that is done is done by those who are there at the peak, it is the peak.
fn all_at_the_peak(reading: &mut Reading<'_>) {
    let most = |by: usize| {
        let by = &reading.populations[by];
        by.basis == Basis::AtOnce && is_at_the_peak(reading, by)
    };
    let rate = |own: &Activity| own.per_second() * own.by.map_or(1.0, |by| reading.populations[by].value);
    let all: f64 = reading.activities.iter().map(rate).sum();
    // Beside 3,000 requests a second the tickets of a year are nothing.
    let much = |own: &&Activity| own.by.is_some() || rate(own) > 1e-4 * all;
    let peaks =
        reading.activities.iter().filter(much).all(|own| {
            own.period < HOUR && own.of.is_none() && own.duty.is_none() && own.by.is_some_and(most)
        });
    // Where a peak is said in other words, so many are there on average.
    let said =
        |role: &Option<Role>| matches!(role, Some(Role::PeakRate | Role::PeakFactor | Role::PeakShare));
    if !peaks || reading.roles.iter().any(said) {
        return;
    }
    for own in reading.activities.iter_mut().filter(|own| own.by.is_some() && own.period < HOUR) {
        own.peak = true;
    }
}

/// Whether so many are there at the peak only: the sentence says so, or names what they are there for.
fn is_at_the_peak(reading: &Reading<'_>, by: &Population) -> bool {
    let range = &reading.ranges[by.sentence];
    let word = |at: usize| if range.contains(&at) { reading.tokens[at].word.as_str() } else { "" };
    let bounded =
        || reading.amounts.iter().any(|other| other.span == by.span && other.bound == Some(Bound::AtMost));
    range.clone().any(|at| {
        let led = || {
            (range.start.max(at.saturating_sub(4))..at)
                .any(|at| matches!(word(at), "at" | "during" | "on" | "while" | "when"))
        };
        stance::stance(reading.tokens, range, at) == Some(Stance::Peak) || is_event_name(word(at)) && led()
    }) || bounded()
        // People who are there at once are counted when most of them are; devices may be connected all day.
        || by.members == Members::People
        || cue::find(
            reading.tokens,
            range.clone(),
            &["the most we", "most ever", "the most there", "the maximum"],
        )
        .is_some()
}
