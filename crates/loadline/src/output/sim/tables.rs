//! The tables of a simulated scenario.

use super::{DIGITS, range, share};
use crate::output::page::Table;
use crate::output::table::Align;
use loadline_app::sim::{CacheRow, ComponentRow, JourneyRow, Percentile, PoolRow, SimReport};

/// Components that are shown.
const SHOWN: usize = 20;
/// Components that are named where attempts failed, those of most failures.
const NAMED: usize = 8;
/// A share of degraded answers below this is not worth a line.
const DEGRADED: f64 = 0.0005;

pub(super) fn claims(report: &SimReport) -> Table {
    let rows = report.claims.iter().map(|claim| {
        let found = match (&claim.interval, &claim.note) {
            (Some(interval), _) => range(interval, claim.unit),
            (None, Some(note)) => note.clone(),
            (None, None) => String::new(),
        };
        vec![claim.verdict.word().to_owned(), claim.text.clone(), found]
    });
    Table {
        title: "claims".to_owned(),
        columns: vec![("verdict", Align::Left), ("claim", Align::Left), ("found", Align::Left)],
        rows: rows.collect(),
        rest: 0,
    }
}

pub(super) fn journeys(report: &SimReport) -> Table {
    let row = |journey: &JourneyRow| {
        let mut row = vec![
            format!("`{}`", journey.id),
            DIGITS.number(journey.offered),
            journey.goodput.map_or_else(|| "-".to_owned(), |goodput| DIGITS.number(goodput.estimate)),
            journey.success.map_or_else(|| "-".to_owned(), |success| share(success.estimate)),
        ];
        row.extend(percentiles(&journey.percentiles, &["p50", "p90", "p99", "p99.9"]));
        row
    };
    Table {
        title: "journeys, from arrival to answer over all attempts; failures count as never answered"
            .to_owned(),
        columns: vec![
            ("journey", Align::Left),
            ("rps", Align::Right),
            ("answered", Align::Right),
            ("share", Align::Right),
            ("p50", Align::Right),
            ("p90", Align::Right),
            ("p99", Align::Right),
            ("p99.9", Align::Right),
        ],
        rows: report.journeys.iter().map(row).collect(),
        rest: 0,
    }
}

pub(super) fn components(report: &SimReport) -> Table {
    let row = |component: &ComponentRow| {
        let mut row = vec![
            format!("`{}`", component.id),
            component.copies.to_string(),
            DIGITS.number(component.arrivals),
            component.utilisation.map_or_else(|| "-".to_owned(), |used| DIGITS.used(used.estimate)),
            component.wait.map_or_else(|| "-".to_owned(), |wait| DIGITS.time(wait)),
            component.longest_queue.to_string(),
        ];
        row.extend(percentiles(&component.percentiles, &["p99"]));
        row.push(DIGITS.times(component.amplification));
        row.push(DIGITS.percent(component.dead));
        row
    };
    Table {
        title: "components, callees included in p99; dead = work for callers who had given up".to_owned(),
        columns: vec![
            ("component", Align::Left),
            ("copies", Align::Right),
            ("rps", Align::Right),
            ("used", Align::Right),
            ("wait", Align::Right),
            ("queue", Align::Right),
            ("p99", Align::Right),
            ("tries", Align::Right),
            ("dead", Align::Right),
        ],
        rows: report.components.iter().take(SHOWN).map(row).collect(),
        rest: report.components.len().saturating_sub(SHOWN),
    }
}

/// Connections that callers hold, and who waited for them.
pub(super) fn pools(report: &SimReport) -> Table {
    let row = |pool: &PoolRow| {
        vec![
            format!("`{}`", pool.edge),
            pool.size.to_string(),
            DIGITS.percent(pool.waited),
            pool.wait.map_or_else(|| "-".to_owned(), |wait| DIGITS.time(wait)),
            pool.longest_line.to_string(),
            DIGITS.number(pool.gave_up),
        ]
    };
    Table {
        title: "connections of each copy of the caller; gave up = never got one, per run".to_owned(),
        columns: vec![
            ("caller → callee", Align::Left),
            ("size", Align::Right),
            ("waited", Align::Right),
            ("wait", Align::Right),
            ("line", Align::Right),
            ("gave up", Align::Right),
        ],
        rows: report.pools.iter().take(SHOWN).map(row).collect(),
        rest: report.pools.len().saturating_sub(SHOWN),
    }
}

/// What caches with keys answered.
pub(super) fn caches(report: &SimReport) -> Table {
    let row = |cache: &CacheRow| {
        vec![
            format!("`{}`", cache.id),
            DIGITS.number(cache.lookups),
            cache.answered.map_or_else(|| "n/a".to_owned(), |share| DIGITS.percent(share)),
            DIGITS.number(cache.joined),
        ]
    };
    Table {
        title: "caches with keys, lookups a second; joined = waited for another's fetch, a second".to_owned(),
        columns: vec![
            ("cache", Align::Left),
            ("lookups", Align::Right),
            ("answered", Align::Right),
            ("joined", Align::Right),
        ],
        rows: report.caches.iter().take(SHOWN).map(row).collect(),
        rest: report.caches.len().saturating_sub(SHOWN),
    }
}

/// Why requests failed, journey by journey.
pub(super) fn failures(report: &SimReport) -> Vec<String> {
    let failed =
        report.journeys.iter().filter(|journey| !journey.failures.is_empty() || journey.unfinished >= 1.0);
    failed
        .map(|journey| {
            let mut parts = kinds(&journey.failures);
            if journey.unfinished >= 1.0 {
                parts.push(format!("{} without an answer at the end", DIGITS.number(journey.unfinished)));
            }
            format!("`{}`: {}", journey.id, parts.join(", "))
        })
        .collect()
}

/// `13,117 breaker open`: each kind of failure with how many there were.
fn kinds(failures: &[(&'static str, f64)]) -> Vec<String> {
    failures.iter().map(|(word, count)| format!("{} {word}", DIGITS.number(*count))).collect()
}

/// Which journeys got less than they asked for.
pub(super) fn degraded(report: &SimReport) -> Vec<String> {
    let degraded = report.journeys.iter().filter(|journey| journey.degraded >= DEGRADED);
    degraded.map(|journey| format!("`{}`: {} of its answers", journey.id, share(journey.degraded))).collect()
}

/// Which components turned attempts away or failed them, most of all first.
pub(super) fn failing(report: &SimReport) -> Vec<String> {
    let all = |component: &ComponentRow| component.failures.iter().map(|(_, count)| count).sum::<f64>();
    let mut failing: Vec<&ComponentRow> =
        report.components.iter().filter(|component| all(component) >= 0.5).collect();
    failing.sort_by(|one, other| all(other).total_cmp(&all(one)).then(one.id.cmp(&other.id)));
    let mut told: Vec<String> = failing
        .iter()
        .take(NAMED)
        .map(|component| format!("`{}`: {}", component.id, kinds(&component.failures).join(", ")))
        .collect();
    if failing.len() > NAMED {
        told.push(format!("and {} more", failing.len() - NAMED));
    }
    told
}

fn percentiles<'p>(all: &'p [Percentile], names: &'p [&str]) -> impl Iterator<Item = String> + 'p {
    names.iter().map(|name| {
        let found = all.iter().find(|percentile| percentile.name == *name);
        let value = found.and_then(|percentile| percentile.value);
        value.map_or_else(|| "n/a".to_owned(), |value| DIGITS.time(value))
    })
}
