//! Which counts a server is asked for, so that every window and every tier can be judged.

use crate::{Budgeting, Decimal, Events, Indicator, Part, Sides, Slo, Window, prometheus_duration};
use loadline_base::units::Duration;
use loadline_promql::Millis;
use std::collections::BTreeSet;

/// Which side of a ratio a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The good or the bad events.
    Part(Part),
    /// All events.
    Total,
    /// The share itself, where nothing else is known.
    Ratio(Part),
}

/// A stretch of time in which something is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// Its end.
    pub until: Millis,
    /// Its length.
    pub over: Duration,
    /// Whether slices are counted instead of events: for the budget of an objective that is budgeted by slices.
    pub slices: bool,
}

/// One count that a server is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Position of the objective in the list.
    pub slo: usize,
    /// When.
    pub stretch: Stretch,
    /// Which side.
    pub side: Side,
    /// The PromQL, to be evaluated at the end of the stretch.
    pub query: String,
}

/// From when to when `window` counts at `now`, and its whole length.
///
/// # Errors
/// When the calendar of the window cannot be read; the message says why.
pub(super) fn span(window: &Window, now: Millis) -> Result<((Millis, Millis), Duration), String> {
    match window {
        Window::Rolling(length) => Ok(((now - millis(*length), now), *length)),
        Window::Calendar(calendar) => {
            let (start, end) = calendar.span_at(now).map_err(|error| error.to_string())?;
            Ok(((start, now), duration(end - start)))
        }
    }
}

/// Everything to ask so that all `slos` can be judged at `now`, by ascending end of the stretch. Objectives that cannot be asked for are left
/// out; [`judge`](super::judge) names them.
#[must_use]
pub fn questions(slos: &[Slo], now: Millis) -> Vec<Question> {
    let mut asked = BTreeSet::new();
    for (index, slo) in slos.iter().enumerate() {
        for stretch in stretches(slo, now) {
            wanted(slos, index, stretch, DEPTH, &mut asked);
        }
    }
    put(slos, asked)
}

/// The queries behind what is wanted.
pub(super) fn put(slos: &[Slo], asked: BTreeSet<(Stretch, usize)>) -> Vec<Question> {
    let found = asked.into_iter().filter_map(|(stretch, index)| Some((stretch, index, slos.get(index)?)));
    found
        .flat_map(|(stretch, index, slo)| {
            let question = move |(side, query)| Question { slo: index, stretch, side, query };
            ask(slo, stretch).into_iter().map(question)
        })
        .collect()
}

/// How deep composites may be nested before they are taken for a circle.
pub(super) const DEPTH: usize = 8;

/// Notes that `stretch` is wanted of an objective: of its members, where it is made of others.
pub(super) fn wanted(
    slos: &[Slo],
    index: usize,
    stretch: Stretch,
    depth: usize,
    asked: &mut BTreeSet<(Stretch, usize)>,
) {
    match slos.get(index).map(|slo| &slo.indicator) {
        Some(Indicator::Composite { members, .. }) if depth > 0 => {
            // What members count together is events, however each is budgeted on its own.
            let stretch = Stretch { slices: false, ..stretch };
            for member in members.iter().filter_map(|(id, _)| slos.iter().position(|slo| slo.id == *id)) {
                wanted(slos, member, stretch, depth - 1, asked);
            }
        }
        Some(_) if !stretch.over.is_zero() => drop(asked.insert((stretch, index))),
        _ => {}
    }
}

/// The stretches that say where an objective stands: its windows, the times in them that do not count, and the windows of its tiers.
fn stretches(slo: &Slo, now: Millis) -> Vec<Stretch> {
    let slices = !matches!(slo.budgeting, Budgeting::Occurrences);
    let mut all = Vec::new();
    for (span, _) in slo.windows.iter().filter_map(|window| span(window, now).ok()) {
        all.push(Stretch { until: now, over: duration(span.1 - span.0), slices });
        all.extend(corrections(slo, span));
    }
    for tier in slo.policy.iter().flat_map(|policy| &policy.tiers) {
        let events = |over| Stretch { until: now, over, slices: false };
        all.extend([events(tier.long), events(tier.short)]);
    }
    all
}

/// The times within `span` that do not count, without overlaps.
pub(super) fn corrections(slo: &Slo, span: (Millis, Millis)) -> Vec<Stretch> {
    let slices = !matches!(slo.budgeting, Budgeting::Occurrences);
    let clipped = slo.corrections.iter().map(|one| (one.from.max(span.0), one.until.min(span.1)));
    let mut spans: Vec<(Millis, Millis)> = clipped.filter(|(from, until)| from < until).collect();
    spans.sort_unstable();
    let mut end = Millis::MIN;
    let mut all = Vec::new();
    for (from, until) in spans {
        let from = from.max(end);
        if from < until {
            all.push(Stretch { until, over: duration(until - from), slices });
            end = until;
        }
    }
    all
}

/// What to ask of `slos` for one slice of time of this length, as their budgets count it. The stretches end at 0: the query is evaluated at the
/// end of every slice.
#[must_use]
pub fn slice_questions(slos: &[Slo], length: Duration) -> Vec<Question> {
    let mut asked = BTreeSet::new();
    for (index, slo) in slos.iter().enumerate() {
        wanted(slos, index, slice(slo, length), DEPTH, &mut asked);
    }
    put(slos, asked)
}

/// A slice of an objective, as its budget counts it.
pub(super) fn slice(slo: &Slo, over: Duration) -> Stretch {
    Stretch { until: 0, over, slices: !matches!(slo.budgeting, Budgeting::Occurrences) }
}

fn ask(slo: &Slo, Stretch { over, slices, .. }: Stretch) -> Vec<(Side, String)> {
    if slices {
        return match slo.budgeting {
            Budgeting::Occurrences => Vec::new(),
            Budgeting::Timeslices { slice, target } => {
                let allowed = (Decimal::ONE - target).normalize();
                slices_of(slo, over, slice, &format!(" > bool {allowed}"))
            }
            Budgeting::RatioTimeslices { slice } => slices_of(slo, over, slice, ""),
        };
    }
    match &slo.indicator {
        Indicator::Raw { part, ratio: ratio @ (Events::Expression(_) | Events::Counter(_)) } => {
            ratio.over(over, &slo.grouping).map(|query| (Side::Ratio(*part), query)).into_iter().collect()
        }
        indicator => match indicator.sides(over, &slo.grouping) {
            Some(Sides { part, events, total }) => vec![(Side::Part(part), events), (Side::Total, total)],
            None => Vec::new(),
        },
    }
}

/// Slices counted by a subquery: a slice without any event is left out, since it was neither good nor bad.
fn slices_of(slo: &Slo, over: Duration, slice: Duration, judged: &str) -> Vec<(Side, String)> {
    let Some(counts) = slo.indicator.counts(slice, &slo.grouping) else { return Vec::new() };
    let ratio = format!("(({}) / (({}) > 0))", counts.bad, counts.total);
    let span = format!("[{}:{}]", prometheus_duration(over), prometheus_duration(slice));
    vec![
        (Side::Part(Part::Bad), format!("sum_over_time(({ratio}{judged}){span})")),
        (Side::Total, format!("count_over_time({ratio}{span})")),
    ]
}

pub(super) fn millis(length: Duration) -> Millis {
    Millis::try_from(length.as_nanos() / 1_000_000).unwrap_or(Millis::MAX)
}

pub(super) fn duration(millis: Millis) -> Duration {
    Duration::from_nanos(u64::try_from(millis).unwrap_or(0).saturating_mul(1_000_000))
}
