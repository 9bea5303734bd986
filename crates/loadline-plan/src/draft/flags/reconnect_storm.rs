//! Many clients that come back at the same moment.

use super::{Case, Found, Rule, Sort};
use crate::draft::plural::plural;
use crate::draft::term::plain;
use crate::statement::{Mark, Members, Role};

pub(super) const RULE: Rule = Rule {
    code: "reconnect-storm",
    sort: Sort::Obligation,
    about: "many clients come back at once after an outage",
    find,
};

fn find(case: &Case<'_>) -> Option<Found> {
    let outage = case.statement.fact(Role::Outage).map(|fact| fact.amount.span);
    let population = case.needs.traffic.main.map(|index| &case.statement.populations[index]);
    let machines = population.is_some_and(|population| population.members == Members::Machines);
    let paced = case.needs.traffic.streams.iter().any(|stream| stream.main && stream.paced);
    let at = case.mark(Mark::Reconnect).or(outage.filter(|_| machines || paced))?;
    if case.mark(Mark::Jitter).is_some() {
        return None;
    }
    let who = population.map_or("all clients".to_owned(), |population| {
        format!("{} {}", plain(population.value), plural(&population.noun))
    });
    let mut text = format!(
        "reconnect storm: {who} return at once after an outage; needs jittered reconnect with backoff on their side, and admission control \
         (connection and message limits) on ours"
    );
    if let Some(average) = case.needs.average.as_ref().filter(|_| machines)
        && let Some(population) = population
    {
        text.push_str(&format!(
            ": spread over 60 s that is {} connections/s beside {} messages/s",
            plain((population.value / 60.0).round()),
            plain(average.value.round())
        ));
    }
    Some((text, vec![at]))
}
