//! Random small systems that use every construct of `docs/guide/availability.md`.

use super::system::*;
use loadline_math::stream::Stream;

/// Chances and choices.
pub(crate) struct Dice(Stream);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Stream::keyed(&[0x6f72_6163_6c65, seed]))
    }

    /// Below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.0.uniform() * end as f64) as usize
    }

    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// Something, in so many of 100 cases.
    fn maybe<T>(&mut self, chance: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.percent(chance).then(|| make(self))
    }

    fn share(&mut self) -> Share {
        let of = [99_990, 99_900, 99_500, 99_000, 97_500, 90_000];
        Share(self.one_of(&of))
    }

    fn time(&mut self) -> u64 {
        self.one_of(&[60, 300, 600, 1_800, 3_600])
    }
}

/// The system of a seed.
pub(crate) fn system(seed: u64) -> System {
    let mut dice = Dice::new(seed);
    let count = 2 + dice.below(5);
    let mut made = System::default();
    let spread_out = dice.percent(33);
    if spread_out {
        regions_and_zones(&mut dice, &mut made);
    } else {
        domains(&mut dice, &mut made);
    }
    for index in 0..count {
        let kind = match (index, dice.below(100)) {
            (0, _) | (_, 0..40) => Kind::Service,
            (_, 40..44) => Kind::Job,
            (_, 44..60) => Kind::Store,
            (_, 60..76) => Kind::Cache,
            (_, 76..90) => Kind::Queue,
            _ => Kind::External,
        };
        let mut one = component(&mut dice, &made, index, kind);
        if spread_out && dice.percent(60) {
            spread(&mut dice, &made, &mut one);
        }
        made.components.push(one);
    }
    let journeys = 1 + dice.below(3);
    for caller in 0..count {
        if matches!(made.components[caller].kind, Kind::Service | Kind::Job) {
            let wanted = if caller == 0 { 1 + dice.below(3) } else { dice.below(3) };
            let needs = (0..wanted).map(|number| need(&mut dice, &made, caller, number, journeys)).collect();
            made.components[caller].needs = needs;
        }
    }
    let consumer = if dice.percent(50) { tail(&mut dice, &mut made, journeys) } else { None };
    for index in 0..count {
        let other = dice.below(count);
        let one = &mut made.components[index];
        if one.kind == Kind::Cache && dice.percent(50) && other != index {
            one.origin = Some(other);
        }
    }
    for domain in 0..made.domains.len() {
        if dice.percent(20) {
            made.domains[domain].needs.push(dice.below(count));
        }
    }
    if dice.percent(25) {
        let members = (0..count).filter(|_| dice.percent(50)).collect();
        made.cells.push((1 + dice.below(5) as u64, members));
    }
    for number in 0..journeys {
        let entry = if number == 0 { 0 } else { dice.below(count) };
        let entry = (entry, part_of(&mut dice, &made, entry));
        let at = consumer.filter(|_| dice.percent(70)).unwrap_or(dice.below(count));
        let completes = dice.maybe(40, |dice| (dice.maybe(90, Dice::time), at));
        made.journeys.push(Journey { name: format!("j{number}"), entry, completes });
    }
    made
}

fn domains(dice: &mut Dice, made: &mut System) {
    if dice.percent(55) {
        return;
    }
    let kinds = ["provider", "region", "region", "zone", "zone", "cluster", "rack", "host"];
    for index in 0..1 + dice.below(5) {
        let within = dice.maybe(65, |dice| dice.below(index.max(1))).filter(|_| index > 0);
        let kind = dice.maybe(80, |dice| dice.one_of(&kinds));
        let availability = dice.maybe(25, Dice::share);
        made.domains.push(Domain {
            name: format!("d{index}"),
            kind,
            within,
            needs: Vec::new(),
            availability,
        });
    }
}

/// Two regions with a zone or two each, or some zones: what deploys by zone and passive regions need.
fn regions_and_zones(dice: &mut Dice, made: &mut System) {
    let mut add = |dice: &mut Dice, kind, within| {
        let name = format!("d{}", made.domains.len());
        let availability = dice.maybe(25, Dice::share);
        made.domains.push(Domain { name, kind: Some(kind), within, needs: Vec::new(), availability });
        made.domains.len() - 1
    };
    let around = add(dice, "provider", None);
    for _ in 0..2 {
        let region = if dice.percent(60) { add(dice, "region", Some(around)) } else { around };
        for _ in 0..dice.below(3) {
            add(dice, "zone", Some(region));
        }
    }
}

