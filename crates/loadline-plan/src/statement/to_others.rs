//! How much of it goes to a service of others at its peak, where that is said beside the limit: `the identity provider allows us 60
//! logins per second; at our peak we need 20 logins per second`.

use super::amount::{Measure, of_sentence};
use super::cue;
use super::place::Place;
use super::reading::Reading;
use super::role::Role;
use super::unit::HOUR;
use std::ops::Range;

/// Words of what we do with others.
#[rustfmt::skip]
const SEND: &[&str] = &[
    "we need", "we send", "we make", "we use", "we call", "we ask", "we expect to send", "we will need", "we will send", "we would need", "it needs",
    "are needed", "of which we", "of which", "towards the", "to the provider", "we place", "we issue", "we pass on", "is sent to", "are sent to",
];
/// Words of the most that is sent.
const MOST: &[&str] = &["peak*", "at most", "busiest", "no more than", "never more than", "rush*", "worst"];

/// Gives what goes to others its role.
pub(super) fn apply(reading: &mut Reading<'_>) {
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let rate = amount.is_rate()
            && amount.thing().is_none()
            && amount.period().is_some_and(|period| period <= HOUR);
        // `it allows 60, and our peak towards it is 20`: behind `towards` it is no limit.
        let open = matches!(reading.roles[index], None | Some(Role::PeakRate | Role::Activity));
        let place = reading.place(amount);
        if rate && (open || is_towards(&place)) && is_sent(&place) && beside_quota(reading, index) {
            reading.roles[index] = Some(Role::QuotaPeak);
        }
    }
}

/// Gives the share of all calls that go to a service of others its role, where the shares of reads and writes are known from elsewhere:
/// `card payments, one request in a hundred, pass through an acquirer that allows 1,200 calls a minute`.
pub(super) fn shares(reading: &mut Reading<'_>) {
    #[rustfmt::skip]
    const GO: &[&str] = &[
        "pass through", "passes through", "go through", "goes through", "we call", "calls", "call to", "called", "through a", "through an", "triggers",
    ];
    let of_work =
        |role: &Option<Role>| matches!(role, Some(Role::WriteShare | Role::ReadShare | Role::ReadsPerWrite));
    for index in 0..reading.amounts.len() {
        let amount = &reading.amounts[index];
        let own = of_sentence(&reading.amounts, amount.sentence);
        let share = amount.measure == Measure::Share && amount.value < 0.5 && amount.per.is_empty();
        let open = matches!(reading.roles[index], None | Some(Role::WriteShare));
        let elsewhere = || {
            let mut others = reading.roles.iter().enumerate();
            others.any(|(at, role)| !own.contains(&at) && of_work(role))
        };
        let quota = || own.clone().any(|at| reading.roles[at] == Some(Role::Quota));
        let says = |words: &[&str]| {
            cue::find(reading.tokens, reading.ranges[amount.sentence].clone(), words).is_some()
        };
        // The call may be named in the share itself: `one request in a hundred`.
        let calls = || says(&["request", "requests", "calls"]) && says(GO);
        if share && open && quota() && calls() && elsewhere() {
            reading.roles[index] = Some(Role::QuotaShare);
        }
    }
}

/// `our peak towards the payment provider is 20 requests per second`
fn is_towards(place: &Place<'_>) -> bool {
    cue::find(place.tokens, clause(place).start..place.amount.tokens.start, &["towards"]).is_some()
}

/// The words around an amount up to the next signs that part clauses.
fn clause(place: &Place<'_>) -> Range<usize> {
    let ends = |at: &usize| matches!(place.word(*at), ";" | "." | ":" | "but");
    let Place { range, amount, .. } = *place;
    let from = (range.start..amount.tokens.start).rev().find(ends).map_or(range.start, |at| at + 1);
    // `the provider takes 60 a second, and we send at most 20`
    let joined = (from..amount.tokens.start).rev().find(|at| {
        matches!(place.word(*at), "and" | ",")
            && place.tokens[from..*at].iter().any(|token| token.number().is_some())
    });
    joined.map_or(from, |at| at + 1)..(amount.tokens.end..range.end).find(ends).unwrap_or(range.end)
}

/// Whether the clause of a rate says that we send or need it, and that it is the most.
fn is_sent(place: &Place<'_>) -> bool {
    let clause = clause(place);
    let says = |words: &[&str]| cue::find(place.tokens, clause.clone(), words).is_some();
    says(SEND) && says(MOST)
}

/// Whether the limit of an external is said in the same sentence or the one before.
fn beside_quota(reading: &Reading<'_>, index: usize) -> bool {
    let own = reading.amounts[index].sentence;
    let mut others = reading.amounts.iter().zip(&reading.roles).enumerate();
    others.any(|(at, (other, role))| {
        at != index && *role == Some(Role::Quota) && (other.sentence == own || other.sentence + 1 == own)
    })
}
