//! `histogram_quantile` over classic buckets, the series with a label `le`.
//! Source: prometheus/prometheus, `promql/quantile.go`, `bucketQuantile`.

use super::{Evaluator, Scalar, merge};
use crate::column::present;
use crate::labels::METRIC_NAME;
use crate::syntax::Node;
use crate::{Column, EvalError, Labels};
use std::collections::HashMap;

const BUCKET: &str = "le";

/// The upper bound of a bucket, and how many are not above it.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    bound: f64,
    count: f64,
}

impl Evaluator<'_> {
    pub(super) fn histogram_quantile(&self, arguments: &[Node]) -> Result<Vec<Column>, EvalError> {
        let phi = arguments.first().map_or(Ok(Scalar::Same(f64::NAN)), |node| self.scalar(node))?;
        let buckets = self.argument(arguments, 1)?;
        // Series of the same histogram, each with its bound. A series without a bound belongs to none.
        let mut histograms: Vec<(Labels, Vec<(f64, &Column)>)> = Vec::new();
        let mut known: HashMap<Labels, usize> = HashMap::new();
        for column in &buckets {
            let Some(bound) = column.labels.get(BUCKET).and_then(go_float) else { continue };
            let labels = column.labels.filtered(|name| name != BUCKET);
            let at = *known.entry(labels.clone()).or_insert_with(|| {
                histograms.push((labels.filtered(|name| name != METRIC_NAME), Vec::new()));
                histograms.len() - 1
            });
            histograms[at].1.push((bound, column));
        }
        let mut out = Vec::with_capacity(histograms.len());
        let mut here = Vec::new();
        for (labels, columns) in histograms {
            let mut quantiles = Column::absent(labels, self.count());
            for (step, place) in quantiles.values.iter_mut().enumerate() {
                here.clear();
                here.extend(
                    columns
                        .iter()
                        .filter(|(_, column)| present(column.values[step]))
                        .map(|(bound, column)| Bucket { bound: *bound, count: column.values[step] }),
                );
                if !here.is_empty() {
                    *place = quantile(phi.at(step), &mut here);
                }
            }
            out.push(quantiles);
        }
        merge::merged(out)
    }
}

/// A number as Go reads it from a label: `+Inf`, `0.5`, `1e-3`.
fn go_float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let infinite = unsigned.eq_ignore_ascii_case("inf") || unsigned.eq_ignore_ascii_case("infinity");
    let plain = unsigned.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    (plain || infinite || unsigned.eq_ignore_ascii_case("nan")).then(|| text.parse().ok())?
}

fn quantile(phi: f64, buckets: &mut Vec<Bucket>) -> f64 {
    if phi.is_nan() {
        return f64::NAN;
    }
    if phi < 0.0 {
        return f64::NEG_INFINITY;
    }
    if phi > 1.0 {
        return f64::INFINITY;
    }
    buckets.sort_by(|a, b| super::quantile::nan_first(&a.bound, &b.bound));
    if buckets.last().is_none_or(|last| last.bound != f64::INFINITY) {
        return f64::NAN;
    }
    #[expect(clippy::float_cmp, reason = "the same bound, written in two ways")]
    buckets.dedup_by(|later, earlier| {
        let same = later.bound == earlier.bound;
        if same {
            earlier.count += later.count;
        }
        same
    });
    // Counts never fall; where scrapes disagree, the greater one counts.
    let mut most = f64::NEG_INFINITY;
    for bucket in buckets.iter_mut() {
        if bucket.count > most {
            most = bucket.count;
        } else if bucket.count < most {
            bucket.count = most;
        }
    }
    let [.., before_last, last] = buckets.as_slice() else { return f64::NAN };
    if last.count == 0.0 {
        return f64::NAN;
    }
    let mut rank = phi * last.count;
    let at = buckets[..buckets.len() - 1].partition_point(|bucket| {
        // Not `count < rank`: a NaN is passed over.
        bucket.count.partial_cmp(&rank).is_none_or(std::cmp::Ordering::is_lt)
    });
    if at == buckets.len() - 1 {
        return before_last.bound;
    }
    let mut start = 0.0;
    let Bucket { bound: end, mut count } = buckets[at];
    match at.checked_sub(1).map(|before| buckets[before]) {
        None if end <= 0.0 => return end,
        None => {}
        Some(before) => {
            start = before.bound;
            count -= before.count;
            rank -= before.count;
        }
    }
    start + (end - start) * (rank / count)
}
