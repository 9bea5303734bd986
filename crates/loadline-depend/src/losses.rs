//! What a component's callees do to it: the table of edges in `docs/guide/availability.md`, line by line.

use crate::age::Age;
use crate::builder::Builder;
use crate::cause::{Basis, CauseKind, Datum};
use crate::fault_tree::Term;
use crate::figures::{chance, decided, figure};
use crate::question::{Question, Station};
use crate::strength::Strength;
use loadline_base::units::{Count, Duration, format_number};
use loadline_flow::{Call, calls, calls_on_delivery};
use loadline_model::kinds::{Await, Fallback, Via};
use loadline_model::{Body, Component, Decided, Edge, Stated};

impl<'m> Builder<'m, '_> {
    /// What makes a visit fail: the component itself, or what it cannot do without.
    pub(crate) fn failed(&mut self, station: Station<'m>, age: Age) -> Vec<Term> {
        let mut inputs = vec![self.ask(Question::Itself(station.component, age))];
        let calls = self.calls(station);
        let mut awaited: Vec<u64> = Vec::new();
        for call in &calls {
            // A step that awaits some of its calls is as hard as the hardest of them.
            match enough(&calls, call) {
                _ if !self.is_hard(call) => {}
                None => inputs.push(self.loss(station, call, age)),
                Some((step, _)) if awaited.contains(&step) => {}
                Some((step, least)) => {
                    awaited.push(step);
                    inputs.push(self.too_few_answers(station, &calls, step, least, age));
                }
            }
        }
        inputs.extend(self.origin(station).map(|(origin, kept)| {
            let older = kept.map_or(Age::NEVER, |kept| age.plus(kept));
            self.ask(Question::Failed(origin, older))
        }));
        inputs
    }

    /// What makes a visit less than whole: it fails, or anything it waits for is lost.
    pub(crate) fn degraded(&mut self, station: Station<'m>) -> Vec<Term> {
        let mut inputs = vec![self.ask(Question::Failed(station, Age::NOW))];
        for call in self.calls(station) {
            let callee = self.callee(station, &call);
            let mut lost = vec![self.ask(Question::Degraded(callee))];
            lost.extend(self.overflow(&call, Age::NOW));
            let lost = self.or(lost);
            inputs.push(self.for_those_who_use(call.edge, lost));
        }
        inputs.extend(self.origin(station).map(|(origin, _)| self.ask(Question::Degraded(origin))));
        inputs
    }

    /// The calls a visit waits for.
    fn calls(&self, station: Station<'m>) -> Vec<Call<'m>> {
        let component = self.model.component(station.component);
        let mut calls = if station.delivered {
            calls_on_delivery(self.model, component, station.journey)
        } else {
            calls(self.model, component, station.part, station.journey)
        };
        calls.retain(|call| call.waits);
        calls
    }

    fn callee(&self, station: Station<'m>, call: &Call<'m>) -> Station<'m> {
        self.station(call.edge.to, call.part, false, station.journey)
    }

    /// Whether the caller fails with this call, as far as is known.
    fn is_hard(&self, call: &Call<'_>) -> bool {
        match decided(&call.edge.need.kind) {
            Some(_) => call.edge.is_hard(),
            None => self.unsaid == Strength::Hard,
        }
    }

    /// What the loss of a call does to a caller that cannot do without.
    fn loss(&mut self, station: Station<'m>, call: &Call<'m>, age: Age) -> Term {
        let lost = self.unanswered(station, call, age);
        self.for_those_who_use(call.edge, lost)
    }

    /// A call that gets no answer in spite of caches and fallbacks, for longer than `age`.
    fn unanswered(&mut self, station: Station<'m>, call: &Call<'m>, age: Age) -> Term {
        let lost = self.lost(station, call, age);
        let fallback = decided(&call.edge.need.fallback).and_then(|stated| stated.value.value());
        let Some(fallback) = fallback.filter(|fallback| names_a_way(fallback)) else { return lost };
        let edge = call.edge;
        let fails = self.chance(edge, CauseKind::FallbackFails, || chance(fallback.exercised.is_some()));
        if let Some(other) = &fallback.to {
            let Some(component) = self.model.find(other.base()) else { return lost };
            let other = self.station(component, other.part(), false, station.journey);
            let other = self.ask(Question::Failed(other, age));
            let no_way = self.or(vec![other, fails]);
            return self.and(vec![lost, no_way]);
        }
        let unhelped = self.and(vec![lost, fails]);
        match fallback.stale.as_ref().or(fallback.queue.as_ref()) {
            Some(kept) => {
                let too_old = self.lost(station, call, age.plus(kept.value));
                self.or(vec![too_old, unhelped])
            }
            None => unhelped,
        }
    }

    /// The callee fails for longer than `age`, as seen through the cache that may stand before it.
    fn lost(&mut self, station: Station<'m>, call: &Call<'m>, age: Age) -> Term {
        let callee = self.callee(station, call);
        let now = self.ask(Question::Failed(callee, age));
        let lost = match self.cache_before(call) {
            Some((cache, ttl)) => {
                let cache = self.station(cache, None, false, station.journey);
                let uncached = self.ask(Question::Failed(cache, age));
                let both = self.and(vec![now, uncached]);
                let expired = ttl.map_or(Age::NEVER, |ttl| age.plus(ttl));
                let expired = self.ask(Question::Failed(callee, expired));
                self.or(vec![expired, both])
            }
            None => now,
        };
        match self.overflow(call, age) {
            Some(full) => self.or(vec![lost, full]),
            None => lost,
        }
    }

    /// The cache whose misses this call serves, with how long entries live (`None` = for ever). Writes pass by it.
    fn cache_before(&self, call: &Call<'m>) -> Option<(Component<'m>, Option<Duration>)> {
        let need = call.edge.need;
        let Some(Via::Cache(cache)) = need.via.as_deref() else { return None };
        if need.writes.as_ref().is_some_and(|writes| writes.get() > 0.0) {
            return None;
        }
        let cache = self.model.find(&cache.id)?;
        Some((cache, lifetime(cache)?))
    }

    /// A queue that is full: it holds so many messages, and its consumers are gone for longer than it takes to fill it.
    fn overflow(&mut self, call: &Call<'m>, age: Age) -> Option<Term> {
        let Body::Queue(queue) = call.edge.to.body else { return None };
        let topics = queue.topics.as_deref();
        let topic = call.part.and_then(|part| topics?.get(part));
        let alone = topics.is_none_or(|topics| topics.len() <= 1);
        let held =
            topic.and_then(|topic| limit(&topic.limit)).filter(|_| alone).or_else(|| limit(&queue.limit))?;
        let rate = self.loads.on(call.edge.to.id).arrivals.filter(|rate| *rate > 0.0)?;
        let full = age.plus(Duration::from_secs_f64(held as f64 / rate));
        let consuming: Vec<Edge<'m>> = self.model.callers(call.edge.to.id).filter(Edge::consumes).collect();
        let mut inputs = Vec::new();
        for edge in consuming
            .iter()
            .filter(|edge| edge.part.is_none() || call.part.is_none() || edge.part == call.part)
        {
            let consumer = self.station(edge.from, None, true, None);
            inputs.push(self.ask(Question::Failed(consumer, full)));
        }
        Some(self.or(inputs))
    }

    /// Where the misses of a cache go that it reads itself, and how long entries live (`None` = for ever).
    fn origin(&self, station: Station<'m>) -> Option<(Station<'m>, Option<Duration>)> {
        let cache = self.model.component(station.component);
        let Body::Cache(body) = cache.body else { return None };
        let origin = self.model.find(&body.origin.as_ref()?.id)?;
        let reads_behind = |edge: Edge<'_>| {
            self.model.needs(edge.from.id).any(
                |other| matches!(other.need.via.as_deref(), Some(Via::Cache(via)) if via.id == cache.name),
            )
        };
        if self.model.callers(cache.id).all(reads_behind) {
            return None;
        }
        let lifetime = lifetime(cache).unwrap_or(Some(Duration::ZERO));
        Some((self.station(origin, None, false, station.journey), lifetime))
    }

    /// Fewer calls of a step get an answer than the caller waits for.
    fn too_few_answers(
        &mut self,
        station: Station<'m>,
        calls: &[Call<'m>],
        step: u64,
        least: u64,
        age: Age,
    ) -> Term {
        let members: Vec<&Call<'m>> = calls.iter().filter(|call| step_of(call) == Some(step)).collect();
        let mut lost = Vec::new();
        for call in &members {
            lost.push(self.loss(station, call, age));
        }
        let least = usize::try_from(least).unwrap_or(usize::MAX).clamp(1, members.len());
        match members.len() - least + 1 {
            1 => self.or(lost),
            losses if losses == lost.len() => self.and(lost),
            losses => self.at_least(losses, lost),
        }
    }

    /// A loss that only some requests see: those that use the edge.
    fn for_those_who_use(&mut self, edge: Edge<'m>, lost: Term) -> Term {
        let share = used_by(&edge);
        if share >= 1.0 {
            return lost;
        }
        let formula = || format!("{}% of requests", format_number(share * 100.0));
        let used = self.chance(edge, CauseKind::Used, || {
            figure(share, 0.0, Basis::Stated, Datum::Prior("requests"), formula())
        });
        self.and(vec![used, lost])
    }
}

