//! The rows of a simulated scenario: what runs counted, as intervals over runs.

use loadline_sim::analysis::{Interval, Verdict, needed_for_quantile};
use loadline_sim::claim::{Claim, Figure, Judged, amplification, success, unanswered};
use loadline_sim::compile::Compiled;
use loadline_sim::{Failure, Failures, Histogram, Slice as Counted, Tally};

/// Confidence of intervals.
const CONFIDENCE: f64 = 0.95;
/// Fewest requests in a slice of a run whose p99 is told: with less it is the slowest one.
const FEWEST: u64 = 100;
/// The percentiles that are told.
const QUANTILES: [(&str, f64); 5] =
    [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999)];

/// A journey.
#[derive(Debug, Clone, PartialEq)]
pub struct JourneyRow {
    /// Its id.
    pub id: String,
    /// Requests that came, in all runs.
    pub arrived: u64,
    /// Requests a second that came.
    pub offered: f64,
    /// Requests a second that were answered.
    pub goodput: Option<Interval>,
    /// Share of requests that were answered, of all that had time for it; the upper end takes those without an answer as answered.
    pub success: Option<Interval>,
    /// Share of answers with less than asked for.
    pub degraded: f64,
    /// Times within which shares of the requests were answered.
    pub percentiles: Vec<Percentile>,
    /// Why requests failed, with how many a run; the most frequent first.
    pub failures: Vec<(&'static str, f64)>,
    /// Requests a run that had no answer at its end.
    pub unfinished: f64,
    /// Share of all that had time for an answer and have none at the end.
    pub unanswered: f64,
    /// Time by time, the mean of all runs.
    pub timeline: Vec<Slice>,
}

/// A percentile of latency in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Percentile {
    /// `p99`.
    pub name: &'static str,
    /// What was found, in seconds.
    pub value: Option<f64>,
    /// Its interval over runs; none where visits of all runs are taken together.
    pub interval: Option<Interval>,
    /// Why there is none.
    pub note: Option<String>,
}

/// A slice of time, the mean of all runs.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Slice {
    /// When it begins, in seconds after the warm-up.
    pub at: f64,
    /// Requests a second that came.
    pub offered: f64,
    /// Requests a second that were answered.
    pub goodput: f64,
    /// Requests a second that failed.
    pub failed: f64,
    /// 99th percentile in seconds: the mean of those runs that have one.
    pub p99: Option<f64>,
}

/// A component.
#[derive(Debug, Clone, PartialEq)]
pub struct ComponentRow {
    /// Its id.
    pub id: String,
    /// Copies.
    pub copies: u32,
    /// Visits a second.
    pub arrivals: f64,
    /// Share of the time of its workers; `None` when it has no end of them.
    pub utilisation: Option<Interval>,
    /// Mean wait for a worker in seconds.
    pub wait: Option<f64>,
    /// Most that ever waited at one copy.
    pub longest_queue: u32,
    /// Time from coming to answering, callees included, of all runs together.
    pub percentiles: Vec<Percentile>,
    /// Attempts ÷ first attempts of calls to it.
    pub amplification: f64,
    /// Share of its work that was for callers who had given up.
    pub dead: f64,
    /// Why visits failed there, with how many a run; the most frequent first.
    pub failures: Vec<(&'static str, f64)>,
}

impl ComponentRow {
    /// Its utilisation, for ranking.
    fn busiest(&self) -> f64 {
        self.utilisation.map_or(-1.0, |utilisation| utilisation.estimate)
    }
}

/// A claim with its verdict.
#[derive(Debug, Clone, PartialEq)]
pub struct ClaimRow {
    /// As written.
    pub text: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// The figure it is about.
    pub interval: Option<Interval>,
    /// Its unit: `s`, `1` of a share, `x` of a factor, `rps`.
    pub unit: &'static str,
    /// Why there is no figure.
    pub note: Option<String>,
}

impl ClaimRow {
    pub(super) fn of(text: String, claim: &Claim, judged: Judged) -> Self {
        let unit = match claim {
            Claim::Recovers { .. } => "s",
            Claim::Limit { figure, .. } => match figure {
                Figure::Quantile(_) | Figure::Mean => "s",
                Figure::Goodput => "rps",
                Figure::Success | Figure::Utilisation => "1",
                Figure::Amplification => "x",
            },
        };
        Self { text, verdict: judged.verdict, interval: judged.interval, unit, note: judged.note }
    }

