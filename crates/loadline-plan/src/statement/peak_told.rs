//! The most that comes, said as a rate of a certain time and without a word for a peak: `on Black Friday there were 600 requests a
//! second`, `when the doors open we get 400 calls a second`, beside what is done on a day.

use super::reading::Reading;
use super::role::Role;
use super::stance::{self, Stance};
use super::stated::{Activity, Population};
use super::token::word_at;
use super::unit::MINUTE;
use super::vocabulary::is_call;
use loadline_base::Span;

/// How many times the average such a rate is at least.
const LEAST: f64 = 1.5;
/// Words that lead to a certain time.
const LEADS: &[&str] =
    &["on", "in", "at", "during", "when", "whenever", "before", "after", "once", "as", "until", "for"];
/// Verbs of what goes up.
const RISES: &[&str] =
    &["climb", "rise", "rose", "jump", "shoot", "soar", "goes", "went", "go", "increas", "swell", "peak"];
/// Words of a time that is like any other, and of no time at all.
const PLAIN: &[&str] = &[
    "day", "days", "weekday", "weekdays", "total", "all", "general", "addition", "present", "moment", "top",
    "month", "week",
];

/// Makes calls of nobody, of a certain time and far beyond what is done on average, the peak.
pub(super) fn apply(reading: &mut Reading<'_>) {
    let most: Vec<Span> = reading
        .activities
        .iter()
        .filter(|own| own.by.is_none() && own.of.is_none() && own.period <= MINUTE)
        .filter(|own| {
            let same = |other: &Activity| {
                other.span != own.span
                    && other.by.is_some()
                    && (other.what == own.what || other.paced && other.class == own.class)
            };
            is_call(&own.what) || reading.activities.iter().any(same)
        })
        .filter(|own| of_a_time(reading, own))
        .filter(|own| {
            let usual: f64 = reading
                .activities
                .iter()
                .filter(|other| other.span != own.span)
                .map(|other| rate(other, &reading.populations))
                .sum();
            usual > 0.0 && own.count / own.period >= LEAST * usual
        })
        .map(|own| own.span)
        .collect();
    let [one] = most[..] else { return };
    if reading
        .roles
        .iter()
        .any(|role| matches!(role, Some(Role::PeakRate | Role::PeakFactor | Role::PeakShare)))
    {
        return;
    }
    reading.activities.retain(|own| own.span != one);
    for (amount, role) in reading.amounts.iter().zip(&mut reading.roles) {
        if amount.span == one {
            *role = Some(Role::PeakRate);
        }
    }
}

/// How much of something comes a second, if all of those who do it do it.
fn rate(activity: &Activity, populations: &[Population]) -> f64 {
    activity.count / activity.period * activity.by.map_or(1.0, |by| populations[by].value)
}

/// Whether a clause speaks of a certain time, or of what goes up.
fn of_a_time(reading: &Reading<'_>, activity: &Activity) -> bool {
    let range = &reading.ranges[activity.sentence];
    let word = |at: usize| word_at(reading.tokens, range, at);
    let ends = |at: &usize| matches!(word(*at), ";" | ":" | ".");
    let start = activity.tokens.start;
    let from = (range.start..start).rev().find(ends).map_or(range.start, |at| at + 1);
    let to = (activity.tokens.end..range.end).find(ends).unwrap_or(range.end);
    // `on the day before Christmas` is no plain day.
    let plain = |at: usize| {
        PLAIN.contains(&word(at))
            && !matches!((word(at), word(at + 1)), ("day", "before" | "after" | "of" | "when"))
    };
    let led = |at: usize| {
        let skip = (1..4).find(|by| {
            !matches!(word(at + by), "the" | "a" | "an" | "our" | "every" | "each" | "any" | "most")
        });
        LEADS.contains(&word(at)) && skip.is_some_and(|by| !plain(at + by) && !word(at + by).is_empty())
    };
    let rises = (from..start).any(|at| RISES.iter().any(|stem| word(at).starts_with(stem)));
    // `…, and when the sale starts there are 800 a second`
    let clause = |at: &usize| matches!(word(*at), "," | "and" | "but") && led(*at + 1);
    let own = if led(from) { Some(from) } else { (from..start).rev().find(clause) };
    let usual = (own.unwrap_or(from)..to)
        .any(|at| stance::stance(reading.tokens, range, at) == Some(Stance::Average));
    !usual && (own.is_some() || rises)
}
