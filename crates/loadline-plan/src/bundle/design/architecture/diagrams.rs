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
            drawn.arrow(actor, system, id.to_owned(), false);
        }
    }
    for edge in facts.model.edges().filter(|edge| edge.to.kind() == ComponentKind::External) {
        let external = drawn.put(edge.to.name, "external", None);
        drawn.arrow(system, external, carries(&edge), !edge.waits());
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
        let component = drawn.component(component);
        drawn.arrow(actor, component, id.to_owned(), false);
    }
    for edge in facts.model.edges().filter(|edge| !edge.start_only()) {
        let caller = drawn.component(edge.from);
        let target = drawn.component(edge.to);
        let (from, to) = if edge.consumes() { (target, caller) } else { (caller, target) };
        drawn.arrow(from, to, carries(&edge), !edge.waits());
    }
    drawn.diagram
}

fn carries(edge: &Edge<'_>) -> String {
    let data = edge.need.carries.iter().flat_map(|all| &all.value);
    data.map(|data| data.id.as_str()).collect::<Vec<_>>().join(", ")
}

/// A diagram that is being drawn.
struct Drawing {
    diagram: Diagram,
}

impl Drawing {
    fn new(title: &str) -> Self {
        Self { diagram: Diagram { title: title.to_owned(), ..Diagram::default() } }
    }

    fn component(&mut self, component: Component<'_>) -> usize {
        self.put(component.name, component.kind().word(), component.boundary())
    }

    /// The box of this id and kind, drawn once.
    fn put(&mut self, id: &str, kind: &'static str, group: Option<&str>) -> usize {
        let boxes = &mut self.diagram.boxes;
        if let Some(known) = boxes.iter().position(|one| one.id == id && one.kind == kind) {
            return known;
        }
        let group = group.and_then(|group| self.diagram.groups.iter().position(|known| known == group));
        boxes.push(DiagramBox { id: id.to_owned(), kind, group });
        boxes.len() - 1
    }

    /// An arrow; arrows between the same boxes share one, with all labels.
    fn arrow(&mut self, from: usize, to: usize, label: String, dashed: bool) {
        match self.diagram.arrows.iter_mut().find(|arrow| arrow.from == from && arrow.to == to) {
            Some(known) => {
                known.dashed &= dashed;
                for label in label.split(", ").filter(|label| !label.is_empty()) {
                    if !known.label.split(", ").any(|known| known == label) {
                        let comma = if known.label.is_empty() { "" } else { ", " };
                        known.label.push_str(&format!("{comma}{label}"));
                    }
                }
            }
            None => self.diagram.arrows.push(Arrow { from, to, label, dashed }),
        }
    }
}
