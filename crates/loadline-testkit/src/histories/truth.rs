//! What truly happens in the histories: how much traffic there is, when it goes wrong, and how badly. Known without looking at
//! any sample, so that formulas can be held against what is measured.

use super::{BURSTS, DAY, MINUTES};

/// Some of the requests fail for a while.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outage {
    /// The first minute of it.
    pub from: i64,
    /// How many minutes it lasts.
    pub minutes: i64,
    /// Share of the requests that fail meanwhile, 0 to 1.
    pub share: f64,
}

/// What was done and what failed.
#[derive(Debug, Clone, PartialEq)]
pub struct Truth {
    /// Requests and failures of every minute, of all instances together; but not what no counter can tell: what came before the first
    /// scrape, and what a restart took along before anybody scraped it.
    pub minutes: Vec<[f64; 2]>,
    /// Milliseconds by which scrapes come after the full minute on average.
    pub offset: i64,
    /// Outages in the order of time.
    pub outages: Vec<Outage>,
}

impl Truth {
    pub(super) fn of(history: &str, minutes: Vec<[f64; 2]>, offset: i64) -> Self {
        let outage = |from, minutes, share| Outage { from, minutes, share };
        let outages = match history {
            "steady low errors" => vec![outage(0, MINUTES, 0.0005)],
            "one-minute outages every half hour" => {
                (5 * DAY..6 * DAY).step_by(30).map(|from| outage(from, 1, 1.0)).collect()
            }
            // Every minute in which all of the requests fail, where there is one request at most.
            "low traffic" => {
                let failed = minutes.iter().enumerate().filter(|(_, [_, errors])| *errors > 0.0);
                failed.map(|(at, _)| outage(at as i64, 1, 1.0)).collect()
            }
            "late series" => {
                (4 * 700..MINUTES).step_by(9 * 700).map(|from| outage(from, 700, 0.03)).collect()
            }
            "high traffic at the threshold" => {
                (0..MINUTES).step_by(5 * DAY as usize).map(|from| outage(from, DAY, 0.0144)).collect()
            }
            "total outage" => vec![outage(20_000, 77, 1.0)],
            _ => BURSTS.iter().map(|(from, minutes, share)| outage(*from, *minutes, *share)).collect(),
        };
        Self { minutes, offset, outages }
    }
}
