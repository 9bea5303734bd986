//! Caches.

use super::{Common, Reach};
use crate::lower::{Decided, Ref, choice, record, targets};
use loadline_base::units::{Count, Duration, Number, Share, Size};

record! {
    /// A cache.
    pub struct Cache("cache", profiles) {
        include common: Common;
        /// How far its port can be reached; `published` = from outside the system.
        "reach" reach: Reach,
        /// How it is filled.
        "pattern" pattern: CachePattern,
        /// Where its misses go.
        "origin" origin: Ref<targets::Component>,
        /// How long an entry lives; `none` = for ever.
        "ttl" ttl: Decided<Duration>,
        /// What removes an entry when its origin changes (`key event`, `everything`); `none` = nothing.
        "invalidation" invalidation: Decided<String>,
        /// Share of reads it answers.
        "hit-ratio" hit_ratio: Share,
        /// How many different keys are looked up.
        "keys" keys: Count,
        /// How unevenly keys are looked up: the exponent of Zipf's law, 0 = all alike, 1 = the second half as often as the first.
        "popularity" popularity: Number,
        /// What keeps many misses for one key from reaching the origin at once (`single-flight`, `early refresh`); `none` = nothing.
        "stampede" stampede: Decided<String>,
        /// What users notice when it is lost.
        "on-loss" on_loss: String,
        /// How data at rest is encrypted; `none` = not.
        "encryption" encryption: Decided<String>,
        /// Room for entries.
        "size" size: Size,
    }
}

choice! {
    /// How a cache is filled.
    pub enum CachePattern {
        /// The caller reads the origin after a miss and stores the answer.
        LookAside = "look-aside",
        /// The cache reads the origin itself.
        ReadThrough = "read-through",
        /// Writes go through it to the origin.
        WriteThrough = "write-through",
        /// Writes reach the origin later.
        WriteBack = "write-back",
        /// There is no origin: it is the only place the data is.
        Primary = "primary",
    }
}
