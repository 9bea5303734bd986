//! What says that capacity runs out, what is practised, how backlogs drain, and how state comes back.

use crate::bundle::design::capacity;
use crate::bundle::desk::{Desk, blank};
use crate::bundle::kind::SectionKind;
use crate::bundle::words::Words;
use crate::facts::entries;
use crate::figure::{percent, times};
use loadline_evidence::Quantity;
use loadline_model::Body;

pub(super) const SECTION: SectionKind =
    SectionKind { id: "resilience", title: "Capacity and resilience operations", gates: &["O5"], write };

fn write(desk: &mut Desk<'_, '_>) {
    signals(desk);
    capacity::growth(desk);
    capacity::backlogs(desk);
    drills(desk);
    recovery(desk);
}

/// How much of what it carries a component may use before somebody has to act: 1 ÷ headroom.
fn signals(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for limit in &facts.capacity.limits {
        let at = limit.edge.map_or_else(|| limit.component.path(), |edge| edge.path());
        let used = desk.worked(&at, &limit.used, capacity::told(percent(&limit.used), limit));
        let act = match &facts.capacity.headroom {
            Some(headroom) if headroom.value > 0.0 => {
                let formula = format!("1 ÷ {}", times(headroom));
                let name = format!("share of what {} carries at which the headroom is gone", limit.name());
                let quantity = Quantity::computed(name, 1.0 / headroom.value, "1", formula);
                desk.worked(&at, &quantity, percent(&quantity))
            }
            _ => desk.value::<String>("system", "headroom", None),
        };
        let full = desk.figure(&at, &limit.carries);
        let name = format!("`{}`, {}", limit.name(), limit.what.word());
        let owner = desk.blank(&limit.component.path(), "owner", limit.component.common().owner.as_ref());
        rows.push(vec![name.into(), used, act, full, owner]);
    }
    let columns = &["signal: load of", "used at today's peak", "act at", "full at", "owner"];
    desk.table("Signals of capacity, and from where on somebody has to act", columns, rows);
}

fn drills(desk: &mut Desk<'_, '_>) {
    let operations = desk.facts.model.system.operations.as_deref();
    let mut rows = Vec::new();
    for (id, drill) in operations.into_iter().flat_map(|all| entries(&all.drills)) {
        let at = format!("operations/drills/{id}");
        let of = desk.value(&at, "of", drill.of.as_ref());
        let every = desk.value(&at, "every", drill.every.as_ref());
        let last = desk.value(&at, "last", drill.last.as_ref());
        let owner = desk.value(&at, "owner", drill.owner.as_ref());
        rows.push(vec![Words::id(id), of, every, last, owner]);
    }
    desk.table("What is practised", &["drill", "of", "every", "last done", "owner"], rows);
}

/// How every piece of state comes back on the worst day.
fn recovery(desk: &mut Desk<'_, '_>) {
    let facts = desk.facts;
    let mut rows = Vec::new();
    for (id, state) in entries(&facts.model.system.state) {
        let at = format!("state/{id}");
        let rpo = desk.value(&at, "rpo", state.rpo.as_ref());
        let rto = desk.value(&at, "rto", state.rto.as_ref());
        let home = state.home.as_ref().and_then(|home| facts.model.find(&home.id));
        let store = home.and_then(|home| match home.body {
            Body::Store(store) => Some((home.path(), store)),
            _ => None,
        });
        let (takes, tested) = match store {
            Some((path, store)) => {
                let backup = store.backup.as_ref().and_then(|backup| backup.value.value());
                let at = format!("{path}/backup");
                let takes = desk.blank(&at, "restore-takes", backup.and_then(|it| it.restore_takes.as_ref()));
                let tested = backup.and_then(|it| it.restore_tested.as_ref());
                (takes, desk.value(&at, "restore-tested", tested))
            }
            None => (blank(), blank()),
        };
        let home = desk.value(&at, "home", state.home.as_ref());
        rows.push(vec![Words::id(id), home, rpo, rto, takes, tested]);
    }
    let columns =
        &["state", "home", "may be lost (RPO)", "is back within (RTO)", "a restore took", "last tried"];
    desk.table("Disaster recovery", columns, rows);
}
