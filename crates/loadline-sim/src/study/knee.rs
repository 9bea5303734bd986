//! The highest load at which every claim still holds, and what gives way above it.

use super::bracket::Bracket;
use super::looks::Looks;
use super::point::{Point, point};
use super::{WARM_UP, loaded, settings};
use crate::analysis::{Verdict, needed_for_quantile};
use crate::claim::{Claim, Figure};
use crate::compile::Compiled;
use crate::crew::Crew;
use crate::layout::Layout;

/// Seconds of each run that count, at least and at most; in between as many as the percentiles of claims need.
const SECONDS: f64 = 60.0;
const LONGEST: f64 = 1800.0;
/// Most requests of one run that is made longer.
const LONG: f64 = 2e6;
/// The search ends when the load that fails is this much above the one that holds, or what is undecided is so near to both.
const CLOSE: f64 = 1.03;
const NEAR: f64 = 1.05;
/// Steps from a factor of 2 to that: log₂(ln 2 ÷ ln 1.03), rounded up.
const HALVINGS: usize = 5;
/// Runs of a load whose verdict fewer leave undecided.
const LATER: [u32; 2] = [8, 20];
/// Most requests of one run on the way up.
const MOST: f64 = 2e7;
/// Lowest factor that is tried.
const LEAST: f64 = 1.0 / 64.0;

/// Where claims stop to hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Knee {
    /// The highest load tried at which every claim surely holds and no backlog grows, as a factor; `None` when there is none. What could
    /// not be judged there is in its point.
    pub holds: Option<f64>,
    /// The lowest load tried at which one surely fails; `None` when none did as far as could be tried. The knee lies between the two.
    pub breaks: Option<f64>,
    /// What was tried, the lowest load first.
    pub points: Vec<Point>,
    /// Confidence of all intervals: more than 95 %, since each load is looked at several times.
    pub confidence: f64,
}

/// Looks for the knee: up by doubling or down by halving until claims change, then between the two. Each load takes `runs` runs, and up
/// to 20 where they leave it undecided. Where the crew is stopped, what is known by then.
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
    let looks = Looks::new(runs, &LATER);
    let confidence = looks.confidence;
    let mut search =
        Search { compiled, claims, seed, runs, looks, crew, points: Vec::new(), bracket: Bracket::default() };
    search.go()?;
    let Search { mut points, bracket, .. } = search;
    points.sort_by(|one, other| one.factor.total_cmp(&other.factor));
    Ok(Knee { holds: bracket.passes(), breaks: bracket.fails(), points, confidence })
}

struct Search<'s> {
    compiled: &'s Compiled,
    claims: &'s [Claim],
    seed: u64,
    runs: u32,
    looks: Looks,
    crew: &'s mut dyn Crew,
    points: Vec<Point>,
    bracket: Bracket,
}

impl Search<'_> {
    /// Tries loads until the knee is found; `None` when the crew was stopped before.
    fn go(&mut self) -> Result<Option<()>, String> {
        let Some(first) = self.tried(1.0, 1 + HALVINGS)? else { return Ok(None) };
        let sources = &self.compiled.layout.sources;
        let expected: f64 = sources.iter().map(|source| source.profile.highest()).sum();
        let most = MOST / (expected * (SECONDS + WARM_UP));
        for (step, end) in [(2.0, Verdict::Fail), (0.5, Verdict::Pass)] {
            let (mut factor, mut found) = (1.0, first);
            while found != end {
                factor *= step;
                if factor > most || factor < LEAST {
                    break;
                }
                let Some(next) = self.tried(factor, HALVINGS)? else { return Ok(None) };
                found = next;
            }
        }
        let mut left = HALVINGS;
        while let Some(factor) = self.bracket.next(CLOSE, NEAR) {
            left = left.saturating_sub(1);
            if self.tried(factor, left)?.is_none() {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// What is found at a load, with about so many loads to follow.
    fn tried(&mut self, factor: f64, left: usize) -> Result<Option<Verdict>, String> {
        let layout = loaded(self.compiled, factor);
        let seconds = length(&layout, self.compiled, self.claims);
        let scaled = Compiled { layout: layout.clone(), ..self.compiled.clone() };
        let (claims, confidence) = (self.claims, self.looks.confidence);
        let look = |tallies: &[_]| {
            let point = point(&scaled, claims, tallies, (factor, seconds), confidence)?;
            Ok::<_, String>((point.verdict(), point))
        };
        let settings = settings(self.seed, seconds);
        let left = left * self.runs as usize;
        let Some((verdict, point)) = self.looks.decide(self.crew, layout, settings, left, look)? else {
            return Ok(None);
        };
        self.bracket.note(factor, verdict);
        self.points.push(point);
        Ok(Some(verdict))
    }
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
