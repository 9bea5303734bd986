//! An average of ratios where a ratio of events is meant: a quiet minute counts as much as a busy one.

use super::queries::{self, walk};
use super::{Level, Lint, Subject};
use crate::Indicator;
use promql_parser::parser::{Expr, token};

pub(super) const LINT: Lint = Lint {
    name: "averages-ratios",
    level: Level::Warning,
    about: "long windows are averages of ratios, not ratios of events",
    check,
};

fn check(subject: &mut Subject<'_>) {
    if !matches!(subject.slo.indicator, Indicator::Raw { .. }) {
        return;
    }
    for query in queries::of(&subject.slo.indicator) {
        let fixed = !query.text.contains("$window");
        let mut averages = false;
        walk(&query.tree, &mut |part| match part {
            Expr::Call(call) => averages |= call.func.name == "avg_over_time",
            Expr::Aggregate(aggregate) => averages |= aggregate.op.id() == token::T_AVG,
            _ => {}
        });
        if fixed || averages {
            let what =
                "its ratio is averaged over time or series: a quiet minute counts as much as a busy one";
            let hint = "count bad and all events apart";
            subject.report(what.to_owned(), format!("`{}`", query.text), hint);
        }
    }
}
