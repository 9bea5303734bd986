//! Attempts that take longer than the caller waits.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::{plain, show_duration};
use crate::statement::Role;

pub(super) const RULE: Rule = Rule {
    code: "retries-past-deadline",
    sort: Sort::Contradiction,
    about: "all attempts together take longer than the caller waits, or than the latency target allows",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let all = case.number("retry_time")?;
    let (limit, limit_at, what) = match (case.fact(Role::CallerPatience), case.fact(Role::Latency)) {
        (Some((limit, at)), _) => (limit, at, "the caller gives up after"),
        (None, Some((limit, at))) => (limit, at, "the latency target is"),
        (None, None) => return None,
    };
    if all.value <= limit {
        return None;
    }
    let text = format!(
        "retry budget past the deadline: {} = {} s, and {what} {}; the last attempts are made for nobody and add load",
        all.formula,
        plain(all.value),
        show_duration(limit),
    );
    let mut evidence = vec![limit_at];
    evidence.extend(all.spans.iter().copied());
    Some((text, evidence))
}
