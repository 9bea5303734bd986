//! What can break in a component or place by itself, worked out from `docs/guide/availability.md` and nothing else.

use super::system::{Component, Kind, Mode, Scope, Share, System};
use loadline_depend::priors;
use loadline_model::ComponentKind;
use loadline_model::kinds::DomainKind;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) const SECONDS_A_YEAR: f64 = 8_766.0 * 3_600.0;

/// A cause, named as a reader would.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cause {
    pub(crate) name: String,
    /// Share of time, or of uses.
    pub(crate) q: f64,
    /// Mean length, seconds.
    pub(crate) m: f64,
    pub(crate) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Exponential,
    Fixed,
    /// No outage but a chance a use.
    Chance,
}

/// A component taken apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parts {
    pub(crate) whole: Vec<Cause>,
    /// Of each copy: its own cause, the place it stands in, the bad deploy that reaches it.
    pub(crate) copies: Vec<(Option<Cause>, Option<usize>, Option<Cause>)>,
    pub(crate) needed: usize,
    /// Regions of which all must fail.
    pub(crate) by_region: bool,
    pub(crate) switch_fails: Option<Cause>,
    /// `q` and `m` of one copy, when there are too many to be told apart.
    pub(crate) single: Option<(f64, f64)>,
}

/// Down when so many copies are lost with their places and this cause holds for the rest.
pub(crate) type Many = (usize, Cause);

