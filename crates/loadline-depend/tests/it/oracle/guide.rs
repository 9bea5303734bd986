//! The guide's tables read by the letter: what makes a component, a visit, a place or a tail fail, question by question.

use super::breaks::{Cause, Parts, Shape, chance};
use super::interpreter::{Age, FOR_EVER, Gone, Interpreter, NANOS, NOW, Question, Visit};
use super::system::{Await, Component, Fallback, Kind, Limit, Need, Share, Via, Way};
use super::table::Table;
use std::rc::Rc;

/// A copy: the place it stands in, and when it is lost.
type Copy = (Option<usize>, Table);

impl<'s> Interpreter<'s> {
    pub(super) fn itself(&mut self, component: usize, age: Age) -> Table {
        let taken_apart = Rc::clone(&self.parts[component]);
        let (parts, saw) = &*taken_apart;
        self.saw.extend(saw);
        let mut down = self.never();
        for cause in &parts.whole {
            down = down.or(&self.holds(cause, age));
        }
        if parts.copies.is_empty() || self.gone == Some(Gone::Component(component)) {
            down = self.always();
        }
        let mut copies: Vec<Copy> = Vec::new();
        for (own, place, deploy) in &parts.copies {
            let mut lost = self.never();
            for cause in [own, deploy].into_iter().flatten() {
                lost = lost.or(&self.holds(cause, age));
            }
            if let Some(place) = place {
                self.saw.insert("copies in a place");
                lost = lost.or(&self.ask(Question::Place(*place, age)));
            }
            copies.push((*place, lost));
        }
        if let (Some(fails), Some((_, first))) = (&parts.switch_fails, copies.first().cloned()) {
            down = down.or(&self.holds(fails, age).and(&first));
        }
        if copies.is_empty() {
            return down;
        }
        if !parts.by_region {
            return down.or(&self.too_few(component, parts, 0, &copies, age));
        }
        let mut regions: Vec<(Option<usize>, Vec<Copy>)> = Vec::new();
        for copy in copies {
            let region = copy.0.and_then(|place| self.system.region(place));
            match regions.iter_mut().find(|(known, _)| *known == region) {
                Some((_, members)) => members.push(copy),
                None => regions.push((region, vec![copy])),
            }
        }
        let mut all = self.always();
        for (number, (_, copies)) in regions.iter().enumerate() {
            all = all.and(&self.too_few(component, parts, number, copies, age));
        }
        down.or(&all)
    }

    /// Fewer of these copies are up than are needed; of fewer copies than that, every one is.
    fn too_few(&mut self, of: usize, parts: &Parts, group: usize, copies: &[Copy], age: Age) -> Table {
        let least = copies.len() + 1 - parts.needed.min(copies.len());
        let (places, lost): (Vec<Option<usize>>, Vec<Table>) = copies.iter().cloned().unzip();
        let mut too_few = Table::at_least(self.size(), least, &lost);
        for (gone, cause) in parts.many(&self.system.components[of].name, &places, least) {
            if gone > 0 {
                self.saw.insert("what is left of many copies");
            }
            let holds = self.holds_in(group, &cause, age);
            too_few = too_few.or(&Table::at_least(self.size(), gone, &lost).and(&holds));
        }
        too_few
    }

    pub(super) fn place(&mut self, place: usize, age: Age) -> Table {
        let domain = &self.system.domains[place];
        let mut down = match self.system.place_breaks(place) {
            Some(cause) => self.holds(&cause, age),
            None => self.never(),
        };
        if self.gone == Some(Gone::Place(place)) {
            down = self.always();
        }
        if let Some(around) = domain.within {
            self.saw.insert("a place in a place");
            down = down.or(&self.ask(Question::Place(around, age)));
        }
        for need in &domain.needs {
            self.saw.insert("a place that needs a component");
            down = down.or(&self.ask(Question::Failed((*need, None, false, None), age)));
        }
        down
    }

