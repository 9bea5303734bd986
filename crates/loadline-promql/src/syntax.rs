//! From text to the tree that is evaluated. The grammar is `promql-parser`'s; what it lets through is checked here.

mod duration;
mod functions;
mod guard;
mod lower;
mod pattern;
mod tree;

pub(crate) use duration::{read as read_duration, write as write_duration};
pub(crate) use functions::{Date, Function, Kind, Map, Over};
pub(crate) use lower::lower;
pub(crate) use pattern::pattern;
pub(crate) use tree::*;

use crate::ParseError;
use crate::options::Dialect;
use promql_parser::parser::{Expr, VectorSelector};

/// The tree of `text`.
pub(crate) fn parse(text: &str, dialect: Dialect) -> Result<Node, ParseError> {
    lower(&grammar(text)?, dialect).map_err(|error| error.find_in(text))
}

/// The matchers of a selector.
pub(crate) fn matchers(selector: &VectorSelector, dialect: Dialect) -> Result<Vec<Matcher>, ParseError> {
    lower::matchers_of(selector, dialect)
}

/// The parser's own tree, after everything it would stumble over has been refused.
pub(crate) fn grammar(text: &str) -> Result<Expr, ParseError> {
    guard::check(text)?;
    promql_parser::parser::parse(text).map_err(|reason| guard::explain(text, reason))
}
