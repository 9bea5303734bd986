//! What may be sold, booked or paid only once needs one owner and strong consistency.

use super::{Case, Found, Rule, Sort};
use crate::statement::Mark;

pub(super) const RULE: Rule = Rule {
    code: "strong-consistency",
    sort: Sort::Obligation,
    about: "something may be sold, booked, assigned or paid only once",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let at = case.mark(Mark::OnceOnly)?;
    let quote = case.statement.quote(at).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut evidence = vec![at];
    let mut text = format!(
        "\"{quote}\": strong consistency for that state (serializable or a conditional write), one owner, holds that expire, and no \
         eventually consistent copy or cache on the path that decides"
    );
    if let Some(eventual) = case.mark(Mark::Eventual) {
        text.push_str("; stale reads are allowed elsewhere, never there");
        evidence.push(eventual);
    }
    Some((text, evidence))
}
