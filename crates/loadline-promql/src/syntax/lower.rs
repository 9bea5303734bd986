//! From the parser's tree to the one that is evaluated. Whatever would not be evaluated as Prometheus does it is refused
//! here, by name.

use super::*;
use crate::labels::METRIC_NAME;
use crate::options::Dialect;
use crate::range::FARTHEST;
use crate::{Millis, ParseError};
use promql_parser::label::{MatchOp, Matchers};
use promql_parser::parser::token::TokenType;
use promql_parser::parser::{
    AggregateExpr, AtModifier, BinModifier, BinaryExpr, Call as ParsedCall, Expr, LabelModifier, Offset,
    SubqueryExpr, VectorMatchCardinality, VectorSelector,
};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// How deep a tree may be; every operator of a chain `a + b + c` is a level.
const MAX_DEPTH: usize = 200;

/// What is refused, and the word of the text it stands at.
pub(crate) struct Refused {
    error: ParseError,
    word: Option<String>,
}

impl Refused {
    /// The error, with the place of its word in `text`.
    pub(crate) fn find_in(self, text: &str) -> ParseError {
        let at = self.word.and_then(|word| super::guard::find(text, &word));
        self.error.at(at)
    }
}

impl From<ParseError> for Refused {
    fn from(error: ParseError) -> Self {
        Self { error, word: None }
    }
}

fn refuse(word: &str, reason: impl Into<String>) -> Refused {
    Refused { error: ParseError::new(reason), word: Some(word.to_owned()) }
}

/// The tree that means the same.
pub(crate) fn lower(expr: &Expr, dialect: Dialect) -> Result<Node, Refused> {
    Lower { dialect }.node(expr, 0)
}

/// The matchers of a parsed selector, its metric's name the first of them.
pub(super) fn matchers_of(selector: &VectorSelector, dialect: Dialect) -> Result<Vec<Matcher>, ParseError> {
    Lower { dialect }.matchers(selector.name.as_deref(), &selector.matchers).map_err(|refused| refused.error)
}

struct Lower {
    dialect: Dialect,
}

impl Lower {
    fn node(&self, expr: &Expr, depth: usize) -> Result<Node, Refused> {
        if depth > MAX_DEPTH {
            let error = ParseError::new(format!("the expression is nested deeper than {MAX_DEPTH}"))
                .hint("record its parts in rules of their own");
            return Err(error.into());
        }
        let depth = depth + 1;
        match expr {
            Expr::NumberLiteral(number) => Ok(Node::Number(number.val)),
            Expr::StringLiteral(string) => Ok(Node::Text(string.val.as_str().into())),
            Expr::Paren(inner) => self.node(&inner.expr, depth),
            Expr::Unary(inner) => {
                let node = self.node(&inner.expr, depth)?;
                expect(&node, &[Shape::Scalar, Shape::Vector], "-", "the operand of `-`")?;
                Ok(Node::Negate(Box::new(node)))
            }
            Expr::VectorSelector(selector) => Ok(Node::Selector(Selector {
                matchers: self.matchers(selector.name.as_deref(), &selector.matchers)?,
                shift: shift(selector.offset.as_ref(), selector.at.as_ref())?,
            })),
            Expr::MatrixSelector(matrix) => Ok(Node::Window(Box::new(Window {
                source: Source::Series(self.matchers(matrix.vs.name.as_deref(), &matrix.vs.matchers)?),
                range: positive(matrix.range)?,
                shift: shift(matrix.vs.offset.as_ref(), matrix.vs.at.as_ref())?,
            }))),
            Expr::Subquery(subquery) => self.subquery(subquery, depth),
            Expr::Call(call) => self.call(call, depth),
            Expr::Aggregate(aggregate) => self.aggregate(aggregate, depth),
            Expr::Binary(binary) => self.binary(binary, depth),
            Expr::Extension(_) => Err(ParseError::new("this is no expression of Prometheus").into()),
        }
    }

    fn matchers(&self, name: Option<&str>, parsed: &Matchers) -> Result<Vec<Matcher>, Refused> {
        if !parsed.or_matchers.is_empty() {
            let mut refused = refuse("or", "`or` between label matchers is not evaluated");
            refused.error = refused.error.hint("write `a or b` between two selectors");
            return Err(refused);
        }
        let by_name = name.map(|name| Matcher { name: METRIC_NAME.into(), test: Test::Is(name.into()) });
        let mut matchers: Vec<Matcher> = by_name.into_iter().collect();
        for matcher in &parsed.matchers {
            let test = match &matcher.op {
                MatchOp::Equal => Test::Is(matcher.value.as_str().into()),
                MatchOp::NotEqual => Test::IsNot(matcher.value.as_str().into()),
                MatchOp::Re(_) => Test::Matches(pattern(&matcher.value, self.dialect)?),
                MatchOp::NotRe(_) => Test::MatchesNot(pattern(&matcher.value, self.dialect)?),
            };
            matchers.push(Matcher { name: matcher.name.as_str().into(), test });
        }
        // One matcher at least must refuse the empty text, or every series of the server would be selected.
        if matchers.iter().all(|matcher| matcher.accepts_value("")) {
            return Err(ParseError::new("vector selector must contain at least one non-empty matcher")
                .hint("name the metric")
                .into());
        }
        Ok(matchers)
    }

