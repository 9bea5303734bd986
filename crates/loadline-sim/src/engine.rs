//! One run: takes the next event, does what it says, and goes on until the time is over.
//!
//! A *visit* is one request at one node. An *ask* is one call that a visit (or a source) wants answered; it makes attempts,
//! and each attempt is a visit at the callee. What follows at once from an event is put on a list of things to do, and answers go up
//! in a loop, so that no chain of calls, however long, is a chain of functions.

mod ask;
mod asking;
mod bucket;
mod cache;
mod cells;
mod change;
mod copies;
mod desk;
mod gather;
mod guard;
mod hall;
mod keyed;
mod limiter;
mod pools;
mod records;
mod release;
mod restraint;
mod scaling;
mod sending;
mod sharing;
mod terms;
mod visit;
mod visiting;

use crate::agenda::Agenda;
use crate::event::Kind;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::profile::Arriving;
use crate::series::Series;
use crate::slices::{Limits, Slices};
use crate::tally::{SourceTally, Tally};
use crate::time::{Delay, Instant};
use crate::timers::{Purpose, Ring};
use ask::{Ask, Live};
use bucket::Bucket;
use copies::Place;
use desk::Desk;
use gather::Gathers;
use guard::Guard;
use hall::Hall;
use keyed::KeyedCache;
use loadline_math::Stream;
use pools::Pools;
use records::Records;
use restraint::Restraint;
use std::ops::Range;
use terms::AllTerms;
use visit::{State, Visit};

/// How a layout is run.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    /// Everything random follows from it.
    pub seed: u64,
    /// Which of several runs with the same seed this is.
    pub replication: u64,
    /// When counting begins.
    pub from: Instant,
    /// When the run ends.
    pub until: Instant,
    /// Into how many slices of time the counted part is divided; 0 = none.
    pub slices: usize,
    /// Latencies that slices count answers within; zero = none.
    pub limits: Limits,
    /// Whether latencies are kept in their order, for the analysis of a steady state.
    pub series: bool,
    /// Most requests, visits and calls that may be under way at once; the run ends early above that. What one event leads to may go above
    /// it and come back.
    pub most_under_way: u32,
}

impl Settings {
    /// From the start to this many seconds, with this seed.
    #[must_use]
    pub fn lasting(seconds: f64, seed: u64) -> Self {
        Self {
            seed,
            replication: 0,
            from: Instant::START,
            until: Instant::START + Delay::from_seconds(seconds),
            slices: 0,
            limits: Limits::default(),
            series: false,
            most_under_way: 2_000_000,
        }
    }
}

impl Settings {
    /// Which slice of time it is, when time is counted in slices.
    #[inline(always)]
    fn slice(&self, now: Instant) -> Option<usize> {
        if self.slices == 0 || now < self.from {
            return None;
        }
        let counted = (self.until - self.from).nanos();
        let passed = (now - self.from).nanos();
        Some((u128::from(passed) * self.slices as u128 / u128::from(counted.max(1))) as usize)
    }
}

const NOBODY: u32 = u32::MAX;

/// What is to be done at once.
#[derive(Debug, Clone, Copy)]
enum Todo {
    /// Send an attempt.
    Begin { ask: u32, generation: u32 },
    /// Go on with a visit whose work, or step, is done.
    Advance(u32),
    /// Tell the caller that an attempt failed.
    Result { ask: u32, generation: u32, attempt: u8, degraded: bool, failure: Failure },
}

/// What random numbers are for.
#[derive(Debug, Clone, Copy)]
enum For {
    Arrivals = 1,
    Work,
    Times,
    Waits,
    Throttling,
    Balancing,
    Errors,
    Patience,
    Versions,
    Keys,
    Cells,
}

/// One run of a layout.
struct Run<'l> {
    layout: &'l Layout,
    settings: Settings,
    now: Instant,
    agenda: Agenda,
    rings: Vec<Ring>,
    todo: Vec<Todo>,
    records: Records,
    arriving: Vec<Arriving>,
    /// Copies of all stations, one after the other.
    places: Vec<Place>,
    halls: Vec<Hall<'l>>,
    desks: Vec<Desk<'l>>,
    guards: Vec<Guard<'l>>,
    /// What holds callers back, edge by edge.
    restraints: Vec<Restraint>,
    /// What callers may still call, limit by limit.
    buckets: Vec<Bucket>,
    pools: Pools,
    terms: AllTerms,
    gathers: Gathers,
    /// Where each cache stands among those that follow: one for each cell that it is in.
    stores: Vec<Range<u32>>,
    /// Share of what each of them answers when warm that it answers now.
    warmth: Vec<f64>,
    /// Which keys each of them holds, where they are known.
    keyed: Vec<Option<KeyedCache<'l>>>,
    /// Whether any copies stand in cells, and what requests are dealt out to them by.
    has_cells: bool,
    lots: Stream,
    /// Whether anything has ever stood still.
    pauses: bool,
    tally: Tally,
}

