//! Whether a layout that comes from elsewhere can be run: every position in it leads somewhere, no call comes back to itself, numbers are
//! numbers, and nothing in it is so large that a run would never end or never find the memory.
//!
//! What a model was compiled to always passes; what a stranger sends is not run unless it does.

mod graph;
mod laws;

use crate::engine::Settings;
use crate::layout::{Cache, Call, Effect, Fallback, Layout, Scaling, Source, Station};
use crate::profile::Arrivals;
use laws::{law, number};
use std::collections::BTreeMap;

/// Why something cannot be run, a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Unsound(String);

fn unsound(what: impl Into<String>) -> Result<(), Unsound> {
    Err(Unsound(what.into()))
}

/// What is too much.
#[derive(Debug, Clone, Copy)]
struct Most {
    /// Copies of all stations, and lines of all pools at them.
    copies: u64,
    /// Slices of all stations and sources.
    slices: u64,
    /// Requests and calls under way at once.
    under_way: u32,
    /// Users who wait for their answers, of all sources.
    clients: u64,
    /// Keys of all caches: what is known of each of them that is looked up is kept in memory.
    keys: u64,
    /// Requests of all sources, by their mean number.
    requests: f64,
    /// First attempts of calls that follow from one request, by their mean number.
    calls: f64,
    /// Looks of an autoscaler, and jumps of a load that comes in bursts.
    looks: f64,
}

const MOST: Most = Most {
    copies: MOST_COPIES,
    slices: 100_000_000,
    under_way: 20_000_000,
    clients: MOST_CLIENTS,
    keys: MOST_KEYS,
    requests: 1e10,
    calls: 1e6,
    looks: 1e8,
};

/// Most copies of all stations, and lines of all pools at them: each takes about 200 bytes.
pub(crate) const MOST_COPIES: u64 = 2_000_000;

/// Most users who wait for their answers, of all sources.
pub(crate) const MOST_CLIENTS: u64 = 1_000_000;

/// Most keys of all caches.
pub(crate) const MOST_KEYS: u64 = 10_000_000;

/// Steps of a floating-point number that time must have left between two requests: highest rate × length of the run at most.
const FINEST: f64 = 1e15;

/// Checks a layout that is to be run with these settings.
///
/// # Errors
/// What is wrong with it.
pub fn check(layout: &Layout, settings: &Settings) -> Result<(), Unsound> {
    check_within(layout, settings, &MOST)
}

/// First attempts of calls that follow from one request, on average and with every fallback taken; `None` when a call comes back to
/// itself.
pub(crate) fn calls_of_a_request(layout: &Layout) -> Option<f64> {
    graph::most_calls(layout).ok()
}

/// Copies of each station at its most, with the lines of all pools at them; `None` when a pool stands nowhere.
pub(crate) fn copies_of_stations(layout: &Layout) -> Option<Vec<u64>> {
    let most = |station: &Station| station.scaling.map_or(0, |scaling| scaling.most).max(station.copies);
    // Each copy of the caller has a line of its own.
    let mut places = vec![1u64; layout.stations.len()];
    for pool in &layout.pools {
        *places.get_mut(pool.station as usize)? += 1;
    }
    Some(
        places
            .into_iter()
            .zip(&layout.stations)
            .map(|(places, made)| places * u64::from(most(made)))
            .collect(),
    )
}

/// Keys of all caches.
pub(crate) fn keys_of_caches(layout: &Layout) -> u64 {
    let keys = layout.caches.iter().filter_map(|cache| {
        let station = cache.station.and_then(|station| layout.stations.get(station as usize));
        let cells = station.and_then(|station| station.cells).map_or(1, |cells| u64::from(cells.number));
        Some(cache.keys?.number.saturating_mul(cells))
    });
    keys.fold(0, u64::saturating_add)
}

/// Users of a source who wait for their answers.
pub(crate) const fn users_of(source: &Source) -> u64 {
    match source.arrivals {
        Arrivals::Clients { number, .. } => number as u64,
        Arrivals::Poisson | Arrivals::Even | Arrivals::Bursts { .. } | Arrivals::At(_) => 0,
    }
}

