//! Events since the start of the history, so that what was spent between two moments is a difference.
//!
//! Where the indicator names counters, this is what they gained, to the scrape; elsewhere the shortest window is spread over its
//! length.

use super::counted::{Counted, grouped};
use super::grid::Grid;
use super::millis;
use crate::{Budgeting, Events, Indicator, Part, Slo};
use loadline_base::units::Duration;
use loadline_promql::{Expression, History, Labels, Series};
use std::collections::BTreeMap;

/// Bad and all events from the start until each step, both included.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) bad: Vec<f64>,
    pub(crate) total: Vec<f64>,
}

impl Tally {
    /// Bad events after step `from` until step `to`.
    pub(crate) fn bad_between(&self, from: Option<usize>, to: usize) -> f64 {
        let at = |at: usize| self.bad.get(at).copied().unwrap_or(0.0);
        (at(to) - from.map_or(0.0, at)).max(0.0)
    }

    /// All events.
    pub(crate) fn all(&self) -> f64 {
        self.total.last().copied().unwrap_or(0.0)
    }

    /// From a window, best the one that looks back least: a step has its length's share of it.
    pub(crate) fn of(window: Duration, counted: &Counted, grid: &Grid) -> Self {
        let part = grid.step as f64 / millis(window).max(1) as f64;
        let (mut bad, mut total) = (0.0, 0.0);
        let mut tally = Self::default();
        for (at, ratio) in counted.ratio.iter().enumerate() {
            // Without counted events every step weighs the same.
            let events = counted.total.get(at).map_or(1.0, |total| total * part);
            if !ratio.is_nan() && events > 0.0 {
                bad += ratio * events;
                total += events;
            }
            tally.bad.push(bad);
            tally.total.push(total);
        }
        tally
    }
}

/// Tallies by the labels that keep the objective apart, where its indicator names counters.
pub(super) fn tallies(
    slo: &Slo,
    history: &History,
    grid: &Grid,
) -> Result<Option<BTreeMap<Labels, Tally>>, String> {
    if slo.budgeting != Budgeting::Occurrences {
        return Ok(None);
    }
    let (part, events, total) = match &slo.indicator {
        Indicator::Ratio { part, events: Events::Counter(events), total: Events::Counter(total), .. } => {
            (*part, events.clone(), total.clone())
        }
        Indicator::Latency { histogram, matchers, under } => {
            let inside = if matchers.is_empty() { String::new() } else { format!("{matchers},") };
            let good = format!("{histogram}_bucket{{{inside}le=\"{under}\"}}");
            (Part::Good, good, format!("{histogram}_count{{{matchers}}}"))
        }
        _ => return Ok(None),
    };
    let mut counted = gained(&events, slo, history, grid)?;
    let mut tallies = BTreeMap::new();
    for (labels, total) in gained(&total, slo, history, grid)? {
        let counted = counted.remove(&labels).unwrap_or_else(|| vec![0.0; grid.len]);
        let bad = match part {
            Part::Bad => counted,
            Part::Good => total.iter().zip(&counted).map(|(total, good)| total - good).collect(),
        };
        tallies.insert(labels, Tally { bad, total });
    }
    Ok(Some(tallies))
}

/// What the counters gained until each step. What a counter had when it was first seen is not counted; after a reset it has
/// gained what it shows.
fn gained(
    selector: &str,
    slo: &Slo,
    history: &History,
    grid: &Grid,
) -> Result<BTreeMap<Labels, Vec<f64>>, String> {
    let expression = Expression::parse(selector).map_err(|error| error.to_string())?;
    let mut groups: BTreeMap<Labels, Vec<f64>> = BTreeMap::new();
    for column in expression.range(history, grid.range()).map_err(|error| error.to_string())? {
        let sums =
            groups.entry(grouped(&column.labels, &slo.grouping)).or_insert_with(|| vec![0.0; grid.len]);
        let (mut last, mut sum) = (None, 0.0);
        for (place, value) in sums.iter_mut().zip(&column.values) {
            if !Series::is_stale(*value) && value.is_finite() {
                sum += last.map_or(0.0, |last: f64| if *value < last { *value } else { value - last });
                last = Some(*value);
            }
            *place += sum;
        }
    }
    Ok(groups)
}