    /// The edges a visit uses: not those to start with, not consuming ones, and only those `for` allows.
    fn used(&mut self, (component, part, delivered, journey): Visit) -> Vec<&'s Need> {
        let system = self.system;
        let applies = |need: &&Need| {
            !need.start && need.access != Some("consume") && allowed(need, part, delivered, journey)
        };
        let all = &system.components[component].needs;
        if all.iter().any(|need| need.start) {
            self.saw.insert("phase start");
        }
        for limit in all.iter().flat_map(|need| &need.only_for) {
            self.saw.insert(match limit {
                Limit::Part(_) => "for an interface",
                Limit::Journey(_) => "for a journey",
            });
        }
        all.iter().filter(applies).collect()
    }

    fn waited_for(&mut self, visit: Visit) -> Vec<&'s Need> {
        let mut used = self.used(visit);
        used.retain(|need| waits(need));
        used
    }

    /// The other end of an edge: without a name it is the only part there is.
    fn callee(&self, need: &Need, journey: Option<usize>) -> Visit {
        let (component, part) = need.to;
        let only = (self.system.components[component].parts.len() == 1).then_some(0);
        (component, part.or(only), false, journey)
    }

    pub(super) fn failed(&mut self, visit: Visit, age: Age) -> Table {
        let (component, _, _, journey) = visit;
        let mut down = self.ask(Question::Itself(component, age));
        let used = self.waited_for(visit);
        for need in &used {
            let step: Vec<&Need> =
                used.iter().copied().filter(|other| need.step.is_some() && other.step == need.step).collect();
            let awaits = step.iter().find_map(|need| need.awaits);
            let enough = match awaits {
                None | Some(Await::All) => None,
                Some(Await::Any) => Some(1),
                Some(Await::Some(least)) => Some(least),
            };
            match enough {
                None if self.is_hard(need) => {
                    let lost = self.unanswered(component, need, journey, age);
                    down = down.or(&self.by_those_who_use(component, need, lost));
                }
                None => {}
                Some(least) if step.iter().any(|need| self.is_hard(need)) => {
                    self.saw.insert(if awaits == Some(Await::Any) { "await any" } else { "await N" });
                    let lost: Vec<Table> = step
                        .iter()
                        .map(|need| {
                            let lost = self.unanswered(component, need, journey, age);
                            self.by_those_who_use(component, need, lost)
                        })
                        .collect();
                    let least = (least as usize).clamp(1, lost.len());
                    down = down.or(&Table::at_least(self.size(), lost.len() + 1 - least, &lost));
                }
                Some(_) => {}
            }
        }
        if let Some((origin, kept)) = self.read_behind(component) {
            self.saw.insert("an origin the cache reads");
            let older = longer(age, kept);
            down = down.or(&self.ask(Question::Failed((origin, None, false, journey), older)));
        }
        down
    }

    pub(super) fn degraded(&mut self, visit: Visit) -> Table {
        let (component, _, _, journey) = visit;
        let mut down = self.ask(Question::Failed(visit, NOW));
        for need in self.waited_for(visit) {
            let callee = self.callee(need, journey);
            let full = self.full(need, NOW);
            let lost = self.ask(Question::Degraded(callee)).or(&full);
            down = down.or(&self.by_those_who_use(component, need, lost));
        }
        if let Some((origin, _)) = self.read_behind(component) {
            down = down.or(&self.ask(Question::Degraded((origin, None, false, journey))));
        }
        down
    }

    fn is_hard(&mut self, need: &Need) -> bool {
        self.saw.insert(match need.hard {
            Some(true) => "hard",
            Some(false) => "soft",
            None => "unsaid",
        });
        need.hard.unwrap_or(self.unsaid_is_hard)
    }

    /// The call gets no answer, cache and fallback included.
    fn unanswered(&mut self, caller: usize, need: &Need, journey: Option<usize>, age: Age) -> Table {
        let lost = self.lost(need, journey, age);
        let Some(Fallback { way, exercised }) = need.fallback else { return lost };
        if matches!(way, Way::None | Way::Unsaid) {
            self.saw.insert("fallback none");
            return lost;
        }
        self.saw.insert(if exercised { "fallback exercised" } else { "fallback never exercised" });
        let name = format!("fallback of {}", self.edge(caller, need));
        let fails = self.holds(&chance(name, exercised), NOW);
        match way {
            Way::To(other, part) => {
                self.saw.insert("fallback to");
                let other = self.ask(Question::Failed((other, part, false, journey), age));
                lost.and(&other.or(&fails))
            }
            Way::Stale(kept) | Way::Queue(kept) => {
                self.saw.insert(if way == Way::Stale(kept) { "fallback stale" } else { "fallback queue" });
                self.lost(need, journey, longer(age, Some(kept))).or(&lost.and(&fails))
            }
            _ => {
                self.saw.insert("fallback degrade, drop or as");
                lost.and(&fails)
            }
        }
    }

    /// The callee does not answer, as seen through the cache before it.
    fn lost(&mut self, need: &Need, journey: Option<usize>, age: Age) -> Table {
        let callee = self.callee(need, journey);
        let mut lost = self.ask(Question::Failed(callee, age));
        if let Some(Via::Cache(cache)) = need.via {
            let ttl = self.system.components[cache].ttl;
            self.saw.insert(match ttl {
                _ if need.writes.is_some_and(|writes| writes > 0.0) => "writes pass by a cache",
                Some(Some(_)) => "via a cache with a ttl",
                Some(None) => "via a cache for ever",
                None => "via a cache without a ttl",
            });
            if let Some(ttl) = ttl.filter(|_| need.writes.is_none_or(|writes| writes <= 0.0)) {
                let uncached = self.ask(Question::Failed((cache, None, false, journey), age));
                let expired = self.ask(Question::Failed(callee, longer(age, ttl)));
                lost = lost.and(&uncached).or(&expired);
            }
        }
        lost.or(&self.full(need, age))
    }

    /// The queue is full, since a consumer has been gone for longer than filling it takes.
    fn full(&mut self, need: &Need, age: Age) -> Table {
        let (queue, part, ..) = self.callee(need, None);
        let body = &self.system.components[queue];
        let mut full = self.never();
        if body.kind != Kind::Queue {
            return full;
        }
        // Rates are known for the whole queue, so a topic's limit counts where it is the only one.
        let of_topic = part.filter(|_| body.parts.len() == 1).and_then(|part| body.parts[part].1);
        let (Some(limit), Some(rate)) = (of_topic.or(body.limit), body.load.arrivals) else { return full };
        self.saw.insert("a queue with a limit");
        let age = longer(age, Some((limit as f64 / rate).round() as u64));
        for (consumer, _) in self.consumers(queue, part) {
            full = full.or(&self.ask(Question::Failed((consumer, None, true, None), age)));
        }
        full
    }

    fn consumers(&self, queue: usize, topic: Option<usize>) -> Vec<(usize, &'s Need)> {
        let all = self.system.components.iter().enumerate();
        let edges = all.flat_map(|(index, one)| one.needs.iter().map(move |need| (index, need)));
        let meets = |need: &Need| topic.is_none() || need.to.1.is_none() || need.to.1 == topic;
        edges
            .filter(|(_, need)| need.access == Some("consume") && need.to.0 == queue && meets(need))
            .collect()
    }

    /// Where a cache reads by itself what it does not hold, and for how long it can do without.
    fn read_behind(&self, cache: usize) -> Option<(usize, Option<u64>)> {
        let body = &self.system.components[cache];
        let origin = body.origin.filter(|_| body.kind == Kind::Cache)?;
        let callers =
            self.system.components.iter().filter(|one| one.needs.iter().any(|need| need.to.0 == cache));
        let tells = |one: &Component| one.needs.iter().any(|need| need.via == Some(Via::Cache(cache)));
        let by_itself = callers.into_iter().any(|one| !tells(one));
        by_itself.then(|| (origin, body.ttl.unwrap_or(Some(0))))
    }

    /// Only the share of requests that use the edge notice.
    fn by_those_who_use(&mut self, caller: usize, need: &Need, lost: Table) -> Table {
        let count = match (need.reads, need.writes) {
            (None, None) => need.calls.unwrap_or(1.0),
            (reads, writes) => reads.unwrap_or(0.0) + writes.unwrap_or(0.0),
        };
        let share = need.share.map_or(1.0, Share::fraction) * count.min(1.0);
        if share >= 1.0 {
            return lost;
        }
        self.saw.insert(if need.share.is_some() { "share" } else { "fewer than one call" });
        let name = format!("request uses {}", self.edge(caller, need));
        let used = Cause { name, q: share, m: 0.0, shape: Shape::Chance };
        self.holds(&used, NOW).and(&lost)
    }

    fn edge(&self, caller: usize, need: &Need) -> String {
        format!("{}/{}", self.system.components[caller].name, need.name)
    }

    /// The tail of a journey: what is not waited for and lies on the way to the last step.
    pub(super) fn late(&mut self, journey: usize) -> Table {
        let mut late = self.never();
        let Some((Some(within), at)) = self.system.journeys[journey].completes else { return late };
        let (component, part) = self.system.journeys[journey].entry;
        let mut visits: Vec<Visit> = vec![(component, part, false, Some(journey))];
        let mut hops: Vec<(usize, usize, bool)> = Vec::new();
        let mut next = 0;
        while let Some(visit) = visits.get(next).copied() {
            for (to, waits) in self.hops(visit) {
                let place = visits.iter().position(|known| *known == to).unwrap_or(visits.len());
                if place == visits.len() {
                    visits.push(to);
                }
                hops.push((next, place, waits));
            }
            next += 1;
        }
        let mut waited_for = vec![false; visits.len()];
        waited_for[0] = true;
        let mut leads: Vec<bool> = visits.iter().map(|visit| visit.0 == at).collect();
        for _ in 0..visits.len() {
            for (from, to, waits) in &hops {
                waited_for[*to] |= waited_for[*from] && *waits;
                leads[*from] |= leads[*to];
            }
        }
        let on_the_way = visits.iter().enumerate().filter(|(index, _)| !waited_for[*index] && leads[*index]);
        let load = |visit: &Visit| self.system.components[visit.0].load.utilisation.filter(|_| visit.2);
        let on_the_way: Vec<(Visit, f64)> =
            on_the_way.map(|(_, visit)| (*visit, load(visit).unwrap_or(0.0))).collect();
        if on_the_way.iter().any(|(_, busy)| *busy >= 1.0) {
            self.saw.insert("a tail that never drains");
            return late;
        }
        for (visit, busy) in on_the_way {
            self.saw.insert(if busy > 0.0 { "a tail with a backlog" } else { "a tail" });
            let stretch = 1.0 / (1.0 - busy);
            let (time, _) = longer(NOW, Some(within));
            late = late.or(&self.ask(Question::Failed(visit, (time, stretch.to_bits()))));
        }
        late
    }

    fn hops(&mut self, visit: Visit) -> Vec<(Visit, bool)> {
        let (component, part, delivered, journey) = visit;
        let mut found = Vec::new();
        for need in self.used(visit) {
            found.push((self.callee(need, journey), waits(need)));
        }
        let topic = part.filter(|_| !delivered);
        for (consumer, need) in self.consumers(component, topic) {
            if allowed(need, None, false, journey) {
                found.push(((consumer, None, true, journey), false));
            }
        }
        if let Some((origin, _)) = self.read_behind(component) {
            found.push(((origin, None, false, journey), true));
        }
        found
    }
}

fn waits(need: &Need) -> bool {
    let consumes = need.access == Some("consume");
    !need.start && !need.is_async && !consumes && need.via != Some(Via::Outbox)
}

/// Limits leave an edge out only when it surely does not apply.
fn allowed(need: &Need, part: Option<usize>, delivered: bool, journey: Option<usize>) -> bool {
    let meets = |limit: &Limit| match limit {
        Limit::Part(_) if delivered => false,
        Limit::Part(limit) => part.is_none_or(|part| part == *limit),
        Limit::Journey(limit) => journey.is_none_or(|journey| journey == *limit),
    };
    need.only_for.is_empty() || need.only_for.iter().any(meets)
}

fn longer(age: Age, by: Option<u64>) -> Age {
    match by {
        Some(seconds) => (age.0 + seconds * NANOS, age.1),
        None => (FOR_EVER, age.1),
    }
}
