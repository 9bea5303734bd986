//! How warm caches are: filled by what is fetched for a miss, and emptied with the copies that held it.

use super::Run;

impl Run<'_> {
    /// A call behind a cache was answered; what it fetched for a miss is stored, as long as there is a copy to store it.
    #[inline]
    pub(super) fn fill(&mut self, number: u32, call: u32) {
        if self.warmth[number as usize] >= 1.0 {
            return;
        }
        let times = self.layout.calls[call as usize].times;
        let lookups = times.misses.map_or(0.0, |(_, lookups)| lookups);
        let cache = &self.layout.caches[number as usize];
        if cache.station.is_some_and(|station| self.halls[station as usize].is_down()) {
            return;
        }
        let warmth = &mut self.warmth[number as usize];
        let missed = lookups * (1.0 - cache.hit_ratio * *warmth);
        // Some of the calls are made whatever the cache holds, and fill nothing.
        let filled = missed / (times.mean + missed);
        if filled > 0.0 {
            *warmth += (1.0 - *warmth) * (filled / cache.fills.max(1.0)).min(1.0);
        }
    }

    /// So many more copies of a station are gone, of so many there were: what they held is gone as well.
    pub(super) fn lose(&mut self, station: u32, gone: u32, there: u32) {
        if gone == 0 {
            return;
        }
        let kept = 1.0 - f64::from(gone) / f64::from(there.max(gone));
        for (number, cache) in self.layout.caches.iter().enumerate() {
            if cache.station == Some(station) {
                self.warmth[number] *= kept.max(0.0);
                if let Some(keyed) = &mut self.keyed[number] {
                    keyed.keep(kept, self.now);
                }
            }
        }
    }

    /// A cache holds nothing any more.
    pub(super) fn empty(&mut self, cache: u32) {
        self.warmth[cache as usize] = 0.0;
        if let Some(keyed) = &mut self.keyed[cache as usize] {
            keyed.keep(0.0, self.now);
        }
    }
}
