//! The highest load at which every claim still holds, and what gives way above it.

use super::{WARM_UP, loaded, settings};
use crate::analysis::needed_for_quantile;
use crate::claim::{Claim, Figure, Standing, judge, piles_up};
use crate::compile::Compiled;
use crate::crew::{Crew, replicated};
use crate::layout::Layout;
use crate::tally::Tally;

/// Seconds of each run that count, at least and at most; in between as many as the percentiles of claims need.
const SECONDS: f64 = 60.0;
const LONGEST: f64 = 1800.0;
/// Most requests of one run that is made longer.
const LONG: f64 = 2e6;
/// The search ends when the factor that breaks is this much above the one that holds.
const CLOSE: f64 = 1.03;
/// Steps from a factor of 2 to that: log₂(ln 2 ÷ ln 1.03), rounded up.
const HALVINGS: usize = 5;
/// Most requests of one run on the way up.
const MOST: f64 = 2e7;
/// Lowest factor that is tried.
const LEAST: f64 = 1.0 / 64.0;

/// Where claims stop to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Knee {
    /// The highest load tried at which no claim failed and no backlog grew, as a factor; `None` when there is none. What could not be judged there
    /// is in its point.
    pub holds: Option<f64>,
    /// The lowest load tried at which one failed; `None` when all held as far as could be tried.
    pub breaks: Option<f64>,
    /// What was tried, the lowest load first.
    pub points: Vec<Point>,
}

/// One load that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Factor of the load.
    pub factor: f64,
    /// Requests a second that came, all journeys together.
    pub offered: f64,
    /// Requests a second that were answered.
    pub goodput: f64,
    /// p99 of each source in seconds, the mean of the runs; `None` where too many failed.
    pub p99: Vec<Option<f64>>,
    /// Positions of the claims that the mean of the runs breaks.
    pub failed: Vec<usize>,
    /// Positions of the claims that cannot be judged, such as a percentile of too few requests.
    pub unjudged: Vec<usize>,
    /// Seconds of each run that counted.
    pub seconds: f64,
    /// The station whose workers were busiest, with their utilisation.
    pub busiest: Option<(usize, f64)>,
    /// The station at which most visits failed, with how many a second.
    pub refusing: Option<(usize, f64)>,
    /// Whether a run had to be given up, since too much was under way.
    pub overflowed: bool,
    /// The sources of which ever more requests wait for an answer.
    pub piling_up: Vec<usize>,
}

impl Point {
    /// Whether every claim held, as far as the mean of the runs tells.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.breaks_nothing() && self.unjudged.is_empty()
    }

    /// Whether no claim failed, and no backlog grows; some claims may be unjudged.
    #[must_use]
    pub fn breaks_nothing(&self) -> bool {
        self.failed.is_empty() && !self.overflowed && self.piling_up.is_empty()
    }
}

/// Looks for the knee: up by doubling or down by halving until claims change, then between the two. Where the crew is stopped,
/// what is known by then.
///
/// # Errors
/// When a claim is about something that is not in the layout: its id.
pub fn knee(
    compiled: &Compiled,
    claims: &[Claim],
    seed: u64,
    runs: u32,
    crew: &mut dyn Crew,
) -> Result<Knee, String> {
    let mut knee = Knee { holds: None, breaks: None, points: Vec::new() };
    search(compiled, claims, (seed, runs), crew, &mut knee)?;
    knee.points.sort_by(|one, other| one.factor.total_cmp(&other.factor));
    Ok(knee)
}

/// Tries loads until the knee is found; `None` when the crew was stopped before.
fn search(
    compiled: &Compiled,
    claims: &[Claim],
    (seed, runs): (u64, u32),
    crew: &mut dyn Crew,
    knee: &mut Knee,
) -> Result<Option<()>, String> {
    let mut held = |factor: f64, left: usize, knee: &mut Knee| {
        crew.expect((1 + left) * runs as usize);
        let Some(point) = point(compiled, claims, factor, (seed, runs), crew)? else { return Ok(None) };
        let held = point.breaks_nothing();
        if held {
            knee.holds = Some(factor)
        } else {
            knee.breaks = Some(factor)
        }
        knee.points.push(point);
        Ok::<_, String>(Some(held))
    };
    let Some(upwards) = held(1.0, 1 + HALVINGS, knee)? else { return Ok(None) };
    let expected: f64 = compiled.layout.sources.iter().map(|source| source.profile.highest()).sum();
    let most = MOST / (expected * (SECONDS + WARM_UP));
    let mut factor = 1.0;
    loop {
        factor = if upwards { factor * 2.0 } else { factor / 2.0 };
        if factor > most || factor < LEAST {
            break;
        }
        match held(factor, HALVINGS, knee)? {
            None => return Ok(None),
            Some(held) if held != upwards => break,
            Some(_) => {}
        }
    }
    let mut left = HALVINGS;
    while let Some((low, high)) = knee.holds.zip(knee.breaks).filter(|(low, high)| high / low > CLOSE) {
        left = left.saturating_sub(1);
        if held((low * high).sqrt(), left, knee)?.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(()))
}