/// Runs a layout once.
///
/// The same layout and settings give the same tally on every platform.
#[must_use]
pub fn run(layout: &Layout, settings: Settings) -> Tally {
    let mut run = Run::new(layout, settings);
    run.go();
    run.finish()
}

impl<'l> Run<'l> {
    fn new(layout: &'l Layout, settings: Settings) -> Self {
        let stream = |name: &str, purpose: For| stream(&settings, name, purpose);
        let mut rings: Vec<Ring> = Vec::new();
        let mut ring = |delay: Option<Delay>, purpose: Purpose| {
            let delay = delay?;
            let known = rings.iter().position(|ring| ring.delay == delay && ring.purpose == purpose);
            Some(known.unwrap_or_else(|| {
                rings.push(Ring::new(delay, purpose));
                rings.len() - 1
            }) as u32)
        };
        let guards = (0..).zip(&layout.calls).map(|(number, call)| {
            let rings = [ring(call.timeout, Purpose::Timeout), ring(call.hedge, Purpose::Hedge)];
            Guard::new(
                number,
                call,
                layout.nodes[call.to as usize].station,
                rings,
                [For::Times, For::Waits, For::Patience].map(|purpose| stream(&call.name, purpose)),
            )
        });
        let mut guards: Vec<Guard<'_>> = guards.collect();
        for guard in &mut guards {
            let looked_up = guard.call.times.misses.map(|(cache, _)| cache);
            if let Some(cache) = looked_up.filter(|cache| layout.caches[*cache as usize].keys.is_some()) {
                (guard.keyed, guard.fills) = (cache, None);
            }
        }
        let (stores, keyed) = cache::stores(layout, |name| stream(name, For::Keys));
        let restraints = Restraint::all(&mut guards, |name| stream(name, For::Throttling));
        let mut places = Vec::new();
        let halls = layout.stations.iter().map(|station| {
            let first = places.len() as u32;
            places.extend((0..hall::room(station)).map(|_| Place::of(station)));
            Hall::new(
                station,
                first,
                settings.slices,
                [For::Balancing, For::Errors, For::Versions].map(|purpose| stream(&station.name, purpose)),
            )
        });
        let halls: Vec<Hall<'_>> = halls.collect();
        let whose = |station: u32| halls.get(station as usize).map_or((0, 0), |hall| (hall.first, hall.room));
        let (pools, offsets) = Pools::new(layout.pools.iter().map(|pool| (pool.size, whose(pool.station))));
        for guard in &mut guards {
            guard.lanes = guard.call.pool.and_then(|pool| offsets.get(pool as usize).copied());
            guard.note_plain();
        }
        let counted = settings.until - settings.from;
        let length = Delay::from_nanos(counted.nanos() / settings.slices.max(1) as u64);
        let sources = layout.sources.iter().map(|_| SourceTally {
            slices: Slices::new(settings.from, length, settings.slices, settings.limits),
            series: Series::new(settings.series),
            ..SourceTally::default()
        });
        let arriving = layout.sources.iter();
        let desk = |node: &'l crate::layout::Node| Desk::of(layout, node, stream(&node.name, For::Work));
        let tally = Tally {
            sources: sources.collect(),
            stations: Vec::new(),
            calls: Vec::new(),
            pools: Vec::new(),
            caches: Vec::new(),
            from: settings.from,
            until: settings.until,
            overflowed: false,
            events: 0,
        };
        Self {
            layout,
            settings,
            now: Instant::START,
            agenda: Agenda::new(),
            todo: Vec::new(),
            records: Records::new(),
            arriving: arriving
                .map(|source| {
                    Arriving::new(
                        source.arrivals.clone(),
                        &source.profile,
                        settings.until.seconds(),
                        stream(&source.name, For::Arrivals),
                    )
                })
                .collect(),
            places,
            halls,
            guards,
            restraints,
            buckets: layout.limits.iter().map(|limit| Bucket::of(limit.rate)).collect(),
            pools,
            terms: AllTerms::default(),
            gathers: Gathers::default(),
            desks: layout.nodes.iter().map(desk).collect(),
            warmth: vec![1.0; keyed.len()],
            keyed,
            stores,
            rings,
            lots: stream("cells", For::Cells),
            has_cells: layout.stations.iter().any(|station| station.cells.is_some()),
            pauses: false,
            tally,
        }
    }

