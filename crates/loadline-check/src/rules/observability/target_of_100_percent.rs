//! A target that nobody can keep.

use crate::prelude::*;
use loadline_slo::{Decimal, Target};

/// A target that nobody can keep.
pub(crate) const RULE: Rule = Rule {
    code: "LL510",
    name: "target-of-100-percent",
    level: Severity::Error,
    since: "0.1.0",
    summary: "a target leaves no error budget, or less than people can react in",
    requirements: &["R1", "R8", "O2"],
    pillar: None,
    facts: &["slos.*.target", "slos.*.window"],
    page: include_str!("target_of_100_percent.md"),
    check,
};

/// Taken when an SLO says no window.
const MONTH: f64 = 30.0 * 86_400.0;

fn check(cx: &mut Check<'_>) {
    for (id, slo) in cx.model.system.slos.iter().flat_map(|all| all.iter()) {
        let Some(target) = slo.target.as_ref().filter(|target| hardly_any(target.fraction())) else {
            continue;
        };
        let window = slo.window.as_ref().map_or(Duration::from_secs_f64(MONTH), |window| window.value);
        let left = target.complement();
        let budget = window.scale(left.fraction());
        let formula = format!("{left} × {window}");
        let place = Place::new(format!("slos/{id}"), slo.key);
        let report = if budget.is_zero() {
            Report::new(
                place,
                format!("`{id}` allows 0 s of failure in {window}: the first lost request breaks it"),
            )
            .hint("choose the lowest target users are content with; 99.9 % leaves 43 min a month")
        } else {
            let shown = Duration::from_secs_f64(budget.as_secs_f64().round().max(1.0));
            Report::new(
                place,
                format!("`{id}` allows {shown} of failure in {window}, less than anybody can react in"),
            )
            .severity(Severity::Warning)
            .hint("only machines can keep this: say what recovers without people, or lower the target")
        };
        cx.report(
            report
                .mark(target.span, format!("leaves {left}"))
                .note(format!("error budget = (100% − {}) × {window}", target.value))
                .number(Quantity::computed("error budget", budget.as_secs_f64(), "s", formula))
                .number(Quantity::stated("target", target.fraction(), "1")),
        );
    }
}

fn hardly_any(target: f64) -> bool {
    let target = Decimal::try_from(target).ok().and_then(|ratio| Target::from_ratio(ratio).ok());
    target.is_some_and(Target::leaves_hardly_any)
}
