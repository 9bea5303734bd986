//! Operators between two vectors: which series belong together, and what labels the result has.
//! Source: prometheus/prometheus, `promql/engine.go`, `VectorBinop` and `resultMetric`.

use super::binary::apply;
use super::{Evaluator, merge};
use crate::column::{ABSENT, present};
use crate::labels::METRIC_NAME;
use crate::syntax::{Binary, Grouping, Many, Matching};
use crate::{Column, EvalError, Labels};
use std::collections::HashMap;

impl Matching {
    /// The labels by which series of both sides are matched.
    pub(super) fn signature(&self, labels: &Labels) -> Labels {
        match &self.labels {
            Grouping::By(names) => labels.filtered(|name| names.iter().any(|by| by.as_ref() == name)),
            Grouping::Without(names) => labels.filtered(|name| {
                name != METRIC_NAME && !names.iter().any(|without| without.as_ref() == name)
            }),
        }
    }
}

/// Series of both sides with the same signature.
#[derive(Default)]
struct Group<'a> {
    many: Vec<&'a Column>,
    one: Vec<&'a Column>,
}

impl Evaluator<'_> {
    pub(super) fn matched(
        &self,
        binary: &Binary,
        left: &[Column],
        right: &[Column],
    ) -> Result<Vec<Column>, EvalError> {
        let swapped = binary.matching.many == Many::Right;
        let (many, one) = if swapped { (right, left) } else { (left, right) };
        let mut order: Vec<Labels> = Vec::new();
        let mut groups: HashMap<Labels, Group<'_>> = HashMap::new();
        for column in many {
            let signature = binary.matching.signature(&column.labels);
            let group = groups.entry(signature.clone()).or_insert_with(|| {
                order.push(signature);
                Group::default()
            });
            group.many.push(column);
        }
        for column in one {
            let signature = binary.matching.signature(&column.labels);
            let group = groups.entry(signature.clone()).or_insert_with(|| {
                order.push(signature);
                Group::default()
            });
            group.one.push(column);
        }
        let pairs = Pairs { evaluator: self, binary, many, swapped };
        let mut out = Vec::new();
        for signature in &order {
            if let Some(group) = groups.get(signature) {
                pairs.of(signature, group, &mut out)?;
            }
        }
        let explicit = binary.matching.many != Many::Nowhere;
        merge::joined(out, |labels| {
            let labels = labels.to_string();
            if explicit { EvalError::NotUnique { labels } } else { EvalError::SameLabels { labels } }
        })
    }
}

struct Pairs<'a, 'e> {
    evaluator: &'a Evaluator<'e>,
    binary: &'a Binary,
    many: &'a [Column],
    swapped: bool,
}

impl Pairs<'_, '_> {
    fn of(&self, signature: &Labels, group: &Group<'_>, out: &mut Vec<Column>) -> Result<(), EvalError> {
        if let ([many], [one]) = (group.many.as_slice(), group.one.as_slice()) {
            let values = many.values.iter().zip(&one.values).map(|(many, one)| self.value(*many, *one));
            out.push(Column { labels: self.labels(many, one), values: values.collect() });
            return Ok(());
        }
        if group.one.is_empty() {
            return Ok(());
        }
        self.evaluator.afford(group.many.len().saturating_mul(group.one.len()))?;
        let mut results: Vec<Option<Column>> = vec![None; group.many.len() * group.one.len()];
        for step in 0..self.evaluator.count() {
            let Some(one) = self.only(signature, group, step)? else { continue };
            let mut matches = 0;
            for (at, many) in group.many.iter().enumerate() {
                let value = self.value(many.values[step], group.one[one].values[step]);
                if !present(value) {
                    continue;
                }
                matches += 1;
                if matches > 1 && self.binary.matching.many == Many::Nowhere {
                    return Err(EvalError::ManyToOne { group: signature.to_string() });
                }
                let column = results[at * group.one.len() + one].get_or_insert_with(|| {
                    Column::absent(self.labels(many, group.one[one]), self.evaluator.count())
                });
                column.values[step] = value;
            }
        }
        out.extend(results.into_iter().flatten());
        Ok(())
    }

    /// Which series of the side that may have one is there at this step.
    fn only(&self, signature: &Labels, group: &Group<'_>, step: usize) -> Result<Option<usize>, EvalError> {
        let mut there = (0..group.one.len()).filter(|at| present(group.one[*at].values[step]));
        let Some(first) = there.next() else { return Ok(None) };
        let Some(second) = there.next() else { return Ok(Some(first)) };
        // Where the other side is empty, nothing is matched and so nothing can be ambiguous.
        if !self.many.iter().any(|column| present(column.values[step])) {
            return Ok(None);
        }
        Err(EvalError::ManyToMany {
            group: signature.to_string(),
            side: if self.swapped { "left" } else { "right" },
            first: group.one[first].labels.to_string(),
            second: group.one[second].labels.to_string(),
        })
    }

    #[inline]
    fn value(&self, many: f64, one: f64) -> f64 {
        if !present(many) || !present(one) {
            return ABSENT;
        }
        let (left, right) = if self.swapped { (one, many) } else { (many, one) };
        let result = apply(self.binary.op, left, right);
        if !self.binary.op.is_comparison() || self.binary.as_bool {
            result
        } else if result == 0.0 {
            ABSENT
        } else {
            left
        }
    }

    /// Those of the many side; in a match of one with one, only what they are matched by. A name stays where the value does.
    fn labels(&self, many: &Column, one: &Column) -> Labels {
        let matching = &self.binary.matching;
        let keeps_name = self.binary.op.is_comparison() && !self.binary.as_bool;
        let kept = many.labels.filtered(|name| {
            if name == METRIC_NAME && !keeps_name {
                return false;
            }
            match (&matching.labels, matching.many) {
                (Grouping::By(names), Many::Nowhere) => names.iter().any(|by| by.as_ref() == name),
                (Grouping::Without(names), Many::Nowhere) => {
                    !names.iter().any(|without| without.as_ref() == name)
                }
                _ => true,
            }
        });
        if matching.include.is_empty() {
            return kept;
        }
        let included =
            matching.include.iter().map(|name| (name.as_ref(), one.labels.get(name).unwrap_or_default()));
        Labels::new(kept.iter().chain(included))
    }
}
