//! Limits of externals that no word of a limit stands beside: how often something may be called, and a rate said along with a promise.

use super::{LIMITS, starts, word};
use crate::statement::amount::Amount;
use crate::statement::place::Place;
use crate::statement::role::Role;
use crate::statement::token::Token;
use crate::statement::unit::HOUR;
use std::ops::Range;

/// Whether it is said how often something may be called: `may be called 120 times a minute`.
pub(super) fn is_called(tokens: &[Token], range: &Range<usize>, amount: &Amount) -> bool {
    const CALLED: &[&str] = &["called", "asked", "queried", "used", "requested", "contacted", "invoked"];
    let start = amount.tokens.start;
    let near = range.start.max(start.saturating_sub(5))..start;
    let done = near.clone().any(|at| CALLED.contains(&word(tokens, at)));
    done && near.into_iter().any(|at| matches!(word(tokens, at), "may" | "can" | "must" | "be" | "not"))
}

/// `with a contract of 99.9 % and 1,500 messages per second`: a rate said along with a promise is its limit.
pub(super) fn behind_promise(tokens: &[Token], amounts: &[Amount], roles: &mut [Option<Role>]) {
    for index in 1..amounts.len() {
        let (promise, rate) = (&amounts[index - 1], &amounts[index]);
        let between = tokens.get(promise.tokens.end..rate.tokens.start).unwrap_or(&[]);
        let joined = between.iter().all(|token| {
            matches!(
                token.word.as_str(),
                "," | "and"
                    | "with"
                    | "at"
                    | "most"
                    | "up"
                    | "to"
                    | "max"
                    | "a"
                    | "limit"
                    | "of"
                    | "sla"
                    | "."
                    | "("
            )
        });
        let brisk =
            rate.is_rate() && rate.thing().is_none() && rate.period().is_some_and(|period| period <= HOUR);
        let open = matches!(roles[index], None | Some(Role::PeakRate));
        let same = promise.sentence == rate.sentence && between.len() <= 5;
        if roles[index - 1] == Some(Role::DependencySla) && brisk && open && same && joined {
            roles[index] = Some(Role::Quota);
        }
    }
}

/// `he promises 99.5 % and relays at most 20 blocks a second`: of whoever promised right before, where the limit goes on from it.
pub(super) fn goes_on_from_promise(place: &Place<'_>, promised: usize) -> bool {
    let word = |at: usize| place.word(at);
    let joined = place.range.contains(&promised) && matches!(word(promised), "and" | "but" | ",");
    // Somebody else would be named: `and one of our servers handles 200 calls a second`.
    let said = (promised + 1..promised + 4).find(|at| {
        !matches!(word(*at), "it" | "he" | "she" | "they" | "also" | "only" | "will" | "and" | "but")
    });
    let limits = said.filter(|at| starts(word(*at), LIMITS));
    let start = place.amount.tokens.start;
    joined && limits.is_some_and(|at| at < start && start <= at + 4)
}
