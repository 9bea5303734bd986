//! Caches that know their keys: which are held, until when, and which are being fetched.

use super::pools::Waiting;
use super::visiting::Caller;
use super::{NOBODY, Run, Todo};
use crate::failure::Failure;
use crate::layout::{Cache, Keys};
use crate::tally::CacheTally;
use crate::time::{Delay, Instant};
use loadline_math::{Stream, Zipf};
use std::collections::HashMap;
use std::mem::take;

/// A cache that knows its keys.
#[derive(Debug)]
pub(super) struct KeyedCache<'l> {
    keys: &'l Keys,
    zipf: Zipf,
    stream: Stream,
    /// Keys that were looked up at least once, with what is known of them.
    held: HashMap<u64, Held>,
    /// When part of what was held went.
    losses: Vec<Loss>,
    /// How many there were.
    lost: u64,
    /// Keys that are being fetched, where only one may fetch each.
    fetches: HashMap<u64, Fetching>,
    pub(super) tally: CacheTally,
}

/// Some copies of a cache go, with the keys they hold.
#[derive(Debug, Clone, Copy)]
struct Loss {
    at: Instant,
    number: u64,
    /// Share of keys that stay.
    kept: f64,
}

impl Loss {
    /// Whether a key goes: each loss meets others.
    fn meets(self, key: u64) -> bool {
        Stream::keyed(&[key, self.number]).uniform() >= self.kept
    }
}

#[derive(Debug, Clone, Copy)]
struct Held {
    since: Instant,
    until: Instant,
}

/// A key that is being fetched.
#[derive(Debug)]
struct Fetching {
    /// The call that fetches it.
    by: (u32, u32),
    /// Attempts of others that wait for it.
    others: Vec<Waiting>,
}

/// Which key of which cache a call fetches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fetch {
    pub(super) cache: u32,
    pub(super) key: u64,
}

/// How a call that fetched a key has ended.
#[derive(Debug, Clone, Copy)]
pub(super) enum Ended {
    Answered {
        degraded: bool,
    },
    Failed(Failure),
    /// Nobody wanted it any more.
    GivenUp,
}

impl<'l> KeyedCache<'l> {
    /// A cache as it is found at any time under its usual load, where it knows its keys.
    pub(super) fn of(cache: &'l Cache, stream: impl FnOnce() -> Stream) -> Option<Self> {
        let keys = cache.keys.as_ref()?;
        Some(Self {
            keys,
            zipf: Zipf::new(keys.number, keys.skew),
            stream: stream(),
            held: HashMap::new(),
            losses: Vec::new(),
            lost: 0,
            fetches: HashMap::new(),
            tally: CacheTally::default(),
        })
    }

    /// Looks a key up; gives it when it is not held.
    fn look_up(&mut self, now: Instant) -> Option<u64> {
        self.tally.lookups += 1;
        let key = self.zipf.draw(&mut self.stream);
        let held = match self.held.get(&key) {
            Some(held) => *held,
            None => self.as_found(key),
        };
        if held.until > now && !self.losses.iter().any(|loss| loss.at >= held.since && loss.meets(key)) {
            self.tally.hits += 1;
            return None;
        }
        Some(key)
    }

    /// What was there of a key at the start. A key that is asked for λ times a second and lives for T after it was fetched is held for
    /// λT ÷ (1 + λT) of the time.
    fn as_found(&mut self, key: u64) -> Held {
        let until = match self.keys.lives {
            None => Instant::NEVER,
            Some(lives) => {
                let asked = self.keys.usual * self.zipf.probability(key) * lives.seconds();
                if self.stream.uniform() < asked / (1.0 + asked) {
                    Instant::START + Delay::from_seconds(lives.seconds() * self.stream.uniform())
                } else {
                    Instant::START
                }
            }
        };
        let found = Held { since: Instant::START, until };
        self.held.insert(key, found);
        found
    }

    fn store(&mut self, key: u64, now: Instant) {
        let until = self.keys.lives.map_or(Instant::NEVER, |lives| now + lives);
        // What goes in this very moment was there before.
        let since = now + Delay::from_nanos(1);
        self.held.insert(key, Held { since, until });
    }

    /// Only this share is still held.
    pub(super) fn keep(&mut self, share: f64, now: Instant) {
        if share <= 0.0 {
            // What is older is gone whatever happened to it before.
            self.losses.clear();
        }
        self.lost += 1;
        self.losses.push(Loss { at: now, number: self.lost, kept: share });
    }
}

