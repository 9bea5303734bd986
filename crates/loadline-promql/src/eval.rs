//! Evaluates a tree over all steps at once: every node gives columns, a value or nothing for each step, and every series
//! is walked once. What happens within one step is what Prometheus does at that time.

mod absent;
mod aggregate;
mod binary;
mod counter;
mod dates;
mod histogram;
mod map;
mod matching;
mod merge;
mod over;
mod quantile;
mod rank;
mod regression;
mod relabel;
mod select;
mod sets;
mod sliding;
mod window;

use crate::column::{ABSENT, present};
use crate::syntax::{Call, Kind, Node, Shape};
use crate::{Column, EvalError, History, Labels, Millis, Options, Range};

/// The most values one node may give, over all its series and steps.
const MAX_VALUES: u64 = 100_000_000;

/// One evaluation: over what, when and by whose rules.
pub(crate) struct Evaluator<'a> {
    history: &'a History,
    /// The steps of this evaluation.
    steps: Range,
    /// Those of the outermost one, to which `@ start()` and `@ end()` refer.
    query: Range,
    options: Options,
}

/// A number for each step.
#[derive(Debug, Clone)]
pub(crate) enum Scalar {
    Same(f64),
    Each(Vec<f64>),
}

impl Scalar {
    #[inline]
    pub(crate) fn at(&self, step: usize) -> f64 {
        match self {
            Self::Same(value) => *value,
            Self::Each(values) => values.get(step).copied().unwrap_or(f64::NAN),
        }
    }

    fn map(self, change: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::Same(value) => Self::Same(change(value)),
            Self::Each(values) => Self::Each(values.into_iter().map(change).collect()),
        }
    }
}

/// Evaluates a whole expression.
pub(crate) fn evaluate(
    node: &Node,
    history: &History,
    steps: Range,
    options: Options,
) -> Result<Vec<Column>, EvalError> {
    steps.check()?;
    let evaluator = Evaluator { history, steps, query: steps, options };
    let mut columns = match node.shape() {
        Shape::Vector => evaluator.vector(node)?,
        Shape::Scalar => vec![evaluator.broadcast(&evaluator.scalar(node)?)],
        Shape::Window => return Err(EvalError::Kind { kind: "range vector" }),
        Shape::Text => return Err(EvalError::Kind { kind: "string" }),
    };
    columns.retain(|column| !column.is_empty());
    Ok(columns)
}

impl<'a> Evaluator<'a> {
    /// The same history at other steps.
    fn inner(&self, steps: Range) -> Result<Self, EvalError> {
        steps.check()?;
        Ok(Self { steps, ..*self })
    }

    fn count(&self) -> usize {
        self.steps.len()
    }

    /// Refuses what would not fit into memory.
    fn afford(&self, series: usize) -> Result<(), EvalError> {
        let count = (series as u64).saturating_mul(self.count() as u64);
        if count > MAX_VALUES {
            return Err(EvalError::TooMuch { what: "values (series times steps)", count, limit: MAX_VALUES });
        }
        Ok(())
    }

    fn vector(&self, node: &Node) -> Result<Vec<Column>, EvalError> {
        match node {
            Node::Selector(selector) => self.select(selector),
            Node::Call(call) => self.call(call),
            Node::Aggregate(aggregate) => self.aggregate(aggregate),
            Node::Binary(binary) => self.binary(binary),
            Node::Negate(inner) => self.map_values(self.vector(inner)?, |_, value| -value),
            Node::Number(_) => Ok(vec![self.broadcast(&self.scalar(node)?)]),
            Node::Window(_) => Err(EvalError::Kind { kind: "range vector" }),
            Node::Text(_) => Err(EvalError::Kind { kind: "string" }),
        }
    }

    fn scalar(&self, node: &Node) -> Result<Scalar, EvalError> {
        match node {
            Node::Number(value) => Ok(Scalar::Same(*value)),
            Node::Negate(inner) => Ok(self.scalar(inner)?.map(|value| -value)),
            Node::Binary(binary) => self.scalars(binary),
            Node::Call(call) => match call.function.kind {
                Kind::Time => Ok(Scalar::Each(self.steps.times().map(seconds).collect())),
                Kind::Pi => Ok(Scalar::Same(std::f64::consts::PI)),
                _ => self.only_value(call),
            },
            _ => Err(EvalError::Kind { kind: "vector where a scalar is needed" }),
        }
    }

    fn call(&self, call: &Call) -> Result<Vec<Column>, EvalError> {
        match call.function.kind {
            Kind::Over(over) => self.over(over, &call.arguments),
            Kind::Map(map) => self.map(map, &call.arguments),
            Kind::Date(date) => self.date(date, &call.arguments),
            Kind::Absent => self.absent(&call.arguments),
            Kind::AbsentOverTime => self.absent_over_time(&call.arguments),
            Kind::Timestamp => self.timestamp(&call.arguments),
            Kind::Sort { descending } => self.sort(&call.arguments, descending),
            Kind::LabelReplace => self.label_replace(&call.arguments),
            Kind::LabelJoin => self.label_join(&call.arguments),
            Kind::HistogramQuantile => self.histogram_quantile(&call.arguments),
            Kind::Vector => {
                let value =
                    call.arguments.first().map_or(Ok(Scalar::Same(f64::NAN)), |node| self.scalar(node))?;
                Ok(vec![self.broadcast(&value)])
            }
            Kind::Scalar | Kind::Time | Kind::Pi => {
                Err(EvalError::Kind { kind: "scalar where a vector is needed" })
            }
        }
    }

    /// `scalar(v)`: the value where there is exactly one, and NaN elsewhere.
    fn only_value(&self, call: &Call) -> Result<Scalar, EvalError> {
        let columns = self.argument(&call.arguments, 0)?;
        let mut values = vec![ABSENT; self.count()];
        for column in &columns {
            for (at, value) in column.present() {
                values[at] = if present(values[at]) { f64::NAN } else { value };
            }
        }
        // A second value made it NaN, and a third would have to leave it so.
        for (at, value) in values.iter_mut().enumerate() {
            let several = || columns.iter().filter(|column| column.get(at).is_some()).count() > 1;
            if !present(*value) || (value.is_nan() && several()) {
                *value = f64::NAN;
            }
        }
        Ok(Scalar::Each(values))
    }

    fn argument(&self, arguments: &[Node], at: usize) -> Result<Vec<Column>, EvalError> {
        arguments.get(at).map_or_else(|| Ok(Vec::new()), |node| self.vector(node))
    }

    fn broadcast(&self, value: &Scalar) -> Column {
        let values = match value {
            Scalar::Same(value) => vec![*value; self.count()],
            Scalar::Each(values) => values.clone(),
        };
        Column { labels: Labels::default(), values }
    }
}

/// A time as PromQL's numbers have it.
#[expect(clippy::cast_precision_loss, reason = "Prometheus does the same; times are below 2^50")]
fn seconds(millis: Millis) -> f64 {
    millis as f64 / 1000.0
}
