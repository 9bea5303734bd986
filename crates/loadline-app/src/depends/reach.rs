//! What is reached over any number of arrows, and which components reach themselves.

use loadline_model::{ComponentId, Model};

/// The circles of a model.
pub(super) struct Reach {
    /// Circle of each component, by its index; `None` for those in none.
    circle: Vec<Option<usize>>,
    circles: Vec<Vec<ComponentId>>,
}

impl Reach {
    /// Finds the circles: strongly connected components (Kosaraju and Sharir, 1981) of more than one member, or of one
    /// that needs itself.
    pub(super) fn of(model: &Model) -> Self {
        let mut grouped = vec![false; model.component_count()];
        let mut circles: Vec<Vec<ComponentId>> = Vec::new();
        for id in finished(model).into_iter().rev() {
            let mut members = Vec::new();
            let mut open = vec![id];
            while let Some(id) = open.pop() {
                if !std::mem::replace(&mut grouped[id.index()], true) {
                    members.push(id);
                    open.extend(model.callers(id).map(|edge| edge.from.id));
                }
            }
            let to_itself = |id: ComponentId| model.needs(id).any(|edge| edge.to.id == id);
            if members.len() > 1 || members.first().is_some_and(|id| to_itself(*id)) {
                members.sort_unstable_by_key(|id| id.index());
                circles.push(members);
            }
        }
        circles.sort_by_key(|members| members.first().map(|id| id.index()));
        let mut circle = vec![None; model.component_count()];
        for (index, members) in circles.iter().enumerate() {
            members.iter().for_each(|id| circle[id.index()] = Some(index));
        }
        Self { circle, circles }
    }

    /// Every circle, its members as written.
    pub(super) fn circles(&self) -> impl Iterator<Item = &[ComponentId]> {
        self.circles.iter().map(Vec::as_slice)
    }

    /// The circle of a component; empty when it is in none.
    pub(super) fn circle_of(&self, id: ComponentId) -> &[ComponentId] {
        self.circle[id.index()].map_or(&[], |index| &self.circles[index])
    }

    /// Who needs it over any number of arrows.
    pub(super) fn dependents(&self, model: &Model, id: ComponentId) -> usize {
        reached(model, id, |id, open| open.extend(model.callers(id).map(|edge| edge.from.id)))
    }

    /// What it needs over any number of arrows.
    pub(super) fn dependencies(&self, model: &Model, id: ComponentId) -> usize {
        reached(model, id, |id, open| open.extend(model.needs(id).map(|edge| edge.to.id)))
    }
}

/// How many others are reached.
fn reached(model: &Model, from: ComponentId, next: impl Fn(ComponentId, &mut Vec<ComponentId>)) -> usize {
    let mut seen = vec![false; model.component_count()];
    let mut open = vec![from];
    let mut count = 0;
    while let Some(id) = open.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            count += 1;
            next(id, &mut open);
        }
    }
    count - 1
}

/// Components in the order in which a depth-first search over what they need is done with them.
fn finished(model: &Model) -> Vec<ComponentId> {
    let mut seen = vec![false; model.component_count()];
    let mut done = Vec::with_capacity(seen.len());
    for component in model.components() {
        // A stack of its own: depth costs memory and never the program's stack.
        let mut open = vec![(component.id, false)];
        while let Some((id, left)) = open.pop() {
            if left {
                done.push(id);
            } else if !std::mem::replace(&mut seen[id.index()], true) {
                open.push((id, true));
                open.extend(model.needs(id).map(|edge| (edge.to.id, false)));
            }
        }
    }
    done
}
