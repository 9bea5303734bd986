//! Bad and all events of one window at every step, as the generated rules count them.
//!
//! A counted part that is not there at all is zero as long as there are events; no events are neither good nor bad.

use crate::slice_counts::{DEEPEST, slices_in};
use crate::{Indicator, Joint, Part, Slo};
use loadline_base::units::Duration;
use loadline_promql::{Column, Expression, History, Labels, Range};
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

/// The window of an objective at every time of `range`.
///
/// # Errors
/// Why it cannot be evaluated.
pub(crate) fn counted(
    slo: &Slo,
    all: &[Slo],
    history: &History,
    range: Range,
    window: Duration,
) -> Result<Groups, String> {
    Source { all, history, range, window, known: RefCell::default() }.of(slo, DEEPEST)
}

struct Source<'a> {
    all: &'a [Slo],
    history: &'a History,
    range: Range,
    window: Duration,
    /// Members of composites, each once however many paths lead to it; `None` while one is being counted.
    known: RefCell<FxHashMap<&'a str, Option<Rc<Groups>>>>,
}

impl<'a> Source<'a> {
    fn of(&self, slo: &'a Slo, depth: usize) -> Result<Groups, String> {
        let window = self.window;
        if let Some(slice) = slo.slice() {
            return self.slices(slo, slice);
        }
        match &slo.indicator {
            Indicator::Composite { members, joint } => {
                let depth = depth.checked_sub(1);
                let depth =
                    depth.ok_or_else(|| format!("its members are nested more than {DEEPEST} deep"))?;
                self.joined(members, *joint, depth)
            }
            Indicator::Raw { part, ratio } => {
                let text = ratio.over(window, &slo.grouping).ok_or("its query is no PromQL")?;
                let columns = self.evaluate(&text)?;
                let columns = columns.into_iter().map(|column| {
                    let share = |value: f64| if *part == Part::Good { 1.0 - value } else { value };
                    let ratio =
                        column.values.iter().map(|value| share(*value).max(0.0) + 0.0 * value).collect();
                    (grouped(&column.labels, &slo.grouping), Counted { ratio, total: Vec::new() })
                });
                Ok(columns.collect())
            }
            _ => self.events(slo),
        }
    }

    /// A member of a composite.
    fn member(&self, id: &str, depth: usize) -> Result<Rc<Groups>, String> {
        let member = self.all.iter().find(|slo| slo.id == *id);
        let member = member.ok_or_else(|| format!("its member `{id}` is not among the objectives"))?;
        match self.known.borrow_mut().entry(&member.id) {
            Entry::Occupied(known) => {
                return known.get().clone().ok_or_else(|| format!("`{id}` goes round in a circle"));
            }
            Entry::Vacant(place) => drop(place.insert(None)),
        }
        let groups = Rc::new(self.of(member, depth).map_err(|why| format!("`{id}`: {why}"))?);
        self.known.borrow_mut().insert(&member.id, Some(Rc::clone(&groups)));
        Ok(groups)
    }

    fn evaluate(&self, text: &str) -> Result<Vec<Column>, String> {
        let expression = Expression::parse(text).map_err(|error| error.to_string())?;
        expression.range(self.history, self.range).map_err(|error| error.to_string())
    }

    fn events(&self, slo: &Slo) -> Result<Groups, String> {
        let sides = slo.indicator.sides(self.window, &slo.grouping).ok_or("its query is no PromQL")?;
        let mut counted = BTreeMap::new();
        for column in self.evaluate(&sides.events)? {
            counted.insert(grouped(&column.labels, &slo.grouping), column.values);
        }
        let mut groups = Groups::new();
        for column in self.evaluate(&sides.total)? {
            let labels = grouped(&column.labels, &slo.grouping);
            // The ratios take the place of the counted events: a new column of a month costs more than the division.
            let mut ratio = counted.remove(&labels).unwrap_or_else(|| vec![0.0; column.values.len()]);
            for (events, total) in ratio.iter_mut().zip(&column.values) {
                *events = share(sides.part, *events, *total);
            }
            groups.insert(labels, Counted { ratio, total: column.values });
        }
        Ok(groups)
    }

    /// Slices are looked at at multiples of their length; a window counts those that ended in it. A window shorter than a slice looks at
    /// the last one at every evaluation.
    fn slices(&self, slo: &Slo, slice: Duration) -> Result<Groups, String> {
        let look = Duration::from_nanos(self.range.step.unsigned_abs().saturating_mul(1_000_000));
        let step = if self.window < slice { look } else { slice };
        let counts = slices_in(slo, self.all, self.window, step)
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
        depth: usize,
    ) -> Result<Groups, String> {
        let mut sums: BTreeMap<Labels, Vec<(f64, f64)>> = BTreeMap::new();
        for (id, weight) in members {
            let member = self.member(id, depth)?;
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

/// Share of bad events. No events, or no data about all events, is NaN; no data about the counted part is none of that part.
fn share(part: Part, events: f64, total: f64) -> f64 {
    if total.is_nan() || total <= 0.0 {
        return f64::NAN;
    }
    let absent = loadline_promql::Series::is_stale(events);
    let events = if absent { 0.0 } else { events };
    match part {
        Part::Bad => events / total,
        Part::Good => (total - events) / total,
    }
}

/// The labels that keep an objective apart.
pub(crate) fn grouped(labels: &Labels, by: &[String]) -> Labels {
    labels.filtered(|name| by.iter().any(|wanted| wanted == name))
}
