//! The tree that is evaluated. Every node here has a meaning in the evaluator; there is nothing else to meet.

use super::Function;
use crate::{Labels, Millis};
use regex::Regex;
use std::sync::Arc;

/// One expression.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Number(f64),
    Text(Arc<str>),
    Selector(Selector),
    /// A range vector, which only functions can take.
    Window(Box<Window>),
    Call(Call),
    Aggregate(Box<Aggregate>),
    Binary(Box<Binary>),
    Negate(Box<Self>),
}

/// What a node gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Scalar,
    Vector,
    Window,
    Text,
}

/// `metric{label="value"} offset 5m @ 0`.
#[derive(Debug, Clone)]
pub(crate) struct Selector {
    pub(crate) matchers: Vec<Matcher>,
    pub(crate) shift: Shift,
}

/// One condition on a label. A label that is absent is empty.
#[derive(Debug, Clone)]
pub(crate) struct Matcher {
    pub(crate) name: Arc<str>,
    pub(crate) test: Test,
}

/// What a label's value must be.
#[derive(Debug, Clone)]
pub(crate) enum Test {
    Is(Arc<str>),
    IsNot(Arc<str>),
    Matches(Regex),
    MatchesNot(Regex),
}

/// By how much a selector looks into the past, and from when.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shift {
    pub(crate) offset: Millis,
    pub(crate) at: Option<At>,
}

/// `@ 1600000000`, `@ start()`, `@ end()`.
#[derive(Debug, Clone, Copy)]
pub(crate) enum At {
    Time(Millis),
    Start,
    End,
}

/// `source[range]`.
#[derive(Debug, Clone)]
pub(crate) struct Window {
    pub(crate) source: Source,
    pub(crate) range: Millis,
    pub(crate) shift: Shift,
}

/// What a window looks at: series, or an expression evaluated every `step`.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    Series(Vec<Matcher>),
    Subquery { node: Node, step: Option<Millis> },
}

/// `function(arguments)`.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    pub(crate) function: Function,
    pub(crate) arguments: Vec<Node>,
}

/// `op by (labels) (parameter, node)`.
#[derive(Debug, Clone)]
pub(crate) struct Aggregate {
    pub(crate) op: AggregateOp,
    pub(crate) node: Node,
    pub(crate) parameter: Option<Node>,
    pub(crate) grouping: Grouping,
}

/// How many series become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AggregateOp {
    Sum,
    Avg,
    Min,
    Max,
    Count,
    Group,
    Stddev,
    Stdvar,
    Topk,
    Bottomk,
    Quantile,
    CountValues,
}

/// Which labels count.
#[derive(Debug, Clone)]
pub(crate) enum Grouping {
    By(Vec<Arc<str>>),
    Without(Vec<Arc<str>>),
}

/// `left op right`.
#[derive(Debug, Clone)]
pub(crate) struct Binary {
    pub(crate) op: BinaryOp,
    pub(crate) left: Node,
    pub(crate) right: Node,
    /// A comparison gives 0 or 1 instead of filtering.
    pub(crate) as_bool: bool,
    pub(crate) matching: Matching,
}

/// Which pairs of series belong together.
#[derive(Debug, Clone)]
pub(crate) struct Matching {
    /// `on` is [`Grouping::By`]; `ignoring` is [`Grouping::Without`].
    pub(crate) labels: Grouping,
    pub(crate) many: Many,
    /// Labels that the many take over from the one.
    pub(crate) include: Vec<Arc<str>>,
}

/// On which side there may be many series for one on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Many {
    Nowhere,
    Left,
    Right,
}

/// What is done with two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    Atan2,
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    And,
    Or,
    Unless,
}

impl BinaryOp {
    pub(crate) const fn is_comparison(self) -> bool {
        matches!(
            self,
            Self::Equal | Self::NotEqual | Self::Less | Self::AtMost | Self::Greater | Self::AtLeast
        )
    }

    pub(crate) const fn is_set(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Unless)
    }
}

impl Node {
    pub(crate) fn shape(&self) -> Shape {
        match self {
            Self::Number(_) => Shape::Scalar,
            Self::Text(_) => Shape::Text,
            Self::Selector(_) | Self::Aggregate(_) => Shape::Vector,
            Self::Window(_) => Shape::Window,
            Self::Call(call) => call.function.shape(),
            Self::Binary(binary) => match (binary.left.shape(), binary.right.shape()) {
                (Shape::Scalar, Shape::Scalar) => Shape::Scalar,
                _ => Shape::Vector,
            },
            Self::Negate(node) => node.shape(),
        }
    }

    /// Calls `visit` with every selection of series in this tree: its matchers, and how far back before the time of
    /// evaluation it looks, `None` where it looks at fixed times.
    pub(crate) fn selections<'a>(
        &'a self,
        back: Option<(Millis, Millis)>,
        visit: &mut impl FnMut(&'a [Matcher], Option<(Millis, Millis)>),
    ) {
        match self {
            Self::Number(_) | Self::Text(_) => {}
            Self::Selector(selector) => visit(&selector.matchers, selector.shift.reach(back, None)),
            Self::Window(window) => {
                let reach = window.shift.reach(back, Some(window.range));
                match &window.source {
                    Source::Series(matchers) => visit(matchers, reach),
                    Source::Subquery { node, .. } => node.selections(reach, visit),
                }
            }
            Self::Call(call) => call.arguments.iter().for_each(|node| node.selections(back, visit)),
            Self::Aggregate(aggregate) => {
                aggregate.node.selections(back, visit);
                if let Some(parameter) = &aggregate.parameter {
                    parameter.selections(back, visit);
                }
            }
            Self::Binary(binary) => {
                binary.left.selections(back, visit);
                binary.right.selections(back, visit);
            }
            Self::Negate(node) => node.selections(back, visit),
        }
    }
}

impl Shift {
    /// From and to how long before the time of evaluation; `None` where that does not count.
    fn reach(self, back: Option<(Millis, Millis)>, range: Option<Millis>) -> Option<(Millis, Millis)> {
        let (from, to) = back.filter(|_| self.at.is_none())?;
        Some((
            from.saturating_add(self.offset).saturating_add(range.unwrap_or(0)),
            to.saturating_add(self.offset),
        ))
    }
}

impl Matcher {
    pub(crate) fn accepts(&self, labels: &Labels) -> bool {
        self.accepts_value(labels.get(&self.name).unwrap_or_default())
    }

    pub(crate) fn accepts_value(&self, value: &str) -> bool {
        match &self.test {
            Test::Is(wanted) => value == wanted.as_ref(),
            Test::IsNot(unwanted) => value != unwanted.as_ref(),
            Test::Matches(regex) => regex.is_match(value),
            Test::MatchesNot(regex) => !regex.is_match(value),
        }
    }
}
