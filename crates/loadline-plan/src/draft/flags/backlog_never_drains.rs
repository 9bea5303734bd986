//! Processing no faster than what arrives: a backlog never ends.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::plain;
use crate::statement::Role;

pub(super) const RULE: Rule = Rule {
    code: "backlog-never-drains",
    sort: Sort::Contradiction,
    about: "what is processed is no more than what arrives, so a backlog never ends",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let fact = case.statement.fact(Role::ProcessingRate)?;
    let processing = fact.amount.per_second()?;
    let average = case.needs.average.as_ref()?;
    if processing > average.value {
        return None;
    }
    let text = format!(
        "processing {} a second is no more than the {} that arrive on average: {} − {} = {}, so a backlog never drains",
        plain(processing),
        plain(average.value),
        plain(processing),
        plain(average.value),
        plain(processing - average.value),
    );
    let mut evidence = vec![fact.amount.span];
    evidence.extend(average.spans.iter().copied());
    Some((text, evidence))
}
