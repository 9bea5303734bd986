//! `depends`: who needs whom, over one arrow and over any number, in circles, and by way of the places they stand in.

mod link;
mod reach;

pub use link::{Link, Lost};

use crate::engines::Engines;
use crate::load::{Failure, Loaded, load};
use link::link;
use loadline_base::{Diagnostic, Sources, did_you_mean};
use loadline_depend::{Strength, Thing, lies_in, single_points};
use loadline_model::{Component, ComponentId, Model};
use reach::Reach;
use std::collections::BTreeSet;
use std::path::Path;

/// What came of asking who depends on whom.
#[derive(Debug)]
pub struct Depends {
    /// The files, by the names shown to people.
    pub sources: Sources,
    /// What is wrong with the text. While there is any, there is no answer.
    pub faults: Vec<Diagnostic>,
    /// The component that was asked for, or all of them, as written.
    pub components: Vec<Dependencies>,
    /// Components that need each other in a circle, circle by circle.
    pub circles: Vec<Vec<String>>,
}

/// What one component has to do with others.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependencies {
    /// Its id.
    pub name: String,
    /// What it is, in a word.
    pub word: &'static str,
    /// Team that owns it.
    pub owner: Option<String>,
    /// Who calls it, sends to it, takes from it.
    pub callers: Vec<Link>,
    /// What it calls, sends to, takes from.
    pub needs: Vec<Link>,
    /// How many need it over any number of arrows.
    pub dependents: usize,
    /// How many it needs over any number of arrows.
    pub dependencies: usize,
    /// Journeys that pass it.
    pub journeys: Vec<String>,
    /// Journeys that fail without it.
    pub single_point_of: Vec<String>,
    /// The others of its circle.
    pub circle: Vec<String>,
    /// What no arrow shows: what the places it stands in need, and who shares its fate there.
    pub hidden: Vec<String>,
    /// Arrows from it that do not say whether it fails with what they lead to.
    pub unsaid: usize,
}

/// The dependencies of one component of the model at `path`, or of all.
///
/// # Errors
/// When there is no model, or no such component.
pub fn depends(path: &Path, component: Option<&str>) -> Result<Depends, Failure> {
    let Loaded { sources, reading, .. } = load(path)?;
    if !reading.faults.is_empty() {
        let faults = reading.faults;
        return Ok(Depends { sources, faults, components: Vec::new(), circles: Vec::new() });
    }
    let model = &reading.model;
    let wanted = match component {
        Some(id) => vec![model.find(id).ok_or_else(|| no_component(model, id))?],
        None => model.components().collect(),
    };
    let engines = Engines::of(model);
    let failures = engines.failures(Strength::Hard);
    let points = single_points(&failures);
    let reach = Reach::of(model);
    let components: Vec<Dependencies> = wanted
        .into_iter()
        .map(|component| {
            let of = points.iter().filter(|point| point.thing == Thing::Component(component.id));
            let single_point_of = of.map(|point| failures.journeys[point.journey].id.to_owned()).collect();
            of_component(&engines, &reach, component, single_point_of)
        })
        .collect();
    let circles = reach.circles().map(|circle| named(model, circle)).collect();
    Ok(Depends { sources, faults: Vec::new(), components, circles })
}

fn no_component(model: &Model, id: &str) -> Failure {
    let hint = match did_you_mean(id, model.components().map(|component| component.name)) {
        Some(close) => format!("did you mean `{close}`?"),
        None if Thing::find(model, id).is_some() => format!("`{id}` is a domain: `loadline blast {id}`"),
        None => "`loadline depends` lists them all".to_owned(),
    };
    Failure::new(format!("no component is called `{id}`"), hint)
}

fn of_component<'m>(
    engines: &Engines<'m>,
    reach: &Reach,
    component: Component<'m>,
    single_point_of: Vec<String>,
) -> Dependencies {
    let model = engines.model;
    let needs: Vec<Link> = model.needs(component.id).map(|edge| link(&edge, edge.to)).collect();
    let circle: Vec<ComponentId> =
        reach.circle_of(component.id).iter().copied().filter(|other| *other != component.id).collect();
    Dependencies {
        name: component.name.to_owned(),
        word: component.kind().word(),
        owner: component.owner().map(str::to_owned),
        callers: model.callers(component.id).map(|edge| link(&edge, edge.from)).collect(),
        unsaid: needs.iter().filter(|link| link.waits && link.strength.is_none()).count(),
        needs,
        dependents: reach.dependents(model, component.id),
        dependencies: reach.dependencies(model, component.id),
        journeys: engines.flows.through(component.id).map(|flow| flow.id.to_owned()).collect(),
        single_point_of,
        circle: named(model, &circle),
        hidden: hidden(model, component),
    }
}

fn named(model: &Model, ids: &[ComponentId]) -> Vec<String> {
    ids.iter().map(|id| model.component(*id).name.to_owned()).collect()
}

/// What no arrow of a component shows: the place all of it stands in, and what the places around it need.
fn hidden(model: &Model, component: Component<'_>) -> Vec<String> {
    let common = component.common();
    let spread = common.replicas.as_ref().and_then(|replicas| replicas.spread.as_ref());
    let Some(at) = spread.or(common.domain.as_ref()).map(|named| named.id.as_str()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let drawn: BTreeSet<&str> = model.needs(component.id).map(|edge| edge.to.name).collect();
    for (id, domain) in model.system.domains.iter().flat_map(|all| all.iter()) {
        if lies_in(model, at, id) {
            found.push(format!("all of it stands in `{id}`"));
        } else if !(spread.is_some() && lies_in(model, id, at)) {
            continue;
        }
        let needs = domain.needs.iter().flat_map(|needs| needs.value.iter());
        let undrawn = needs.filter(|need| !drawn.contains(need.id.as_str()) && need.id != component.name);
        found.extend(undrawn.map(|need| format!("`{}`, which everything in `{id}` needs", need.id)));
    }
    found
}
