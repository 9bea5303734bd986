//! A condition that is met while all is well: `burn rate < 2`, where more than 2 is meant. And a target that is a budget.

use super::{Level, Lint, Subject};
use crate::Decimal;

pub(super) const LINT: Lint = Lint {
    name: "inverted-op",
    level: Level::Error,
    about: "a burn-rate condition fires while all is well, or a target is written as what may fail",
    check,
};

fn check(subject: &mut Subject<'_>) {
    if let Some(op) = subject.facts.op.as_deref().filter(|op| matches!(*op, "lt" | "lte" | "<" | "<=")) {
        let what = format!("its condition fires while the burn rate is low: `op: {op}`");
        subject.report(what, String::new(), "write `op: gt`");
    }
    let target = subject.slo.target;
    if target.ratio() > Decimal::ZERO && target.ratio() <= Decimal::new(2, 1) {
        subject.report(
            format!("its target of {target} lets nearly everything fail; it looks like what may fail"),
            format!("100% − {target} = {}%", target.budget() * Decimal::ONE_HUNDRED),
            "write the share that has to be good",
        );
    }
}
