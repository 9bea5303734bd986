//! Long retention of what holds personal data, against a duty to delete on request.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::show_duration;
use crate::statement::{Mark, Role};
use loadline_base::Span;

pub(super) const RULE: Rule = Rule {
    code: "retention-against-deletion",
    sort: Sort::Contradiction,
    about: "records are kept for longer than personal data in them may be kept after a request for deletion",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (kept, kept_at) = case
        .statement
        .facts(Role::Retention)
        .map(|fact| (fact.amount.value, fact.amount.span))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    let duty = case.mark(Mark::DeletionDuty);
    let (within, at) = match (case.fact(Role::Erasure), duty) {
        (Some((within, at)), _) if within < kept => {
            (format!("deletion within {}", show_duration(within)), at)
        }
        (None, Some(at)) => ("deletion on request".to_owned(), at),
        _ => return None,
    };
    let sentence = case.statement.sentence(at);
    let apart = |(mark, place): &(Mark, Span)| *mark == Mark::Apart && sentence.covers(*place);
    if case.statement.marks.iter().any(apart) {
        return None;
    }
    let text = format!(
        "{} retention of records that contain personal data against {within}: needs separation of identity from record, pseudonymisation \
         (destroying the key deletes), or a legal basis for keeping them; backups and copies are part of it",
        show_duration(kept).replace(" y", "-year").replace(" d", "-day"),
    );
    Some((text, vec![kept_at, at]))
}
