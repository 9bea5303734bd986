//! How warm caches are: filled by what is fetched for a miss, and emptied with the copies that held it. In cells each has its own.

use super::Run;
use super::keyed::KeyedCache;
use crate::layout::Layout;
use loadline_math::Stream;
use std::ops::Range;

/// Where each cache stands among all of all cells, and those that know their keys.
pub(super) fn stores(
    layout: &Layout,
    stream: impl Fn(&str) -> Stream,
) -> (Vec<Range<u32>>, Vec<Option<KeyedCache<'_>>>) {
    let (mut stores, mut keyed) = (Vec::new(), Vec::new());
    for cache in &layout.caches {
        let cells = cache.station.and_then(|station| layout.stations[station as usize].cells);
        let cells = cells.map_or(1, |cells| cells.number);
        let first = keyed.len() as u32;
        stores.push(first..first + cells);
        keyed.extend((0..cells).map(|cell| {
            let name = if cell == 0 { cache.name.clone() } else { format!("{} in cell {cell}", cache.name) };
            KeyedCache::of(cache, cells, || stream(&name))
        }));
    }
    (stores, keyed)
}

impl Run<'_> {
    /// Share of what the cache of a call answers when warm that it answers now, for a visit.
    pub(super) fn warmth_of(&self, call: u32, at: u32) -> f64 {
        let misses = self.guards[call as usize].call.times.misses;
        misses.map_or(1.0, |(cache, _)| self.warmth[self.store_of(cache, at) as usize])
    }

    /// Which of all caches a call or visit looks into: that of its cell.
    #[inline]
    pub(super) fn store_of(&self, cache: u32, at: u32) -> u32 {
        let stores = &self.stores[cache as usize];
        if stores.len() == 1 { stores.start } else { stores.start + self.cell_of_cache(cache, at) }
    }

    #[cold]
    fn cell_of_cache(&self, cache: u32, at: u32) -> u32 {
        let station = self.layout.caches[cache as usize].station;
        let cells = station.and_then(|station| self.layout.stations[station as usize].cells);
        cells.map_or(0, |cells| self.cell_among(cells, at))
    }

    /// The places of the copies of a cache in one of its cells; none where it stands nowhere.
    fn places_of_store(&self, cache: u32, store: u32) -> Range<u32> {
        let Some(station) = self.layout.caches[cache as usize].station else { return 0..0 };
        let (hall, stores) = (&self.halls[station as usize], &self.stores[cache as usize]);
        let each = hall.copies() / stores.len().max(1) as u32;
        let first = hall.first + (store - stores.start) * each;
        first..first + each
    }

    /// Whether there is a copy to store what was fetched.
    pub(super) fn can_store(&self, cache: u32, store: u32) -> bool {
        let places = self.places_of_store(cache, store);
        places.is_empty()
            || self.places[places.start as usize..places.end as usize].iter().any(super::Place::is_up)
    }

    /// A call behind a cache was answered; what it fetched for a miss is stored.
    #[inline]
    pub(super) fn fill(&mut self, number: u32, call: u32, at: u32) {
        let store = self.store_of(number, at);
        if self.warmth[store as usize] < 1.0 {
            self.warm_up(number, call, store);
        }
    }

    fn warm_up(&mut self, number: u32, call: u32, store: u32) {
        if !self.can_store(number, store) {
            return;
        }
        let times = self.layout.calls[call as usize].times;
        let lookups = times.misses.map_or(0.0, |(_, lookups)| lookups);
        let cache = &self.layout.caches[number as usize];
        let cells = self.stores[number as usize].len() as f64;
        let warmth = &mut self.warmth[store as usize];
        let missed = lookups * (1.0 - cache.hit_ratio * *warmth);
        // Some of the calls are made whatever the cache holds, and fill nothing.
        let filled = missed / (times.mean + missed);
        if filled > 0.0 {
            *warmth += (1.0 - *warmth) * (filled * cells / cache.fills.max(1.0)).min(1.0);
        }
    }

    /// These copies of a station are gone, of those that were there: what they held is gone as well.
    pub(super) fn lose(&mut self, station: u32, gone: &[u32], there: &[u32]) {
        if gone.is_empty() {
            return;
        }
        for cache in 0..self.layout.caches.len() as u32 {
            if self.layout.caches[cache as usize].station != Some(station) {
                continue;
            }
            for store in self.stores[cache as usize].clone() {
                let places = self.places_of_store(cache, store);
                let among = |all: &[u32]| all.iter().filter(|place| places.contains(place)).count() as f64;
                let (gone, there) = (among(gone), among(there));
                if gone > 0.0 {
                    self.keep(store, 1.0 - gone / there.max(gone));
                }
            }
        }
    }

    /// A cache holds nothing any more.
    pub(super) fn empty(&mut self, cache: u32) {
        for store in self.stores[cache as usize].clone() {
            self.keep(store, 0.0);
        }
    }

    fn keep(&mut self, store: u32, share: f64) {
        self.warmth[store as usize] *= share;
        if let Some(keyed) = &mut self.keyed[store as usize] {
            keyed.keep(share, self.now);
        }
    }
}