    /// A claim of which no run says anything.
    pub(super) fn unknown(text: String) -> Self {
        let note = Some("no run is done".to_owned());
        Self { text, verdict: Verdict::Undecided, interval: None, unit: "1", note }
    }
}

pub(super) fn journeys(compiled: &Compiled, runs: &[Tally]) -> Vec<JourneyRow> {
    compiled.journeys.iter().enumerate().map(|(place, id)| journey(id, place, runs)).collect()
}

fn journey(id: &str, place: usize, runs: &[Tally]) -> JourneyRow {
    let sources = || runs.iter().map(|run| (&run.sources[place], seconds(run)));
    let mean = |values: Vec<f64>| Interval::of_mean(&values, CONFIDENCE);
    let number = runs.len().max(1) as f64;
    let mut failed = Failures::default();
    sources().for_each(|(source, _)| failed.merge(&source.failed));
    let good: u64 = sources().map(|(source, _)| source.good).sum();
    let degraded: u64 = sources().map(|(source, _)| source.degraded).sum();
    let arrived: u64 = sources().map(|(source, _)| source.arrived).sum();
    JourneyRow {
        id: id.to_owned(),
        arrived,
        offered: arrived as f64 / sources().map(|(_, seconds)| seconds).sum::<f64>(),
        goodput: mean(sources().map(|(source, seconds)| source.answers() as f64 / seconds).collect()),
        success: success(runs, place),
        degraded: if good > 0 { degraded as f64 / good as f64 } else { 0.0 },
        percentiles: QUANTILES.map(|(name, q)| percentile(name, q, place, runs)).to_vec(),
        failures: failures(&failed, number),
        unfinished: sources().map(|(source, _)| source.unfinished.total() as f64).sum::<f64>() / number,
        unanswered: unanswered(runs, place),
        timeline: timeline(place, runs),
    }
}

fn percentile(name: &'static str, q: f64, place: usize, runs: &[Tally]) -> Percentile {
    let none = |note: String| Percentile { name, value: None, interval: None, note: Some(note) };
    let least = runs.iter().map(|run| run.sources[place].arrived).min().unwrap_or_default();
    let needed = needed_for_quantile(q);
    if least < needed {
        return none(format!("too few requests: {least} in a run, {needed} needed"));
    }
    if runs.iter().any(|run| run.is_open(place, q)) {
        return none("many requests have no answer at the end".to_owned());
    }
    let values = runs.iter().map(|run| run.sources[place].quantile(q).map(|time| time.seconds()));
    let values: Option<Vec<f64>> = values.collect();
    match values {
        Some(values) => {
            let value = Some(values.iter().sum::<f64>() / values.len() as f64);
            Percentile { name, value, interval: Interval::of_mean(&values, CONFIDENCE), note: None }
        }
        None => none("more requests failed than it leaves out".to_owned()),
    }
}

fn timeline(place: usize, runs: &[Tally]) -> Vec<Slice> {
    let Some(first) = runs.first() else { return Vec::new() };
    let length = first.sources[place].slices.length().seconds();
    let most = runs.iter().map(|run| run.sources[place].slices.done().len()).max().unwrap_or_default();
    let slice = |number: usize| {
        let here: Vec<&Counted> =
            runs.iter().filter_map(|run| run.sources[place].slices.done().get(number)).collect();
        let rate = |count: fn(&Counted) -> u64| {
            here.iter().map(|slice| count(slice) as f64).sum::<f64>() / (here.len().max(1) as f64 * length)
        };
        // Where requests are few, or more fail than it leaves out, the others would say that all is well.
        let p99 = here.iter().map(|slice| {
            let time = slice.quantiles[1].map(|time| time.seconds());
            time.filter(|_| slice.arrived >= FEWEST)
        });
        let p99: Option<Vec<f64>> = p99.collect();
        Slice {
            at: number as f64 * length,
            offered: rate(|slice| slice.arrived),
            goodput: rate(|slice| slice.good),
            failed: rate(|slice| slice.failed),
            p99: p99.filter(|all| !all.is_empty()).map(|all| all.iter().sum::<f64>() / all.len() as f64),
        }
    };
    (0..most).map(slice).collect()
}

pub(super) fn busiest_first(compiled: &Compiled, runs: &[Tally]) -> Vec<ComponentRow> {
    let all = (0..compiled.layout.stations.len()).map(|place| component(compiled, place, runs));
    let mut all: Vec<ComponentRow> = all.collect();
    all.sort_by(|one, other| other.busiest().total_cmp(&one.busiest()).then(one.id.cmp(&other.id)));
    all
}

fn component(compiled: &Compiled, place: usize, runs: &[Tally]) -> ComponentRow {
    let station = &compiled.layout.stations[place];
    let seen = || runs.iter().map(|run| (&run.stations[place], seconds(run)));
    let sum =
        |value: fn(&loadline_sim::StationTally) -> f64| seen().map(|(tally, _)| value(tally)).sum::<f64>();
    let utilisation = station.workers.and_then(|workers| {
        let values: Vec<f64> = seen().map(|(tally, _)| tally.utilisation(workers)).collect();
        Interval::of_mean(&values, CONFIDENCE)
    });
    let mut sojourn = Histogram::default();
    let mut failed = Failures::default();
    seen().for_each(|(tally, _)| {
        sojourn.merge(&tally.sojourn);
        failed.merge(&tally.failed);
    });
    let (worked, begun) = (sum(|tally| tally.worked), sum(|tally| tally.begun as f64));
    let nothing = Histogram::default();
    let percentiles = QUANTILES.map(|(name, q)| {
        let needed = needed_for_quantile(q);
        let pooled =
            sojourn.quantile(q, 0, &nothing).map(|time| time.seconds()).filter(|_| sojourn.total() >= needed);
        let note = pooled.is_none().then(|| format!("too few visits: {}, {needed} needed", sojourn.total()));
        Percentile { name, value: pooled, interval: None, note }
    });
    ComponentRow {
        id: station.name.clone(),
        copies: station.copies,
        arrivals: sum(|tally| tally.arrived as f64) / seen().map(|(_, seconds)| seconds).sum::<f64>(),
        utilisation,
        wait: (begun > 0.0).then(|| sum(|tally| tally.waited) / begun),
        longest_queue: seen().map(|(tally, _)| tally.longest_queue).max().unwrap_or_default(),
        percentiles: percentiles.to_vec(),
        amplification: amplification(compiled, runs, place),
        dead: if worked > 0.0 { sum(|tally| tally.dead) / worked } else { 0.0 },
        failures: failures(&failed, runs.len().max(1) as f64),
    }
}

fn failures(failed: &Failures, runs: f64) -> Vec<(&'static str, f64)> {
    let each = Failure::ALL.into_iter().map(|failure| (failure.word(), failed.of(failure) as f64 / runs));
    let mut each: Vec<(&'static str, f64)> = each.filter(|(_, count)| *count > 0.0).collect();
    each.sort_by(|one, other| other.1.total_cmp(&one.1));
    each
}

fn seconds(run: &Tally) -> f64 {
    (run.until - run.from).seconds()
}