/// Two or more copies all over the place.
fn spread(dice: &mut Dice, made: &System, one: &mut Component) {
    let replicas = one.replicas.get_or_insert_default();
    replicas.min = Some(2 + dice.below(3) as u64);
    replicas.spread = Some(if dice.percent(80) { 0 } else { dice.below(made.domains.len()) });
    replicas.mode = replicas.mode.filter(|_| dice.percent(50));
    one.load.running = one.load.running.filter(|running| *running > 1);
    if dice.percent(40) {
        *replicas = Replicas {
            min: Some(41 + dice.below(10) as u64),
            spread: replicas.spread,
            ..Replicas::default()
        };
        one.load = Load { running: None, needed: Some(2 + dice.below(22) as u64), ..one.load };
        one.repairs = Some((100_000, dice.time()));
        one.availability = None;
    }
    one.switch = one.switch.or(dice.maybe(30, Dice::time));
    one.availability = one.availability.filter(|_| dice.percent(50));
    if one.availability.is_none() && dice.percent(70) {
        let scope = Some(dice.one_of(&[Scope::Zone, Scope::Region, Scope::Region]));
        let failure_rate = Share(5_000);
        one.deploys = Some(Deploys { per_week: 5, failure_rate, roll_back: dice.time(), scope });
    }
}

fn component(dice: &mut Dice, made: &System, index: usize, kind: Kind) -> Component {
    let place = |dice: &mut Dice, chance| match made.domains.len() {
        0 => None,
        domains => dice.maybe(chance, |dice| dice.below(domains)),
    };
    let times = [0, 1, 4, 12];
    let figures = dice.below(100);
    let singly = (55..75).contains(&figures);
    let replicas = dice.maybe(if singly { 70 } else { 45 }, |dice| {
        let most = if singly { 3 } else { 4 };
        let mut count = dice.one_of(&[1, 1, 2, 2, 2, 3, 3, 4, 5]).min(1 + most);
        if dice.percent(2) {
            count = 0;
        }
        if dice.percent(5) {
            count = 41 + dice.below(10) as u64;
        }
        let spread = place(dice, 60);
        let mode = dice.maybe(30, |dice| dice.one_of(&[Mode::Sync, Mode::Async, Mode::Quorum]));
        let quorum = dice.maybe(12, |dice| dice.below(5) as u64);
        let min = dice.maybe(90, |_| count);
        let max = dice.maybe(20, |_| count + 1);
        let failover = dice.maybe(if mode.is_some() { 40 } else { 10 }, failover);
        Replicas { min, max, spread, mode, quorum, failover }
    });
    let repairs = (dice.one_of(&[100_000, 1_000_000, 9_000_000]), dice.time());
    let rate = dice.one_of(&[0.5, 1.0, 2.0, 10.0]);
    let limit = |dice: &mut Dice| (rate * dice.one_of(&[300.0, 600.0, 1_800.0])) as u64;
    let parts = match kind {
        Kind::Service | Kind::External => (0..dice.below(3)).map(|part| (format!("p{part}"), None)).collect(),
        Kind::Queue => (0..dice.below(3)).map(|part| (format!("t{part}"), dice.maybe(40, limit))).collect(),
        _ => Vec::new(),
    };
    Component {
        name: format!("c{index}"),
        kind,
        parts,
        availability: (figures < 20).then(|| dice.share()),
        sla: dice.maybe(15, Dice::share),
        repairs: (singly || dice.percent(3)).then_some(repairs),
        incidents: dice.maybe(if singly { 15 } else { 20 }, |dice| (dice.one_of(&times), dice.time())),
        deploys: dice.maybe(25, |dice| Deploys {
            per_week: dice.one_of(&[1, 5, 20]),
            failure_rate: Share(dice.one_of(&[0, 1_000, 5_000])),
            roll_back: dice.time(),
            scope: dice.maybe(80, |dice| dice.one_of(&[Scope::Cell, Scope::Zone, Scope::Region, Scope::All])),
        }),
        failover: dice.maybe(8, failover),
        beta: dice.maybe(40, |dice| Share(dice.one_of(&[0, 10_000, 50_000, 100_000]))),
        replicas,
        domain: place(dice, 50),
        switch: dice.maybe(20, Dice::time),
        ttl: (kind == Kind::Cache).then(|| dice.maybe(85, |dice| dice.maybe(80, Dice::time))).flatten(),
        origin: None,
        limit: dice.maybe(50, limit).filter(|_| kind == Kind::Queue),
        needs: Vec::new(),
        load: Load {
            running: dice
                .maybe(25, |dice| if dice.percent(3) { 0 } else { dice.one_of(&[1, 2, 2, 3, 3, 4]) }),
            needed: dice.maybe(50, |dice| dice.one_of(&[0, 1, 1, 2, 2, 3, 5])),
            utilisation: dice.maybe(70, |dice| dice.one_of(&[0.0, 0.25, 0.5, 0.75, 1.0, 1.5])),
            arrivals: dice.maybe(85, |_| rate),
        },
    }
}

