//! Traffic so low that one failure wakes somebody, or that the guard against that keeps an alert silent.

use crate::prelude::*;
use loadline_base::figure::figure;
use loadline_model::kinds::{AlertTier, PageClass};

/// Traffic so low that one failure wakes somebody, or that the guard against that keeps an alert silent.
pub(crate) const RULE: Rule = Rule {
    code: "LL514",
    name: "few-events-for-alert",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "at the journey's rate one failure fires an alert, or its guard for low traffic never lets it fire",
    requirements: &["O3", "R1"],
    pillar: None,
    facts: &[
        "slos.*.of",
        "slos.*.target",
        "slos.*.alert.policy",
        "policies.alert.*.tiers",
        "policies.alert.*.least-events",
        "journeys.*.load.average",
    ],
    page: include_str!("few_events_for_alert.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let model = cx.model;
    for (id, slo) in model.system.slos.iter().flat_map(|all| all.iter()) {
        let Some(alert) = slo.alert.as_ref().and_then(|alert| alert.value()) else { continue };
        let (Some(policy), Some(target), Some(of)) = (&alert.policy, &slo.target, &slo.of) else { continue };
        let Some(flow) = cx.flows.of(&of.id) else { continue };
        let Some(rate) = flow.average().or_else(|| flow.peak()).filter(|rate| *rate > 0.0) else { continue };
        let own = model.system.policies.as_ref().and_then(|all| all.alert.as_ref()?.get(&policy.id));
        let least = own.and_then(|own| own.least_events.as_ref()).map_or(0.0, |least| least.get());
        let tiers = match own {
            Some(own) => {
                own.tiers.iter().flat_map(|tiers| tiers.iter()).filter_map(|tier| Tier::of(tier)).collect()
            }
            None if policy.id == "standard" => {
                slo.window.as_ref().map(|window| standard(window.value)).unwrap_or_default()
            }
            None => Vec::new(),
        };
        let budget = target.complement().fraction();
        // The tier that needs the fewest events says enough; slower ones look at more.
        let found = tiers.iter().find_map(|tier| tier.fault(rate, budget, least));
        let Some((message, working, hint, events)) = found else { continue };
        cx.report(
            Report::new(Place::new(format!("slos/{id}"), slo.key), format!("`{id}`: {message}"))
                .mark(policy.span, "by this policy")
                .and(flow.journey.key, format!("{} rps on average", figure(rate)))
                .note(working)
                .number(Quantity::computed(
                    "events in the short window",
                    events,
                    "1",
                    format!("{} rps × short window", figure(rate)),
                ))
                .hint(hint),
        );
    }
}

/// A tier, in plain numbers.
struct Tier {
    burn: f64,
    long: Duration,
    short: Duration,
    word: &'static str,
}

impl Tier {
    fn of(tier: &AlertTier) -> Option<Self> {
        let page = tier.class.as_ref().is_none_or(|class| class.value == PageClass::Page);
        Some(Self {
            burn: tier.burn.as_ref()?.get(),
            long: tier.long.as_ref()?.value,
            short: tier.short.as_ref()?.value,
            word: if page { "page" } else { "ticket" },
        })
    }

    /// What is wrong with it at this rate, the working, what to do, and how many events its short window holds.
    fn fault(&self, rate: f64, budget: f64, least: f64) -> Option<(String, String, String, f64)> {
        let Self { burn, long, short, word } = *self;
        let (in_long, in_short) = (rate * long.as_secs_f64(), rate * short.as_secs_f64());
        let threshold = burn * budget;
        let counted = |window: Duration, events: f64| {
            format!("{} rps × {window} = {} events", figure(rate), figure(events))
        };
        if least > in_long {
            let message = format!(
                "the {word} at {}x waits for {} events in {long}, and there are about {}",
                figure(burn),
                figure(least),
                figure(in_long)
            );
            return Some((
                message,
                counted(long, in_long),
                "ask for fewer events, or take a longer window".to_owned(),
                in_short,
            ));
        }
        // Nothing fires by a burn rate that no failure reaches; LL512 speaks of it.
        if threshold <= 0.0 || threshold >= 1.0 || least * threshold >= 1.0 {
            return None;
        }
        // More than the threshold of both windows has to fail, and the long one holds more events.
        let needed = (in_long * threshold).floor() + 1.0;
        if needed > 1.0 {
            return None;
        }
        let message = format!(
            "one failure fires the {word} at {}x: its short window {short} holds {} events, its long one {long} {}",
            figure(burn),
            figure(in_short),
            figure(in_long)
        );
        let working = format!(
            "{}; {} × {}% = {} failures are too many, so one is",
            counted(long, in_long),
            figure(in_long),
            figure(threshold * 100.0),
            figure(in_long * threshold)
        );
        let hint = format!(
            "add `least-events: {}` to the policy, take longer windows, or count probes as well",
            figure((1.0 / threshold).ceil() + 1.0)
        );
        Some((message, working, hint, in_short))
    }
}

/// The tiers of the policy `standard` over this window.
fn standard(window: Duration) -> Vec<Tier> {
    let tiers = loadline_slo::AlertPolicy::standard(window).tiers;
    let tier = |tier: &loadline_slo::Tier| Tier {
        burn: f64::try_from(tier.burn).unwrap_or(f64::NAN),
        long: tier.long,
        short: tier.short,
        word: tier.class.word(),
    };
    tiers.iter().map(tier).collect()
}
