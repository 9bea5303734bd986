//! One journey's availability as plain data.

use super::objective::{Verdict, verdicts};
use crate::engines::Engines;
use loadline_depend::cause::MINUTES_A_YEAR;
use loadline_depend::{
    Basis, CellSpread, Contribution, Contributor, Cut, Late as LateTop, Outages, Probability, SinglePoint,
    Solved, Spread, Top, cell_spreads,
};

/// How many of the most probable ways to fail are told.
const WAYS: usize = 5;

/// One journey's availability.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyAvailability {
    /// Id of the journey.
    pub journey: String,
    /// Human name, when it has one.
    pub title: Option<String>,
    /// How much of the time its request cannot be answered.
    pub failed: Downtime,
    /// How much of the time it is failed, less than whole, or late.
    pub degraded: Downtime,
    /// Its asynchronous tail.
    pub late: Late,
    /// What is promised about the tail: the component that does the last step, and within how many seconds.
    pub tail: Option<(String, Option<f64>)>,
    /// How far the share of time failed spreads because the figures are uncertain; `None` where it is only known within
    /// bounds.
    pub likely: Option<Likely>,
    /// Its availability objectives.
    pub verdicts: Vec<Verdict>,
    /// Kinds of trouble by what they add, most first.
    pub by_kind: Vec<Part>,
    /// Components, places and fallbacks by what they add, most first.
    pub by_thing: Vec<Part>,
    /// The most probable ways to fail.
    pub ways: Vec<Way>,
    /// What fails it all by itself: id and how long it holds out without it, seconds.
    pub single_points: Vec<(String, f64)>,
    /// How many users its failures reach at once, where they are spread over cells.
    pub cells: Vec<Cells>,
    /// Requests a second on average, when known.
    pub average: Option<f64>,
    /// Edges of the model that do not say whether their caller fails with them, so that numbers are ranges.
    pub unsaid: usize,
    /// Figures that nobody stated and a prior stands in for.
    pub guesses: Vec<String>,
    /// What was taken for granted.
    pub notes: Vec<String>,
}

/// The range that uncertain figures allow.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likely {
    /// 5th percentile of the share of time failed.
    pub p5: f64,
    /// 95th percentile.
    pub p95: f64,
    /// How many draws that rests on.
    pub draws: usize,
}

/// A share of time, exact or between two bounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Downtime {
    /// The least it can be: unknown strengths taken as soft.
    pub least: f64,
    /// The most: unknown strengths taken as hard.
    pub most: f64,
    /// Whether both are exact, and not bounds of an answer that was too large to compute.
    pub exact: bool,
    /// Outages a year and their mean length in seconds, of the most.
    pub outages: Option<Outages>,
}

impl Downtime {
    /// Minutes a year, the most.
    #[must_use]
    pub fn minutes_a_year(&self) -> f64 {
        self.most * MINUTES_A_YEAR
    }
}

/// The asynchronous tail of a journey.
#[derive(Debug, Clone, PartialEq)]
pub enum Late {
    /// Nothing is promised about it.
    NotPromised,
    /// Share of time (of requests) it is late.
    Share(Downtime),
    /// There is no number, and why.
    Refused(String),
}

/// Shares of time in which failures reach so many users.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// Id of the group of cells.
    pub group: String,
    /// How many cells there are.
    pub cells: u64,
    /// Mean share of users down.
    pub mean: f64,
    /// Share of time that at least one cell is down.
    pub any: f64,
    /// Share of time that at least half of the cells are down.
    pub half: f64,
    /// Share of time that all of them are down.
    pub all: f64,
}

/// What a part of the system adds to the downtime.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its id, or the kind of trouble.
    pub name: String,
    /// What it is, in a word.
    pub word: &'static str,
    /// Share of the downtime that would be gone, were it perfect.
    pub share: f64,
    /// Minutes a year that would be.
    pub minutes: f64,
    /// What the largest of its figures rests on: `stated`, `sla` or `guess`.
    pub basis: Basis,
    /// The figures.
    pub formulas: Vec<String>,
}

/// One way to fail: causes that must coincide.
#[derive(Debug, Clone, PartialEq)]
pub struct Way {
    /// The causes, in words.
    pub causes: Vec<String>,
    /// Minutes a year.
    pub minutes: f64,
    /// The weakest basis among their figures.
    pub basis: Basis,
}

