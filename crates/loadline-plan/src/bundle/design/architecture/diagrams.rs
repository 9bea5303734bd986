//! The architecture as pictures: who uses the system and what it leans on, and which data flows between its parts.

use crate::bundle::desk::Desk;
use crate::bundle::document::{Arrow, Diagram, DiagramBox};
use crate::facts::entries;
use loadline_model::{Component, ComponentKind, Edge};

pub(super) fn write(desk: &mut Desk<'_, '_>) {
    let context = context(desk);
    desk.diagram(context);
    let flow = data_flow(desk);
    desk.diagram(flow);
}

/// Users and externals around the system as one box.
fn context(desk: &Desk<'_, '_>) -> Diagram {
    let facts = desk.facts;
    let name = facts.identity().and_then(|it| it.title.as_ref().or(it.id.as_ref()));
    let name = name.map_or_else(|| "the system".to_owned(), |name| name.value.clone());
    let mut drawn = Drawing::new("Context: who uses it, and what it leans on");
    let system = drawn.put(&name, "system", None);
    for (id, journey) in facts.journeys() {
        if let Some(actor) = &journey.actor {
            let actor = drawn.put(&actor.id, "actor", None);
            drawn.arrow((actor, system), id, "", false);
        }
    }
    for edge in facts.model.edges().filter(|edge| edge.to.kind() == ComponentKind::External) {
        let external = drawn.put(edge.to.name, "external", None);
        drawn.arrow((system, external), &carries(&edge), &via(&edge), !edge.waits());
    }
    drawn.diagram
}

/// Every part in its trust boundary, with the data that flows over each connection.
fn data_flow(desk: &Desk<'_, '_>) -> Diagram {
    let facts = desk.facts;
    let mut drawn = Drawing::new("Data flow: what goes where, by trust boundary");
    drawn.diagram.groups = entries(&facts.model.system.boundaries).map(|(id, _)| id.to_owned()).collect();
    for (id, journey) in facts.journeys() {
        let (Some(actor), Some(entry)) = (&journey.actor, &journey.entry) else { continue };
        let Some(component) = facts.model.find(entry.base()) else { continue };
        let from = facts.model.system.actors.as_ref().and_then(|all| all.get(&actor.id));
        let boundary = from.and_then(|actor| actor.boundary.as_ref()).map(|it| it.id.clone());
        let actor = drawn.put(&actor.id, "actor", boundary.as_deref());
        let (entered, component) = (component, drawn.component(component));
        drawn.arrow((actor, component), id, &protocol(entered, entry.part()), false);
    }
    for edge in facts.model.edges().filter(|edge| !edge.start_only()) {
        let caller = drawn.component(edge.from);
        let target = drawn.component(edge.to);
        let (from, to) = if edge.consumes() { (target, caller) } else { (caller, target) };
        drawn.arrow((from, to), &carries(&edge), &via(&edge), !edge.waits());
    }
    drawn.diagram
}

/// The data that flows over an edge.
pub(super) fn carries(edge: &Edge<'_>) -> String {
    let data = edge.need.carries.iter().flat_map(|all| &all.value);
    data.map(|data| data.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// The protocol or what is done, and how much hangs on it: as much of it as the model says.
pub(super) fn via(edge: &Edge<'_>) -> String {
    let protocol = protocol(edge.to, edge.part);
    let does = match () {
        () if !protocol.is_empty() => protocol.as_str(),
        () if edge.consumes() => "consumed",
        () if edge.publishes() => "published",
        () => match does(edge) {
            Some("reads and writes") => "reads/writes",
            Some(does) => does,
            None => "",
        },
    };
    let strength = edge.need.kind.as_ref().map_or("", |kind| kind.value.word());
    [does, strength].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The protocol of an interface; that of the only one when none is named.
fn protocol(component: Component<'_>, part: Option<&str>) -> String {
    let Some(interfaces) = component.interfaces() else { return String::new() };
    let mut all = interfaces.iter();
    let found = match part {
        Some(part) => all.find(|(id, _)| *id == part),
        None => all.next().filter(|_| all.next().is_none()),
    };
    let protocol = found.and_then(|(_, interface)| interface.value.protocol.as_ref());
    protocol.map_or_else(String::new, |protocol| protocol.value.clone())
}

/// Whether an edge reads, writes or both, when the model counts it.
pub(super) fn does(edge: &Edge<'_>) -> Option<&'static str> {
    let some = |count: Option<f64>| count.is_some_and(|count| count > 0.0);
    let reads = some(edge.need.reads.as_ref().map(|count| count.get()));
    let writes = some(edge.need.writes.as_ref().map(|count| count.get()));
    match (reads, writes) {
        (true, true) => Some("reads and writes"),
        (true, false) => Some("reads"),
        (false, true) => Some("writes"),
        (false, false) => None,
    }
}

/// A diagram that is being drawn.
pub(super) struct Drawing {
    pub(super) diagram: Diagram,
}

impl Drawing {
    pub(super) fn new(title: impl Into<String>) -> Self {
        Self { diagram: Diagram { title: title.into(), ..Diagram::default() } }
    }

    pub(super) fn component(&mut self, component: Component<'_>) -> usize {
        self.put(component.name, component.kind().word(), component.boundary())
    }

    /// The box of this id and kind, drawn once.
    pub(super) fn put(&mut self, id: &str, kind: &'static str, group: Option<&str>) -> usize {
        let boxes = &mut self.diagram.boxes;
        if let Some(known) = boxes.iter().position(|one| one.id == id && one.kind == kind) {
            return known;
        }
        let group = group.and_then(|group| self.diagram.groups.iter().position(|known| known == group));
        boxes.push(DiagramBox { id: id.to_owned(), kind, group });
        boxes.len() - 1
    }

    /// An arrow; arrows between the same boxes share one, with all words.
    pub(super) fn arrow(&mut self, (from, to): (usize, usize), label: &str, via: &str, dashed: bool) {
        match self.diagram.arrows.iter_mut().find(|arrow| arrow.from == from && arrow.to == to) {
            Some(known) => {
                known.dashed &= dashed;
                add(&mut known.label, label);
                add(&mut known.via, via);
            }
            None => {
                let (label, via) = (label.to_owned(), via.to_owned());
                self.diagram.arrows.push(Arrow { from, to, label, via, dashed });
            }
        }
    }
}

/// Adds what is new of a list.
fn add(list: &mut String, more: &str) {
    for one in more.split(", ").filter(|one| !one.is_empty()) {
        if !list.split(", ").any(|known| known == one) {
            let comma = if list.is_empty() { "" } else { ", " };
            list.push_str(&format!("{comma}{one}"));
        }
    }
}
