//! Numbers of the fleet: capacity, error budget, backlog and its recovery.

use super::{Numbers, rate_unit};
use crate::draft::needs::Needs;
use crate::draft::stream::Stream;
use crate::draft::term::{self, Term, sum};
use crate::statement::{Members, Role, Statement};

pub(super) fn capacity(needs: &Needs, numbers: &mut Numbers) {
    numbers.parameter("headroom", &needs.headroom, "1");
    let Some(carried) = &needs.carried else { return };
    let unit = rate_unit(&needs.traffic.streams);
    let required = carried.value * needs.headroom.value;
    let formula = format!("{} × {}", term::plain(carried.value), needs.headroom.shown);
    numbers.computed("required_capacity", required, unit, formula, &[carried, &needs.headroom]);
    let count = ceiling(required / needs.per_instance.value);
    let formula = format!("⌈{} ÷ {}⌉", term::plain(required), needs.per_instance.shown);
    numbers.computed(
        "instances",
        count,
        needs.instance,
        formula,
        &[carried, &needs.headroom, &needs.per_instance],
    );
}

/// The next whole number up, forgiving the last bits of a division.
pub(super) fn ceiling(value: f64) -> f64 {
    (value * (1.0 - 1e-12)).ceil().max(1.0)
}

pub(super) fn backlog(statement: &Statement, needs: &Needs, numbers: &mut Numbers) {
    let (Some(outage), Some(average)) = (statement.fact(Role::Outage), &needs.average) else { return };
    let length =
        Term::given(outage.amount.value, term::show_duration(outage.amount.value), outage.amount.span);
    let streams = &needs.traffic.streams;
    // What piles up is what machines send, where any do; else the whole load.
    let machine = |stream: &&Stream| {
        let members = stream.by.map(|index| statement.populations[index].members);
        stream.paced && stream.main || members == Some(Members::Machines)
    };
    let sent = sum(streams.iter().filter(machine).map(|stream| &stream.writes));
    let messages = sent.is_some();
    let incoming = sent.unwrap_or_else(|| average.clone());
    // Only those pile up who are cut off.
    let cut = statement
        .fact(Role::OutageShare)
        .map(|fact| Term::given(fact.amount.value, term::show_share(fact.amount.value), fact.amount.span));
    let piled = incoming.value * length.value * cut.as_ref().map_or(1.0, |cut| cut.value);
    let unit = if messages { "messages" } else { "requests" };
    let part = cut.as_ref().map_or_else(String::new, |cut| format!("{} × ", cut.shown));
    let formula = format!("{} × {part}{} s", term::plain(incoming.value), term::plain(length.value));
    let from: Vec<&Term> = [&incoming, &length].into_iter().chain(&cut).collect();
    numbers.computed("backlog", piled, unit, formula, &from);
    // What the nodes carry is no promise of what the workers behind them get done.
    let Some(fact) = statement.fact(Role::ProcessingRate) else { return };
    let rate = fact.amount.per_second().unwrap_or(fact.amount.value);
    let processing = Term::given(rate, term::plain(rate), fact.amount.span);
    let spare = processing.value - incoming.value;
    if spare > 0.0 {
        let formula =
            format!("{} ÷ ({} − {})", term::plain(piled), processing.shown, term::plain(incoming.value));
        numbers.computed("recovery_time", piled / spare, "s", formula, &[&incoming, &length, &processing]);
    }
}