/// How many answers of its step a call belongs to must come, when not all of them.
fn enough(calls: &[Call<'_>], call: &Call<'_>) -> Option<(u64, u64)> {
    let step = step_of(call)?;
    let mut said = calls
        .iter()
        .filter(|call| step_of(call) == Some(step))
        .filter_map(|call| decided(&call.edge.need.await_all));
    match said.next()?.value {
        Await::All => None,
        Await::Any => Some((step, 1)),
        Await::Some(least) => Some((step, least)),
    }
}

fn step_of(call: &Call<'_>) -> Option<u64> {
    call.edge.need.step.as_ref().map(|step| step.value.get())
}

/// Whether a fallback says what is done; one that only tells when it was exercised does not.
fn names_a_way(fallback: &Fallback) -> bool {
    let Fallback { to, stale, queue, degrade, drop, shown_as, .. } = fallback;
    let words = [degrade, drop, shown_as].into_iter().any(Option::is_some);
    to.is_some() || stale.is_some() || queue.is_some() || words
}

/// Share of the caller's requests that use an edge at all.
fn used_by(edge: &Edge<'_>) -> f64 {
    let need = edge.need;
    let share = need.share.as_ref().map_or(1.0, |share| share.fraction());
    let (reads, writes) = (need.reads.as_ref(), need.writes.as_ref());
    let count = match (reads, writes) {
        (None, None) => need.calls.as_ref().map_or(1.0, |calls| calls.get()),
        _ => [reads, writes].into_iter().flatten().map(|count| count.get()).sum(),
    };
    (share * count.min(1.0)).clamp(0.0, 1.0)
}

/// How long an entry of a cache lives: `Some(None)` = for ever; `None` when it is not said.
fn lifetime(cache: Component<'_>) -> Option<Option<Duration>> {
    let Body::Cache(cache) = cache.body else { return None };
    decided(&cache.ttl).map(|ttl| ttl.value.value().copied())
}

fn limit(field: &Option<Stated<Decided<Count>>>) -> Option<u64> {
    decided(field)?.value.value().map(|count| count.get())
}
