//! The figures of a run that are compared, and what pairs of runs say about their difference.

use crate::sim::Interval;
use loadline_sim::analysis::needed_for_quantile;
use loadline_sim::claim;
use loadline_sim::compile::Compiled;
use loadline_sim::{SourceTally, Tally};

/// Confidence of intervals.
const CONFIDENCE: f64 = 0.95;

/// The figures of a journey: name, unit, whether more is better, and how it is read off a run.
type Figure = (&'static str, &'static str, bool, fn(&Tally, usize) -> Value);
const FIGURES: [Figure; 6] = [
    ("p50", "s", false, |run, of| quantile(&run.sources[of], 0.5)),
    ("p95", "s", false, |run, of| quantile(&run.sources[of], 0.95)),
    ("p99", "s", false, |run, of| quantile(&run.sources[of], 0.99)),
    ("mean", "s", false, |run, of| run.sources[of].mean().ok_or(Missing::NothingAnswered)),
    ("success", "1", true, success),
    ("goodput", "rps", true, |run, of| Ok(run.sources[of].answers() as f64 / seconds(run))),
];

/// A figure of one run, or why there is none.
type Value = Result<f64, Missing>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    TooFew,
    AmongFailed,
    NothingAnswered,
    NoEnd,
}

impl Missing {
    const fn word(self) -> &'static str {
        match self {
            Self::TooFew => "too few requests",
            Self::AmongFailed => "more requests fail than it leaves out",
            Self::NothingAnswered => "no request is answered",
            Self::NoEnd => "the workers are unknown",
        }
    }
}

/// What one run gave.
#[derive(Debug)]
pub(super) struct Figures {
    journeys: Vec<[Value; FIGURES.len()]>,
    utilisations: Vec<Value>,
    pub(super) overflowed: bool,
}

impl Figures {
    pub(super) fn of(compiled: &Compiled, run: &Tally) -> Self {
        let stations = compiled.layout.stations.iter().zip(&run.stations);
        let utilisations =
            stations.map(|(station, tally)| Ok(tally.utilisation(station.workers.ok_or(Missing::NoEnd)?)));
        Self {
            journeys: (0..run.sources.len()).map(|of| FIGURES.map(|(.., read)| read(run, of))).collect(),
            utilisations: utilisations.collect(),
            overflowed: run.overflowed,
        }
    }
}

fn seconds(run: &Tally) -> f64 {
    (run.until - run.from).seconds()
}

fn quantile(source: &SourceTally, q: f64) -> Value {
    if source.arrived < needed_for_quantile(q) {
        return Err(Missing::TooFew);
    }
    source.quantile(q).map(|time| time.seconds()).ok_or(Missing::AmongFailed)
}

/// The share that is answered, as a report of this run alone would show it.
fn success(run: &Tally, of: usize) -> Value {
    claim::success(std::slice::from_ref(run), of).map(|share| share.estimate).ok_or(Missing::TooFew)
}

/// What pairs of runs say about a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The whole interval of the difference is on the better side.
    Better,
    /// The whole interval is on the worse side.
    Worse,
    /// No difference lies in the interval.
    NotShown,
    /// There is no figure.
    Unknown,
}

impl Change {
    /// In a word or three.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::NotShown => "no difference shown",
            Self::Unknown => "unknown",
        }
    }
}

/// A figure on both sides.
#[derive(Debug, Clone, PartialEq)]
pub struct FigurePair {
    /// `p50`, `p95`, `p99`, `mean`, `success`, `goodput` or `utilisation`.
    pub name: &'static str,
    /// Its unit: `s`, `rps`, or `1` for shares.
    pub unit: &'static str,
    /// The mean of the runs of the first side.
    pub a: Option<f64>,
    /// The same of the second.
    pub b: Option<f64>,
    /// The second less the first, pair by pair, with its interval by Student's t.
    pub difference: Option<Interval>,
    /// What that says.
    pub change: Change,
    /// Why there is none.
    pub note: Option<String>,
}

impl FigurePair {
    fn of(
        (name, unit, more_is_better): (&'static str, &'static str, bool),
        pairs: &[(Value, Value)],
    ) -> Self {
        let mean = |values: Vec<Value>| {
            let all: Result<Vec<f64>, Missing> = values.into_iter().collect();
            all.map(|all| (!all.is_empty()).then(|| all.iter().sum::<f64>() / all.len() as f64))
        };
        let a = mean(pairs.iter().map(|(a, _)| *a).collect());
        let b = mean(pairs.iter().map(|(_, b)| *b).collect());
        let note = match (a, b) {
            (Err(one), Err(other)) if one == other => Some(format!("{} on both sides", one.word())),
            (Err(one), _) => Some(format!("{} in a run of the first", one.word())),
            (_, Err(other)) => Some(format!("{} in a run of the second", other.word())),
            (Ok(_), Ok(_)) if pairs.len() < 2 => {
                Some("one pair of runs gives no interval; use several".to_owned())
            }
            (Ok(_), Ok(_)) => None,
        };
        let differences: Vec<f64> = pairs.iter().filter_map(|(a, b)| Some((*b).ok()? - (*a).ok()?)).collect();
        let difference = Interval::of_mean(&differences, CONFIDENCE).filter(|_| note.is_none());
        let change = match difference {
            None => Change::Unknown,
            Some(interval) if interval.contains(0.0) => Change::NotShown,
            Some(interval) if (interval.low > 0.0) == more_is_better => Change::Better,
            Some(_) => Change::Worse,
        };
        Self { name, unit, a: a.ok().flatten(), b: b.ok().flatten(), difference, change, note }
    }
}

