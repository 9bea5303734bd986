//! A component as what can break in it: causes of the whole, its copies with their places, and how many it needs.

use crate::cause::{Basis, Cause, CauseId, CauseKind, Subject};
use crate::figures::{self, Figure, chance, decided, figure};
use crate::many::{MANY, Rest, of_the_rest};
use crate::places::Places;
use crate::priors::{BETA_OF_OTHERS, BETA_OF_OUR_CODE};
use loadline_base::units::format_number;
use loadline_flow::Load;
use loadline_model::kinds::{DeployScope, RegionMode, ReplicaMode};
use loadline_model::{Component, ComponentKind};

/// What can break in one component.
#[derive(Debug)]
pub(crate) struct Parts<'m> {
    /// Causes that take all of it down.
    pub(crate) whole: Vec<CauseId>,
    /// Its copies.
    pub(crate) copies: Vec<Copies<'m>>,
    /// What too many of its copies at once are, for each group of [`groups`]; empty when copies break one by one.
    pub(crate) many: Vec<Vec<Rest>>,
    /// How many copies must be up.
    pub(crate) needed: u64,
    /// How many there are.
    pub(crate) running: u64,
    /// Whether all regions must be down, one serving and the others waiting.
    pub(crate) by_region: bool,
    /// The change-over that must work when the first copy is lost.
    pub(crate) switch_fails: Option<CauseId>,
    /// Why `needed` is what it is, when that is worth a word.
    pub(crate) note: Option<String>,
}

/// Copies that stand in one place and break alike.
#[derive(Debug)]
pub(crate) struct Copies<'m> {
    /// Where; `None` when the model does not say.
    pub(crate) place: Option<&'m str>,
    /// How many.
    pub(crate) count: u64,
    /// Its own failure, when copies break one by one; `count` is 1 then.
    pub(crate) own: Option<CauseId>,
    /// A bad deploy that reaches this place.
    pub(crate) deploy: Option<CauseId>,
}

/// The group of cells a component is a member of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cell<'m> {
    /// Id of the group.
    pub(crate) group: &'m str,
    /// How many cells there are.
    pub(crate) count: u64,
}

/// Takes a component apart; `add` registers a cause.
pub(crate) fn parts<'m>(
    component: Component<'m>,
    load: Load,
    cell: Option<Cell<'m>>,
    places: &Places<'m>,
    add: &mut impl FnMut(Cause<'m>) -> CauseId,
) -> Parts<'m> {
    let figures = figures::of(component);
    let make = |kind, figure: Figure| cause(component, kind, figure);
    let in_cell = |cause: Cause<'m>| Cause { cell: cell.map(|cell| cell.group), ..cause };
    let (running, needed, note) = redundancy(component, load);
    let mut whole = Vec::new();
    if let Some(figure) = figures.whole {
        whole.push(add(in_cell(make(CauseKind::Itself, figure))));
    }
    if let Some(figure) = figures.failover {
        whole.push(add(in_cell(make(CauseKind::Failover, figure))));
    }
    let mut copies =
        standing(component, running, figures.copy.is_some() && (2..=MANY).contains(&running), places);
    let mut single = None;
    if let Some(figure) = figures.copy {
        match running {
            0 | 1 => whole.push(add(in_cell(make(CauseKind::Itself, figure)))),
            _ => {
                let mut add = |cause| add(in_cell(cause));
                single = break_one_by_one(component, figure, &mut copies, &mut whole, &mut add);
            }
        }
    }
    if let Some(figure) = figures.deploys {
        deploy(component, figure, cell, places, &mut copies, &mut whole, add);
    }
    let by_region = region_switch(component, places, &copies).is_some_and(|figure| {
        whole.push(add(make(CauseKind::RegionSwitch, figure)));
        true
    });
    let mut many = Vec::new();
    for group in groups(&copies, by_region, places) {
        let in_places: Vec<u64> =
            group.iter().filter(|copies| copies.place.is_some()).map(|copies| copies.count).collect();
        let (running, losses) = losses(&group, needed);
        let rest = single.iter().flat_map(|single| of_the_rest(running, losses, &in_places, single));
        let rest = rest.map(|(lost, figure)| {
            let cause = add(in_cell(make(CauseKind::ManyCopies(lost), figure)));
            Rest { lost, cause }
        });
        many.push(rest.collect());
    }
    let replicas = component.common().replicas.as_deref();
    let follow = replicas.is_some_and(|replicas| replicas.mode.is_some());
    let switch_fails = figures::changes_over(component)
        .filter(|_| follow && running > 1 && needed < running)
        .map(|failover| add(in_cell(make(CauseKind::SwitchFails, chance(failover.practised.is_some())))));
    Parts { whole, copies, many, needed, running, by_region, switch_fails, note }
}

