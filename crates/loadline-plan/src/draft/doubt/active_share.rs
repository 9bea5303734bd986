//! A share of those there are who come on a day, of which nothing was made.

use crate::draft::number::Number;
use crate::statement::{Basis, Role, Statement};

/// Whether the statement says which share of those there are come on a day, and nothing was made of it, although no count of a day
/// stands for it.
pub(super) fn active_share_unused(statement: &Statement, numbers: &[Number]) -> bool {
    let daily = statement.populations.iter().any(|one| one.basis == Basis::Daily);
    let mut shares = statement.facts(Role::ActiveShare);
    !daily && shares.any(|share| numbers.iter().all(|number| !number.spans.contains(&share.amount.span)))
}