/// The journeys that both sides have, in the order of the first.
pub(super) fn journeys(
    a: &Compiled,
    b: &Compiled,
    pairs: &[(&Figures, &Figures)],
) -> Vec<(String, Vec<FigurePair>)> {
    let both = a.journeys.iter().enumerate().filter_map(|(in_a, id)| {
        let in_b = b.journeys.iter().position(|other| other == id)?;
        let figure = |place: usize| {
            let (name, unit, more, _) = FIGURES[place];
            let values: Vec<(Value, Value)> =
                pairs.iter().map(|(a, b)| (a.journeys[in_a][place], b.journeys[in_b][place])).collect();
            FigurePair::of((name, unit, more), &values)
        };
        Some((id.clone(), (0..FIGURES.len()).map(figure).collect()))
    });
    both.collect()
}

/// The components that both sides have, the busiest of the second first.
pub(super) fn components(
    a: &Compiled,
    b: &Compiled,
    pairs: &[(&Figures, &Figures)],
) -> Vec<(String, FigurePair)> {
    let both = a.layout.stations.iter().enumerate().filter_map(|(in_a, station)| {
        let in_b = b.layout.stations.iter().position(|other| other.name == station.name)?;
        let values: Vec<(Value, Value)> =
            pairs.iter().map(|(a, b)| (a.utilisations[in_a], b.utilisations[in_b])).collect();
        Some((station.name.clone(), FigurePair::of(("utilisation", "1", false), &values)))
    });
    let mut both: Vec<(String, FigurePair)> = both.collect();
    let used = |figure: &FigurePair| figure.b.unwrap_or(-1.0);
    both.sort_by(|one, other| used(&other.1).total_cmp(&used(&one.1)).then(one.0.cmp(&other.0)));
    both
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(more_is_better: bool, pairs: &[(f64, f64)], expected: Change) {
        let pairs: Vec<(Value, Value)> = pairs.iter().map(|(a, b)| (Ok(*a), Ok(*b))).collect();
        assert_eq!(FigurePair::of(("p99", "s", more_is_better), &pairs).change, expected);
    }

    #[test]
    fn pairs_tell_what_runs_by_themselves_do_not() {
        // Runs differ by more than a second, pairs by a tenth.
        check(false, &[(1.0, 1.1), (2.0, 2.11), (3.0, 3.09), (2.5, 2.6)], Change::Worse);
        check(true, &[(1.0, 1.1), (2.0, 2.11), (3.0, 3.09), (2.5, 2.6)], Change::Better);
        check(false, &[(1.0, 1.1), (2.0, 1.9), (3.0, 3.1)], Change::NotShown);
        check(false, &[(1.0, 1.0), (2.0, 2.0)], Change::NotShown);
        check(false, &[(1.0, 2.0)], Change::Unknown);
    }

    #[test]
    fn a_difference_is_students() {
        let pairs = [(Ok(1.0), Ok(2.0)), (Ok(1.0), Ok(3.0)), (Ok(1.0), Ok(4.0))];
        let found = FigurePair::of(("p99", "s", false), &pairs).difference.expect("three pairs");
        // Differences 1, 2, 3: s = 1, t₀.₉₇₅,₂ = 4.302653.
        let half = 4.302_652_730 / 3f64.sqrt();
        assert!((found.estimate - 2.0).abs() < 1e-12, "{found:?}");
        assert!((found.low - (2.0 - half)).abs() < 1e-8 && (found.high - (2.0 + half)).abs() < 1e-8);
    }

    #[test]
    fn what_a_run_does_not_tell_is_told_of_neither() {
        let pairs = [(Ok(1.0), Err(Missing::AmongFailed)), (Ok(1.0), Ok(3.0))];
        let found = FigurePair::of(("p99", "s", false), &pairs);
        assert_eq!((found.a, found.b, found.change), (Some(1.0), None, Change::Unknown));
        assert_eq!(
            found.note.as_deref(),
            Some("more requests fail than it leaves out in a run of the second")
        );
    }
}