fn cause<'m>(component: Component<'m>, kind: CauseKind, figure: Figure) -> Cause<'m> {
    figure.of(Subject::Component(component), kind)
}

/// Copies that run, and those that must.
pub(crate) fn redundancy(component: Component<'_>, load: Load) -> (u64, u64, Option<String>) {
    let replicas = component.common().replicas.as_deref();
    let said = replicas.and_then(|replicas| decided(&replicas.min).or_else(|| decided(&replicas.max)));
    let least = said.map(|count| count.get());
    let mode = replicas.and_then(|replicas| decided(&replicas.mode)).map(|mode| mode.value);
    let name = component.name;
    let quorum = replicas.and_then(|replicas| decided(&replicas.quorum)).map(|quorum| quorum.get());
    if mode.is_some() || quorum.is_some() {
        let running = least.unwrap_or(1);
        let needed = match (quorum, mode) {
            (Some(quorum), _) => quorum,
            (None, Some(ReplicaMode::Quorum)) => running / 2 + 1,
            (None, _) => 1,
        };
        return (running, needed.clamp(1, running.max(1)), None);
    }
    let Some(running) = load.running.or(least) else { return (1, 1, None) };
    if running == 0 {
        return (0, 1, Some(format!("`{name}` runs no copy: it is always down")));
    }
    match load.needed {
        Some(needed) if needed > running => {
            let note = format!(
                "the peak needs {needed} copies of `{name}` and {running} run: taken as needing every one"
            );
            (running, running, Some(note))
        }
        Some(needed) => (running, needed.max(1), None),
        None if running > 1 => {
            let note = format!("how many copies of `{name}` the peak needs is unknown: taken as one");
            (running, 1, Some(note))
        }
        None => (running, 1, None),
    }
}

/// The copies by place; one by one when they break one by one.
pub(crate) fn standing<'m>(
    component: Component<'m>,
    running: u64,
    singly: bool,
    places: &Places<'m>,
) -> Vec<Copies<'m>> {
    let copy = |place, count| Copies { place, count, own: None, deploy: None };
    if singly {
        return (0..running).map(|index| copy(places.of_copy(component, index), 1)).collect();
    }
    let mut copies: Vec<Copies<'m>> = Vec::new();
    // After this many every place was met; the rest is dealt out by weight.
    let dealt = running.min(4_096);
    for index in 0..dealt {
        let place = places.of_copy(component, index);
        match copies.iter_mut().find(|copies| copies.place == place) {
            Some(copies) => copies.count += 1,
            None => copies.push(copy(place, 1)),
        }
    }
    if running > dealt {
        for copies in &mut copies {
            copies.count = copies.count.saturating_mul(running) / dealt;
        }
    }
    copies
}

/// Copies that fail by themselves, and together (beta factor). Gives back the figure of one when they are too many to be
/// told apart.
fn break_one_by_one<'m>(
    component: Component<'m>,
    figure: Figure,
    copies: &mut [Copies<'m>],
    whole: &mut Vec<CauseId>,
    add: &mut impl FnMut(Cause<'m>) -> CauseId,
) -> Option<Figure> {
    let stated = decided(&component.common().reliability.beta).map(|beta| beta.fraction());
    let ours = matches!(component.kind(), ComponentKind::Service | ComponentKind::Job);
    let beta = stated.unwrap_or(if ours { BETA_OF_OUR_CODE } else { BETA_OF_OTHERS });
    // A guessed split of a stated figure is no guess of the figure.
    let guessed = if stated.is_some() { "" } else { " (a guess)" };
    let percent = format_number(beta * 100.0);
    let common = Figure {
        unavailability: figure.unavailability * beta,
        formula: format!("{percent}%{guessed} of {}", figure.formula),
        ..figure.clone()
    };
    whole.push(add(cause(component, CauseKind::CommonCause, common)));
    let single = Figure { unavailability: figure.unavailability * (1.0 - beta), ..figure };
    let running: u64 = copies.iter().map(|copies| copies.count).sum();
    if running > MANY {
        return Some(single);
    }
    for (number, copies) in (1u64..).zip(copies) {
        let figure = Figure {
            formula: format!("{} × {}%", single.formula, format_number(100.0 - beta * 100.0)),
            ..single.clone()
        };
        copies.own = Some(add(cause(component, CauseKind::Copy(number), figure)));
    }
    None
}

/// The copies that stand in for each other: all of them, or those of one region.
pub(crate) fn groups<'a, 'm>(
    copies: &'a [Copies<'m>],
    by_region: bool,
    places: &Places<'m>,
) -> Vec<Vec<&'a Copies<'m>>> {
    if !by_region {
        return vec![copies.iter().collect()];
    }
    let mut regions: Vec<(Option<&'m str>, Vec<&Copies<'m>>)> = Vec::new();
    for copies in copies {
        let region = copies.place.and_then(|place| places.region(place));
        match regions.iter_mut().find(|(known, _)| *known == region) {
            Some((_, members)) => members.push(copies),
            None => regions.push((region, vec![copies])),
        }
    }
    regions.into_iter().map(|(_, members)| members).collect()
}

