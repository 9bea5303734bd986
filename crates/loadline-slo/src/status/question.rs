//! Which counts a server is asked for, so that every window and every tier can be judged.

use crate::slice_counts::{LOOK, slices_in};
use crate::{Events, Indicator, Part, Sides, Slo, Window};
use loadline_base::units::Duration;
use loadline_promql::Millis;
use rustc_hash::{FxHashMap, FxHashSet};
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
    /// What is counted in it.
    pub count: Count,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// Events.
    Events,
    /// Slices of time, each once.
    Slices,
    /// The slice that has just ended, looked at once a minute: what alerts do over a window that is shorter than a slice.
    Looks,
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
    let mut wanted = Wanted::of(slos);
    for (index, slo) in slos.iter().enumerate() {
        stretches(slo, now).into_iter().for_each(|stretch| wanted.want(index, stretch));
    }
    wanted.questions()
}

/// What is to be asked, each count once however many composites need it.
pub(super) struct Wanted<'a> {
    slos: &'a [Slo],
    places: FxHashMap<&'a str, usize>,
    asked: BTreeSet<(Stretch, usize)>,
    seen: FxHashSet<(Stretch, usize)>,
}

impl<'a> Wanted<'a> {
    pub(super) fn of(slos: &'a [Slo]) -> Self {
        let places = slos.iter().enumerate().rev().map(|(at, slo)| (slo.id.as_str(), at)).collect();
        Self { slos, places, asked: BTreeSet::new(), seen: FxHashSet::default() }
    }

    /// Notes that `stretch` is wanted of an objective: of its members, where it is made of others whose counts can be put together.
    pub(super) fn want(&mut self, index: usize, stretch: Stretch) {
        let mut open = vec![(stretch, index)];
        while let Some((stretch, index)) = open.pop() {
            let Some(slo) = self.slos.get(index).filter(|_| self.seen.insert((stretch, index))) else {
                continue;
            };
            match &slo.indicator {
                Indicator::Composite { members, .. } if stretch.count == Count::Events => {
                    let members = members.iter().filter_map(|(id, _)| self.places.get(id.as_str()));
                    open.extend(
                        members.filter_map(|at| Some((of_member(self.slos.get(*at)?, stretch), *at))),
                    );
                }
                _ if stretch.over.is_zero() => {}
                _ => drop(self.asked.insert((stretch, index))),
            }
        }
    }

    /// The queries behind what is wanted.
    pub(super) fn questions(self) -> Vec<Question> {
        let slos = self.slos;
        let found =
            self.asked.into_iter().filter_map(|(stretch, index)| Some((stretch, index, slos.get(index)?)));
        found
            .flat_map(|(stretch, index, slo)| {
                let question = move |(side, query)| Question { slo: index, stretch, side, query };
                ask(slo, slos, stretch).into_iter().map(question)
            })
            .collect()
    }
}

/// The same stretch as a member counts it: by its own budgeting, as recorded series have it.
pub(super) fn of_member(slo: &Slo, Stretch { until, over, .. }: Stretch) -> Stretch {
    of_tier(slo, until, over)
}

/// The window of a tier, as alerts count it.
pub(super) fn of_tier(slo: &Slo, until: Millis, over: Duration) -> Stretch {
    let count = match slo.slice() {
        None => Count::Events,
        Some(slice) if over < slice => Count::Looks,
        Some(_) => Count::Slices,
    };
    Stretch { until, over, count }
}

/// The stretches that say where an objective stands: its windows, the times in them that do not count, and the windows of its tiers.
fn stretches(slo: &Slo, now: Millis) -> Vec<Stretch> {
    let mut all = Vec::new();
    for (span, _) in slo.windows.iter().filter_map(|window| span(window, now).ok()) {
        all.push(Stretch { until: now, ..slice(slo, duration(span.1 - span.0)) });
        all.extend(corrections(slo, span));
    }
    for tier in slo.policy.iter().flat_map(|policy| &policy.tiers) {
        all.extend([tier.long, tier.short].map(|over| of_tier(slo, now, over)));
    }
    all
}

/// The times within `span` that do not count, without overlaps.
pub(super) fn corrections(slo: &Slo, span: (Millis, Millis)) -> Vec<Stretch> {
    let clipped = slo.corrections.iter().map(|one| (one.from.max(span.0), one.until.min(span.1)));
    let mut spans: Vec<(Millis, Millis)> = clipped.filter(|(from, until)| from < until).collect();
    spans.sort_unstable();
    let mut end = Millis::MIN;
    let mut all = Vec::new();
    for (from, until) in spans {
        let from = from.max(end);
        if from < until {
            all.push(Stretch { until, ..slice(slo, duration(until - from)) });
            end = until;
        }
    }
    all
}

/// What to ask of `slos` for one slice of time of this length, as their budgets count it. The stretches end at 0: the query is evaluated at the
/// end of every slice.
#[must_use]
pub fn slice_questions(slos: &[Slo], length: Duration) -> Vec<Question> {
    let mut wanted = Wanted::of(slos);
    for (index, slo) in slos.iter().enumerate() {
        wanted.want(index, slice(slo, length));
    }
    wanted.questions()
}

/// A slice of an objective, as its budget counts it.
pub(super) fn slice(slo: &Slo, over: Duration) -> Stretch {
    let count = if slo.slice().is_some() { Count::Slices } else { Count::Events };
    Stretch { until: 0, over, count }
}

fn ask(slo: &Slo, all: &[Slo], Stretch { over, count, .. }: Stretch) -> Vec<(Side, String)> {
    let step = match (count, slo.slice()) {
        (Count::Slices, Some(slice)) => Some(slice),
        (Count::Looks, _) => Some(LOOK),
        _ => None,
    };
    if let Some(step) = step {
        let counts = slices_in(slo, all, over, step).into_iter();
        return counts
            .flat_map(|counts| [(Side::Part(Part::Bad), counts.bad), (Side::Total, counts.all)])
            .collect();
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

pub(super) fn millis(length: Duration) -> Millis {
    Millis::try_from(length.as_nanos() / 1_000_000).unwrap_or(Millis::MAX)
}

pub(super) fn duration(millis: Millis) -> Duration {
    Duration::from_nanos(u64::try_from(millis).unwrap_or(0).saturating_mul(1_000_000))
}
