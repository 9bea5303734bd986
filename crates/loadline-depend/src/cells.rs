//! How many users a failure reaches when they are spread over cells: not "down or up", but which share of them, how often.

use crate::cause::CauseId;
use crate::failures::Failures;
use crate::fault_tree::EventId;
use crate::solution::{Options, solve};
use crate::solved::made_of;
use loadline_math::binomial;

/// How many cells of a group a journey's failures reach at once.
#[derive(Debug, Clone, PartialEq)]
pub struct CellSpread<'m> {
    /// Id of the group.
    pub group: &'m str,
    /// How many cells there are.
    pub cells: u64,
    /// Mean share of users down: the journey's unavailability for one of them.
    pub mean: f64,
    /// Share of time that at least half of the cells are down.
    pub half: f64,
    /// Share of time that all cells are down.
    pub all: f64,
    /// Share of time that at least so many cells are down, from 1 to all of them; to a thousand at most.
    pub at_least: Vec<f64>,
}

/// The spread of a journey's failures over the groups of cells it passes, as groups are written.
///
/// What is shared by all cells (router, zones, deploys everywhere) is settled case by case; within a case the cells fail
/// independently and alike, so their number is binomial. Users of one group are taken as sharing their cell of another.
#[must_use]
pub fn cell_spreads<'m>(failures: &Failures<'m>, journey: usize) -> Vec<CellSpread<'m>> {
    let Some(tops) = failures.journeys.get(journey) else { return Vec::new() };
    let groups = failures.model.system.cells.iter().flat_map(|all| all.iter());
    let mut found = Vec::new();
    for (group, body) in groups {
        let cells = body.count.as_ref().map_or(1, |count| count.get());
        let of_cell = |id: &CauseId| failures.cause(*id).cell == Some(group);
        let shared: Vec<EventId> = failures
            .causes()
            .filter(|(id, _)| !of_cell(id))
            .flat_map(|(_, cause)| cause.bands.iter().map(|band| band.event))
            .collect();
        if cells < 2 || shared.len() == failures.tree.event_count() {
            continue;
        }
        let stated = made_of(failures.stated());
        let options = Options { first: shared, typical: Some(stated.clone()), ..Options::default() };
        // A circle through a negation cannot be: trees of models have none.
        let Ok(solution) = solve(&failures.tree, &[tops.failed], &options) else { continue };
        if !solution.events_of(0).iter().any(|event| of_cell(&failures.of_event[event.index()].0)) {
            continue;
        }
        let Some(cases) = solution.split(&[0], &stated) else { continue };
        let down = |least: u64| -> f64 {
            cases
                .iter()
                .map(|case| case.weight * binomial::at_least(cells, least, case.probabilities[0]))
                .sum()
        };
        found.push(CellSpread {
            group,
            cells,
            mean: cases.iter().map(|case| case.weight * case.probabilities[0]).sum(),
            half: down(cells.div_ceil(2)),
            all: down(cells),
            at_least: (1..=cells.min(1_000)).map(down).collect(),
        });
    }
    found
}
