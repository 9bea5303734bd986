//! A latency target below the sum of the stated round trips.

use super::{Case, Found, Rule, Sort};
use crate::draft::term::{plain, show_duration};
use crate::statement::Role;

pub(super) const RULE: Rule = Rule {
    code: "latency-below-round-trips",
    sort: Sort::Contradiction,
    about: "the latency target is below the sum of the round trips that an answer needs",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let (target, target_at) = case.fact(Role::Latency)?;
    let floor = case.number("round_trip_floor")?;
    if target * 1e3 > floor.value {
        return None;
    }
    let text = format!(
        "the latency target of {} is not above the round trips alone: {} = {} ms, before any work is done; fewer or parallel trips, or a \
         target that allows for them",
        show_duration(target),
        floor.formula,
        plain(floor.value),
    );
    let mut evidence = vec![target_at];
    evidence.extend(floor.spans.iter().copied());
    Some((text, evidence))
}
