//! Slices of time, counted by a server from the counters themselves: how many a window had, and how many of them were bad.
//!
//! The meaning is that of the recorded series in [`backends`](crate::backends): a slice without events is neither good nor bad, and
//! a counted part that is not there is none of that part as long as there are events.

use crate::backends::names::quoted;
use crate::{Budgeting, Decimal, Indicator, Joint, Part, Sides, Slo, prometheus_duration};
use loadline_base::units::Duration;

/// Composites may have composites as members, this deep; deeper ones are taken for a circle.
pub(crate) const DEEPEST: usize = 64;
/// No query is longer: composites that meet again and again would have no end.
const LONGEST: usize = 50_000;
/// How often alerts look at a window that is shorter than a slice: the interval at which generated rules are evaluated.
pub(crate) const LOOK: Duration = Duration::from_nanos(60_000_000_000);

/// Bad and all slices of a window, in PromQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SliceCounts {
    pub(crate) bad: String,
    pub(crate) all: String,
}

/// The slices of an objective within `window`: those that end at multiples of `step` in it, which is their length where each is to count
/// once. `None` where slices are not counted, or where the queries cannot be asked.
pub(crate) fn slices_in(slo: &Slo, all: &[Slo], window: Duration, step: Duration) -> Option<SliceCounts> {
    slices(slo, all, window, step, DEEPEST)
}

fn slices(slo: &Slo, all: &[Slo], window: Duration, step: Duration, depth: usize) -> Option<SliceCounts> {
    let ratio = of_events(slo, all, slo.slice()?, depth)?;
    let verdict = match slo.budgeting {
        Budgeting::Timeslices { target, .. } => format!(" > bool {}", (Decimal::ONE - target).normalize()),
        Budgeting::RatioTimeslices { .. } | Budgeting::Occurrences => String::new(),
    };
    let (span, step) = (prometheus_duration(window), prometheus_duration(step));
    let over = |function: &str| format!("{function}((({ratio}){verdict})[{span}:{step}])");
    Some(SliceCounts { bad: over("sum_over_time"), all: over("count_over_time") })
}

/// The share of bad events of a window, or of bad slices where the objective counts those.
fn share(slo: &Slo, all: &[Slo], window: Duration, depth: usize) -> Option<String> {
    let Some(slice) = slo.slice() else { return of_events(slo, all, window, depth) };
    let step = if window < slice { LOOK } else { slice };
    let SliceCounts { bad, all } = slices(slo, all, window, step, depth)?;
    Some(format!("{bad} / {all}"))
}

/// The share of bad events of a window; no value without events.
fn of_events(slo: &Slo, all: &[Slo], window: Duration, depth: usize) -> Option<String> {
    let on = format!("on({})", slo.grouping.join(", "));
    match &slo.indicator {
        Indicator::Composite { members, joint } => {
            joined(slo, members, *joint, all, window, depth.checked_sub(1)?)
        }
        Indicator::Raw { part, ratio } => {
            let ratio = ratio.over(window, &slo.grouping)?;
            let bad = if *part == Part::Good { format!("1 - ({ratio})") } else { ratio };
            Some(format!("clamp_min({bad}, 0) >= 0"))
        }
        indicator => {
            let Sides { part, events, total } = indicator.sides(window, &slo.grouping)?;
            let counted = format!("(({events}) or {on} 0 * ({total}))");
            let bad = match part {
                Part::Bad => counted,
                Part::Good => format!("(({total}) - {on} {counted})"),
            };
            Some(format!("{bad} / {on} (({total}) > 0)"))
        }
    }
}

/// One share of several: of those members that have any events. Each gets the label `slo`, so that `or` keeps them apart.
fn joined(
    slo: &Slo,
    members: &[(String, Decimal)],
    joint: Joint,
    all: &[Slo],
    window: Duration,
    depth: usize,
) -> Option<String> {
    let by = format!("sum by ({}) ", slo.grouping.join(", "));
    let (mut shares, mut weights) = (Vec::new(), Vec::new());
    let mut length = 0;
    for (id, weight) in members {
        let member = all.iter().find(|slo| slo.id == *id)?;
        let share = share(member, all, window, depth)?;
        let named = |term: String| format!("label_replace({term}, \"slo\", {}, \"\", \"\")", quoted(id));
        let (term, weight) = match joint {
            Joint::Every => (format!("({share})"), String::new()),
            Joint::WeightedMean => {
                (format!("{weight} * ({share})"), named(format!("{weight} + 0 * ({share})")))
            }
        };
        shares.push(named(term));
        length += share.len();
        weights.push(weight);
        if length > LONGEST {
            return None;
        }
    }
    match joint {
        _ if shares.is_empty() => None,
        Joint::Every => Some(format!("clamp_max({by}({}), 1)", shares.join(" or "))),
        Joint::WeightedMean => {
            let on = slo.grouping.join(", ");
            Some(format!("{by}({}) / on({on}) {by}({})", shares.join(" or "), weights.join(" or ")))
        }
    }
}