impl Run<'_> {
    /// Makes the calls for keys that a visit looks up and that are not held, all at once; how many of them it waits for.
    #[cold]
    pub(super) fn fetch_missing(&mut self, call: u32, by: Caller, gather: u32) -> u32 {
        let guard = &mut self.guards[call as usize];
        let (number, lookups) = (guard.keyed, guard.lookups());
        let (waits, lanes) = (guard.call.waits, guard.lanes);
        let mut made = 0;
        for _ in 0..lookups {
            let Some(key) = self.keyed[number as usize].as_mut().and_then(|cache| cache.look_up(self.now))
            else {
                continue;
            };
            let ask = self.ask_of(call, by, waits, 1);
            self.bind(
                ask,
                lanes.map_or(NOBODY, |lanes| lanes.wrapping_add(by.place)),
                if waits { gather } else { NOBODY },
            );
            let terms = self.records.ask_at(ask).terms;
            self.terms.at(terms).fetch = Some(Fetch { cache: number, key });
            made += u32::from(waits);
            self.begin_next(ask);
        }
        made
    }

    /// Whether a call waits for what another one fetches; else it fetches the key itself from now on.
    #[cold]
    pub(super) fn waits_for_another(&mut self, terms: u32, ask: u32, generation: u32) -> bool {
        let Some(Fetch { cache, key }) = self.terms.at(terms).fetch else { return false };
        let Some(cache) = self.keyed[cache as usize].as_mut().filter(|cache| cache.keys.single_flight) else {
            return false;
        };
        let fetching =
            cache.fetches.entry(key).or_insert(Fetching { by: (ask, generation), others: Vec::new() });
        fetching.by != (ask, generation)
    }

    /// An attempt waits for what another call fetches.
    #[cold]
    pub(super) fn wait_for_another(&mut self, terms: u32, attempt: Waiting) {
        let terms = self.terms.at(terms);
        terms.joined.add(attempt.attempt);
        let Some(Fetch { cache, key }) = terms.fetch else { return };
        let Some(cache) = &mut self.keyed[cache as usize] else { return };
        cache.tally.joined += 1;
        if let Some(fetching) = cache.fetches.get_mut(&key) {
            fetching.others.push(attempt);
        }
    }

    /// A call that fetches a key has ended.
    #[cold]
    pub(super) fn fetched(&mut self, Fetch { cache: number, key }: Fetch, by: (u32, u32), ended: Ended) {
        let Some(cache) = &mut self.keyed[number as usize] else { return };
        let is_there = self.layout.caches[number as usize]
            .station
            .is_none_or(|station| !self.halls[station as usize].is_down());
        if matches!(ended, Ended::Answered { .. }) && is_there {
            cache.store(key, self.now);
        }
        if cache.fetches.get(&key).is_none_or(|fetching| fetching.by != by) {
            // Whoever only waited for it has ended by itself.
            return;
        }
        let others =
            cache.fetches.remove(&key).map_or_else(Vec::new, |mut fetching| take(&mut fetching.others));
        let mut others = others.into_iter();
        match ended {
            Ended::Answered { degraded } => {
                for other in others {
                    self.result(other.ask, other.generation, other.attempt, degraded, None);
                }
            }
            Ended::Failed(failure) => {
                self.todo.extend(others.map(|Waiting { ask, generation, attempt, .. }| Todo::Result {
                    ask,
                    generation,
                    attempt,
                    degraded: false,
                    failure,
                }))
            }
            Ended::GivenUp => {
                let records = &self.records;
                let Some(next) =
                    others.find(|other| records.is_out(other.ask, other.generation, other.attempt))
                else {
                    return;
                };
                let fetching = Fetching { by: (next.ask, next.generation), others: others.collect() };
                if let Some(cache) = &mut self.keyed[number as usize] {
                    cache.fetches.insert(key, fetching);
                }
                let terms = self.records.ask_at(next.ask).terms;
                self.terms.at(terms).joined.remove(next.attempt);
                self.guards[self.records.ask_at(next.ask).call as usize].tally.attempts += 1;
                if self.connects(terms, next) {
                    self.send(next.ask, next.generation, next.attempt, next.limit);
                }
            }
        }
    }
}