/// How many of a group must be lost so that fewer than `needed` are up; a group smaller than that must lose one.
pub(crate) fn losses(group: &[&Copies<'_>], needed: u64) -> (u64, u64) {
    let running: u64 = group.iter().map(|copies| copies.count).sum();
    (running, running - needed.min(running) + 1)
}

/// Bad deploys reach what their scope says: one place at a time, one cell at a time, or everything.
fn deploy<'m>(
    component: Component<'m>,
    figure: Figure,
    cell: Option<Cell<'m>>,
    places: &Places<'m>,
    copies: &mut [Copies<'m>],
    whole: &mut Vec<CauseId>,
    add: &mut impl FnMut(Cause<'m>) -> CauseId,
) {
    let deploys = decided(&component.common().reliability.deploys);
    let scope = deploys.and_then(|deploys| decided(&deploys.scope)).map(|scope| scope.value);
    let one_of = |parts: usize, noun: &str| Figure {
        unavailability: figure.unavailability / parts.max(1) as f64,
        formula: format!("{} ÷ {parts} {noun}s", figure.formula),
        ..figure.clone()
    };
    let reached = |place: Option<&'m str>| match scope {
        Some(DeployScope::Zone) => place,
        Some(DeployScope::Region) => place.and_then(|place| places.region(place)),
        _ => None,
    };
    let mut targets: Vec<&'m str> = Vec::new();
    for place in copies.iter().filter_map(|copies| reached(copies.place)) {
        if !targets.contains(&place) {
            targets.push(place);
        }
    }
    match (scope, cell) {
        (Some(DeployScope::Cell), Some(cell)) => {
            let count = usize::try_from(cell.count).unwrap_or(usize::MAX);
            let made = cause(component, CauseKind::Deploy, one_of(count, "cell"));
            whole.push(add(Cause { cell: Some(cell.group), ..made }));
        }
        (Some(DeployScope::Zone | DeployScope::Region), _) if targets.len() > 1 => {
            let noun = if scope == Some(DeployScope::Zone) { "zone" } else { "region" };
            for target in &targets {
                let made = cause(component, CauseKind::Deploy, one_of(targets.len(), noun));
                let id = add(Cause { place: Some(target), ..made });
                for copies in copies.iter_mut().filter(|copies| reached(copies.place) == Some(target)) {
                    copies.deploy = Some(id);
                }
            }
        }
        (scope, _) => {
            // What it reaches is a guess where the scope, or what it divides, is not said.
            let (formula, basis) = match scope {
                Some(DeployScope::All) => (figure.formula, figure.basis),
                Some(other) if targets.len() == 1 => {
                    (format!("{}, all in one {}", figure.formula, other.word()), figure.basis)
                }
                Some(other) => (
                    format!("{}; of how many {}s is not said: all", figure.formula, other.word()),
                    Basis::Guess,
                ),
                None => (format!("{}; scope not said: all", figure.formula), Basis::Guess),
            };
            let error_factor = figure.error_factor.max(basis.error_factor());
            let figure = Figure { formula, basis, error_factor, ..figure };
            whole.push(add(cause(component, CauseKind::Deploy, figure)));
        }
    }
}

/// The price of each change-over to a waiting region; `None` unless copies stand in several regions, one of them serving.
fn region_switch<'m>(component: Component<'m>, places: &Places<'m>, copies: &[Copies<'m>]) -> Option<Figure> {
    let regions = decided(&component.common().regions)?;
    if decided(&regions.mode)?.value != RegionMode::ActivePassive {
        return None;
    }
    let mut found: Vec<&str> = copies.iter().filter_map(|copies| places.region(copies.place?)).collect();
    found.dedup();
    let first = *found.first()?;
    if found.iter().all(|region| *region == first) {
        return None;
    }
    let switch = decided(&regions.switch)?.value;
    let region = figures::of_place(&places.get(first)?.value)?;
    let per_second = if region.mean > 0.0 { region.unavailability / region.mean } else { 0.0 };
    let formula = format!("{switch} for each outage of {first}");
    let made =
        figure(per_second * switch.as_secs_f64(), switch.as_secs_f64(), region.basis, region.datum, formula);
    Some(Figure { length: crate::age::Length::Fixed, ..made })
}
