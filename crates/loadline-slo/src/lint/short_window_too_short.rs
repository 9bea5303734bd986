//! A short window of so few samples that one missed scrape empties it.

use super::{Level, Lint, Subject, number};
use crate::prometheus_duration;

pub(super) const LINT: Lint = Lint {
    name: "short-window-too-short",
    level: Level::Error,
    about: "a short window is under four scrape intervals",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let Some(scrape) = subject.facts.scrape_interval.filter(|scrape| !scrape.is_zero()) else { return };
    for tier in subject.slo.policy.iter().flat_map(|policy| &policy.tiers) {
        if tier.short >= scrape.saturating_mul(4) {
            continue;
        }
        let (short, every) = (prometheus_duration(tier.short), prometheus_duration(scrape));
        let samples = number(tier.short.as_secs_f64() / scrape.as_secs_f64());
        subject.report(
            format!("the short window {short} of its {}x tier holds {samples} samples: a missed scrape empties it", tier.burn.normalize()),
            format!("{short} ÷ {every} = {samples} < 4"),
            format!("take at least {}, or scrape more often", prometheus_duration(scrape.saturating_mul(4))),
        );
    }
}
