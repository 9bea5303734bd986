//! Exactly-once effects need idempotency keys, since networks deliver never or again.

use super::{Case, Found, Rule, Sort};
use crate::statement::Mark;

pub(super) const RULE: Rule = Rule {
    code: "exactly-once-effects",
    sort: Sort::Obligation,
    about: "each message must take effect exactly once",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let at = case.mark(Mark::ExactlyOnce)?;
    let text = "exactly once is an effect, not a delivery: every message carries an id, the receiver records ids together with their effect, \
                and a repeated one is answered as before"
        .to_owned();
    Some((text, vec![at]))
}
