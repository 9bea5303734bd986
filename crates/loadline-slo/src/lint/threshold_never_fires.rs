//! A burn rate that no outage reaches.

use super::{Level, Lint, Subject, percent};
use crate::Decimal;

pub(super) const LINT: Lint = Lint {
    name: "threshold-never-fires",
    level: Level::Error,
    about: "a tier needs more bad events than there are events",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let budget = subject.slo.target.budget();
    for tier in subject.slo.policy.iter().flat_map(|policy| &policy.tiers) {
        if !tier.cannot_fire(budget) {
            continue;
        }
        let (burn, threshold) = (tier.burn.normalize(), percent(tier.threshold(budget)));
        let below = (Decimal::ONE / budget.max(Decimal::new(1, 20))).round_dp(3).normalize();
        subject.report(
            format!(
                "its {} tier at {burn}x fires when more than {threshold} of events are bad, so never",
                tier.class.word()
            ),
            format!("burn rate × (100% − target) = {burn} × {} = {threshold}", percent(budget)),
            format!("with this target a burn rate must stay below {below}"),
        );
    }
}
