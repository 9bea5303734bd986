//! A short window that does not tell more about the present than the long one.

use super::{Level, Lint, Subject, number};
use crate::prometheus_duration;

pub(super) const LINT: Lint = Lint {
    name: "short-window-not-shorter",
    level: Level::Error,
    about: "a short window is as long as the long one, or far from a twelfth of it",
    check,
};

fn check(subject: &mut Subject<'_>) {
    for tier in subject.slo.policy.iter().flat_map(|policy| &policy.tiers) {
        let (long, short) = (prometheus_duration(tier.long), prometheus_duration(tier.short));
        let times = tier.long.as_secs_f64() / tier.short.as_secs_f64();
        let arithmetic = format!("{long} ÷ {short} = {}", number(times));
        let burn = tier.burn.normalize();
        if tier.short >= tier.long {
            let what = format!(
                "the short window {short} of its {burn}x tier is not shorter than the long one, {long}"
            );
            subject.report(what, arithmetic, "take a twelfth of the long window");
        } else if !(4.0..=40.0).contains(&times) {
            let what = format!(
                "the short window {short} of its {burn}x tier is {} of the long one, {long}",
                if times < 4.0 { "much" } else { "very little" }
            );
            let hint = "take about a twelfth: a longer one resets late, a shorter one flaps";
            subject.report_as(Level::Warning, what, arithmetic, hint);
        }
    }
}
