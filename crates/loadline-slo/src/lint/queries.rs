//! The queries of an indicator as trees, and what lints ask of them. Reports nothing by itself.

use crate::backends::expression::parse;
use crate::{Events, Indicator};
use promql_parser::parser::{AggregateExpr, Expr, LabelModifier, VectorSelector};

/// One side of an indicator.
pub(super) struct Query {
    /// `numerator`, `denominator` or `ratio`.
    pub(super) side: &'static str,
    pub(super) text: String,
    pub(super) tree: Expr,
}

/// The queries that people wrote and that are PromQL.
pub(super) fn of(indicator: &Indicator) -> Vec<Query> {
    let sides: Vec<(&'static str, &Events)> = match indicator {
        Indicator::Ratio { events, total, .. } => vec![("numerator", events), ("denominator", total)],
        Indicator::Raw { ratio, .. } => vec![("ratio", ratio)],
        _ => Vec::new(),
    };
    sides
        .into_iter()
        .filter_map(|(side, events)| {
            let text = match events {
                Events::Counter(text) | Events::Expression(text) => text,
                Events::Foreign { .. } => return None,
            };
            let tree = parse(&text.replace("$window", "5m")).ok()?;
            Some(Query { side, text: text.clone(), tree })
        })
        .collect()
}

/// The outermost aggregation, if the whole is one.
pub(super) fn aggregation(expr: &Expr) -> Option<&AggregateExpr> {
    match expr {
        Expr::Paren(inner) => aggregation(&inner.expr),
        Expr::Aggregate(aggregate) => Some(aggregate),
        _ => None,
    }
}

/// The labels that the whole keeps, where that can be said: those of `by (…)`, none without.
pub(super) fn kept(expr: &Expr) -> Option<Vec<String>> {
    match &aggregation(expr)?.modifier {
        None => Some(Vec::new()),
        Some(LabelModifier::Include(labels)) => Some(labels.labels.clone()),
        Some(LabelModifier::Exclude(_)) => None,
    }
}

/// Calls `visit` with every part of the tree.
pub(super) fn walk<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    match expr {
        Expr::Call(call) => call.args.args.iter().for_each(|arg| walk(arg, visit)),
        Expr::Aggregate(aggregate) => walk(&aggregate.expr, visit),
        Expr::Unary(unary) => walk(&unary.expr, visit),
        Expr::Paren(paren) => walk(&paren.expr, visit),
        Expr::Subquery(subquery) => walk(&subquery.expr, visit),
        Expr::Binary(binary) => {
            walk(&binary.lhs, visit);
            walk(&binary.rhs, visit);
        }
        _ => {}
    }
}

/// Every selector in the tree.
pub(super) fn selectors(expr: &Expr) -> Vec<&VectorSelector> {
    let mut found = Vec::new();
    walk(expr, &mut |part| match part {
        Expr::VectorSelector(selector) => found.push(selector),
        Expr::MatrixSelector(matrix) => found.push(&matrix.vs),
        _ => {}
    });
    found
}
