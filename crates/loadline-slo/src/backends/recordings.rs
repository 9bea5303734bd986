//! Recorded series: bad and all events of every window, kept apart, so that a long window stays a ratio of events.
//!
//! Windows up to [`Options::raw_up_to`](super::Options) are taken from the counters. A longer one adds up the recorded
//! shortest one, S, which is evaluated every interval I and so counts every event S÷I times: the sum times I÷S. Its edges are
//! blurred by S: events of the last S before each edge are counted in part. The factor is the same for both sides, so
//! the ratio is one of events whatever I is.

use super::expression::{Source, seconds};
use super::plan::{Form, Plan};
use super::rule::Rule;
use super::{Options, names};
use crate::{Budgeting, Decimal, Joint, Part, prometheus_duration};
use loadline_base::units::Duration;
use std::collections::HashMap;

/// Plans by the id of their objective.
pub(crate) type Plans<'a, 'b> = HashMap<&'b str, &'b Plan<'a>>;

/// The recordings that alerts need, in the order in which they have to be evaluated.
pub(crate) fn main(plan: &Plan<'_>, plans: &Plans<'_, '_>, options: &Options) -> Vec<Rule> {
    let mut rules = Vec::new();
    if let Some(length) = plan.slice {
        window(&mut rules, plan, plans, length, options);
        rules.push(label(plan, Rule::record(names::slice(length), slice(plan, length))));
        plan.windows.iter().for_each(|window| slices(&mut rules, plan, *window, length, options));
    } else {
        plan.windows.iter().for_each(|length| window(&mut rules, plan, plans, *length, options));
    }
    rules
}

/// The recordings of rolling windows that only the budget needs.
pub(crate) fn periods(plan: &Plan<'_>, plans: &Plans<'_, '_>, options: &Options) -> Vec<Rule> {
    let mut rules = Vec::new();
    for period in &plan.periods {
        match plan.slice {
            Some(length) => slices(&mut rules, plan, *period, length, options),
            None => window(&mut rules, plan, plans, *period, options),
        }
    }
    rules
}

fn label(plan: &Plan<'_>, rule: Rule) -> Rule {
    rule.label("slo", plan.slo.id.clone())
}

fn window(
    rules: &mut Vec<Rule>,
    plan: &Plan<'_>,
    plans: &Plans<'_, '_>,
    window: Duration,
    options: &Options,
) {
    let mut record = |name: String, expr: String| rules.push(label(plan, Rule::record(name, expr)));
    let (id, raw) = (&plan.slo.id, plan.is_raw(window));
    match &plan.source {
        Source::Events { part, events, total } if raw => {
            record(names::total(window), total.over(window));
            let (all, on) = (names::of(&names::total(window), id), plan.on());
            // A counter that never counted anything is not there: none of the events are of that kind, as long as there are events.
            let counted = format!("({}) or {on} 0 * {all}", events.over(window));
            record(
                names::bad(window),
                match part {
                    Part::Bad => counted,
                    Part::Good => format!("{all} - {on} ({counted})"),
                },
            );
        }
        Source::Events { .. } => {
            for (name, base) in [
                (names::total(window), names::total(plan.base())),
                (names::bad(window), names::bad(plan.base())),
            ] {
                record(name, added_up(&names::of(&base, id), window, plan.base(), options));
            }
        }
        Source::Ratio { part, side } => {
            let share = if raw {
                match part {
                    Part::Bad => side.over(window),
                    Part::Good => format!("1 - ({})", side.over(window)),
                }
            } else {
                let base = names::of(&names::ratio(plan.base()), id);
                format!("avg_over_time({base}[{}])", prometheus_duration(window))
            };
            // What is no number compares as false and is left out, so that it cannot poison an average.
            let expr = if raw { format!("clamp_min({share}, 0) >= 0") } else { share };
            record(names::ratio(window), expr);
        }
        Source::Joint { members, joint } => {
            record(names::ratio(window), joined(members, *joint, window, plan, plans));
        }
    }
}

/// Events of `window` from the series `base` that counts those of its last `short`.
fn added_up(base: &str, window: Duration, short: Duration, options: &Options) -> String {
    let (interval, short) = (seconds(options.interval), seconds(short));
    let sum = format!("sum_over_time({base}[{}])", prometheus_duration(window));
    if interval == short { sum } else { format!("{sum} * {interval} / {short}") }
}

/// One ratio of several: of those members that have any events.
fn joined(
    members: &[(String, Decimal)],
    joint: Joint,
    window: Duration,
    plan: &Plan<'_>,
    plans: &Plans<'_, '_>,
) -> String {
    let ratio = |id: &str| plans.get(id).map(|member| member.ratio(window, None)).unwrap_or_default();
    let by = if plan.slo.grouping.is_empty() {
        "sum".to_owned()
    } else {
        format!("sum by ({}) ", plan.slo.grouping.join(", "))
    };
    let sum = |term: &dyn Fn(&str, &Decimal) -> String| {
        let terms: Vec<String> = members.iter().map(|(id, weight)| term(id, weight)).collect();
        format!("{by}(\n  {}\n)", terms.join("\n  or\n  "))
    };
    match joint {
        Joint::Every => format!("clamp_max({}, 1)", sum(&|id, _| ratio(id))),
        Joint::WeightedMean => format!(
            "{}\n/ {}\n{}",
            sum(&|id, weight| format!("{weight} * ({})", ratio(id))),
            plan.on(),
            sum(&|id, weight| format!("{weight} + 0 * ({})", ratio(id))),
        ),
    }
}

/// How bad the slice that ends now is. One without events is neither good nor bad, and has no value.
fn slice(plan: &Plan<'_>, length: Duration) -> String {
    let ratio = plan.events(length, None);
    match plan.slo.budgeting {
        Budgeting::Timeslices { target, .. } => {
            format!("({ratio}) > bool {}", (Decimal::ONE - target).normalize())
        }
        Budgeting::RatioTimeslices { .. } | Budgeting::Occurrences => ratio,
    }
}

/// Slices of a window: one look for each, at times that are multiples of its length. A window shorter than a slice looks at
/// every evaluation.
fn slices(rules: &mut Vec<Rule>, plan: &Plan<'_>, window: Duration, length: Duration, options: &Options) {
    let step = if window < length { options.interval } else { length };
    let series = names::of(&names::slice(length), &plan.slo.id);
    let range = format!("[{}:{}]", prometheus_duration(window), prometheus_duration(step));
    for (name, function) in
        [(names::bad_slices(window), "sum_over_time"), (names::slices(window), "count_over_time")]
    {
        rules.push(label(plan, Rule::record(name, format!("{function}({series}{range})"))));
    }
}

/// Whether events are counted, so that a least number of them can be asked for.
pub(crate) fn counts_events(plan: &Plan<'_>) -> bool {
    plan.form == Form::Events && plan.slice.is_none()
}
