//! An expression: read once, evaluated on any history.

use crate::eval;
use crate::syntax::{Matcher, Node, Test};
use crate::{Column, EvalError, History, METRIC_NAME, Millis, Options, ParseError, Range, syntax};

/// A PromQL expression that can be evaluated. Reading one refuses, by name, whatever would not be.
#[derive(Debug, Clone)]
pub struct Expression {
    text: String,
    node: Node,
}

/// Series that an expression asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// The metric's name, where it is given and not matched by a pattern.
    pub metric: Option<String>,
    /// How far back before the time of evaluation it looks; `None` where it looks at fixed times (`@`).
    pub reach: Option<Millis>,
}

impl Expression {
    /// Reads a text by the rules of Prometheus 2.
    ///
    /// # Errors
    /// The text is no PromQL, or asks for something that is not evaluated.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::parse_with(text, Options::default().dialect)
    }

    /// Reads a text by the rules of `dialect`, which matter to patterns.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_with(text: &str, dialect: crate::Dialect) -> Result<Self, ParseError> {
        Ok(Self { text: text.to_owned(), node: syntax::parse(text, dialect)? })
    }

    /// The text it was read from.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The result at each time of `range`: a column for each series, those without any value left out. A scalar is one
    /// column without labels.
    ///
    /// # Errors
    /// What Prometheus answers with an error too, and what would take too much memory.
    pub fn range(&self, history: &History, range: Range) -> Result<Vec<Column>, EvalError> {
        self.range_with(history, range, Options::default())
    }

    /// The same, as a server with these options would answer.
    ///
    /// # Errors
    /// As [`Self::range`].
    pub fn range_with(
        &self,
        history: &History,
        range: Range,
        options: Options,
    ) -> Result<Vec<Column>, EvalError> {
        eval::evaluate(&self.node, history, range, options)
    }

    /// The result at one time: columns with one value each.
    ///
    /// # Errors
    /// As [`Self::range`].
    pub fn instant(&self, history: &History, at: Millis) -> Result<Vec<Column>, EvalError> {
        self.range(history, Range::instant(at))
    }

    /// Every selection of series in the expression, in the order of the text. The lookback of five minutes is not in
    /// `reach`.
    #[must_use]
    pub fn selections(&self) -> Vec<Selection> {
        let mut selections = Vec::new();
        self.node.selections(Some((0, 0)), &mut |matchers, reach| {
            selections.push(Selection { metric: metric(matchers), reach: reach.map(|(from, _)| from) });
        });
        selections
    }

    /// Whether the expression may select series of the metric `name` that have these `labels` and perhaps others.
    #[must_use]
    pub fn reads<'l>(
        &self,
        name: &str,
        labels: impl IntoIterator<Item = (&'l str, &'l str)> + Clone,
    ) -> bool {
        let mut reads = false;
        self.node.selections(Some((0, 0)), &mut |matchers, _| {
            let accepts = |label: &str, value: &str| {
                matchers
                    .iter()
                    .filter(|matcher| &*matcher.name == label)
                    .all(|matcher| matcher.accepts_value(value))
            };
            reads |= accepts(METRIC_NAME, name)
                && labels.clone().into_iter().all(|(label, value)| accepts(label, value));
        });
        reads
    }
}

fn metric(matchers: &[Matcher]) -> Option<String> {
    matchers.iter().find_map(|matcher| match &matcher.test {
        Test::Is(name) if matcher.name.as_ref() == METRIC_NAME => Some(name.to_string()),
        _ => None,
    })
}