impl System {
    pub(crate) fn parts(&self, index: usize, saw: &mut impl FnMut(&'static str)) -> Parts {
        let one = &self.components[index];
        let name = &one.name;
        let outage =
            |name: String, q: f64, m: f64| Cause { name, q: q.clamp(0.0, 1.0), m, shape: Shape::Exponential };
        let (running, needed) = redundancy(one, saw);
        let mut parts = Parts { needed, ..Parts::default() };
        let places: Vec<Option<usize>> = (0..running).map(|copy| self.place_of(one, copy)).collect();
        parts.copies = places.iter().map(|place| (None, *place, None)).collect();
        let prior = priors::of_component(kind(one.kind));
        let yearly = |times: f64, each: u64| times * each as f64 / SECONDS_A_YEAR;
        if let Some(up) = one.availability {
            saw("availability");
            parts.whole.push(outage(format!("`{name}`"), 1.0 - up.fraction(), prior.mean));
        } else {
            if let Some((times, each)) = one.incidents {
                saw("incidents");
                parts.whole.push(outage(format!("`{name}`"), yearly(times as f64, each), each as f64));
            }
            if let Some((mtbf, mttr)) = one.repairs {
                saw("mtbf and mttr");
                self.copies_break(one, mttr as f64 / mtbf as f64, mttr as f64, &mut parts, saw);
            }
            if one.incidents.is_none() && one.repairs.is_none() {
                let cause = match one.sla {
                    Some(up) => {
                        saw("sla");
                        outage(format!("`{name}`"), 1.0 - up.fraction(), prior.mean)
                    }
                    None => {
                        saw("prior");
                        outage(format!("`{name}`"), prior.unavailability, prior.mean)
                    }
                };
                parts.whole.push(cause);
            }
            let failovers = one.failover.or(one.replicas.as_ref().and_then(|replicas| replicas.failover));
            if let Some((times, each)) = failovers.and_then(|failover| failover.figures) {
                saw("failover");
                let q = yearly(times as f64, each);
                let cause = outage(format!("failover of `{name}`"), q, each as f64);
                parts.whole.push(Cause { shape: Shape::Fixed, ..cause });
            }
            self.bad_deploy(index, &places, &mut parts, saw);
        }
        self.regions(one, &places, &mut parts, saw);
        let replicas = one.replicas.as_ref();
        let failover = one.failover.or(replicas.and_then(|replicas| replicas.failover));
        if let Some(failover) = failover
            && replicas.is_some_and(|replicas| replicas.mode.is_some())
            && needed < running
        {
            saw(if failover.practised { "switch practised" } else { "switch never practised" });
            let cause = chance(format!("failover of `{name}` does not work"), failover.practised);
            parts.switch_fails = Some(cause);
        }
        parts
    }

    /// `mtbf` and `mttr` are of one copy; `beta` of it hits all copies at once.
    fn copies_break(
        &self,
        one: &Component,
        q: f64,
        m: f64,
        parts: &mut Parts,
        saw: &mut impl FnMut(&'static str),
    ) {
        let name = &one.name;
        let cause =
            |name: String, q: f64, m: f64| Cause { name, q: q.min(1.0), m, shape: Shape::Exponential };
        let q = q.min(1.0);
        if parts.copies.len() < 2 {
            parts.whole.push(cause(format!("`{name}`"), q, m));
            return;
        }
        let beta = match (one.beta, one.kind) {
            (Some(beta), _) => {
                saw("beta");
                beta.fraction()
            }
            (None, Kind::Service | Kind::Job) => 0.5,
            (None, _) => 0.1,
        };
        parts.whole.push(cause(format!("all copies of `{name}` at once"), q * beta, m));
        if parts.copies.len() > 40 {
            saw("more than 40 copies");
            parts.single = Some((q * (1.0 - beta), m));
            return;
        }
        for (number, copy) in parts.copies.iter_mut().enumerate() {
            copy.0 = Some(cause(format!("copy {} of `{name}`", number + 1), q * (1.0 - beta), m));
        }
    }

    fn bad_deploy(
        &self,
        index: usize,
        places: &[Option<usize>],
        parts: &mut Parts,
        saw: &mut impl FnMut(&'static str),
    ) {
        let one = &self.components[index];
        let Some(deploys) = one.deploys else { return };
        let rate = deploys.per_week as f64 * 365.25 / 7.0 * deploys.failure_rate.fraction();
        let q = (rate * deploys.roll_back as f64 / SECONDS_A_YEAR).min(1.0);
        let cause = |at: Option<usize>, q: f64| Cause {
            name: match at {
                Some(at) => format!("bad deploy of `{}` in {}", one.name, self.domains[at].name),
                None => format!("bad deploy of `{}`", one.name),
            },
            q,
            m: deploys.roll_back as f64,
            shape: Shape::Exponential,
        };
        let reached = |place: &Option<usize>| match deploys.scope {
            Some(Scope::Zone) => *place,
            Some(Scope::Region) => place.and_then(|place| self.region(place)),
            _ => None,
        };
        let mut targets: Vec<usize> = places.iter().filter_map(reached).collect();
        targets.sort_unstable();
        targets.dedup();
        let cells = self.cells.iter().find(|(_, members)| members.contains(&index));
        match (deploys.scope, cells) {
            (Some(Scope::Cell), Some((count, _))) => {
                saw("deploy to a cell");
                parts.whole.push(cause(None, q / *count as f64));
            }
            (Some(scope @ (Scope::Zone | Scope::Region)), _) if targets.len() > 1 => {
                saw(if scope == Scope::Zone { "deploy to a zone" } else { "deploy to a region" });
                for copy in &mut parts.copies {
                    copy.2 = reached(&copy.1).map(|at| cause(Some(at), q / targets.len() as f64));
                }
            }
            (Some(Scope::All), _) => {
                saw("deploy to all");
                parts.whole.push(cause(None, q));
            }
            _ => {
                saw("deploy of unknown scope");
                parts.whole.push(cause(None, q));
            }
        }
    }

    fn regions(
        &self,
        one: &Component,
        places: &[Option<usize>],
        parts: &mut Parts,
        saw: &mut impl FnMut(&'static str),
    ) {
        let Some(switch) = one.switch else { return };
        let regions: Vec<usize> = places.iter().filter_map(|place| self.region((*place)?)).collect();
        let Some(first) = regions.first().copied().filter(|first| regions.iter().any(|other| other != first))
        else {
            return;
        };
        saw("active-passive regions");
        let region = self.place_breaks(first).expect("regions have a kind");
        parts.whole.push(Cause {
            name: format!("region switch of `{}`", one.name),
            q: (region.q / region.m * switch as f64).min(1.0),
            m: switch as f64,
            shape: Shape::Fixed,
        });
        parts.by_region = true;
    }

    /// The place itself, whatever is around it.
    pub(crate) fn place_breaks(&self, index: usize) -> Option<Cause> {
        let domain = &self.domains[index];
        let prior = domain.kind.map(|kind| priors::of_domain(domain_kind(kind)));
        let m = prior.map_or(7_200.0, |prior| prior.mean);
        let q = match domain.availability {
            Some(up) => 1.0 - Share::fraction(up),
            // A place of which nothing is known never fails, and can still be taken away.
            None => prior.map_or(0.0, |prior| prior.unavailability),
        };
        Some(Cause { name: format!("`{}`", domain.name), q, m, shape: Shape::Exponential })
    }

    /// Dealt out in turn at every level of the tree below `spread`, so that neighbours stand far apart.
    fn place_of(&self, one: &Component, copy: usize) -> Option<usize> {
        let spread = one.replicas.as_ref().and_then(|replicas| replicas.spread);
        let Some(spread) = spread else { return one.domain };
        let inside: Vec<usize> =
            (0..self.domains.len()).filter(|domain| self.domains[*domain].within == Some(spread)).collect();
        if inside.is_empty() {
            return Some(spread);
        }
        let mut deeper = one.clone();
        deeper.replicas.as_mut()?.spread = Some(inside[copy % inside.len()]);
        self.place_of(&deeper, copy / inside.len())
    }

    pub(crate) fn region(&self, place: usize) -> Option<usize> {
        if self.domains[place].kind == Some("region") {
            return Some(place);
        }
        self.region(self.domains[place].within?)
    }
}

/// Copies that run, and that must.
fn redundancy(one: &Component, saw: &mut impl FnMut(&'static str)) -> (usize, usize) {
    let stated = one.replicas.as_ref().and_then(|replicas| replicas.min.or(replicas.max));
    let mode = one.replicas.as_ref().and_then(|replicas| replicas.mode);
    let quorum = one.replicas.as_ref().and_then(|replicas| replicas.quorum);
    let (running, needed) = if mode.is_some() || quorum.is_some() {
        let running = stated.unwrap_or(1);
        let needed = match (quorum, mode) {
            (Some(quorum), _) => {
                saw("a quorum");
                quorum
            }
            (None, Some(Mode::Quorum)) => {
                saw("mode quorum");
                running / 2 + 1
            }
            _ => {
                saw("mode sync or async");
                1
            }
        };
        (running, needed)
    } else {
        let running = one.load.running.or(stated).unwrap_or(1);
        if running > 1 && one.load.needed.is_some_and(|needed| needed > 1) {
            saw("k from the load");
        }
        (running, one.load.needed.unwrap_or(1))
    };
    if running == 0 {
        saw("no copy runs");
    }
    (running as usize, needed.clamp(1, running.max(1)) as usize)
}

pub(crate) fn chance(name: String, tried: bool) -> Cause {
    Cause { name, q: if tried { 0.01 } else { 0.1 }, m: 0.0, shape: Shape::Chance }
}

impl Parts {
    /// "`r − w` or more of the other `n − w` at once", for every number `w` of copies that places can take away. The
    /// causes are independent; up to `w` together they are as likely as what they stand for.
    pub(crate) fn many(&self, name: &str, places: &[Option<usize>], least: usize) -> Vec<Many> {
        let Some((q, m)) = self.single else { return Vec::new() };
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for place in places.iter().flatten() {
            *counts.entry(*place).or_default() += 1;
        }
        let mut lost = BTreeSet::from([0]);
        for count in counts.values() {
            let more: Vec<usize> = lost.iter().map(|lost| lost + count).collect();
            lost.extend(more);
        }
        let mut found = Vec::new();
        let mut before = 0.0;
        for lost in lost.into_iter().filter(|lost| *lost < least) {
            let (exactly, at_least) = binomial(places.len() - lost, least - lost, q);
            let own = (at_least - before) / (1.0 - before);
            let m = m / (least - lost) as f64 * if exactly > 0.0 { at_least / exactly } else { 1.0 };
            let besides = if lost == 0 { String::new() } else { format!(" besides {lost} lost") };
            let name = format!("many copies of `{name}` at once{besides}");
            if lost == 0 || own > 0.0 {
                found.push((lost, Cause { name, q: own, m, shape: Shape::Exponential }));
            }
            before = at_least;
        }
        found
    }
}

/// P(exactly `least` of `n`) and P(at least so many), by the recurrence over copies.
fn binomial(n: usize, least: usize, q: f64) -> (f64, f64) {
    let mut exactly = vec![1.0];
    for _ in 0..n {
        let mut next = vec![0.0; exactly.len() + 1];
        for (count, share) in exactly.iter().enumerate() {
            next[count] += share * (1.0 - q);
            next[count + 1] += share * q;
        }
        exactly = next;
    }
    (exactly[least], exactly.iter().skip(least).rev().sum())
}

fn kind(kind: Kind) -> ComponentKind {
    match kind {
        Kind::Service => ComponentKind::Service,
        Kind::Job => ComponentKind::Job,
        Kind::Store => ComponentKind::Store,
        Kind::Cache => ComponentKind::Cache,
        Kind::Queue => ComponentKind::Queue,
        Kind::External => ComponentKind::External,
    }
}

fn domain_kind(kind: &str) -> DomainKind {
    match kind {
        "provider" => DomainKind::Provider,
        "region" => DomainKind::Region,
        "cluster" => DomainKind::Cluster,
        "rack" => DomainKind::Rack,
        "host" => DomainKind::Host,
        _ => DomainKind::Zone,
    }
}
