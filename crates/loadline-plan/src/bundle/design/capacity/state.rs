//! Bytes: what is kept, what moves, what waits, what is connected, and what it costs.

use crate::bundle::desk::{Desk, blank};
use crate::bundle::words::Words;
use loadline_capacity::bandwidth::Way;
use loadline_evidence::Quantity;

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    stored(desk);
    rooms(desk);
    moved(desk);
    backlogs(desk);
    connections(desk);
    bills(desk);
}

fn stored(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    let mut items = Vec::new();
    for stored in &capacity.stored {
        let known = desk.facts.model.system.state.as_ref().is_some_and(|all| all.get(stored.name).is_some());
        let at = match known {
            true => format!("state/{}", stored.name),
            false => format!("{}/topics/{}", stored.component.path(), stored.name),
        };
        let writes = desk.figure(&at, &stored.writes);
        let per_day = desk.figure(&at, &stored.per_day);
        let retained = match stored.for_ever {
            true => Words::from("all of it, by decision"),
            false => desk.figure_or_blank(&at, stored.retained.as_ref()),
        };
        let replicated = desk.figure_or_blank(&at, stored.replicated.as_ref());
        let home = Words::id(stored.component.name);
        rows.push(vec![Words::id(stored.name), home, writes, per_day, retained, replicated]);
        items.extend(stored.figures().into_iter().filter_map(|it| formula(desk, &at, stored.name, it)));
    }
    let columns =
        &["what", "kept in", "written", "added, one copy", "kept, one copy", "kept with all copies"];
    desk.table("What is kept, before and after replication", columns, rows);
    desk.list("Formulas of what is kept", items);
}

fn formula(desk: &mut Desk<'_, '_>, at: &str, of: &str, quantity: &Quantity) -> Option<Words> {
    let formula = quantity.formula.as_ref()?;
    let shown = crate::figure::figure(quantity);
    Some(desk.worked(at, quantity, format!("`{of}`, {}: {shown} = {formula}", quantity.name)))
}

fn rooms(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for room in &capacity.rooms {
        let at = room.component.path();
        let holds = desk.figure(&at, &room.holds);
        let has = desk.figure(&at, &room.room);
        let lasts = desk.figure_or_blank(&at, room.lasts.as_ref());
        rows.push(vec![Words::id(room.component.name), holds, has, lasts]);
    }
    desk.table("Room of the stores", &["store", "holds", "has room for", "full in"], rows);
}

fn moved(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for link in &capacity.links {
        let at = link_path(desk, &link.from, &link.to);
        let mut way = |way: &Option<Way>| match way {
            Some(way) => (
                desk.figure_or_blank(&at, way.average.as_ref()),
                desk.figure_or_blank(&at, way.peak.as_ref()),
            ),
            None => (blank(), blank()),
        };
        let ((there, there_peak), (back, back_peak)) = (way(&link.there), way(&link.back));
        // A journey has no box of its own: it is its users who send and get.
        let from = match link.from.strip_suffix(" (journey)") {
            Some(journey) => format!("users of `{journey}`"),
            None => format!("`{}`", link.from),
        };
        let name = Words::from(format!("{from} → `{}`", link.to));
        rows.push(vec![name, there, there_peak, back, back_peak]);
    }
    let columns = &["from → to", "there, average", "there, peak", "back, average", "back, peak"];
    desk.table("What moves, the widest first", columns, rows);
}

/// The id path of what a link leaves, or of where it leads.
fn link_path(desk: &Desk<'_, '_>, from: &str, to: &str) -> String {
    let model = desk.facts.model;
    let base = |name: &str| name.split('.').next().unwrap_or(name).to_owned();
    match (model.find(&base(from)), model.find(&base(to))) {
        (Some(component), _) | (None, Some(component)) => format!("{} → {to}", component.path()),
        (None, None) => format!("{from} → {to}"),
    }
}

pub(in crate::bundle) fn backlogs(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for backlog in &capacity.backlogs {
        let at = backlog.component.path();
        let arrives = desk.figure(&at, &backlog.arrivals);
        let processes = desk.figure(&at, &backlog.processes);
        let outage = match &backlog.outage {
            Some((time, what)) => desk.figure(&at, time).and(format!(", {what}")),
            None => blank(),
        };
        let piles = desk.figure_or_blank(&at, backlog.piles_up.as_ref());
        let drains = match backlog.never_drains() {
            true => Words::from("never"),
            false => desk.figure_or_blank(&at, backlog.drains_in.as_ref()),
        };
        let may = desk.figure_or_blank(&at, backlog.may_wait.as_ref());
        rows.push(vec![Words::id(backlog.component.name), arrives, processes, outage, piles, drains, may]);
    }
    let columns = &[
        "consumer",
        "arrives, average",
        "is processed",
        "outage",
        "piles up",
        "is gone after",
        "may wait at most",
    ];
    desk.table("How backlogs drain: backlog ÷ (processing − arriving)", columns, rows);
}

fn connections(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for row in &capacity.connections {
        let at = row.component.path();
        let accepts = desk.figure(&at, &row.accepts);
        let most = desk.figure(&at, &row.most);
        rows.push(vec![Words::id(row.component.name), most, accepts]);
    }
    desk.table("Connections", &["component", "held at most", "accepted"], rows);
}

fn bills(desk: &mut Desk<'_, '_>) {
    let capacity = desk.facts.capacity;
    let mut rows = Vec::new();
    for bill in &capacity.bills {
        let at = "system/constraints/budget";
        let mut money = |quantity: &Quantity| {
            let shown = format!("{} {}", loadline_base::figure::figure(quantity.value), bill.currency);
            desk.worked(at, quantity, shown)
        };
        let monthly = money(&bill.monthly);
        let budget = bill.budget.as_ref().map_or_else(blank, &mut money);
        let per_thousand = bill.per_thousand.as_ref().map_or_else(blank, &mut money);
        rows.push(vec![monthly, budget, per_thousand]);
    }
    desk.table("Cost of all components", &["a month", "budget a month", "a thousand requests"], rows);
}
