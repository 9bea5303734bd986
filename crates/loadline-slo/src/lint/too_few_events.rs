//! Traffic so low that one bad event fires an alert, or that the guard against that keeps it silent for ever.

use super::{Level, Lint, Subject, number, percent};
use crate::prometheus_duration;

pub(super) const LINT: Lint = Lint {
    name: "too-few-events",
    level: Level::Warning,
    about: "one bad event fires a tier, or the guard for low traffic always holds it back",
    check,
};

fn check(subject: &mut Subject<'_>) {
    let Some(rate) = subject.facts.events_per_second.filter(|rate| rate.is_finite() && *rate > 0.0) else {
        return;
    };
    let Some(policy) = &subject.slo.policy else { return };
    let budget = subject.slo.target.budget();
    let least = f64::try_from(policy.least_events).unwrap_or(0.0);
    for tier in &policy.tiers {
        let threshold = tier.threshold(budget);
        let (long, events) = (prometheus_duration(tier.long), rate * tier.long.as_secs_f64());
        let (burn, class) = (tier.burn.normalize(), tier.class.word());
        let counted = format!("{}/s × {long} = {} events", number(rate), number(events));
        if least > events {
            subject.report(
                format!(
                    "its {class} tier at {burn}x waits for {} events in {long}, and there are about {}",
                    policy.least_events.normalize(),
                    number(events)
                ),
                counted,
                "ask for fewer events, or take a longer window",
            );
        } else if events * f64::try_from(threshold).unwrap_or(1.0) < 1.0 {
            subject.report(
                format!("one bad event in {long} fires its {class} tier at {burn}x"),
                format!(
                    "{counted}; 1 ÷ {} = {}% > {}",
                    number(events),
                    number(100.0 / events),
                    percent(threshold)
                ),
                format!(
                    "ask for at least {} events in the long window, or count probes as well",
                    number((1.0 / f64::try_from(threshold).unwrap_or(1.0)).ceil() + 1.0)
                ),
            );
        }
    }
}
