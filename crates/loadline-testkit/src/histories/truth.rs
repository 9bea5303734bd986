//! What truly happens in the histories: how much traffic there is, when it goes wrong, and how badly. Known without looking at
//! any sample, so that formulas can be held against what is measured.

use super::{BURSTS, DAY, MINUTES, QUIET};

/// Some of the requests fail for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outage {
    /// The first minute of it.
    pub from: i64,
    /// How many minutes it lasts.
    pub minutes: i64,
    /// Share of the requests that fail meanwhile, 0 to 1.
    pub share: f64,
    /// Share that fails before it, other outages apart.
    pub before: f64,
    /// For how many minutes before it that has been so.
    pub steady: i64,
    /// Share that fails after it.
    pub after: f64,
}

/// What was done and what failed, whether anybody scraped it or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Whether there are as many requests in every minute, and the same share of them fails throughout an outage and outside.
    pub even: bool,
    /// Requests and failures of every minute, of all instances together.
    pub minutes: Vec<[f64; 2]>,
    /// Milliseconds by which scrapes come after the full minute on average.
    pub offset: i64,
    /// Outages in the order of time.
    pub outages: Vec<Outage>,
}

impl Truth {
    pub(super) fn of(history: &str, minutes: Vec<[f64; 2]>, offset: i64) -> Self {
        let outages = match history {
            "steady low errors" => vec![outage(0, MINUTES, 0.0005, 0.0)],
            "one-minute outages every half hour" => {
                let minutes = (5 * DAY..6 * DAY).step_by(30);
                minutes.map(|from| outage(from, 1, 1.0, QUIET)).collect()
            }
            "low traffic" => single_failures(&minutes),
            "late series" => {
                let starts = (4 * 700..MINUTES).step_by(9 * 700);
                starts.map(|from| outage(from, 700, 0.03, 0.0003)).collect()
            }
            "high traffic at the threshold" => {
                let starts = (0..MINUTES).step_by(5 * DAY as usize);
                let whole = |from| Outage { steady: DAY, after: 0.006, ..outage(from, DAY, 0.0144, 0.0) };
                starts.map(whole).collect()
            }
            "total outage" => vec![outage(20_000, 77, 1.0, 0.0)],
            _ => BURSTS.iter().map(|(from, minutes, share)| outage(*from, *minutes, *share, QUIET)).collect(),
        };
        let even = !matches!(history, "low traffic" | "zero traffic at night" | "uneven traffic");
        Self { even, minutes, offset, outages }
    }
}

fn outage(from: i64, minutes: i64, share: f64, around: f64) -> Outage {
    Outage { from, minutes, share, before: around, steady: from, after: around }
}

/// Every minute in which all of the requests fail, where there is one request at most.
fn single_failures(minutes: &[[f64; 2]]) -> Vec<Outage> {
    let failed = minutes.iter().enumerate().filter(|(_, [_, errors])| *errors > 0.0);
    failed.map(|(at, _)| outage(at as i64, 1, 1.0, 0.0)).collect()
}
