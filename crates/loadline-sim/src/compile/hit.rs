//! What a fault hits: the copies of a component, of a failure domain, of a cell.

use super::{Compiling, Places};
use loadline_base::did_you_mean;
use loadline_flow::cells::group_of;
use loadline_flow::domains::Domains;
use loadline_model::Component;
use loadline_model::kinds::{FaultKind, ScenarioFault};

/// Copies of a component that a fault hits.
pub(super) struct Hit<'m> {
    pub(super) component: Component<'m>,
    pub(super) station: u32,
    pub(super) first: u32,
    pub(super) copies: u32,
}

impl<'m> Compiling<'m> {
    /// The copies that stand in a domain.
    fn in_domain(&self, domains: &Domains<'_>, domain: &str) -> Vec<Hit<'m>> {
        let components =
            (0u32..).zip(&self.components).map(|(station, id)| (station, self.model.component(*id)));
        let hit = components.flat_map(|(station, component)| {
            let made = &self.layout.stations[station as usize];
            let cells = made.cells.map_or(1, |cells| cells.number);
            // Each cell is spread over domains for itself.
            let each = made.copies / cells;
            let hit = copies_in(domains, component, domain, each);
            hit.into_iter().flat_map(move |(first, copies)| {
                (0..cells).map(move |cell| Hit { component, station, first: cell * each + first, copies })
            })
        });
        hit.collect()
    }

    /// Every domain of the model with the copies that stand in it.
    pub(super) fn in_domains(&self) -> Vec<(String, Places)> {
        let domains = Domains::of(self.model);
        let all = self.model.system.domains.iter().flat_map(|all| all.iter());
        let places = all.map(|(id, _)| {
            let hit = self.in_domain(&domains, id);
            (id.to_owned(), hit.iter().map(|hit| (hit.station, hit.first, hit.copies)).collect::<Places>())
        });
        places.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// Every group of cells with the copies that stand in its first one.
    pub(super) fn in_cells(&self) -> Vec<(String, Places)> {
        let all = self.model.system.cells.iter().flat_map(|all| all.iter());
        let places = all.map(|(id, _)| {
            let hit = self.in_first_cells(id, 1);
            (id.to_owned(), hit.iter().map(|hit| (hit.station, hit.first, hit.copies)).collect::<Places>())
        });
        places.filter(|(_, places)| !places.is_empty()).collect()
    }

    /// The copies that stand in the first cells of a group.
    fn in_first_cells(&self, group: &str, cells: u32) -> Vec<Hit<'m>> {
        let components =
            (0u32..).zip(&self.components).map(|(station, id)| (station, self.model.component(*id)));
        let hit = components.filter_map(|(station, component)| {
            let (_, id, number) = group_of(self.model, component)?;
            let each = self.layout.stations[station as usize].copies / u32::try_from(number).ok()?;
            (id == group).then_some(Hit { component, station, first: 0, copies: each.saturating_mul(cells) })
        });
        hit.collect()
    }

    /// What a fault of cells hits.
    fn hit_cells(&self, fault: &ScenarioFault, group: &str) -> Result<Vec<Hit<'m>>, (String, String)> {
        let wrong = |message: String, hint: &str| Err((message, hint.to_owned()));
        if fault.component.is_some() || fault.domain.is_some() {
            return wrong(
                "a fault names cells and something else".to_owned(),
                "write two faults, or only one of the two",
            );
        }
        if fault.kind.as_ref().is_none_or(|kind| kind.value != FaultKind::Down) {
            return wrong(
                "single cells can only go down".to_owned(),
                "write `kind: down`, or name a `component`",
            );
        }
        let all = || self.model.system.cells.iter().flat_map(|all| all.iter());
        let Some((_, known)) = all().find(|(id, _)| *id == group) else {
            let near = did_you_mean(group, all().map(|(id, _)| id));
            let hint = near.map_or_else(
                || "name a group of `cells` of the model".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Err((format!("there is no group of cells `{group}`"), hint));
        };
        let number = known.count.as_ref().map_or(1, |count| count.get());
        let lost = fault.copies.as_ref().map_or(1, |copies| copies.get());
        if lost > number {
            return wrong(
                format!("`{group}` has {number} cells, not {lost}"),
                "write how many of them go down, or leave it out for one",
            );
        }
        let hit = self.in_first_cells(group, u32::try_from(lost).unwrap_or(u32::MAX));
        if hit.is_empty() {
            return wrong(
                format!("nothing that a journey passes stands in several cells of `{group}`"),
                "give the group its `members`, and a `count` of at least 2",
            );
        }
        Ok(hit)
    }

    /// So many copies of a component, spread over its cells: one of each first.
    fn hit_copies(&self, component: Component<'m>, station: u32, most: u32) -> Vec<Hit<'m>> {
        let made = &self.layout.stations[station as usize];
        let Some(cells) = made.cells.filter(|_| most < made.copies) else {
            return vec![Hit { component, station, first: 0, copies: most }];
        };
        let each = made.copies / cells.number;
        let hit = (0..cells.number).map(|cell| {
            let copies = most / cells.number + u32::from(cell < most % cells.number);
            Hit { component, station, first: cell * each, copies }
        });
        hit.filter(|hit| hit.copies > 0).collect()
    }

    /// What a fault hits: components with their station and the copies, from the first one on.
    pub(super) fn hit(&self, fault: &ScenarioFault) -> Result<Vec<Hit<'m>>, (String, String)> {
        if let Some(group) = &fault.cells {
            return self.hit_cells(fault, &group.id);
        }
        let most =
            fault.copies.as_ref().map_or(u32::MAX, |copies| u32::try_from(copies.get()).unwrap_or(u32::MAX));
        match (&fault.component, &fault.domain) {
            (Some(component), None) => {
                let known = self.model.find(&component.id);
                if known.is_none() {
                    let all = self.model.components().map(|component| component.name);
                    let near = did_you_mean(&component.id, all);
                    let hint = near.map_or_else(
                        || "name a component of the model".to_owned(),
                        |near| format!("did you mean `{near}`?"),
                    );
                    return Err((format!("there is no component `{}`", component.id), hint));
                }
                let passed = known.and_then(|found| Some((found, self.station_of[found.id.index()]?)));
                let Some((found, station)) = passed else {
                    let message = format!("no journey of this scenario passes `{}`", component.id);
                    return Err((message, "name a component that a journey with load passes".to_owned()));
                };
                let down = fault.kind.as_ref().is_some_and(|kind| kind.value == FaultKind::Down);
                Ok(self.hit_copies(found, station, if down { most } else { u32::MAX }))
            }
            (None, Some(domain)) => {
                let mut hit = self.in_domain(&Domains::of(self.model), &domain.id);
                hit.iter_mut().for_each(|hit| hit.copies = hit.copies.min(most));
                if hit.is_empty() {
                    let message = format!("nothing that a journey passes stands in `{}`", domain.id);
                    return Err((
                        message,
                        "say where components stand: `domain` or `replicas/spread`".to_owned(),
                    ));
                }
                Ok(hit)
            }
            (None, None) => Err((
                "a fault does not say what it happens to".to_owned(),
                "write `component:`, `domain:` or `cells:`".to_owned(),
            )),
            (Some(_), Some(_)) => Err((
                "a fault names a component and a domain".to_owned(),
                "write two faults, or only one of the two".to_owned(),
            )),
        }
    }
}

/// The copies of a component that stand in a domain: all of them, or its share of those that are spread. Copies are dealt
/// out to the sub-domains in the order written, those left over to the first ones.
fn copies_in(domains: &Domains<'_>, component: Component<'_>, lost: &str, copies: u32) -> Option<(u32, u32)> {
    let common = component.common();
    if common.domain.as_ref().is_some_and(|domain| lies_in(domains, &domain.id, lost)) {
        return Some((0, copies));
    }
    let spread = common.replicas.as_deref()?.spread.as_ref()?;
    if lies_in(domains, &spread.id, lost) {
        return Some((0, copies));
    }
    let parts = domains.inside(&spread.id);
    let place = parts.iter().position(|part| lies_in(domains, part, lost) || lies_in(domains, lost, part))?;
    let (place, parts) = (u32::try_from(place).ok()?, u32::try_from(parts.len()).ok()?);
    let before = |place: u32| copies / parts * place + (copies % parts).min(place);
    let (first, next) = (before(place), before(place + 1));
    (next > first).then_some((first, next - first))
}

/// Whether a domain is another one or lies in it.
fn lies_in(domains: &Domains<'_>, id: &str, other: &str) -> bool {
    let mut at = Some(id);
    // A tree this deep is a circle.
    for _ in 0..32 {
        let Some(id) = at else { return false };
        if id == other {
            return true;
        }
        at = domains.get(id).and_then(|domain| domain.within.as_ref()).map(|within| within.id.as_str());
    }
    false
}
