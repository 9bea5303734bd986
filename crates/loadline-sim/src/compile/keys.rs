//! Caches whose model says how many keys are looked up: what they answer follows from that.

use super::{Compiling, Problem};
use crate::check::MOST_KEYS;
use crate::layout::Keys;
use loadline_math::Zipf;
use loadline_model::{Body, Component};
use std::collections::BTreeSet;

/// Exponent of Zipf's law where none is stated: that of the Yahoo cloud serving benchmark (Cooper and others 2010, "Benchmarking cloud
/// serving systems with YCSB").
const USUAL_SKEW: f64 = 0.99;

/// Stated and simulated hit ratios that differ by less are taken as the same.
const ALIKE: f64 = 0.01;

/// Whether the model says how many keys are looked up in a cache.
pub(super) fn is_keyed(cache: Component<'_>) -> bool {
    matches!(cache.body, Body::Cache(cache) if cache.keys.is_some())
}

impl<'m> Compiling<'m> {
    /// The keys of a cache that is looked up so many times a second, where the model says how many there are.
    pub(super) fn keys(&mut self, component: Component<'m>, usual: f64) -> Option<Keys> {
        let Body::Cache(cache) = component.body else { return None };
        let (name, stampede) = (component.name, cache.stampede.as_ref());
        let stampede =
            stampede.and_then(|said| said.value.value()).map(|said| said.trim().to_ascii_lowercase());
        let Some(stated) = &cache.keys else {
            if stampede.is_some() {
                self.assume("what keeps misses for one key apart changes nothing, since the number of `keys` is unknown", name);
            }
            return None;
        };
        self.at_least_one(name, "keys", Some(stated));
        if stated.get() > MOST_KEYS {
            let message =
                format!("`{name}` has {} keys, and {MOST_KEYS} are the most that are followed", stated.get());
            let hint = "divide keys, load and copies by the same number, or leave `keys` out: then `hit-ratio` counts";
            self.refused.push(Problem::new(Some(stated.span), message, hint));
            return None;
        }
        let single_flight = stampede.as_deref() == Some("single-flight");
        if stampede.is_some() && !single_flight {
            self.assume(
                "each miss goes to the origin: of what `stampede` can say, `single-flight` is simulated",
                name,
            );
        } else if single_flight {
            self.assume(
                "one call at a time fetches a key, over all copies of all callers; who wants it meanwhile waits, and shares its answer or failure",
                name,
            );
        }
        let skew = cache.popularity.as_ref().map(|exponent| exponent.get());
        if skew.is_none() {
            let what = format!(
                "keys are looked up by Zipf's law with the exponent {USUAL_SKEW} of YCSB, since their `popularity` is unknown"
            );
            self.assume(&what, name);
        }
        let lives = cache.ttl.as_ref().and_then(|ttl| ttl.value.value().copied());
        if cache.ttl.is_none() {
            self.assume("a key is held for ever, since its time to live is unknown", name);
        }
        let keys = Keys {
            number: stated.get(),
            skew: skew.unwrap_or(USUAL_SKEW).min(100.0),
            lives: lives.map(Into::into),
            single_flight,
            usual,
        };
        let stated = cache.hit_ratio.as_ref().map(|ratio| ratio.fraction());
        let found = answered(&keys);
        if let Some(stated) = stated.filter(|stated| (stated - found).abs() >= ALIKE) {
            let what = format!(
                "it answers {:.0}% of lookups at its usual load, as follows from its keys, their popularity and time to live; its `hit-ratio` of {:.0}% is not simulated",
                found * 100.0,
                stated * 100.0,
            );
            self.assume(&what, name);
        }
        Some(keys)
    }
}

impl Compiling<'_> {
    /// Refuses a cache with keys whose misses go to several components: which keys are whose nobody says.
    pub(super) fn keys_of_one_origin(&mut self) {
        for (number, cache) in self.layout.caches.iter().enumerate().filter(|(_, cache)| cache.keys.is_some())
        {
            let missing = self
                .layout
                .calls
                .iter()
                .filter(|call| call.times.misses.is_some_and(|(of, _)| of as usize == number));
            let origins =
                missing.map(|call| self.components[self.layout.nodes[call.to as usize].station as usize]);
            let names: BTreeSet<&str> = origins.map(|id| self.model.component(id).name).collect();
            if names.len() > 1 {
                let origins = names.into_iter().collect::<Vec<_>>().join("`, `");
                let message = format!(
                    "`{}` has keys of several origins, and does not say which are whose: `{origins}`",
                    cache.name
                );
                let hint = "write a cache for each of them, or leave `keys` out: then `hit-ratio` counts";
                self.refused.push(Problem::new(None, message, hint));
            }
        }
    }
}

/// Share of lookups that are answered where each key is held for T after it was fetched at once: of a key that is looked up λ times a
/// second, λT ÷ (1 + λT).
fn answered(keys: &Keys) -> f64 {
    let Some(lives) = keys.lives else { return 1.0 };
    let held = |share: f64| {
        let asked = share * keys.usual * lives.seconds();
        asked / (1.0 + asked)
    };
    Zipf::new(keys.number, keys.skew).mean_of(held)
}
