//! Bad and all events of one window at every step, as the generated rules count them.
//!
//! A counted part that is not there at all is zero as long as there are events; no events are neither good nor bad.

use super::Setup;
use super::bases::Bases;
use super::query::Query;
use super::recorded::{Recorded, weight};
use crate::slice_counts::{DEEPEST, slices_in};
use crate::{Indicator, Joint, Part, Slo};
use loadline_base::units::Duration;
use loadline_promql::{Column, Expression, Labels, Range, Series};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

/// One window of one objective.
#[derive(Debug, Clone, Default)]
pub(crate) struct Counted {
    /// Share of bad events at each step; NaN where there were none or no data.
    pub(crate) ratio: Vec<f64>,
    /// All events or slices of the window at each step, NaN without data; empty where nothing is counted.
    pub(crate) total: Vec<f64>,
}

/// By the labels that keep an objective apart.
pub(crate) type Groups = BTreeMap<Labels, Counted>;

/// Windows of objectives by their places.
type Known = FxHashMap<(usize, Duration), Option<Rc<Groups>>>;

/// Counts the windows of objectives at every time of a range, as the rules of one policy would.
pub(crate) struct Source<'a> {
    setup: &'a Setup<'a>,
    range: Range,
    bases: &'a Bases,
    /// Members of composites, each once however many paths lead to it; `None` while one is being counted.
    known: RefCell<Known>,
    queries: RefCell<FxHashMap<usize, Rc<Query>>>,
    /// Bad and all events of the shortest windows, by the place of the objective.
    recorded: RefCell<FxHashMap<usize, Rc<[Recorded; 2]>>>,
}

impl<'a> Source<'a> {
    pub(crate) fn new(setup: &'a Setup<'a>, range: Range, bases: &'a Bases) -> Self {
        Self {
            setup,
            range,
            bases,
            known: RefCell::default(),
            queries: RefCell::default(),
            recorded: RefCell::default(),
        }
    }

    /// A window of the objective at `place`.
    ///
    /// # Errors
    /// Why it cannot be evaluated.
    pub(crate) fn of(&self, place: usize, window: Duration) -> Result<Groups, String> {
        self.nested(place, window, DEEPEST)
    }

    fn nested(&self, place: usize, window: Duration, depth: usize) -> Result<Groups, String> {
        let Some(slo) = self.setup.slos.get(place) else { return Ok(Groups::new()) };
        if let Some(slice) = slo.slice() {
            return self.slices(slo, window, slice);
        }
        if let Indicator::Composite { members, joint } = &slo.indicator {
            let depth = depth.checked_sub(1);
            let depth = depth.ok_or_else(|| format!("its members are nested more than {DEEPEST} deep"))?;
            return self.joined(members, *joint, window, depth);
        }
        let query = self.query(slo, place)?;
        let raw = query.is_raw(window, self.setup.raw_up_to);
        match query.ratio(window) {
            Some(ratio) if raw => {
                let columns = self.evaluate(&ratio)?.into_iter().map(|column| {
                    let counted = Counted { ratio: column.values, total: Vec::new() };
                    (grouped(&column.labels, &slo.grouping), counted)
                });
                Ok(columns.collect())
            }
            Some(_) => {
                let mut recorded = Recorded::default();
                for (group, counted) in self.nested(place, self.bases.at(place), depth)? {
                    recorded.record(&group, &counted.ratio, self.range);
                }
                let means = recorded.over("avg_over_time", window, self.range)?.into_iter();
                Ok(means.map(|(group, ratio)| (group, Counted { ratio, total: Vec::new() })).collect())
            }
            None if raw => self.events(slo, &query, window),
            None => self.added_up(slo, &query, place, window),
        }
    }

    /// What to ask of the objective at this place.
    fn query(&self, slo: &Slo, place: usize) -> Result<Rc<Query>, String> {
        let known = self.queries.borrow().get(&place).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let query = Rc::new(Query::of(slo, self.bases.at(place))?);
        self.queries.borrow_mut().insert(place, Rc::clone(&query));
        Ok(query)
    }

    /// A window that adds up what the shortest one counted at every evaluation.
    fn added_up(&self, slo: &Slo, query: &Query, place: usize, window: Duration) -> Result<Groups, String> {
        let base = self.bases.at(place);
        let known = self.recorded.borrow().get(&place).cloned();
        let recorded = match known {
            Some(recorded) => recorded,
            None => {
                let [mut bad, mut total] = <[Recorded; 2]>::default();
                for (group, [events, all]) in self.sides(slo, query, base)? {
                    bad.record(&group, &events, self.range);
                    total.record(&group, &all, self.range);
                }
                let recorded = Rc::new([bad, total]);
                self.recorded.borrow_mut().insert(place, Rc::clone(&recorded));
                recorded
            }
        };
        let [bad, total] = recorded.as_ref();
        let mut bad: BTreeMap<Labels, Vec<f64>> =
            bad.over("sum_over_time", window, self.range)?.into_iter().collect();
        let weight = weight(self.range, base);
        let mut groups = Groups::new();
        for (group, mut total) in total.over("sum_over_time", window, self.range)? {
            let mut ratio = bad.remove(&group).unwrap_or_default();
            for (bad, total) in ratio.iter_mut().zip(&mut total) {
                *bad = share(*bad, *total);
                // What is not there stays marked so.
                if !Series::is_stale(*total) {
                    *total *= weight;
                }
            }
            groups.insert(group, Counted { ratio, total });
        }
        Ok(groups)
    }

