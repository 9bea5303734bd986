//! A target that nobody can keep.

use super::{Level, Lint, Subject};
use crate::{Decimal, prometheus_duration};

pub(super) const LINT: Lint = Lint {
    name: "target-of-100-percent",
    level: Level::Error,
    about: "a target leaves no error budget, or less than people can react in",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let (target, period) = (subject.slo.target, subject.slo.period());
    if !target.leaves_hardly_any() {
        return;
    }
    let seconds = period.as_secs_f64() * f64::try_from(target.budget()).unwrap_or(0.0);
    let budget = (target.budget() * Decimal::ONE_HUNDRED).normalize();
    let arithmetic = format!(
        "(100% − {target}) × {} = {budget}% × {} = {seconds:.0} s",
        prometheus_duration(period),
        prometheus_duration(period)
    );
    if target.budget().is_zero() {
        let what = "it leaves no budget: the first bad event breaks it".to_owned();
        subject.report(what, arithmetic, "choose the lowest target users are content with");
    } else {
        let what = format!(
            "it allows {seconds:.0} s of outage in {}, less than anybody can react in",
            prometheus_duration(period)
        );
        let hint = "only machines can keep this: say what recovers without people, or lower the target";
        subject.report_as(Level::Warning, what, arithmetic, hint);
    }
}
