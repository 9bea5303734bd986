//! The burn of one objective as columns: for every window bad and all events, one value a step, worked out once.

use super::Setup;
use super::bases::{Bases, Counting};
use super::counted::{Counted, Source};
use super::grid::Grid;
use super::tally::{self, Tally};
use loadline_promql::Labels;
use std::collections::{BTreeMap, BTreeSet};

/// One objective, or one value of the labels by which it is kept apart.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    /// The labels by which it is kept apart.
    pub(crate) group: Labels,
    /// By how the window is counted, the shortest window first.
    pub(crate) windows: BTreeMap<Counting, Counted>,
    /// Events since the start.
    pub(crate) tally: Tally,
}

/// The columns of the objective at `place` for these windows; empty where no series is there. `bases` are those that the windows name.
///
/// # Errors
/// Why the objective cannot be evaluated.
pub(crate) fn columns(
    place: usize,
    setup: &Setup<'_>,
    grid: &Grid,
    windows: &BTreeSet<Counting>,
    bases: &[Bases],
) -> Result<Vec<Columns>, String> {
    let Some(slo) = setup.slos.get(place) else { return Ok(Vec::new()) };
    let mut groups: BTreeMap<Labels, BTreeMap<Counting, Counted>> = BTreeMap::new();
    let sources: Vec<Source<'_>> =
        bases.iter().map(|bases| Source::new(setup, grid.range(), bases)).collect();
    for counting in windows {
        let Some(source) = sources.get(counting.bases) else { continue };
        for (labels, counted) in source.of(place, counting.window)? {
            groups.entry(labels).or_default().insert(*counting, counted);
        }
    }
    drop(sources);
    let mut tallies = tally::tallies(slo, setup.history, grid)?;
    let columns = groups.into_iter().map(|(group, windows)| {
        let exact = tallies.as_mut().and_then(|tallies| tallies.remove(&group));
        let shortest = || windows.first_key_value().map(|(shortest, counted)| (shortest.window, counted));
        let tally = exact.unwrap_or_else(|| {
            shortest().map_or_else(Tally::default, |(window, counted)| Tally::of(window, counted, grid))
        });
        Columns { group, windows, tally }
    });
    Ok(columns.collect())
}