    /// A window of a member of a composite.
    fn member(&self, id: &str, window: Duration, depth: usize) -> Result<Rc<Groups>, String> {
        let place = self.setup.slos.iter().position(|slo| slo.id == *id);
        let place = place.ok_or_else(|| format!("its member `{id}` is not among the objectives"))?;
        match self.known.borrow_mut().entry((place, window)) {
            Entry::Occupied(known) => {
                return known.get().clone().ok_or_else(|| format!("`{id}` goes round in a circle"));
            }
            Entry::Vacant(slot) => drop(slot.insert(None)),
        }
        let groups = Rc::new(self.nested(place, window, depth).map_err(|why| format!("`{id}`: {why}"))?);
        self.known.borrow_mut().insert((place, window), Some(Rc::clone(&groups)));
        Ok(groups)
    }

    fn evaluate(&self, text: &str) -> Result<Vec<Column>, String> {
        let expression = Expression::parse(text).map_err(|error| error.to_string())?;
        expression.range(self.setup.history, self.range).map_err(|error| error.to_string())
    }

    fn events(&self, slo: &Slo, query: &Query, window: Duration) -> Result<Groups, String> {
        let groups = self.sides(slo, query, window)?.into_iter().map(|(labels, [mut ratio, total])| {
            // The ratios take the place of the bad events: a new column of a month costs more than the division.
            for (bad, total) in ratio.iter_mut().zip(&total) {
                *bad = share(*bad, *total);
            }
            (labels, Counted { ratio, total })
        });
        Ok(groups.collect())
    }

    /// Bad and all events of a window. A counted part that is not there is none of that part, as long as there are events.
    fn sides(
        &self,
        slo: &Slo,
        query: &Query,
        window: Duration,
    ) -> Result<BTreeMap<Labels, [Vec<f64>; 2]>, String> {
        let Some((part, events, total)) = query.events(window) else { return Ok(BTreeMap::new()) };
        let mut counted = BTreeMap::new();
        for column in self.evaluate(&events)? {
            counted.insert(grouped(&column.labels, &slo.grouping), column.values);
        }
        let mut groups = BTreeMap::new();
        for column in self.evaluate(&total)? {
            let labels = grouped(&column.labels, &slo.grouping);
            let mut bad = counted.remove(&labels).unwrap_or_else(|| vec![0.0; column.values.len()]);
            for (bad, total) in bad.iter_mut().zip(&column.values) {
                let events = if Series::is_stale(*bad) { 0.0 } else { *bad };
                *bad = match part {
                    _ if Series::is_stale(*total) => *total,
                    Part::Bad => events,
                    Part::Good => total - events,
                };
            }
            groups.insert(labels, [bad, column.values]);
        }
        Ok(groups)
    }

    /// Slices are looked at at multiples of their length; a window counts those that ended in it. A window shorter than a slice looks at
    /// the last one at every evaluation.
    fn slices(&self, slo: &Slo, window: Duration, slice: Duration) -> Result<Groups, String> {
        let look = Duration::from_nanos(self.range.step.unsigned_abs().saturating_mul(1_000_000));
        let step = if window < slice { look } else { slice };
        let counts = slices_in(slo, self.setup.slos, window, step)
            .ok_or("its query is no PromQL, or a member is unknown or leads back to it")?;
        let (bad, all) = (self.evaluate(&counts.bad)?, self.evaluate(&counts.all)?);
        let mut groups = Groups::new();
        for (bad, all) in bad.into_iter().zip(all) {
            let ratio = bad.values.iter().zip(&all.values).map(|(bad, all)| bad / all).collect();
            groups.insert(grouped(&bad.labels, &slo.grouping), Counted { ratio, total: all.values });
        }
        Ok(groups)
    }

    fn joined(
        &self,
        members: &[(String, rust_decimal::Decimal)],
        joint: Joint,
        window: Duration,
        depth: usize,
    ) -> Result<Groups, String> {
        let mut sums: BTreeMap<Labels, Vec<(f64, f64)>> = BTreeMap::new();
        for (id, weight) in members {
            let member = self.member(id, window, depth)?;
            let weight = f64::try_from(*weight).unwrap_or(f64::NAN);
            for (labels, counted) in member.iter() {
                let sums = sums.entry(labels.clone()).or_insert_with(|| vec![(0.0, 0.0); self.range.len()]);
                for (sum, ratio) in sums.iter_mut().zip(&counted.ratio).filter(|(_, ratio)| !ratio.is_nan()) {
                    let weight = if joint == Joint::Every { 1.0 } else { weight };
                    sum.0 += weight * ratio;
                    sum.1 += weight;
                }
            }
        }
        let groups = sums.into_iter().map(|(labels, sums)| {
            let ratio = sums.into_iter().map(|(sum, weight)| match joint {
                // Of those members that had any events; none: no data.
                Joint::Every if weight > 0.0 => sum.min(1.0),
                Joint::Every => f64::NAN,
                Joint::WeightedMean => sum / weight,
            });
            (labels, Counted { ratio: ratio.collect(), total: Vec::new() })
        });
        Ok(groups.collect())
    }
}

/// Share of bad events. No events, or no data about all events, is NaN.
fn share(bad: f64, total: f64) -> f64 {
    if total.is_nan() || total <= 0.0 { f64::NAN } else { bad / total }
}

/// The labels that keep an objective apart.
pub(crate) fn grouped(labels: &Labels, by: &[String]) -> Labels {
    labels.filtered(|name| by.iter().any(|wanted| wanted == name))
}
