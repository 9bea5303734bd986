//! O5: what shows that capacity runs out, what is practised, and how long a backlog takes to clear.

use crate::ask::{Ask, write};
use crate::facts::entries;
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{engine, model, silence};
use loadline_model::kinds::FailureCategory;

/// O5.
pub(super) const GATE: Gate = Gate {
    id: "O5",
    name: "resilience",
    title: "Capacity and resilience",
    serves: &["O5", "R4", "R5", "R7", "R10"],
    requirements: &[
        model(
            "O5.thresholds",
            "how busy a part may be, and how far above the peak it must carry",
            thresholds,
        ),
        engine("O5.signals", "a signal for what gives way first", signals),
        model("O5.drills", "what is practised, how often, and when it last was", drills),
        silence(
            "O5.practised",
            "restores, fallbacks and failovers that were seen to work within a year",
            &["LL403", "LL220"],
        ),
        engine("O5.backlog", "how long every backlog takes to clear after an outage", backlog),
        silence(
            "O5.backlog-clears",
            "backlogs that clear before messages have waited too long",
            &["LL307", "LL308"],
        ),
    ],
};

fn thresholds(ask: &mut Ask<'_>) {
    let identity = ask.facts.identity();
    ask.said("system", "utilisation-limit", identity.and_then(|it| it.utilisation_limit.as_ref()), "70%");
    ask.said("system", "headroom", identity.and_then(|it| it.headroom.as_ref()), "2x");
}

fn signals(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let Some(first) = facts.capacity.limits.first() else {
        let close = Close::Run("loadline capacity".to_owned());
        ask.wrong("journeys", "no limit is known, so nobody can tell what gives way first", close);
        return;
    };
    let name = first.component.name;
    ask.shown(first.component.path(), &first.lasts);
    let policies = facts.model.system.policies.as_deref();
    let paging = policies.into_iter().flat_map(|policies| entries(&policies.paging));
    for (id, page) in paging {
        if let Some(of) = page.of.as_ref().filter(|of| of.id == name) {
            return ask.note(format!("policies/paging/{id}/of"), of);
        }
    }
    for (id, mode) in entries(&facts.model.system.failure_modes) {
        let saturation = mode.category.as_ref().is_some_and(|kind| kind.value == FailureCategory::Saturation);
        if let (true, Some(of), Some(signal)) = (saturation, &mode.of, &mode.signal)
            && of.id == name
        {
            return ask.note(format!("failure-modes/{id}/signal"), signal);
        }
    }
    let text = format!(
        "`{name}` gives way first, at {:.1} times today's load, and nothing watches it",
        first.lasts.value
    );
    let example = format!(
        "{{{name}-full: {{trigger: {name} busier than 70% for 10m, of: {name}, class: ticket, owner: …}}}}"
    );
    ask.wrong("policies/paging", text, write("policies/paging", &example));
}

fn drills(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let drills = facts.model.system.operations.as_deref().and_then(|all| all.drills.as_ref());
    let example = "{zone-loss: {of: draining a zone at peak, every: 90d, last: 2026-10-20, owner: payments}}";
    ask.each("operations/drills", drills, example, |ask, at, drill| {
        ask.said(at, "of", drill.of.as_ref(), "draining a zone at peak");
        ask.said(at, "owner", drill.owner.as_ref(), "payments");
        let every = ask.said(at, "every", drill.every.as_ref(), "90d");
        let last = ask.said(at, "last", drill.last.as_ref(), "2026-10-20");
        let (Some(every), Some(last)) = (every, last) else { return };
        let since = last.days_until(facts.today);
        if since as f64 > every.as_secs_f64() / 86_400.0 {
            let id = at.rsplit('/').next().unwrap_or(at);
            let text = format!("`{id}` was last done {since} days ago, and is due every {every}");
            ask.wrong(
                format!("{at}/last"),
                text,
                Close::Do("practise it, and write down the day".to_owned()),
            );
        }
    });
}

fn backlog(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for row in &facts.capacity.backlogs {
        let at = row.component.path();
        match &row.drains_in {
            Some(time) => {
                for input in row.processes.inputs.iter() {
                    ask.shown(input.path.as_ref(), time);
                }
                ask.shown(at, time);
            }
            None => {
                let name = row.component.name;
                let text = format!("nobody can tell how long a backlog of `{name}` takes to clear");
                let path = format!("{at}/incidents");
                ask.wrong(path.clone(), text, write(path, "{per-year: 2, mean: 10m, basis: postmortems}"));
            }
        }
    }
    let consumers = facts.model.edges().filter(|edge| edge.consumes());
    for edge in consumers.filter(|edge| facts.flows.through(edge.from.id).next().is_some()) {
        let known = facts.capacity.backlogs.iter().any(|row| row.component.id == edge.from.id);
        if known {
            continue;
        }
        let at = edge.from.path();
        let mut unknowns = facts.capacity.unknowns.iter();
        match unknowns.find(|unknown| unknown.field.starts_with(&format!("{at}/"))) {
            Some(unknown) => {
                let text = format!("nobody can tell {}", unknown.tells);
                ask.wrong(unknown.field.clone(), text, write(unknown.field.clone(), "3"));
            }
            None => ask.missing(&at, "capacity", "{rps: 100}"),
        }
    }
}