/// Lets the entry publish to a queue and a later component consume from it; gives the consumer.
fn tail(dice: &mut Dice, made: &mut System, journeys: usize) -> Option<usize> {
    let queue = made.components.iter().position(|one| one.kind == Kind::Queue)?;
    let is_service = |one: &&Component| one.kind == Kind::Service;
    let last = made.components.iter().skip(1).rposition(|one| is_service(&one))? + 1;
    for (at, access) in [(0, "publish"), (last, "consume")] {
        let number = made.components[at].needs.len();
        let mut edge = need(dice, made, at, number, journeys);
        edge.to = (queue, part_of(dice, made, queue));
        edge.access = Some(access);
        edge.via = edge.via.filter(|via| *via == Via::Outbox);
        made.components[at].needs.push(edge);
    }
    Some(last)
}

fn failover(dice: &mut Dice) -> Failover {
    let figures = dice.maybe(70, |dice| (dice.one_of(&[1, 6, 50]), dice.one_of(&[30, 300])));
    Failover { figures, practised: dice.percent(50) }
}

fn need(dice: &mut Dice, made: &System, caller: usize, number: usize, journeys: usize) -> Need {
    let count = made.components.len();
    // Mostly onwards, sometimes back or to itself: circles.
    let later = count - caller - 1;
    let to = if later == 0 || dice.percent(12) { dice.below(count) } else { caller + 1 + dice.below(later) };
    let kind = made.components[to].kind;
    let own_parts = made.components[caller].parts.len();
    let limit = |dice: &mut Dice| match own_parts {
        parts if parts > 0 && dice.percent(60) => Limit::Part(dice.below(parts)),
        _ => Limit::Journey(dice.below(journeys)),
    };
    let caches: Vec<usize> = (0..count).filter(|other| made.components[*other].kind == Kind::Cache).collect();
    let via = match dice.below(100) {
        0..35 if !caches.is_empty() && kind != Kind::Queue => Some(Via::Cache(dice.one_of(&caches))),
        35..45 => Some(Via::Outbox),
        _ => None,
    };
    let access = match kind {
        Kind::Queue => {
            [None, Some("publish"), Some("publish"), Some("consume"), Some("consume")][dice.below(5)]
        }
        _ => None,
    };
    let reads_and_writes = dice.percent(20);
    let fraction = |dice: &mut Dice| dice.one_of(&[0.0, 0.25, 0.5, 1.0, 2.0]);
    let step = dice.maybe(55, |dice| dice.one_of(&[1, 1, 1, 2]));
    Need {
        name: format!("n{number}"),
        to: (to, part_of(dice, made, to)),
        hard: [Some(true), Some(true), Some(true), Some(false), None][dice.below(5)],
        only_for: dice
            .maybe(22, |dice| (0..1 + dice.below(2)).map(|_| limit(dice)).collect())
            .unwrap_or_default(),
        step,
        awaits: step.and_then(|_| {
            dice.maybe(45, |dice| match dice.below(6) {
                0 => Await::All,
                1 | 2 => Await::Any,
                least => Await::Some(least as u64 - 2),
            })
        }),
        start: dice.percent(5),
        is_async: dice.percent(8),
        access,
        via,
        calls: dice.maybe(10, |dice| dice.one_of(&[0.25, 0.5, 1.0, 1.8])),
        share: dice.maybe(9, |dice| Share(dice.one_of(&[0, 10_000, 50_000, 100_000]))),
        reads: dice.maybe(60, fraction).filter(|_| reads_and_writes),
        writes: dice.maybe(50, fraction).filter(|_| reads_and_writes),
        fallback: dice.maybe(40, |dice| {
            let other = dice.below(count);
            let way = match dice.below(10) {
                0 => Way::None,
                1..4 => Way::To(other, part_of(dice, made, other)),
                4 | 5 => Way::Stale(dice.time()),
                6 | 7 => Way::Queue(dice.time()),
                8 => dice.one_of(&[Way::Degrade, Way::Drop]),
                _ => dice.one_of(&[Way::As, Way::Unsaid]),
            };
            Fallback { way, exercised: way == Way::Unsaid || dice.percent(40) }
        }),
    }
}

fn part_of(dice: &mut Dice, made: &System, component: usize) -> Option<usize> {
    match made.components[component].parts.len() {
        0 => None,
        parts => dice.maybe(70, |dice| dice.below(parts)),
    }
}
