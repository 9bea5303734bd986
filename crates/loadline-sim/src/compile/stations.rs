//! Components as stations: copies, workers, queues.

use super::{Compiling, Problem};
use crate::layout::{AdaptiveLimit, AdaptiveRule, Balancing, Cells, Discipline, Expired, Scaling, Station};
use crate::time::Delay;
use loadline_flow::cells;
use loadline_model::{Body, Component, kinds};

/// Most cells of one group.
const MOST_CELLS: u64 = 1_000;

/// Most copies of one component that are told apart, in one cell where there are several.
const MOST_COPIES: u64 = 100_000;

impl<'m> Compiling<'m> {
    /// The station of a component, the same for every journey.
    pub(super) fn station(&mut self, component: Component<'m>) -> u32 {
        if let Some(known) = self.station_of[component.id.index()] {
            return known;
        }
        let name = component.name;
        let capacity = component.common().capacity.as_deref();
        let replicas = component.common().replicas.as_deref();
        self.at_least_one(name, "workers", capacity.and_then(|capacity| capacity.workers.as_ref()));
        self.at_least_one(
            name,
            "room for a request",
            capacity.and_then(|capacity| capacity.concurrency.as_ref()),
        );
        let workers = self.pace(component).workers;
        if workers.is_none() {
            self.assume("nothing queues, since the workers are unknown", name);
        }
        let queue = capacity.and_then(|capacity| capacity.queue.as_ref());
        let limit = queue
            .and_then(|queue| queue.limit.as_ref())
            .map(|limit| limit.value.value().map(|limit| limit.get()));
        if limit.is_none() && workers.is_some() {
            self.assume("the queue has no limit, since none is said", name);
        }
        let room = limit.flatten().map(|limit| u32::try_from(limit).unwrap_or(u32::MAX));
        let discipline = queue.and_then(|queue| queue.discipline.as_ref()).map(|discipline| discipline.value);
        let in_flight = capacity.and_then(|capacity| capacity.concurrency.as_ref()).map(|most| most.get());
        let in_flight = in_flight.map(|most| u32::try_from(most.max(1)).unwrap_or(u32::MAX));
        let adaptive = capacity.and_then(|capacity| capacity.adaptive_limit.as_ref()).map(|rule| rule.value);
        let adaptive = adaptive.map(|rule| self.adaptive(name, rule, in_flight));
        let quota = match component.body {
            Body::External(external) => external.quota.as_ref().and_then(|quota| quota.value.value()),
            _ => None,
        };
        let cells = self.cells(component);
        let copies = self.copies(component) * cells.map_or(1, |cells| cells.number);
        let balancing = replicas.and_then(|replicas| replicas.balancing.as_ref());
        let balancing = match balancing.map(|balancing| balancing.value) {
            None | Some(kinds::Balancing::RoundRobin) => Balancing::RoundRobin,
            Some(kinds::Balancing::Random) => Balancing::Random,
            Some(kinds::Balancing::LeastOutstanding) => Balancing::LeastOutstanding,
            Some(kinds::Balancing::PowerOfTwo) => Balancing::PowerOfTwo,
        };
        if balancing == Balancing::RoundRobin && copies > 1 {
            self.assume("requests go to the copies in turn", name);
        }
        let expired = match queue.and_then(|queue| queue.expired.as_ref()).map(|expired| expired.value) {
            None | Some(kinds::Expired::Serve) => Expired::Serve,
            Some(kinds::Expired::Drop) => Expired::Drop,
            Some(kinds::Expired::DropHopeless) => Expired::DropHopeless,
        };
        let station = Station {
            name: name.to_owned(),
            copies,
            cells,
            scaling: self.scaling(component, copies, workers),
            workers,
            in_flight: in_flight.filter(|_| adaptive.is_none()),
            adaptive,
            queue: room,
            discipline: self.discipline(name, discipline, room),
            balancing,
            expired,
            crowding: component
                .common()
                .service_time
                .as_deref()
                .and_then(|time| time.crowding.as_ref())
                .map_or(0.0, |share| share.fraction()),
            optimistic: false,
            quota: quota.map(|quota| quota.per_second()),
        };
        let index = self.layout.stations.len() as u32;
        self.layout.stations.push(station);
        self.components.push(component.id);
        self.station_of[component.id.index()] = Some(index);
        index
    }

