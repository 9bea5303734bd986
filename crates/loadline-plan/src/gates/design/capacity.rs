//! D3: how often, how much, how big, and how far above the peak it carries. Every number with its formula.

use crate::ask::{Ask, write};
use crate::gap::Close;
use crate::gate::Gate;
use crate::requirement::{engine, model, silence};
use loadline_model::Component;

/// D3.
pub(super) const GATE: Gate = Gate {
    id: "D3",
    name: "capacity",
    title: "Capacity and performance",
    serves: &["D3", "D18"],
    requirements: &[
        model("D3.users", "how many users there are", users),
        engine("D3.average", "the average rate of every journey", |ask| rate(ask, Rate::Average)),
        engine("D3.peak", "the peak rate of every journey", |ask| rate(ask, Rate::Peak)),
        silence("D3.told-apart", "average and peak that are told apart and agree", &["LL302", "LL018"]),
        model("D3.split", "how much is written and how much only read", split),
        model("D3.growth", "how fast it grows", growth),
        engine("D3.storage", "what every piece of state adds in a day, and how much of it is kept", storage),
        model("D3.replication", "how many copies every store keeps", replication),
        engine("D3.bandwidth", "how many bytes every journey moves", bandwidth),
        model("D3.headroom", "how far above the peak it must carry", headroom),
        engine("D3.limits", "what everything that users wait for carries", limits),
        silence(
            "D3.fits",
            "a peak that fits, with the headroom wanted",
            &["LL301", "LL303", "LL304", "LL305", "LL306", "LL307", "LL312"],
        ),
    ],
};

enum Rate {
    Average,
    Peak,
}

fn users(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, journey) in ask.journeys() {
        let load = journey.load.as_deref();
        if let Some(daily) = load.and_then(|load| load.daily_users.as_ref()) {
            ask.note(format!("journeys/{id}/load/daily-users"), daily);
            continue;
        }
        let Some(actor) = &journey.actor else {
            ask.missing(&format!("journeys/{id}/load"), "daily-users", "40000");
            continue;
        };
        let users = facts.model.system.actors.as_ref().and_then(|all| all.get(&actor.id));
        let users = users.and_then(|actor| actor.users.as_ref());
        ask.said(&format!("actors/{}", actor.id), "users", users, "400000 per month");
    }
}

fn rate(ask: &mut Ask<'_>, rate: Rate) {
    let facts = ask.facts;
    for (id, journey) in ask.journeys() {
        let traffic = facts.capacity.traffic.iter().find(|traffic| traffic.journey == id);
        let load = journey.load.as_deref();
        let (word, quantity, stated, example) = match rate {
            Rate::Average => {
                let stated = load.and_then(|load| load.average.as_ref());
                ("average", traffic.and_then(|it| it.average.as_ref()), stated, "20rps")
            }
            Rate::Peak => {
                let stated = load.and_then(|load| load.peak.as_ref());
                ("peak", traffic.and_then(|it| it.peak.as_ref()), stated, "90rps")
            }
        };
        let at = format!("journeys/{id}/load");
        match (quantity, stated) {
            (Some(_), Some(stated)) => ask.note(format!("{at}/{word}"), stated),
            (Some(quantity), None) => {
                for input in quantity.inputs.iter() {
                    ask.shown(input.path.as_ref(), quantity);
                }
            }
            (None, _) => ask.missing(&at, word, example),
        }
    }
}

fn split(ask: &mut Ask<'_>) {
    for (id, journey) in ask.journeys() {
        let writes = journey.load.as_deref().and_then(|load| load.writes.as_ref());
        ask.said(&format!("journeys/{id}/load"), "writes", writes, "10%");
    }
}

fn growth(ask: &mut Ask<'_>) {
    for (id, journey) in ask.journeys() {
        let growth = journey.load.as_deref().and_then(|load| load.growth.as_ref());
        ask.said(&format!("journeys/{id}/load"), "growth", growth, "30%/y");
    }
}

