//! A `for` that outlasts the short window: short outages that spend as much budget are never seen.

use super::{Level, Lint, Subject};
use crate::prometheus_duration;

pub(super) const LINT: Lint = Lint {
    name: "for-longer-than-short-window",
    level: Level::Warning,
    about: "`for` is longer than the short window",
    check,
};

fn check(subject: &mut Subject<'_>) {
    for tier in subject.slo.policy.iter().flat_map(|policy| &policy.tiers) {
        if tier.hold <= tier.short {
            continue;
        }
        let (hold, short) = (prometheus_duration(tier.hold), prometheus_duration(tier.short));
        subject.report(
            format!("its {}x tier waits {hold} longer than its short window remembers, {short}: outages that come and go never fire it", tier.burn.normalize()),
            format!("{hold} > {short}"),
            "leave out `for`: the windows do this better",
        );
    }
}
