//! A tier that another one, at least as urgent, always comes before.

use super::{Level, Lint, Subject, number};
use crate::{Tier, prometheus_duration};

pub(super) const LINT: Lint = Lint {
    name: "tier-never-matters",
    level: Level::Warning,
    about: "another tier fires earlier at every burn rate",
    check,
};

/// Burn times window: at an error ratio e a tier fires after so much of it divided by e.
fn spent(tier: &Tier) -> f64 {
    f64::try_from(tier.burn).unwrap_or(f64::NAN) * tier.long.as_secs_f64()
}

fn check(subject: &mut Subject<'_>) {
    let Some(policy) = &subject.slo.policy else { return };
    for (at, tier) in policy.tiers.iter().enumerate() {
        // `Page` is less than `Ticket`. Of two that are alike, the first counts.
        let better = policy.tiers.iter().enumerate().find(|(other_at, other)| {
            let same = (other.long, other.short) == (tier.long, tier.short);
            let earlier =
                other.burn <= tier.burn && other.hold <= tier.hold && (same || spent(other) < spent(tier));
            let alike = same && other.burn == tier.burn && other.hold == tier.hold;
            *other_at != at
                && other.class <= tier.class
                && earlier
                && (!alike || other.class < tier.class || *other_at < at)
        });
        let Some((_, other)) = better else { continue };
        let show = |tier: &Tier| {
            format!(
                "{} {}x over {}",
                tier.class.word(),
                tier.burn.normalize(),
                prometheus_duration(tier.long)
            )
        };
        subject.report(
            format!("its tier {} is always behind {}", show(tier), show(other)),
            format!(
                "fires after burn × window: {} × {} = {} h of budget against {} h, and at no lower burn rate",
                tier.burn.normalize(),
                prometheus_duration(tier.long),
                number(spent(tier) / 3600.0),
                number(spent(other) / 3600.0)
            ),
            "leave it out, or give the slower burn the longer window",
        );
    }
}
