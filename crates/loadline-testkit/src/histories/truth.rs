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

/// The traffic of one instance, and the outages of all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Requests in a minute on average, while there is traffic.
    pub requests: f64,
    /// By which share of the average a minute may have fewer or more; all values between are equally likely.
    pub spread: f64,
    /// Milliseconds by which scrapes come after the full minute on average.
    pub offset: i64,
    /// Outages in the order of time.
    pub outages: Vec<Outage>,
}

impl Truth {
    pub(super) fn of(history: &str, offset: i64, jitter: i64) -> Self {
        let (requests, spread, outages) = match history {
            "steady low errors" => (600.0, 0.2, vec![outage(0, MINUTES, 0.0005, 0.0)]),
            "one-minute outages every half hour" => {
                let minutes = (5 * DAY..6 * DAY).step_by(30);
                (600.0, 0.2, minutes.map(|from| outage(from, 1, 1.0, QUIET)).collect())
            }
            // One request in six minutes, and no outage but single failures.
            "low traffic" => (1.0 / 6.0, 1.0, Vec::new()),
            "late series" => {
                let starts = (4 * 700..MINUTES).step_by(9 * 700);
                (300.0, 0.2, starts.map(|from| outage(from, 700, 0.03, 0.0003)).collect())
            }
            "zero traffic at night" => (120.0, 0.2, bursts()),
            "high traffic at the threshold" => {
                let starts = (0..MINUTES).step_by(5 * DAY as usize);
                let whole = |from| Outage { steady: DAY, after: 0.006, ..outage(from, DAY, 0.0144, 0.0) };
                (6_000_000.0, 0.0, starts.map(whole).collect())
            }
            "two instances" => (60.0, 0.2, bursts()),
            "total outage" => (600.0, 0.2, vec![outage(20_000, 77, 1.0, 0.0)]),
            _ => (600.0, 0.2, bursts()),
        };
        Self { requests, spread, offset: offset + jitter / 2, outages }
    }
}

fn outage(from: i64, minutes: i64, share: f64, around: f64) -> Outage {
    Outage { from, minutes, share, before: around, steady: from, after: around }
}

fn bursts() -> Vec<Outage> {
    BURSTS.iter().map(|(from, minutes, share)| outage(*from, *minutes, *share, QUIET)).collect()
}
