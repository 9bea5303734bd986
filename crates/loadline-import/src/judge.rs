//! What can be decided only when everything was read: what a key-value store is, and how much the draft can be trusted.

use crate::draft::{Component, Draft};
use crate::journal::Journal;
use crate::kind::Kind;
use crate::recognise::{Role, says_durable};
use std::collections::{HashMap, HashSet};

/// Decides what is open and adds the notes.
pub(crate) fn settle(draft: &mut Draft, journal: &mut Journal) {
    settle_key_value_stores(draft, journal);
    note_coverage(draft, journal);
    note_start_order(draft, journal);
    note_load(draft, journal);
    note_volumes(draft, journal);
    lose_further_ports(draft, journal);
}

/// Only services have interfaces; of anything else the model holds one port and how far that can be reached.
fn lose_further_ports(draft: &Draft, journal: &mut Journal) {
    let others =
        |(_, component): &(&String, &Component)| !matches!(component.kind, Kind::Service | Kind::External);
    for (id, component) in draft.components.iter().filter(others) {
        let section = component.kind.section();
        let main = component.main_interface().map(|main| main.port);
        for interface in component.interfaces.values() {
            match &interface.published {
                Some(published) if component.kind == Kind::Job => {
                    let why =
                        format!("port {} is reachable from outside; jobs have no `reach`", interface.port);
                    journal.lose(published.at, format!("{section}.{id}"), why);
                }
                _ if Some(interface.port) == main => {}
                published => {
                    let how = if published.is_some() { ", reachable from outside" } else { "" };
                    let why = format!("a further port, {}{how}; {section} have one", interface.port);
                    journal.lose(interface.origin.at, format!("{section}.{id}"), why);
                }
            }
        }
    }
}

fn settle_key_value_stores(draft: &mut Draft, journal: &mut Journal) {
    let mut consumers: HashMap<&str, Vec<&str>> = HashMap::new();
    for (id, component) in &draft.components {
        for need in component.needs.keys() {
            consumers.entry(need).or_default().push(id);
        }
    }
    let open = draft.components.iter().filter(|(_, component)| {
        component.recognised.is_some_and(|recognised| recognised.role == Role::KeyValue)
    });
    let decide = |(id, component): (&String, &Component)| {
        let consumers = consumers.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let (kind, why) = key_value_kind(draft, id, component, consumers);
        (id.clone(), kind, why)
    };
    let decided: Vec<(String, Kind, String)> = open.map(decide).collect();
    for (id, kind, why) in decided {
        let (taken, other) = if kind == Kind::Store { ("store", "caches") } else { ("cache", "stores") };
        journal.note(format!("`{id}` is taken as a {taken}: {why}; move it to `{other}` if that is wrong"));
        if let Some(component) = draft.components.get_mut(&id) {
            component.kind = kind;
        }
    }
}

/// A store unless something says that the data may be lost: a cache needs an origin to be filled from.
fn key_value_kind(draft: &Draft, id: &str, component: &Component, consumers: &[&str]) -> (Kind, String) {
    match (says_durable(id), &component.keeps_data, &component.drops_data) {
        (Some(true), ..) => return (Kind::Store, "its name says so".into()),
        (Some(false), ..) => return (Kind::Cache, "its name says so".into()),
        (None, _, Some(word)) => return (Kind::Cache, format!("`{word}` lets data go")),
        (None, Some(word), None) => return (Kind::Store, format!("it keeps data ({word})")),
        (None, None, None) => {}
    }
    let mut used = false;
    for name in consumers {
        let Some(consumer) = draft.components.get(*name) else { continue };
        if consumer.is_tool(name) || consumer.makes_load(name) {
            continue;
        }
        used = true;
        let is_store =
            |need: &Component| need.recognised.is_some_and(|recognised| recognised.role == Role::Store);
        if !consumer.needs.keys().filter_map(|need| draft.components.get(need)).any(is_store) {
            return (Kind::Store, format!("`{name}` has no other store"));
        }
    }
    let why = match used {
        true => "all that use it have another store",
        false => "nothing says that it keeps data, and nothing is seen to use it",
    };
    (Kind::Cache, why.into())
}

/// How many components are at either end of an edge, of all that belong to the system.
pub(crate) fn coverage(draft: &Draft) -> (usize, usize) {
    let own = |component: &Component| component.kind != Kind::External;
    let called: HashSet<&String> =
        draft.components.values().flat_map(|component| component.needs.keys()).collect();
    let with_edges = draft
        .components
        .iter()
        .filter(|(id, component)| own(component) && (!component.needs.is_empty() || called.contains(id)));
    (draft.components.values().filter(|component| own(component)).count(), with_edges.count())
}

fn note_coverage(draft: &Draft, journal: &mut Journal) {
    let (components, with_edges) = coverage(draft);
    let callers = draft.components.values().filter(|component| !component.needs.is_empty()).count();
    if components < 2 || with_edges * 2 >= components {
        return;
    }
    let who = match callers {
        0 => format!("none of {components} services has an edge"),
        1 => format!("only 1 of {components} services has an edge"),
        _ => format!("only {callers} of {components} services have an edge"),
    };
    journal.note(format!(
        "{who}: what the others call is not said in these files, so add it by hand or import traces"
    ));
}

fn note_start_order(draft: &Draft, journal: &mut Journal) {
    let edges = draft.edge_count();
    let run = draft
        .components
        .values()
        .flat_map(|component| component.needs.values())
        .any(|edge| edge.run.is_some());
    if edges > 0 && !run {
        journal.note(format!(
            "all {edges} edges are start order: what is called while running is not said in these files"
        ));
    }
}

/// What keeps data, but nowhere that outlives it. Traces say nothing of volumes, and without any store or queue there is
/// nothing to keep.
fn note_volumes(draft: &Draft, journal: &mut Journal) {
    let keeps = |component: &Component| matches!(component.kind, Kind::Store | Kind::Queue);
    let fleeting = |(_, component): &(&String, &Component)| {
        keeps(component) && !component.lasting_volume && component.text("image").is_some()
    };
    let ids: Vec<String> =
        draft.components.iter().filter(fleeting).map(|(id, _)| format!("`{id}`")).collect();
    if !ids.is_empty() {
        let held = if ids.len() == 1 {
            "what it holds goes with its container"
        } else {
            "what they hold goes with their containers"
        };
        journal.note(format!("no volume that lasts is declared for {}: {held}", ids.join(", ")));
    }
}

fn note_load(draft: &Draft, journal: &mut Journal) {
    let load =
        |(id, component): &(&String, &Component)| component.kind == Kind::Service && component.makes_load(id);
    for (id, _) in draft.components.iter().filter(load) {
        journal.note(format!(
            "`{id}` seems to make load for tests; take it out if it is not part of the system"
        ));
    }
}