fn check_within(layout: &Layout, settings: &Settings, most: &Most) -> Result<(), Unsound> {
    let seconds = settings.until.seconds();
    if settings.from > settings.until {
        return unsound("counting begins when the run is over");
    }
    if settings.most_under_way > most.under_way {
        return unsound(format!("{} requests are to be under way at once", settings.most_under_way));
    }
    let rows = (layout.stations.len() + layout.sources.len() + 1) as u64;
    if (settings.slices as u64).saturating_mul(rows) > most.slices {
        return unsound(format!("{} slices of time are too many", settings.slices));
    }
    positions(layout)?;
    layout.stations.iter().try_for_each(|made| station(made, seconds, most))?;
    cells(&layout.stations)?;
    let copies: u64 = copies_of_stations(layout).unwrap_or_default().iter().sum();
    if copies > most.copies {
        return unsound(format!("{copies} copies are too many"));
    }
    for node in &layout.nodes {
        law(&node.work, &format!("work at node `{}`", node.name))?;
    }
    layout.calls.iter().try_for_each(|made| call(made, most))?;
    layout.caches.iter().try_for_each(cache)?;
    let keys = keys_of_caches(layout);
    if keys > most.keys {
        return unsound(format!("{keys} keys of caches are too many"));
    }
    for limit in &layout.limits {
        number(limit.rate, 1e12, &format!("rate of `{}`", limit.name))?;
    }
    layout.faults.iter().try_for_each(|fault| effect(fault.effect))?;
    let mut requests = 0.0;
    for made in &layout.sources {
        requests += source(made, seconds, most)?;
    }
    if requests > most.requests {
        return unsound(format!("{requests:.1e} requests are too many"));
    }
    let users: u64 = layout.sources.iter().map(users_of).sum();
    if users > most.clients {
        return unsound(format!("{users} users who wait for their answers are too many"));
    }
    let calls = graph::most_calls(layout)?;
    if calls > most.calls {
        return unsound(format!("one request makes {calls:.1e} calls, which is too many"));
    }
    Ok(())
}

/// Every position leads somewhere.
fn positions(layout: &Layout) -> Result<(), Unsound> {
    let Layout { stations, nodes, calls, steps, awaited, pools, limits, sources, caches, faults } = layout;
    let lies_in = |at: u32, length: usize, what: &str| {
        if (at as usize) < length { Ok(()) } else { unsound(format!("there is no {what} {at}")) }
    };
    let station = |at: u32| lies_in(at, stations.len(), "station");
    let call = |at: u32| lies_in(at, calls.len(), "call");
    let cache = |at: u32| lies_in(at, caches.len(), "cache");
    for node in nodes {
        station(node.station)?;
        range(&node.steps, steps.len(), "step")?;
    }
    for step in steps {
        range(step, calls.len(), "call")?;
    }
    for made in calls {
        lies_in(made.to, nodes.len(), "node")?;
        if let Fallback::Instead(other) = made.fallback {
            call(other)?;
        }
        if let Some((of, _)) = made.times.misses {
            cache(of)?;
        }
        if let Some(with) = made.shares {
            call(with)?;
            if calls[with as usize].shares.is_some() {
                return unsound(format!("call `{}` shares what is shared", made.name));
            }
        }
    }
    for made in calls {
        made.pool.map_or(Ok(()), |pool| lies_in(pool, pools.len(), "pool"))?;
        made.limit.map_or(Ok(()), |limit| lies_in(limit, limits.len(), "rate limit"))?;
    }
    for pool in pools {
        station(pool.station)?;
    }
    for node in nodes {
        let made = steps[node.steps.start as usize..node.steps.end as usize].iter();
        let mut pooled = made.flat_map(Clone::clone).filter_map(|at| calls[at as usize].pool);
        if pooled.any(|pool| pools[pool as usize].station != node.station) {
            return unsound(format!("node `{}` takes connections of another station", node.name));
        }
    }
    for step in awaited {
        lies_in(step.step, steps.len(), "step")?;
    }
    if !awaited.is_sorted_by_key(|step| step.step) {
        return unsound("steps that go on early are not in order");
    }
    for source in sources {
        call(source.call)?;
    }
    for cache in caches {
        cache.station.map_or(Ok(()), station)?;
    }
    for fault in faults {
        match fault.effect {
            Effect::Down { station: at, .. }
            | Effect::Up { station: at, .. }
            | Effect::Drain { station: at, .. }
            | Effect::Refill { station: at, .. }
            | Effect::NewVersion { station: at, .. }
            | Effect::Replace { station: at, .. }
            | Effect::Routed { station: at, .. }
            | Effect::Slow { station: at, .. }
            | Effect::Errors { station: at, .. }
            | Effect::Pause { station: at, .. }
            | Effect::Workers { station: at, .. } => station(at)?,
            Effect::Cut { call: at, .. } => call(at)?,
            Effect::Flush { cache: at } => cache(at)?,
        }
    }
    Ok(())
}

fn range(range: &std::ops::Range<u32>, length: usize, what: &str) -> Result<(), Unsound> {
    if range.start <= range.end && range.end as usize <= length {
        return Ok(());
    }
    unsound(format!("there are no {what}s {} to {}", range.start, range.end))
}

fn station(station: &Station, seconds: f64, most: &Most) -> Result<(), Unsound> {
    let name = &station.name;
    number(station.crowding, 1e6, &format!("crowding of `{name}`"))?;
    number(station.quota.unwrap_or_default(), 1e12, &format!("quota of `{name}`"))?;
    if let Some(cells) = station.cells
        && (cells.number == 0
            || station.copies == 0
            || !station.copies.is_multiple_of(cells.number)
            || station.scaling.is_some())
    {
        return unsound(format!("the copies of `{name}` do not stand in {} cells", cells.number));
    }
    let Some(Scaling { target, every, .. }) = station.scaling else { return Ok(()) };
    number(target, 1e6, &format!("target of the copies of `{name}`"))?;
    if target <= 0.0 || every.is_zero() || seconds / every.seconds() > most.looks {
        return unsound(format!("an autoscaler of `{name}` would never have done"));
    }
    Ok(())
}