    fn subquery(&self, subquery: &SubqueryExpr, depth: usize) -> Result<Node, Refused> {
        let node = self.node(&subquery.expr, depth)?;
        expect(&node, &[Shape::Vector], "[", "what a subquery repeats")?;
        Ok(Node::Window(Box::new(Window {
            source: Source::Subquery { node, step: subquery.step.map(positive).transpose()? },
            range: positive(subquery.range)?,
            shift: shift(subquery.offset.as_ref(), subquery.at.as_ref())?,
        })))
    }

    fn call(&self, call: &ParsedCall, depth: usize) -> Result<Node, Refused> {
        let name = call.func.name;
        let Some(function) = Function::find(name) else {
            return Err(refuse(name, format!("the function `{name}` is not evaluated")));
        };
        let given = call.args.args.len();
        let least = function.takes.len() - function.optional;
        if given < least || (given > function.takes.len() && !function.repeats) {
            return Err(refuse(
                name,
                format!("`{name}` takes {} arguments, not {given}", function.takes.len()),
            ));
        }
        let mut arguments = Vec::with_capacity(given);
        for (at, argument) in call.args.args.iter().enumerate() {
            let node = self.node(argument, depth)?;
            if let Some(shape) = function.takes(at) {
                expect(&node, &[shape], name, &format!("argument {} of `{name}`", at + 1))?;
            }
            arguments.push(node);
        }
        let texts = || arguments.iter().filter_map(Node::as_text);
        if matches!(function.kind, Kind::LabelReplace | Kind::LabelJoin) {
            let target = texts().next().unwrap_or_default();
            if !is_label_name(target) {
                return Err(refuse(
                    name,
                    format!("`{target}` is no label name, so `{name}` cannot write it"),
                ));
            }
        }
        if function.kind == Kind::LabelReplace {
            pattern(texts().nth(3).unwrap_or_default(), self.dialect)?;
        }
        Ok(Node::Call(Call { function, arguments }))
    }

    fn aggregate(&self, aggregate: &AggregateExpr, depth: usize) -> Result<Node, Refused> {
        let name = aggregate.op.to_string();
        let Some((_, op, takes)) = AGGREGATES.iter().find(|(known, ..)| *known == name) else {
            return Err(refuse(&name, format!("the aggregation `{name}` is not evaluated")));
        };
        let node = self.node(&aggregate.expr, depth)?;
        expect(&node, &[Shape::Vector], &name, &format!("what `{name}` aggregates"))?;
        let parameter = aggregate.param.as_ref().map(|expr| self.node(expr, depth)).transpose()?;
        match (&parameter, takes) {
            (Some(node), Some(shape)) => {
                expect(node, &[*shape], &name, &format!("the parameter of `{name}`"))?;
            }
            (None, None) => {}
            _ => return Err(refuse(&name, format!("`{name}` has a wrong number of parameters"))),
        }
        if *op == AggregateOp::CountValues {
            let label = parameter.as_ref().and_then(Node::as_text).unwrap_or_default();
            if !is_label_name(label) {
                return Err(refuse(
                    &name,
                    format!("`{label}` is no label name, so `{name}` cannot write it"),
                ));
            }
        }
        let grouping = aggregate.modifier.as_ref().map_or(Grouping::By(Vec::new()), grouping_of);
        Ok(Node::Aggregate(Box::new(Aggregate { op: *op, node, parameter, grouping })))
    }

    fn binary(&self, binary: &BinaryExpr, depth: usize) -> Result<Node, Refused> {
        let name = binary.op.to_string();
        let op = operator(&binary.op)
            .ok_or_else(|| refuse(&name, format!("the operator `{name}` is not evaluated")))?;
        let left = self.node(&binary.lhs, depth)?;
        let right = self.node(&binary.rhs, depth)?;
        for (side, node) in [("left", &left), ("right", &right)] {
            let allowed: &[Shape] =
                if op.is_set() { &[Shape::Vector] } else { &[Shape::Scalar, Shape::Vector] };
            expect(node, allowed, &name, &format!("the {side} side of `{name}`"))?;
        }
        let as_bool = binary.modifier.as_ref().is_some_and(|modifier| modifier.return_bool);
        if op.is_comparison() && !as_bool && left.shape() == Shape::Scalar && right.shape() == Shape::Scalar {
            return Err(refuse(&name, "comparisons between scalars must use the `bool` modifier"));
        }
        let matching = matching_of(binary.modifier.as_ref())?;
        Ok(Node::Binary(Box::new(Binary { op, left, right, as_bool, matching })))
    }
}

