//! A burn rate of nothing, which every error exceeds.

use super::{Level, Lint, Subject, percent};
use crate::Decimal;

pub(super) const LINT: Lint = Lint {
    name: "fires-at-any-error",
    level: Level::Error,
    about: "a tier has a burn rate of 0, which every error exceeds",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let budget = subject.slo.target.budget();
    for tier in subject.slo.policy.iter().flat_map(|policy| &policy.tiers) {
        if tier.burn > Decimal::ZERO {
            continue;
        }
        let (burn, threshold) = (tier.burn.normalize(), percent(tier.threshold(budget)));
        subject.report(
            format!("its {} tier at {burn}x fires at any error at all", tier.class.word()),
            format!("burn rate × (100% − target) = {burn} × {} = {threshold}", percent(budget)),
            "a page usually burns at 6x or 14.4x, a ticket at 1x or 3x",
        );
    }
}
