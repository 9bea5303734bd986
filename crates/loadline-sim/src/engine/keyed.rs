//! Caches that know their keys: which are held, until when, and which are being fetched.

use super::pools::Waiting;
use super::visiting::Caller;
use super::{NOBODY, Run, Todo};
use crate::failure::Failure;
use crate::layout::{Cache, Keys};
use crate::tally::CacheTally;
use crate::time::{Delay, Instant};
use loadline_math::{Stream, Zipf};
use std::collections::{HashMap, VecDeque};
use std::ops::Range;

/// A cache that knows its keys.
#[derive(Debug)]
pub(super) struct KeyedCache<'l> {
    keys: &'l Keys,
    /// Lookups a second before the start.
    usual: f64,
    zipf: Zipf,
    stream: Stream,
    /// Keys that were looked up at least once, with what is known of them.
    held: HashMap<u64, Held>,
    /// When part of what was held went.
    losses: Vec<Loss>,
    /// How many there were, and what decides which keys each meets.
    lost: u64,
    salt: u64,
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
    fn meets(self, key: u64, salt: u64) -> bool {
        Stream::keyed(&[salt, key, self.number]).uniform() >= self.kept
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
    others: VecDeque<Waiting>,
}

/// Which key a call fetches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fetch {
    cache: u32,
    store: u32,
    key: u64,
    /// Whether it has waited for what another call fetched.
    has_waited: bool,
    /// Whether any of its attempts was sent.
    was_sent: bool,
    /// After which failure another attempt is wanted that the retry budget has not paid yet: one that waits for others costs nothing.
    owes: Option<Failure>,
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
    /// A cache as it is found at any time under its usual load, where it knows its keys; that of one cell of so many.
    pub(super) fn of(cache: &'l Cache, cells: u32, stream: impl FnOnce() -> Stream) -> Option<Self> {
        let keys = cache.keys.as_ref()?;
        let mut stream = stream();
        Some(Self {
            keys,
            usual: keys.usual / f64::from(cells.max(1)),
            zipf: Zipf::new(keys.number, keys.skew),
            salt: stream.bits(),
            stream,
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
        if held.until > now
            && !self.losses.iter().any(|loss| loss.at >= held.since && loss.meets(key, self.salt))
        {
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
                let asked = self.usual * self.zipf.probability(key) * lives.seconds();
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

/// What those of one cache saw together.
pub(super) fn tally(all: &[Option<KeyedCache<'_>>], stores: &Range<u32>) -> CacheTally {
    let mut sum = CacheTally::default();
    for seen in all[stores.start as usize..stores.end as usize].iter().flatten().map(|cache| cache.tally) {
        sum.lookups += seen.lookups;
        sum.hits += seen.hits;
        sum.joined += seen.joined;
    }
    sum
}

impl Run<'_> {
    /// Makes the calls for keys that a visit looks up and that are not held, all at once; how many of them it waits for.
    #[cold]
    pub(super) fn fetch_missing(&mut self, call: u32, by: Caller, gather: u32) -> u32 {
        let guard = &mut self.guards[call as usize];
        let (cache, lookups) = (guard.keyed, guard.lookups());
        let (waits, lanes) = (guard.call.waits, guard.lanes);
        let store = self.store_of(cache, by.at);
        let lane = lanes.map_or(NOBODY, |lanes| lanes.wrapping_add(by.place));
        let mut made = 0;
        for _ in 0..lookups {
            let missed = self.keyed[store as usize].as_mut().and_then(|cache| cache.look_up(self.now));
            let Some(key) = missed else { continue };
            let ask = self.ask_of(call, by, waits, 1);
            self.bind(ask, lane, if waits { gather } else { NOBODY });
            let terms = self.records.ask_at(ask).terms;
            self.terms.at(terms).fetch =
                Some(Fetch { cache, store, key, has_waited: false, was_sent: false, owes: None });
            made += u32::from(waits);
            self.begin_next(ask);
        }
        made
    }

    /// Whether a call waits for what another one fetches; else it fetches the key itself from now on.
    #[cold]
    pub(super) fn waits_for_another(&mut self, terms: u32, ask: u32, generation: u32) -> bool {
        let Some(Fetch { store, key, .. }) = self.terms.at(terms).fetch else { return false };
        let cache = self.keyed[store as usize].as_mut().filter(|cache| cache.keys.single_flight);
        let Some(cache) = cache else { return false };
        let by = (ask, generation);
        let fetching = cache.fetches.entry(key).or_insert(Fetching { by, others: VecDeque::new() });
        fetching.by != by
    }

    /// Whether the retry budget allows another attempt after a failure. One that may wait for others pays when it is sent.
    pub(super) fn pays(&mut self, call: usize, terms: u32, failure: Failure) -> bool {
        if terms != NOBODY
            && let Some(fetch) = &mut self.terms.at(terms).fetch
        {
            fetch.owes = Some(failure);
            return true;
        }
        self.withdraw(call)
    }

    /// What an attempt that begins has not paid yet, from now on settled; `None` for a call that fetches nothing, which has paid before.
    #[cold]
    pub(super) fn owes(&mut self, terms: u32) -> Option<Option<Failure>> {
        Some(self.terms.at(terms).fetch.as_mut()?.owes.take())
    }

    /// An attempt waits for what another call fetches.
    #[cold]
    pub(super) fn wait_for_another(&mut self, terms: u32, attempt: Waiting) {
        let terms = self.terms.at(terms);
        terms.joined.add(attempt.attempt);
        let Some(Fetch { store, key, has_waited, .. }) = &mut terms.fetch else { return };
        let Some(cache) = &mut self.keyed[*store as usize] else { return };
        cache.tally.joined += u64::from(!*has_waited);
        *has_waited = true;
        let Some(fetching) = cache.fetches.get_mut(key) else { return };
        // Who has given up meanwhile waits no more: a fetch that never ends does not gather them.
        let records = &self.records;
        let is_gone = |first: &mut Waiting| !records.is_out(first.ask, first.generation, first.attempt);
        while fetching.others.pop_front_if(is_gone).is_some() {}
        fetching.others.push_back(attempt);
    }

    /// Whether an attempt of a call with terms is the first of it that is sent. That is attempt 0, but for one that fetches a key: it may
    /// have waited for others before.
    #[cold]
    pub(super) fn is_first_sent(&mut self, terms: u32, attempt: u8) -> bool {
        match &mut self.terms.at(terms).fetch {
            None => attempt == 0,
            Some(fetch) => !std::mem::replace(&mut fetch.was_sent, true),
        }
    }

    /// A call that fetches a key has ended.
    #[cold]
    pub(super) fn fetched(&mut self, fetch: Fetch, by: (u32, u32), ended: Ended) {
        let Fetch { cache, store, key, .. } = fetch;
        let is_stored = matches!(ended, Ended::Answered { .. }) && self.can_store(cache, store);
        let Some(keyed) = &mut self.keyed[store as usize] else { return };
        if is_stored {
            keyed.store(key, self.now);
        }
        if keyed.fetches.get(&key).is_none_or(|fetching| fetching.by != by) {
            // Whoever only waited for it has ended by itself.
            return;
        }
        let Some(Fetching { others, .. }) = keyed.fetches.remove(&key) else { return };
        for Waiting { ask, generation, attempt, .. } in others {
            match ended {
                Ended::Answered { degraded } => {
                    let caller = self.answered(ask, generation, attempt, degraded);
                    self.todo.extend(caller.map(Todo::Advance));
                }
                Ended::Failed(failure) => {
                    self.todo.push(Todo::Result { ask, generation, attempt, degraded: false, failure });
                }
                Ended::GivenUp => self.wait_no_more(ask, generation, attempt),
            }
        }
    }

    /// Nobody fetches what an attempt waits for any more: its call begins anew, and may fetch it itself.
    fn wait_no_more(&mut self, at: u32, generation: u32, attempt: u8) {
        let Some(ask) = self.records.ask_of(at, generation, attempt) else { return };
        ask.live.remove(attempt);
        let (is_over, terms) = (ask.live.is_empty(), ask.terms);
        self.terms.at(terms).joined.remove(attempt);
        if !is_over {
            // A second attempt of the same call waits as well, and is told next.
            return;
        }
        if self.records.ask_at(at).attempts >= super::ask::MOST_ATTEMPTS {
            return self.attempt_failed(at, Failure::Down);
        }
        self.begin_next(at);
    }
}