    fn go(&mut self) {
        self.plan_changes();
        for source in 0..self.arriving.len() as u32 {
            self.expect_arrival(source);
            for _ in 0..self.arriving[source as usize].clients() {
                self.expect_again(source);
            }
        }
        while let Some(event) = self.agenda.pop() {
            if event.at > self.settings.until {
                break;
            }
            debug_assert!(event.at >= self.now, "time goes on");
            self.now = event.at;
            self.tally.events += 1;
            match event.kind() {
                Kind::Arrive => self.arrive(event.index),
                Kind::Done => self.done(event.index, event.generation),
                Kind::Shared => self.shared(event.index, event.generation),
                Kind::Retry => self.retry(event.index, event.generation),
                Kind::Ring => self.ring(event.index),
                Kind::Timeout => self.time_out(event.index, event.generation, event.attempt()),
                Kind::Change => self.change(event.index, event.generation),
                Kind::GoOn => self.go_on(event.index, event.generation, event.attempt()),
            }
            while let Some(todo) = self.todo.pop() {
                match todo {
                    Todo::Begin { ask, generation } => {
                        if self.records.is_wanted(ask, generation) {
                            self.begin(ask);
                        }
                    }
                    Todo::Advance(visit) => self.advance(visit),
                    Todo::Result { ask, generation, attempt, degraded, failure } => {
                        self.failed(ask, generation, attempt, degraded, failure);
                    }
                }
                // One event may lead to any number of calls.
                if self.records.live() > self.settings.most_under_way {
                    break;
                }
            }
            if self.records.live() > self.settings.most_under_way {
                self.tally.overflowed = true;
                self.tally.until = self.now;
                break;
            }
        }
    }

    fn finish(mut self) -> Tally {
        let until = self.tally.until;
        for ask in self.records.asks() {
            if ask.source != NOBODY && ask.started >= self.settings.from {
                self.tally.sources[ask.source as usize].unfinished.record(until - ask.started);
            }
        }
        for source in &mut self.tally.sources {
            source.slices.go_on(until);
        }
        self.tally.stations =
            self.halls.into_iter().map(|hall| hall.into_tally(&mut self.places, until)).collect();
        self.tally.pools = self.pools.tallies;
        self.tally.caches = self.stores.iter().map(|stores| keyed::tally(&self.keyed, stores)).collect();
        self.tally.calls = self.guards.into_iter().map(|guard| guard.tally).collect();
        self.tally
    }

    #[inline(always)]
    fn expect_arrival(&mut self, source: u32) {
        let at = self.arriving[source as usize].next();
        if at <= self.settings.until {
            self.agenda.plan(at, Kind::Arrive, 0, source, 0);
        }
    }

    /// A user who waited for an answer sends another request after some thought.
    #[inline]
    fn expect_again(&mut self, source: u32) {
        if let Some(think) = self.arriving[source as usize].think()
            && self.now + think <= self.settings.until
        {
            self.agenda.plan(self.now + think, Kind::Arrive, 0, source, 0);
        }
    }

    #[inline]
    fn arrive(&mut self, source: u32) {
        self.expect_arrival(source);
        let made = &self.layout.sources[source as usize];
        if self.now >= self.settings.from {
            let tally = &mut self.tally.sources[source as usize];
            tally.arrived += 1;
            tally.slices.arrived(self.now);
        }
        let ask = self.ask(made.call, None, Instant::NEVER, made.priority, 1);
        self.records.ask_at(ask).source = source;
        if self.has_cells {
            self.draw_lot(ask);
        }
        self.begin(ask);
    }

    /// The request of a source has come to its end.
    #[inline]
    fn conclude(&mut self, source: u32, started: Instant, degraded: bool, failure: Option<Failure>) {
        self.expect_again(source);
        let tally = &mut self.tally.sources[source as usize];
        let latency = self.now - started;
        if started < self.settings.from {
            if self.now >= self.settings.from {
                tally.good_before += u64::from(failure.is_none());
            }
            return;
        }
        match failure {
            None => {
                tally.good += 1;
                tally.degraded += u64::from(degraded);
                tally.latency.record(latency);
                tally.latency_sum += latency.about_seconds();
                tally.series.add(latency.about_seconds());
                tally.slices.ended(self.now, Some(latency));
            }
            Some(failure) => {
                tally.failed.count(failure);
                tally.slices.ended(self.now, None);
            }
        }
    }
}

/// The random numbers of one thing for one purpose: those of another never shift them.
fn stream(settings: &Settings, name: &str, purpose: For) -> Stream {
    // FNV-1a.
    let key = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    Stream::keyed(&[settings.seed, settings.replication, key, purpose as u64])
}