pub(super) fn report<'m>(
    engines: &Engines<'m>,
    most: &Solved<'m>,
    least: Option<&Solved<'m>>,
    index: usize,
    spread: Option<&Spread>,
    points: &[SinglePoint<'m>],
) -> JourneyAvailability {
    let model = engines.model;
    let failures = &most.failures;
    let journey = &failures.journeys[index];
    let flow = engines.flows.of(journey.id);
    let failed = downtime(most, least, index, Top::Failed);
    let part = |contribution: Contribution<'m>| part(most, failed.most, contribution);
    let notes = failures.notes.iter();
    let passes = |id| flow.is_none_or(|flow| flow.stations.iter().any(|station| station.component.id == id));
    JourneyAvailability {
        journey: journey.id.to_owned(),
        title: flow.and_then(|flow| flow.journey.title.as_ref()).map(|title| title.value.clone()),
        failed,
        degraded: downtime(most, least, index, Top::Degraded),
        late: match &journey.late {
            LateTop::NotPromised => Late::NotPromised,
            LateTop::When(_) => Late::Share(downtime(most, least, index, Top::Late)),
            LateTop::Unreached(why) | LateTop::Never(why) => Late::Refused(why.clone()),
        },
        tail: flow.and_then(tail),
        likely: spread.map(|spread| Likely { p5: spread.p5, p95: spread.p95, draws: spread.draws() }),
        verdicts: verdicts(model, journey.id, failed.least, failed.most, spread),
        by_kind: most.by_kind(index, Top::Failed).into_iter().map(part).collect(),
        by_thing: most.by_thing(index, Top::Failed).into_iter().map(part).collect(),
        ways: ways(most, index),
        single_points: points
            .iter()
            .filter(|point| point.journey == index)
            .map(|point| (point.thing.name(model).to_owned(), point.after.as_secs_f64()))
            .collect(),
        cells: cell_spreads(failures, index).iter().map(cells).collect(),
        average: flow.and_then(loadline_flow::Flow::average),
        unsaid: engines.unsaid_strengths(),
        guesses: most.guesses(index, Top::Failed),
        notes: notes.filter(|(of, _)| of.is_none_or(passes)).map(|(_, note)| note.clone()).collect(),
    }
}

fn cells(spread: &CellSpread<'_>) -> Cells {
    Cells {
        group: spread.group.to_owned(),
        cells: spread.cells,
        mean: spread.mean,
        any: spread.at_least.first().copied().unwrap_or(0.0),
        half: spread.half,
        all: spread.all,
    }
}

fn tail(flow: &loadline_flow::Flow<'_>) -> Option<(String, Option<f64>)> {
    let completes = flow.journey.completes.as_ref()?;
    let within = completes.within.as_ref().and_then(|within| within.value.value());
    Some((completes.at.as_ref()?.id.clone(), within.map(|within| within.as_secs_f64())))
}

fn downtime<'m>(most: &Solved<'m>, least: Option<&Solved<'m>>, index: usize, top: Top) -> Downtime {
    let of = |solved: &Solved<'m>| solved.unavailability(index, top).unwrap_or(Probability::Exact(0.0));
    let high = of(most);
    let low = least.map_or(high, of);
    Downtime {
        least: low.lower(),
        most: high.upper(),
        exact: high.exact().is_some() && low.exact().is_some(),
        outages: most.outages(index, top),
    }
}

fn part(solved: &Solved<'_>, down: f64, contribution: Contribution<'_>) -> Part {
    let model = solved.failures.model;
    let Contribution { of, share, basis, formulas } = contribution;
    let (name, word) = match of {
        Contributor::Thing(thing) => (thing.name(model).to_owned(), thing.word(model)),
        Contributor::Edge(path) => (path, "fallback"),
        Contributor::Kind(kind) => (kind.to_owned(), "kind"),
    };
    Part { name, word, share, minutes: share * down * MINUTES_A_YEAR, basis, formulas }
}

fn ways(solved: &Solved<'_>, index: usize) -> Vec<Way> {
    let cuts = solved.most_probable(index, Top::Failed, WAYS);
    let way = |mut cut: Cut| {
        // First what breaks, then what should have caught it.
        cut.events.sort_by_key(|event| !solved.failures.cause(event.cause).kind.is_outage());
        Way {
            minutes: cut.probability * MINUTES_A_YEAR,
            basis: cut.events.iter().map(|event| event.basis).max().unwrap_or(Basis::Stated),
            causes: cut.events.into_iter().map(|event| event.text).collect(),
        }
    };
    cuts.into_iter().map(way).collect()
}
