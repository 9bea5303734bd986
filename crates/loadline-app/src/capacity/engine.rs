//! From the engine's results, which borrow the model, to rows that stand on their own.

use super::rows::{
    AskedRow, BacklogRow, BillRow, ConnectionsRow, CostRow, Left, LimitRow, LinkRow, RoomRow, Rows,
    StoredRow, TrafficRow, UnknownRow, Until,
};
use loadline_capacity::SystemCapacity;
use loadline_capacity::growth::Ends;
use loadline_capacity::limit::{After, Limit};
use loadline_evidence::Quantity;

fn owned(figures: Vec<&Quantity>) -> Vec<Quantity> {
    figures.into_iter().cloned().collect()
}

impl Rows {
    /// Every row of a system.
    pub(super) fn of(capacity: &SystemCapacity<'_>) -> Self {
        Self {
            headroom: capacity.headroom.clone(),
            traffic: capacity
                .traffic
                .iter()
                .map(|traffic| TrafficRow {
                    journey: traffic.journey.to_owned(),
                    average: traffic.average.clone(),
                    peak: traffic.peak.clone(),
                    burst: traffic.burst.clone(),
                    growth: traffic.growth.clone(),
                    figures: owned(traffic.figures()),
                })
                .collect(),
            asked: capacity
                .asked
                .iter()
                .map(|asked| AskedRow {
                    component: asked.component.name.to_owned(),
                    waited_for: asked.waited_for,
                    retry_factor: asked.retry_factor.clone(),
                    figures: owned(asked.figures()),
                })
                .collect(),
            limits: capacity.limits.iter().map(limit).collect(),
            connections: capacity
                .connections
                .iter()
                .map(|connections| ConnectionsRow {
                    component: connections.component.name.to_owned(),
                    accepts: connections.accepts.clone(),
                    fewest: connections.fewest.clone(),
                    most: connections.most.clone(),
                })
                .collect(),
            backlogs: capacity
                .backlogs
                .iter()
                .map(|backlog| BacklogRow {
                    component: backlog.component.name.to_owned(),
                    utilisation: backlog.utilisation.clone(),
                    at_peak: backlog.at_peak.clone(),
                    outage: backlog.outage.clone(),
                    piles_up: backlog.piles_up.clone(),
                    drains_in: backlog.drains_in.clone(),
                    may_wait: backlog.may_wait.clone(),
                    never_drains: backlog.never_drains(),
                    figures: owned(backlog.figures()),
                })
                .collect(),
            stored: capacity
                .stored
                .iter()
                .map(|stored| StoredRow {
                    component: stored.component.name.to_owned(),
                    name: stored.name.to_owned(),
                    per_day: stored.per_day.clone(),
                    retained: stored.retained.clone(),
                    for_ever: stored.for_ever,
                    replicated: stored.replicated.clone(),
                    figures: owned(stored.figures()),
                })
                .collect(),
            rooms: capacity
                .rooms
                .iter()
                .map(|room| RoomRow {
                    component: room.component.name.to_owned(),
                    holds: room.holds.clone(),
                    room: room.room.clone(),
                    lasts: room.lasts.clone(),
                })
                .collect(),
            links: capacity
                .links
                .iter()
                .map(|link| LinkRow {
                    from: link.from.clone(),
                    to: link.to.clone(),
                    crosses: link.crosses,
                    there: link.there.clone(),
                    back: link.back.clone(),
                    compression: link.compression.clone(),
                })
                .collect(),
            costs: capacity
                .costs
                .iter()
                .map(|cost| CostRow {
                    component: cost.component.name.to_owned(),
                    currency: cost.currency.clone(),
                    monthly: cost.monthly.clone(),
                })
                .collect(),
            bills: capacity
                .bills
                .iter()
                .map(|bill| BillRow {
                    currency: bill.currency.clone(),
                    monthly: bill.monthly.clone(),
                    budget: bill.budget.clone(),
                    per_thousand: bill.per_thousand.clone(),
                })
                .collect(),
            unknowns: capacity
                .unknowns
                .iter()
                .map(|unknown| UnknownRow { field: unknown.field.clone(), tells: unknown.tells.clone() })
                .collect(),
        }
    }
}

fn limit(limit: &Limit<'_>) -> LimitRow {
    let left = |after: &After| match after {
        After::Used(quantity) => Left::Used(quantity.value),
        After::Nothing => Left::Nothing,
        After::Unknown => Left::Unknown,
    };
    let until = |ends: Ends| match ends {
        Ends::Passed => Until::Passed,
        Ends::On(day) => Until::On(day),
        Ends::NotForYears => Until::NotForYears,
    };
    LimitRow {
        name: limit.name(),
        component: limit.component.name.to_owned(),
        kind: limit.component.kind().word(),
        what: limit.what.word(),
        when: limit.when.words(),
        load: limit.load.clone(),
        carries: limit.carries.clone(),
        used: limit.used.clone(),
        lasts: limit.lasts.clone(),
        copies: limit.copies,
        wanted: limit.wanted.clone(),
        without_copy: left(&limit.without_copy),
        without_zone: left(&limit.without_zone),
        full: limit.full.map(until),
        headroom_ends: limit.headroom_ends.map(until),
        figures: owned(limit.figures()),
    }
}
