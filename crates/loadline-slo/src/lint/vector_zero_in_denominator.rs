//! `or vector(0)` where all events are counted: without events it makes 0 ÷ 0, or hides that there is no data.

use super::queries::{self, walk};
use super::{Level, Lint, Subject};
use promql_parser::parser::{Expr, token};

pub(super) const LINT: Lint = Lint {
    name: "vector-zero-in-denominator",
    level: Level::Error,
    about: "`or vector(0)` in a denominator hides missing data",
    check,
};

fn check(subject: &mut Subject<'_>) {
    for query in queries::of(&subject.slo.indicator).iter().filter(|query| query.side == "denominator") {
        let mut zero = false;
        walk(&query.tree, &mut |part| {
            if let Expr::Binary(binary) = part
                && binary.op.id() == token::T_LOR
            {
                zero |= is_zero(&binary.rhs) || is_zero(&binary.lhs);
            }
        });
        if zero {
            let what = "its denominator is 0 when there is no data, and nobody is told".to_owned();
            let hint = "leave out `or vector(0)`: missing data is told by an alert of its own";
            subject.report(what, format!("`{}`", query.text), hint);
        }
    }
}

fn is_zero(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_zero(&inner.expr),
        Expr::Call(call) if call.func.name == "vector" => {
            matches!(call.args.args.first().map(AsRef::as_ref), Some(Expr::NumberLiteral(number)) if number.val == 0.0)
        }
        _ => false,
    }
}