fn point(
    compiled: &Compiled,
    claims: &[Claim],
    factor: f64,
    (seed, runs): (u64, u32),
    crew: &mut dyn Crew,
) -> Result<Option<Point>, String> {
    let layout = loaded(compiled, factor);
    let length = length(&layout, compiled, claims);
    let Some(tallies) = replicated(crew, layout.clone(), settings(seed, length), runs) else {
        return Ok(None);
    };
    let scaled = Compiled { layout, ..compiled.clone() };
    let (mut failed, mut unjudged) = (Vec::new(), Vec::new());
    for (place, claim) in claims.iter().enumerate() {
        match judge(claim, &scaled, &tallies)?.standing {
            Standing::Kept => {}
            Standing::Broken => failed.push(place),
            Standing::Unjudged => unjudged.push(place),
        }
    }
    let seconds: f64 = tallies.iter().map(|tally| (tally.until - tally.from).seconds()).sum();
    let rate = |count: fn(&Tally) -> u64| tallies.iter().map(count).sum::<u64>() as f64 / seconds;
    let needed = needed_for_quantile(0.99);
    let p99 = (0..compiled.journeys.len()).map(|source| {
        let all: Option<Vec<f64>> = tallies
            .iter()
            .map(|tally| Some(&tally.sources[source]).filter(|source| source.arrived >= needed))
            .map(|source| source?.quantile(0.99).map(|time| time.seconds()))
            .collect();
        all.map(|all| all.iter().sum::<f64>() / all.len().max(1) as f64)
    });
    let stations = compiled.layout.stations.iter().enumerate();
    let used = stations.filter_map(|(place, station)| {
        let workers = station.workers?;
        let all: f64 = tallies.iter().map(|tally| tally.stations[place].utilisation(workers)).sum();
        Some((place, all / tallies.len().max(1) as f64))
    });
    let refused = (0..compiled.layout.stations.len()).map(|place| {
        let failed: u64 = tallies.iter().map(|tally| tally.stations[place].failed.total()).sum();
        (place, failed as f64 / seconds)
    });
    Ok(Some(Point {
        factor,
        offered: rate(|tally| tally.sources.iter().map(|source| source.arrived).sum()),
        goodput: rate(|tally| tally.sources.iter().map(|source| source.good).sum()),
        p99: p99.collect(),
        failed,
        unjudged,
        seconds: length,
        busiest: used.max_by(|one, other| one.1.total_cmp(&other.1)),
        refusing: refused.max_by(|one, other| one.1.total_cmp(&other.1)).filter(|(_, rate)| *rate > 0.0),
        overflowed: tallies.iter().any(|tally| tally.overflowed),
        piling_up: (0..compiled.journeys.len())
            .filter(|source| piles_up(&tallies, *source) == Some(true))
            .collect(),
    }))
}

/// Seconds that a run has to count for every percentile that is claimed, within what is possible.
fn length(layout: &Layout, compiled: &Compiled, claims: &[Claim]) -> f64 {
    let all: f64 = layout.sources.iter().map(|source| source.profile.highest()).sum();
    let most = LONGEST.min(LONG / all).max(SECONDS);
    let needed = claims.iter().filter_map(|claim| {
        let Claim::Limit { figure: Figure::Quantile(q), of, .. } = claim else { return None };
        let source = &layout.sources[compiled.journeys.iter().position(|journey| journey == of)?];
        // Some more, since chance has it that less come.
        let enough = 1.1 * needed_for_quantile(*q) as f64;
        let come =
            |seconds: f64| source.profile.expected(WARM_UP + seconds) - source.profile.expected(WARM_UP);
        let mut seconds = SECONDS;
        while come(seconds) < enough && seconds < most {
            seconds *= 1.25;
        }
        Some(seconds)
    });
    needed.fold(SECONDS, f64::max).min(most).ceil()
}
