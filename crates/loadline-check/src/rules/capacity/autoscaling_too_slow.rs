//! A burst that is over before scaling has helped.

use crate::prelude::*;
use crate::readings::figure::{count, figure};
use crate::readings::throughput::{Throughput, throughput};
use loadline_flow::Flow;
use loadline_model::{Component, Decided, Stated};
use rustc_hash::FxHashMap;

/// A burst that is over before scaling has helped.
pub(crate) const RULE: Rule = Rule {
    code: "LL315",
    name: "autoscaling-too-slow",
    level: Severity::Warning,
    since: "0.1.0",
    summary: "a burst meets the running replicas long before autoscaling adds any",
    requirements: &["D3", "R7", "O5"],
    pillar: None,
    facts: &[
        "services.*.replicas.autoscale.lag",
        "services.*.replicas.autoscale.target",
        "services.*.replicas.min",
        "services.*.replicas.max",
        "services.*.capacity.queue.limit",
        "journeys.*.load.burst",
        "journeys.*.load.average",
    ],
    page: include_str!("autoscaling_too_slow.md"),
    check,
};

fn check(cx: &mut Check<'_>) {
    let mut worst: FxHashMap<usize, Burst<'_>> = FxHashMap::default();
    for flow in cx.flows.all() {
        let Some(burst) = flow.journey.load.as_ref().and_then(|load| load.burst.as_ref()) else { continue };
        let mut visits: FxHashMap<usize, f64> = FxHashMap::default();
        for station in &flow.stations {
            *visits.entry(station.component.id.index()).or_default() += station.visits;
        }
        for station in flow.stations.iter().filter(|station| station.waited_for) {
            // The first station of a component stands for all of them.
            let Some(visits) = visits.remove(&station.component.id.index()) else { continue };
            let Some(found) = meet(cx, flow, station.component, burst.per_second(), visits) else { continue };
            let slot = worst.entry(station.component.id.index());
            slot.and_modify(|old| {
                if found.surplus() > old.surplus() {
                    *old = found.clone()
                }
            })
            .or_insert(found);
        }
    }
    let mut found: Vec<Burst<'_>> = worst.into_values().collect();
    found.sort_by_key(|burst| burst.component.id);
    found.iter().for_each(|burst| report(cx, burst));
}

/// A burst as one component meets it.
#[derive(Clone)]
struct Burst<'m> {
    component: Component<'m>,
    journey: &'m str,
    demand: f64,
    formula: String,
    running: u64,
    carries: Throughput,
    lag: Stated<Duration>,
}

impl Burst<'_> {
    /// Requests that come before scaling has helped and find no worker.
    fn surplus(&self) -> f64 {
        (self.demand - self.carries.each * self.running as f64) * self.lag.as_secs_f64()
    }
}

/// `None` when the running replicas and their queues hold the burst until more are there, or too little is said.
fn meet<'m>(
    cx: &Check<'m>,
    flow: &Flow<'m>,
    component: Component<'m>,
    burst: f64,
    visits: f64,
) -> Option<Burst<'m>> {
    let autoscale = component.common().replicas.as_ref()?.autoscale.as_ref()?;
    let lag = autoscale.lag.as_ref().filter(|lag| lag.is_decided())?;
    let carries = throughput(cx.model, component).filter(Throughput::scales)?;
    let average = flow.average().unwrap_or(0.0) * visits;
    let calm = cx.demands.on(component.id).average();
    let others = (calm - average).max(0.0);
    let demand = burst * visits + others;
    let target = autoscale.target.as_ref().map_or(1.0, |target| target.fraction()).max(0.01);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "held between two counts right after"
    )]
    let steady = (calm / (carries.each * target)).ceil() as u64;
    let running = steady.clamp(carries.fewest, carries.replicas);
    let formula = format!("{} × {} + {} of other journeys", figure(burst), figure(visits), figure(others));
    let found = Burst { component, journey: flow.id, demand, formula, running, carries, lag: lag.clone() };
    let queue = component.common().capacity.as_ref().and_then(|capacity| capacity.queue.as_ref());
    let room = match queue.and_then(|queue| queue.limit.as_ref()).map(|limit| &limit.value) {
        Some(Decided::None) => return None,
        Some(Decided::Some(limit)) => limit.get() as f64 * running as f64,
        None => 0.0,
    };
    (found.surplus() > room).then_some(found)
}

fn report(cx: &mut Check<'_>, burst: &Burst<'_>) {
    let Burst { component, journey, demand, running, carries, lag, .. } = burst;
    let now = carries.each * *running as f64;
    let (have, want, lag_words) = (figure(now), figure(*demand), lag.value);
    let formula = format!("({want} − {have}) rps × {lag_words}");
    let name = component.name;
    cx.report(
        Report::new(
            component.place(),
            format!("a burst of `{journey}` brings {want} rps to `{name}`, which carries {have} rps for the first {lag_words}"),
        )
        .and(lag.span, "until more replicas work")
        .note(format!("{want} rps = {}", burst.formula))
        .note(format!("{have} rps = {} × {} rps", count(*running, "running replica"), figure(carries.each)))
        .note(format!("{} requests too many before scaling helps = {formula}", figure(burst.surplus())))
        .number(Quantity::computed("burst", *demand, "rps", burst.formula.clone()))
        .number(Quantity::computed("capacity before scaling", now, "rps", format!("{running} × {}", figure(carries.each))))
        .number(Quantity::computed("surplus", burst.surplus(), "requests", formula))
        .hint("keep more replicas running, scale ahead of known bursts, or shed load on purpose until they are there"),
    );
}