/// All members of a group stand in the same cells: who calls from one of them stays in it.
fn cells(stations: &[Station]) -> Result<(), Unsound> {
    let mut numbers = BTreeMap::new();
    for (name, cells) in stations.iter().filter_map(|made| Some((&made.name, made.cells?))) {
        let number = *numbers.entry(cells.group).or_insert(cells.number);
        if number != cells.number {
            return unsound(format!("`{name}` stands in {} cells of a group of {number}", cells.number));
        }
    }
    Ok(())
}

fn call(call: &Call, most: &Most) -> Result<(), Unsound> {
    let of = |what: &str| format!("{what} of call `{}`", call.name);
    number(call.times.mean, most.calls, &of("number"))?;
    number(call.times.misses.map_or(0.0, |(_, lookups)| lookups), most.calls, &of("lookups"))?;
    if call.retries.most > 249 {
        return unsound(format!("call `{}` is retried {} times", call.name, call.retries.most));
    }
    if let Some(budget) = call.retries.budget {
        number(budget.ratio, 1e12, &of("budget"))?;
        number(budget.burst, 1e12, &of("budget"))?;
    }
    if let Some(breaker) = call.breaker {
        number(breaker.opens_at, 1e12, &of("breaker"))?;
    }
    number(call.throttle.as_ref().map_or(0.0, |throttle| throttle.k), 1e12, &of("throttle"))?;
    call.patience.as_ref().map_or(Ok(()), |patience| law(patience, &of("patience")))
}

fn cache(cache: &Cache) -> Result<(), Unsound> {
    number(cache.hit_ratio, 1.0, &format!("hit ratio of cache `{}`", cache.name))?;
    number(cache.fills, f64::MAX, &format!("fills of cache `{}`", cache.name))?;
    let Some(keys) = cache.keys else { return Ok(()) };
    number(keys.skew, 100.0, &format!("skew of the keys of cache `{}`", cache.name))?;
    number(keys.usual, 1e12, &format!("usual lookups in cache `{}`", cache.name))?;
    Ok(())
}

fn effect(effect: Effect) -> Result<(), Unsound> {
    match effect {
        Effect::NewVersion { factor, errors, .. } => {
            number(factor, 1e12, "factor of a new version")?;
            number(errors, 1.0, "share of errors")
        }
        Effect::Slow { factor, .. } => number(factor, 1e12, "factor of slow work"),
        Effect::Errors { share, .. } => number(share, 1.0, "share of errors"),
        Effect::Routed { share, .. } => number(share, 1.0, "share of requests"),
        Effect::Down { .. }
        | Effect::Up { .. }
        | Effect::Drain { .. }
        | Effect::Refill { .. }
        | Effect::Replace { .. }
        | Effect::Pause { .. }
        | Effect::Cut { .. }
        | Effect::Workers { .. }
        | Effect::Flush { .. } => Ok(()),
    }
}

/// How many requests it sends on average.
fn source(source: &Source, seconds: f64, most: &Most) -> Result<f64, Unsound> {
    let name = &source.name;
    if !source.profile.is_sound() {
        return unsound(format!("the load of `{name}` goes back in time, or is no number")).map(|()| 0.0);
    }
    let highest = source.profile.highest();
    let factor = match &source.arrivals {
        Arrivals::Poisson | Arrivals::Even => 1.0,
        Arrivals::Bursts { factor, share, mean } => {
            let possible =
                *factor >= 1.0 && *share > 0.0 && *share < 1.0 && factor * share < 1.0 && *mean > 0.0;
            if !possible || seconds / mean > most.looks {
                return unsound(format!("`{name}` cannot come in such bursts")).map(|()| 0.0);
            }
            *factor
        }
        Arrivals::Clients { number, think } => {
            let most_a_second = f64::from(*number) / think;
            if !think.is_finite() || *think <= 0.0 || most_a_second * seconds > FINEST {
                return unsound(format!("the users of `{name}` send without end")).map(|()| 0.0);
            }
            return Ok(most_a_second * seconds);
        }
        Arrivals::At(trace) => {
            let sound = trace.iter().all(|time| (0.0..=1e12).contains(time)) && trace.is_sorted();
            return if sound {
                Ok(trace.len() as f64)
            } else {
                unsound(format!("the trace of `{name}` goes back in time")).map(|()| 0.0)
            };
        }
    };
    if highest * factor * seconds > FINEST {
        return unsound(format!("the load of `{name}` is too high")).map(|()| 0.0);
    }
    Ok(source.profile.expected(seconds))
}

#[cfg(test)]
mod tests;
