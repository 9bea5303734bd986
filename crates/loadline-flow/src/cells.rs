//! How many cells a component is copied into. Every cell has all replicas of its members.

use loadline_model::kinds::CellGroup;
use loadline_model::{Component, Model};

/// How many cells hold a copy of this component; 1 when it is in none, or when their number is not said.
#[must_use]
pub fn copies(model: &Model, component: Component<'_>) -> u64 {
    group(model, component).map_or(1, size)
}

/// How many copies of a caller share one callee: those of all cells, or of one when each cell has its own callee.
#[must_use]
pub fn sharing(model: &Model, caller: Component<'_>, callee: Component<'_>) -> u64 {
    match group(model, caller) {
        Some(group) if !holds(group, callee) => size(group),
        _ => 1,
    }
}

/// The number and id of the group of cells that a component is a member of, with how many cells it has, where there are several.
#[must_use]
pub fn group_of<'m>(model: &'m Model, component: Component<'_>) -> Option<(usize, &'m str, u64)> {
    let mut groups = model.system.cells.iter().flat_map(|all| all.iter()).enumerate();
    let (number, (id, group)) = groups.find(|(_, (_, group))| holds(group, component))?;
    Some((number, id, size(group))).filter(|(.., size)| *size > 1)
}

fn group<'m>(model: &'m Model, component: Component<'_>) -> Option<&'m CellGroup> {
    let groups = model.system.cells.iter().flat_map(|all| all.iter());
    groups.map(|(_, group)| &**group).find(|group| holds(group, component))
}

fn holds(group: &CellGroup, component: Component<'_>) -> bool {
    group.members.iter().flat_map(|all| all.iter()).any(|member| member.id == component.name)
}

fn size(group: &CellGroup) -> u64 {
    group.count.as_ref().filter(|count| count.is_decided()).map_or(1, |count| count.get().max(1))
}
