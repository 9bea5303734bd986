//! From the engine's results, which borrow the model, to rows that stand on their own. Figures are handed on, not copied.

use super::rows::{
    AskedRow, BacklogRow, BillRow, ConnectionsRow, CostRow, LimitRow, LinkRow, LossesRow, RoomRow, Rows,
    StoredRow, TakeoverRow, TrafficRow, UnknownRow, Until, WaitRow,
};
use loadline_capacity::SystemCapacity;
use loadline_capacity::growth::Ends;
use loadline_capacity::limit::{Limit, Losses};

impl Rows {
    /// Every row of a system.
    pub(super) fn of(capacity: SystemCapacity<'_>) -> Self {
        Self {
            headroom: capacity.headroom,
            traffic: rows(capacity.traffic, |traffic| TrafficRow {
                journey: traffic.journey.to_owned(),
                average: traffic.average,
                peak: traffic.peak,
                burst: traffic.burst,
                multiplier: traffic.multiplier,
                reads: traffic.reads,
                writes: traffic.writes,
                growth: traffic.growth,
            }),
            asked: rows(capacity.asked, |asked| AskedRow {
                component: asked.component.name.to_owned(),
                waited_for: asked.waited_for,
                average: asked.average,
                peak: asked.peak,
                burst: asked.burst,
                reads: asked.reads,
                writes: asked.writes,
                retry_factor: asked.retry_factor,
            }),
            limits: rows(capacity.limits, limit),
            waits: rows(capacity.waits, |wait| WaitRow {
                component: wait.component.name.to_owned(),
                what: wait.what.word(),
                arrivals: wait.arrivals,
                utilisation: wait.utilisation,
                time: wait.time,
            }),
            takeovers: rows(capacity.takeovers, |takeover| TakeoverRow {
                component: takeover.component.name.to_owned(),
                failed: takeover.failed.name.to_owned(),
                load: takeover.load,
                carries: takeover.carries,
                used: takeover.used,
            }),
            connections: rows(capacity.connections, |connections| ConnectionsRow {
                component: connections.component.name.to_owned(),
                accepts: connections.accepts,
                fewest: connections.fewest,
                most: connections.most,
            }),
            backlogs: rows(capacity.backlogs, |backlog| BacklogRow {
                component: backlog.component.name.to_owned(),
                never_drains: backlog.never_drains(),
                arrivals: backlog.arrivals,
                processes: backlog.processes,
                utilisation: backlog.utilisation,
                at_peak: backlog.at_peak,
                outage: backlog.outage,
                piles_up: backlog.piles_up,
                drains_in: backlog.drains_in,
                may_wait: backlog.may_wait,
            }),
            stored: rows(capacity.stored, |stored| StoredRow {
                component: stored.component.name.to_owned(),
                name: stored.name.to_owned(),
                writes: stored.writes,
                per_day: stored.per_day,
                retained: stored.retained,
                for_ever: stored.for_ever,
                replicated: stored.replicated,
            }),
            rooms: rows(capacity.rooms, |room| RoomRow {
                component: room.component.name.to_owned(),
                holds: room.holds,
                room: room.room,
                lasts: room.lasts,
            }),
            links: rows(capacity.links, |link| LinkRow {
                from: link.from,
                to: link.to,
                crosses: link.crosses,
                there: link.there,
                back: link.back,
                compression: link.compression,
            }),
            costs: rows(capacity.costs, |cost| CostRow {
                component: cost.component.name.to_owned(),
                currency: cost.currency,
                monthly: cost.monthly,
            }),
            bills: rows(capacity.bills, |bill| BillRow {
                currency: bill.currency,
                monthly: bill.monthly,
                budget: bill.budget,
                per_thousand: bill.per_thousand,
            }),
            unknowns: rows(capacity.unknowns, |unknown| UnknownRow {
                field: unknown.field,
                tells: unknown.tells,
                hides_limit_of: unknown.hides_limit_of,
            }),
        }
    }
}

fn rows<T, R>(of: Vec<T>, row: fn(T) -> R) -> Vec<R> {
    of.into_iter().map(row).collect()
}

fn limit(limit: Limit<'_>) -> LimitRow {
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
        load: limit.load,
        carries: limit.carries,
        used: limit.used,
        lasts: limit.lasts,
        copies: limit.copies,
        wanted: limit.wanted,
        running: losses(limit.running),
        scaled_out: limit.scaled_out.map(losses),
        scales_in: limit.scales_in.map(|time| time.as_secs_f64()),
        full: limit.full.map(until),
        headroom_ends: limit.headroom_ends.map(until),
    }
}

fn losses(losses: Losses<'_>) -> LossesRow {
    LossesRow {
        copies: losses.copies,
        used: losses.used,
        copy: losses.copy,
        zone: losses.zone,
        fatal: losses.fatal.into_iter().map(str::to_owned).collect(),
    }
}