type Aggregation = (&'static str, AggregateOp, Option<Shape>);

const AGGREGATES: &[Aggregation] = &[
    ("sum", AggregateOp::Sum, None),
    ("avg", AggregateOp::Avg, None),
    ("min", AggregateOp::Min, None),
    ("max", AggregateOp::Max, None),
    ("count", AggregateOp::Count, None),
    ("group", AggregateOp::Group, None),
    ("stddev", AggregateOp::Stddev, None),
    ("stdvar", AggregateOp::Stdvar, None),
    ("topk", AggregateOp::Topk, Some(Shape::Scalar)),
    ("bottomk", AggregateOp::Bottomk, Some(Shape::Scalar)),
    ("quantile", AggregateOp::Quantile, Some(Shape::Scalar)),
    ("count_values", AggregateOp::CountValues, Some(Shape::Text)),
];

fn operator(op: &TokenType) -> Option<BinaryOp> {
    Some(match op.to_string().as_str() {
        "+" => BinaryOp::Add,
        "-" => BinaryOp::Sub,
        "*" => BinaryOp::Mul,
        "/" => BinaryOp::Div,
        "%" => BinaryOp::Mod,
        "^" => BinaryOp::Pow,
        "atan2" => BinaryOp::Atan2,
        "==" => BinaryOp::Equal,
        "!=" => BinaryOp::NotEqual,
        "<" => BinaryOp::Less,
        "<=" => BinaryOp::AtMost,
        ">" => BinaryOp::Greater,
        ">=" => BinaryOp::AtLeast,
        "and" => BinaryOp::And,
        "or" => BinaryOp::Or,
        "unless" => BinaryOp::Unless,
        _ => return None,
    })
}

fn grouping_of(modifier: &LabelModifier) -> Grouping {
    let names = modifier.labels().labels.iter().map(|label| label.as_str().into()).collect();
    if modifier.is_include() { Grouping::By(names) } else { Grouping::Without(names) }
}

fn matching_of(modifier: Option<&BinModifier>) -> Result<Matching, Refused> {
    let everything =
        Matching { labels: Grouping::Without(Vec::new()), many: Many::Nowhere, include: Vec::new() };
    let Some(modifier) = modifier else { return Ok(everything) };
    if modifier.fill_values.lhs.is_some() || modifier.fill_values.rhs.is_some() {
        return Err(refuse("fill", "`fill` is not evaluated"));
    }
    let many = match modifier.card {
        VectorMatchCardinality::OneToOne | VectorMatchCardinality::ManyToMany => Many::Nowhere,
        VectorMatchCardinality::ManyToOne(_) => Many::Left,
        VectorMatchCardinality::OneToMany(_) => Many::Right,
    };
    let include = modifier.card.labels().into_iter().flat_map(|labels| &labels.labels);
    Ok(Matching {
        labels: modifier.matching.as_ref().map_or(everything.labels, grouping_of),
        many,
        include: include.map(|label| label.as_str().into()).collect(),
    })
}

fn expect(node: &Node, shapes: &[Shape], word: &str, what: &str) -> Result<(), Refused> {
    let shape = node.shape();
    if shapes.contains(&shape) {
        return Ok(());
    }
    let wanted: Vec<&str> = shapes.iter().map(|shape| shape.words()).collect();
    let mut refused = refuse(word, format!("{what} is {}, not {}", shape.words(), wanted.join(" or ")));
    refused.error = match (shapes, shape) {
        ([Shape::Window], Shape::Vector) => refused.error.hint("say over what time, as in `metric[5m]`"),
        ([Shape::Vector], Shape::Scalar) => refused.error.hint("make it a vector with `vector(…)`"),
        ([Shape::Scalar], Shape::Vector) => refused.error.hint("make it a number with `scalar(…)`"),
        _ => refused.error,
    };
    Err(refused)
}

impl Shape {
    /// What it is, in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Scalar => "a scalar",
            Self::Vector => "an instant vector",
            Self::Window => "a range vector",
            Self::Text => "a string",
        }
    }
}

impl Node {
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

fn is_label_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn positive(duration: Duration) -> Result<Millis, Refused> {
    let millis = Millis::try_from(duration.as_millis()).ok().filter(|millis| (1..FARTHEST).contains(millis));
    millis.ok_or_else(|| ParseError::new("a duration is too short or too long").into())
}

fn shift(offset: Option<&Offset>, at: Option<&AtModifier>) -> Result<Shift, Refused> {
    let offset = match offset {
        None => 0,
        Some(Offset::Pos(duration)) => positive(*duration)?,
        Some(Offset::Neg(duration)) => -positive(*duration)?,
    };
    let at = match at {
        None => None,
        Some(AtModifier::Start) => Some(At::Start),
        Some(AtModifier::End) => Some(At::End),
        Some(AtModifier::At(time)) => Some(At::Time(moment(*time)?)),
    };
    Ok(Shift { offset, at })
}

fn moment(time: SystemTime) -> Result<Millis, Refused> {
    let (sign, distance) = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => (1, after),
        Err(before) => (-1, before.duration()),
    };
    let millis = Millis::try_from(distance.as_millis()).ok().filter(|millis| *millis < FARTHEST);
    millis.map(|millis| sign * millis).ok_or_else(|| refuse("@", "the time after `@` is too far away"))
}