    /// The cells that each have all copies of a component.
    fn cells(&mut self, component: Component<'m>) -> Option<Cells> {
        let (group, id, number) = cells::group_of(self.model, component)?;
        if number > MOST_CELLS {
            let message =
                format!("`{id}` has {number} cells, and {MOST_CELLS} are the most that are followed");
            let hint = "divide cells and load by the same number";
            self.refused.push(Problem::new(None, message, hint));
            return None;
        }
        self.assume("each request is dealt out to one cell by lot, and stays in it whatever it leads to", id);
        Some(Cells { group: u32::try_from(group).unwrap_or(u32::MAX), number: number as u32 })
    }

    /// The copies of a component, those of one cell where it is in several.
    fn copies(&mut self, component: Component<'m>) -> u32 {
        let name = component.name;
        let said = component.common().replicas.as_deref().and_then(|replicas| replicas.min.as_ref());
        let running = self.loads.on(component.id).running.or(said.map(|min| min.get()));
        if running.is_none() && component.common().capacity.is_some() {
            self.assume("one copy runs, since the number is unknown", name);
        }
        if running == Some(0) {
            self.at_least_one(name, "copies", said);
        }
        let running = running.unwrap_or(1).max(1);
        if running > MOST_COPIES {
            self.assume("100,000 copies at most", name);
        }
        running.min(MOST_COPIES) as u32
    }

    /// How copies are added under load: as a Kubernetes autoscaler does it, which looks every 15 s and waits 5 min before it
    /// takes any away.
    fn scaling(&mut self, component: Component<'m>, copies: u32, workers: Option<u32>) -> Option<Scaling> {
        let replicas = component.common().replicas.as_deref()?;
        let (rule, most) = (replicas.autoscale.as_ref()?, replicas.max.as_ref()?.get());
        if cells::group_of(self.model, component).is_some() {
            self.assume("copies in cells are not scaled", component.name);
            return None;
        }
        let (target, lag) = (rule.target.as_ref(), rule.lag.as_ref());
        if workers.is_none() || target.is_none_or(|target| target.fraction() <= 0.0) {
            self.assume("copies are not scaled, since the workers or the target are unknown", component.name);
            return None;
        }
        self.assume(
            "the autoscaler looks every 15 s, and takes copies away after 5 min only",
            component.name,
        );
        let lag = lag.map_or_else(
            || {
                self.assume("a new copy works after a minute, since the lag is unknown", component.name);
                Delay::from_seconds(60.0)
            },
            |lag| Delay::from(lag.value),
        );
        let least = replicas.min.as_ref().map_or(1, |min| min.get());
        Some(Scaling {
            least: least.clamp(1, MOST_COPIES) as u32,
            most: most.clamp(u64::from(copies), MOST_COPIES) as u32,
            target: target.map_or(1.0, |target| target.fraction()),
            every: Delay::from_seconds(15.0),
            lag,
            calm: Delay::from_seconds(300.0),
        })
    }

    /// A limit that adapts itself, up to `concurrency`.
    fn adaptive(&mut self, name: &str, rule: kinds::AdaptiveLimit, most: Option<u32>) -> AdaptiveLimit {
        let (rule, usual) = match rule {
            kinds::AdaptiveLimit::Vegas => (AdaptiveRule::Vegas, 1_000),
            kinds::AdaptiveLimit::Gradient2 => (AdaptiveRule::Gradient, 200),
        };
        if most.is_none() {
            self.assume(&format!("the limit that adapts itself goes up to {usual}"), name);
        }
        AdaptiveLimit { rule, most: most.unwrap_or(usual) }
    }

    fn discipline(&mut self, name: &str, said: Option<kinds::Discipline>, room: Option<u32>) -> Discipline {
        match said {
            None | Some(kinds::Discipline::Fifo) => Discipline::Fifo,
            Some(kinds::Discipline::Lifo) => Discipline::Lifo,
            Some(kinds::Discipline::AdaptiveLifo) => {
                let long = room.map_or(16, |room| room / 2);
                self.assume(&format!("the queue turns to last come, first served above {long}"), name);
                Discipline::AdaptiveLifo(long)
            }
            Some(kinds::Discipline::Codel) => {
                self.assume("the queue drops after 5 ms while it stands for 100 ms, else after 100 ms", name);
                Discipline::ControlledDelay {
                    target: Delay::from_seconds(0.005),
                    interval: Delay::from_seconds(0.1),
                }
            }
            Some(kinds::Discipline::Priority) => Discipline::Priority,
            Some(kinds::Discipline::Sharing) => Discipline::Sharing,
        }
    }
}