fn storage(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    let example = "{order: {owner: orders, home: orders-db, data: [order]}}";
    ask.each("state", facts.model.system.state.as_ref(), example, |ask, at, item| {
        let name = at.trim_start_matches("state/");
        let data = ask.listed(at, "data", item.data.as_ref(), 1, "[order]");
        for data in data {
            let class = facts.model.system.data.as_ref().and_then(|all| all.get(&data.id));
            let at = format!("data/{}", data.id);
            ask.said(&at, "record", class.and_then(|class| class.record.as_ref()), "800B");
            ask.said(&at, "retention", class.and_then(|class| class.retention.as_ref()), "2y");
        }
        match facts.capacity.stored.iter().find(|row| row.name == name) {
            Some(row) => {
                ask.shown(at, &row.per_day);
                for kept in [&row.retained, &row.replicated].into_iter().flatten() {
                    ask.shown(at, kept);
                }
            }
            // Its facts are asked for above; what is left is that nothing is seen to write it.
            None if !data.is_empty() => {
                let text = format!("no journey is seen to write `{name}`, so nobody knows how it grows");
                let close = "say `writes: 1` on the need that leads its owner to its home".to_owned();
                ask.wrong(at, text, Close::Do(close));
            }
            None => {}
        }
    });
}

fn replication(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for component in facts.ours().filter(Component::keeps_state) {
        let replicas = component.common().replicas.as_deref();
        let at = format!("{}/replicas", component.path());
        ask.said(&at, "min", replicas.and_then(|replicas| replicas.min.as_ref()), "3");
    }
}

fn bandwidth(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    for (id, journey) in ask.journeys() {
        let entry = journey.entry.as_ref();
        let interface = entry.and_then(|entry| {
            let component = facts.model.find(entry.base())?;
            let (part, interface) = match entry.part() {
                Some(part) => (part, component.interface(part)?),
                None => component.interfaces()?.at(0).map(|(id, named)| (id, &named.value))?,
            };
            Some((format!("{}/exposes/{part}/payload", component.path()), interface))
        });
        let Some((at, interface)) = interface else {
            ask.missing(&format!("journeys/{id}"), "entry", "shop.http");
            continue;
        };
        let payload = interface.payload.as_deref();
        ask.said(&at, "in", payload.and_then(|payload| payload.request.as_ref()), "2kB");
        ask.said(&at, "out", payload.and_then(|payload| payload.response.as_ref()), "1kB");
        let from = format!("{id} (journey)");
        for link in facts.capacity.links.iter().filter(|link| link.from == from) {
            for figure in link.figures() {
                ask.shown(at.as_str(), figure);
            }
        }
    }
}

fn headroom(ask: &mut Ask<'_>) {
    ask.said("system", "headroom", ask.facts.identity().and_then(|it| it.headroom.as_ref()), "2x");
}

fn limits(ask: &mut Ask<'_>) {
    let facts = ask.facts;
    ask.journeys();
    for asked in facts.capacity.asked.iter().filter(|asked| asked.waited_for) {
        let id = asked.component.id;
        let mut known = facts.capacity.limits.iter().filter(|limit| limit.component.id == id).peekable();
        if known.peek().is_some() {
            for limit in known {
                for input in limit.carries.inputs.iter() {
                    ask.shown(input.path.as_ref(), &limit.used);
                }
            }
            continue;
        }
        let at = asked.component.path();
        let about =
            facts.capacity.unknowns.iter().find(|unknown| unknown.field.starts_with(&format!("{at}/")));
        if let Some(unknown) = about {
            let text = format!("nobody can tell {}", unknown.tells);
            ask.wrong(unknown.field.clone(), text, write(unknown.field.clone(), example(&unknown.field)));
        }
    }
}

fn example(field: &str) -> &'static str {
    match field.rsplit('/').next() {
        Some("min") => "3",
        _ => "250rps",
    }
}
