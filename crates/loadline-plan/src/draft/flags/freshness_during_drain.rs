//! Freshness that cannot hold while a backlog is worked off in order.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::{plain, show_duration};
use crate::statement::{Mark, Role};

pub(super) const RULE: Rule = Rule {
    code: "freshness-impossible-during-drain",
    sort: Sort::Contradiction,
    about: "what is shown must be newer than the time a backlog takes to drain",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (fresh, fresh_at) = case.fact(Role::Freshness)?;
    let (_, outage_at) = case.fact(Role::Outage)?;
    let drain = case.number("recovery_time")?;
    if drain.value <= fresh {
        return None;
    }
    let minutes = drain.value / 60.0;
    let drain_shown = if minutes >= 1.0 {
        format!("{}-minute", plain((minutes * 10.0).round() / 10.0))
    } else {
        format!("{}-second", plain(drain.value))
    };
    let first = if case.mark(Mark::LiveFirst).is_some() {
        "; live first is asked for, which the design must keep"
    } else {
        ""
    };
    let text = format!(
        "data no older than {} cannot hold during the {drain_shown} backlog drain ({} = {} s) unless live messages are served before the \
         backlog, on a lane of their own{first}",
        show_duration(fresh),
        drain.formula,
        plain(drain.value),
    );
    Some((text, vec![fresh_at, outage_at]))
}
