//! `sum`, `avg`, `count` and their like: many series become one per group of labels.
//! Source: prometheus/prometheus, `promql/engine.go`, `aggregation`.

use super::{Evaluator, Scalar, quantile, rank};
use crate::column::present;
use crate::labels::METRIC_NAME;
use crate::syntax::{Aggregate, AggregateOp, Grouping, Node};
use crate::{Column, EvalError, Labels};
use std::collections::HashMap;

impl Evaluator<'_> {
    pub(super) fn aggregate(&self, aggregate: &Aggregate) -> Result<Vec<Column>, EvalError> {
        let mut columns = self.vector(&aggregate.node)?;
        // A sum over one series is its values: what rules ask for most, and long columns cost time to copy.
        if aggregate.op == AggregateOp::Sum
            && let [only] = columns.as_mut_slice()
        {
            only.labels = grouped_by(&only.labels, &aggregate.grouping);
            return super::merge::merged(columns);
        }
        let groups = grouped(&columns, &aggregate.grouping);
        let parameter = match &aggregate.parameter {
            Some(node) if node.as_text().is_none() => self.scalar(node)?,
            _ => Scalar::Same(f64::NAN),
        };
        let label = aggregate.parameter.as_ref().and_then(Node::as_text).unwrap_or_default();
        self.afford(groups.len())?;
        let mut out = Vec::with_capacity(groups.len());
        for (labels, members) in groups {
            match aggregate.op {
                AggregateOp::Topk | AggregateOp::Bottomk => {
                    out.extend(rank::best(aggregate.op, &members, &parameter, self.count())?);
                }
                AggregateOp::CountValues => out.extend(self.count_values(&labels, &members, label)?),
                AggregateOp::Quantile => {
                    let mut column = Column::absent(labels, self.count());
                    let mut here = Vec::with_capacity(members.len());
                    for (step, place) in column.values.iter_mut().enumerate() {
                        here.clear();
                        here.extend(members.iter().map(|column| column.values[step]).filter(|v| present(*v)));
                        if !here.is_empty() {
                            *place = quantile::of(parameter.at(step), &mut here);
                        }
                    }
                    out.push(column);
                }
                op => out.push(Column { labels, values: folded(op, &members, self.count()) }),
            }
        }
        super::merge::merged(out)
    }

    /// `count_values("label", v)`: how many series have each value.
    fn count_values(
        &self,
        labels: &Labels,
        members: &[&Column],
        label: &str,
    ) -> Result<Vec<Column>, EvalError> {
        let mut counts: Vec<Column> = Vec::new();
        let mut known: HashMap<String, usize> = HashMap::new();
        for column in members {
            for (step, value) in column.present() {
                let text = crate::number::plain(value);
                let at = match known.get(&text) {
                    Some(at) => *at,
                    None => {
                        self.afford(counts.len() + 1)?;
                        let named = Labels::new(labels.iter().chain([(label, text.as_str())]));
                        counts.push(Column::absent(named, self.count()));
                        known.insert(text, counts.len() - 1);
                        counts.len() - 1
                    }
                };
                let count = &mut counts[at].values[step];
                *count = if present(*count) { *count + 1.0 } else { 1.0 };
            }
        }
        Ok(counts)
    }
}

/// The columns of each group, groups and members in the order in which they come.
fn grouped<'a>(columns: &'a [Column], grouping: &Grouping) -> Vec<(Labels, Vec<&'a Column>)> {
    let mut groups: Vec<(Labels, Vec<&Column>)> = Vec::new();
    let mut known: HashMap<Labels, usize> = HashMap::new();
    for column in columns {
        let labels = grouped_by(&column.labels, grouping);
        match known.get(&labels) {
            Some(at) => groups[*at].1.push(column),
            None => {
                known.insert(labels.clone(), groups.len());
                groups.push((labels, vec![column]));
            }
        }
    }
    groups
}

/// The labels of the group that a series belongs to.
fn grouped_by(labels: &Labels, grouping: &Grouping) -> Labels {
    match grouping {
        Grouping::By(names) => labels.filtered(|name| names.iter().any(|by| by.as_ref() == name)),
        Grouping::Without(names) => labels
            .filtered(|name| name != METRIC_NAME && !names.iter().any(|without| without.as_ref() == name)),
    }
}

/// What has been added up so far at one step.
#[derive(Clone, Copy, Default)]
struct Fold {
    count: f64,
    value: f64,
    mean: f64,
}

fn folded(op: AggregateOp, members: &[&Column], count: usize) -> Vec<f64> {
    if op == AggregateOp::Sum {
        return summed(members, count);
    }
    let mut folds = vec![Fold::default(); count];
    for column in members {
        for (fold, value) in folds.iter_mut().zip(&column.values) {
            if present(*value) {
                fold.add(op, *value);
            }
        }
    }
    folds.into_iter().map(|fold| fold.result(op)).collect()
}

fn summed(members: &[&Column], count: usize) -> Vec<f64> {
    let [first, others @ ..] = members else { return vec![crate::column::ABSENT; count] };
    let mut sums = first.values.clone();
    for column in others {
        for (sum, value) in sums.iter_mut().zip(&column.values) {
            if present(*value) {
                *sum = if present(*sum) { *sum + *value } else { *value };
            }
        }
    }
    sums
}

impl Fold {
    fn add(&mut self, op: AggregateOp, value: f64) {
        self.count += 1.0;
        match op {
            AggregateOp::Avg => {
                if self.count == 1.0 {
                    self.mean = value;
                    return;
                }
                // An infinite mean stays what it is, unless a NaN or the other infinity comes.
                let same = value.is_infinite() && (self.mean > 0.0) == (value > 0.0);
                if self.mean.is_infinite() && (same || value.is_finite()) {
                    return;
                }
                self.mean += value / self.count - self.mean / self.count;
            }
            AggregateOp::Stddev | AggregateOp::Stdvar => {
                let distance = value - self.mean;
                self.mean += distance / self.count;
                self.value += distance * (value - self.mean);
            }
            AggregateOp::Min if self.count == 1.0 || value < self.value || self.value.is_nan() => {
                self.value = value;
            }
            AggregateOp::Max if self.count == 1.0 || value > self.value || self.value.is_nan() => {
                self.value = value;
            }
            _ => {}
        }
    }

    fn result(self, op: AggregateOp) -> f64 {
        if self.count == 0.0 {
            return crate::column::ABSENT;
        }
        match op {
            AggregateOp::Avg => self.mean,
            AggregateOp::Stddev => (self.value / self.count).sqrt(),
            AggregateOp::Stdvar => self.value / self.count,
            AggregateOp::Count => self.count,
            AggregateOp::Group => 1.0,
            _ => self.value,
        }
    }
}
