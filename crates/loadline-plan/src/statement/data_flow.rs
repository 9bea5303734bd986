//! Whose flow of data it is: `each laboratory uploads 150 GB a day` is said of each, and `scientists read 2 TB a day` stores
//! nothing.

use super::activity::Doings;
use super::amount::Amount;
use super::population::Population;
use super::role::Role;
use super::token::Token;
use super::vocabulary::{Class, class_of_verb};
use loadline_base::Span;
use std::ops::Range;

/// Multiplies a flow of data that is said of each of somebody, and drops one that is only read.
pub(super) fn apply(
    tokens: &[Token],
    ranges: &[Range<usize>],
    amounts: &[Amount],
    populations: &[Population],
    roles: &mut [Option<Role>],
    times: &mut [(f64, Option<Span>)],
) {
    for (index, amount) in amounts.iter().enumerate() {
        if roles[index] != Some(Role::DataRate) {
            continue;
        }
        if is_read(tokens, &ranges[amount.sentence], amount) {
            roles[index] = None;
            continue;
        }
        let doings = Doings { tokens, sentence: ranges[amount.sentence].clone(), amounts, populations };
        if !doings.is_of_each(amount) {
            continue;
        }
        match doings.member(amount).map(|by| &populations[by]) {
            Some(by) => times[index] = (by.value, Some(by.span)),
            // Of each of somebody whose number nobody says.
            None => roles[index] = None,
        }
    }
}

/// Whether the nearest verb before a flow only reads.
fn is_read(tokens: &[Token], range: &Range<usize>, amount: &Amount) -> bool {
    let from = range.start.max(amount.tokens.start.saturating_sub(6));
    let verb = (from..amount.tokens.start)
        .rev()
        .take_while(|at| !matches!(tokens[*at].word.as_str(), ";" | "," | "."))
        .find_map(|at| class_of_verb(&tokens[at].word));
    verb == Some(Class::Read)
}
